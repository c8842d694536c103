"""Groups marked words for events of any kind, by words and syntax alone.

For scoring on corpora whose events tocsin has no type for; what it codes itself is
clustered by reconcile/cluster.py. Mentions with the same head are one event to start
with; then groups are united, the most alike first, where those affected, those that take
part, the sentences and the words themselves agree. Dates, places and figures are not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import exp
from typing import NamedTuple

from tocsin.evaluate.ecb import GoldReport
from tocsin.extract.cue import verb_cues
from tocsin.extract.lexicon import NO_EVENT, load_lexicon
from tocsin.reconcile.word import Vector, add, cosine, stem, text_vector, weight_of
from tocsin.records import Document, Sentence, Token

FEATURES = ("objects", "parties", "sentences", "together", "words", "types")
WEIGHTS = (1.7, 1.9, 1.3, -2.3, 2.9, 1.9)  # logistic regression on topics 1 to 35 of ECB+
BIAS = -4.3
LEAST = 0.4  # probability at which groups are united
_LETTERS = 5  # of a word, enough to tell what it derives from
_EMPTY = frozenset({"AUX", "DET", "PART", "PRON"})
_SUBJECTS = ("nsubj", "csubj", "poss")
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd", "dative")
_MODIFIERS = ("compound", "amod", "nummod")
_PREPOSITIONS = {"by": 0, "of": 1}  # which of the parties a noun after them is
_SHARING = frozenset("conj xcomp advcl ccomp pcomp dobj prep pobj attr".split())
_CLIMB = 3  # verbs above a mention whose subject may be its own


class Wording(NamedTuple):
    """The words of one mention.

    `head`: lemma of its head; `group`: those that share it are one event to start with: the
    stem of the head and, for a verb of saying, who says it; `objects`: who is affected;
    `parties`: all that take part; `words`: its own, cut to their first letters, so that
    "acquire" is like "acquisition"; `types`: PLOVER types its head may be of; `sentence`:
    report and place; `vector`: the words of the sentence.
    """

    head: str
    group: tuple[str, str]
    objects: frozenset[str]
    parties: frozenset[str]
    words: frozenset[str]
    types: frozenset[str]
    sentence: tuple[str, int]
    vector: Vector


def read_wordings(report: GoldReport, document: Document) -> list[Wording]:
    """Return the words of each marked action of a report, in their order."""
    found = []
    for mention in report.mentions:
        sentence = next(s for s in document.sentences if s.end > mention.start)
        found.append(read_wording(sentence, mention.start, mention.end, report=report.id))
    return found


def read_wording(sentence: Sentence, start: int, end: int, *, report: str = "") -> Wording:
    """Return the words of the mention between two code points of the article."""
    own = [t for t in sentence.tokens if t.start < end and t.end > start]
    inside = {t.i for t in own}
    head = next((t for t in own if t.head == t.i or t.head not in inside), own[0])
    lemma = head.lemma.lower()
    subjects, objects, others = _parties(sentence, head)
    speaker = max(sorted(subjects), key=weight_of, default="") if lemma in verb_cues() else ""
    lexicon = load_lexicon()
    rows = lexicon.verbs.get(lemma, ()) + lexicon.nouns.get(lemma, ())
    full = [t for t in own if t.pos not in _EMPTY] or [head]
    return Wording(
        head=lemma,
        group=(stem(lemma), speaker),
        objects=frozenset(objects),
        parties=frozenset(subjects | objects | others),
        words=frozenset(stem(t.lemma.lower())[:_LETTERS] for t in full),
        types=frozenset(row.type for row in rows) - {NO_EVENT},
        sentence=(report, sentence.start),
        vector=text_vector(sentence.text),
    )


def group_wordings(wordings: Sequence[Wording]) -> list[list[int]]:
    """Return the events that mentions tell of, as positions; each is in exactly one."""
    starts: dict[tuple[str, str], list[int]] = {}
    for k, wording in enumerate(wordings):
        starts.setdefault(wording.group, []).append(k)
    groups = dict(enumerate(starts.values()))
    profiles = {g: Profile([wordings[k] for k in ks]) for g, ks in groups.items()}
    likeness = {(a, b): _fit(profiles[a], profiles[b]) for b in groups for a in range(b)}
    while likeness:
        best, a, b = max((fit, -a, -b) for (a, b), fit in likeness.items())
        if best < LEAST:
            break
        _unite(-a, -b, groups, profiles, wordings)
        likeness = {pair: fit for pair, fit in likeness.items() if -b not in pair}
        for g in groups:
            if g != -a:
                likeness[min(-a, g), max(-a, g)] = _fit(profiles[-a], profiles[g])
    return list(groups.values())


def _unite(
    a: int,
    b: int,
    groups: dict[int, list[int]],
    profiles: dict[int, Profile],
    wordings: Sequence[Wording],
) -> None:
    """Let group `a` take in `b`."""
    groups[a] = groups[a] + groups.pop(b)
    del profiles[b]
    profiles[a] = Profile([wordings[k] for k in groups[a]])


class Profile:
    """What mentions say together.

    Attributes: objects, parties, sentences: vectors; words, types: counts; places: keys of
    the sentences.
    """

    def __init__(self, members: Sequence[Wording]) -> None:
        self.objects = _weighted(w for m in members for w in m.objects)
        self.parties = _weighted(w for m in members for w in m.parties)
        self.words = Counter(w for m in members for w in m.words)
        self.types = Counter(t for m in members for t in m.types)
        self.places = {m.sentence for m in members}
        self.sentences: dict[str, float] = {}
        for vector in {m.sentence: m.vector for m in members}.values():
            add(self.sentences, vector)


def compare(a: Profile, b: Profile) -> tuple[float, ...]:
    """Return how far two groups agree in each of FEATURES, from 0 to 1.

    "together" is the share of their sentences that have both: who tells of two things in
    one sentence rarely means the same.
    """
    return (
        cosine(a.objects, b.objects),
        cosine(a.parties, b.parties),
        cosine(a.sentences, b.sentences),
        len(a.places & b.places) / min(len(a.places), len(b.places)),
        cosine(a.words, b.words),
        cosine(a.types, b.types),
    )


def _fit(a: Profile, b: Profile) -> float:
    """Return the probability that two groups are of one event."""
    total = BIAS + sum(w * x for w, x in zip(WEIGHTS, compare(a, b), strict=True))
    return 1 / (1 + exp(-total))


def _weighted(words: Iterable[str]) -> dict[str, float]:
    return {word: count * weight_of(word) for word, count in Counter(words).items()}


def _parties(sentence: Sentence, head: Token) -> tuple[set[str], set[str], set[str]]:
    """Return who does it, whom it is done to, and who or what else is told of it, as lemmas."""
    found: tuple[set[str], set[str], set[str]] = set(), set(), set()
    for k, i in _dependants(sentence, head.i):
        found[k].update(_named(sentence, i))
    if not found[0]:
        _climb(sentence, head, *found[:2])
    return found


def _dependants(sentence: Sentence, head: int) -> Iterator[tuple[int, int]]:
    """Yield 0, 1 or 2 (subject, object, other) and the position of each noun below a head."""
    nominal = sentence.tokens[head].pos in ("NOUN", "PROPN")
    for i in sentence.children[head]:
        token = sentence.tokens[i]
        if token.dep in _SUBJECTS:
            yield 0, i
        elif token.dep in _OBJECTS:
            yield 1, i
        elif nominal and token.dep in _MODIFIERS:
            yield 2, i
        elif token.dep in ("prep", "agent"):
            kind = _PREPOSITIONS.get(token.lower, 2) if nominal or token.lower == "by" else 2
            for j in sentence.children_of(i, "pobj"):
                yield kind, j
                yield from ((2, n) for p in sentence.children_of(j, "prep")
                            for n in sentence.children_of(p, "pobj"))  # fmt: skip


def _climb(sentence: Sentence, token: Token, subjects: set[str], objects: set[str]) -> None:
    """Take the subject of a verb above, or the noun that a participle or clause describes."""
    for _ in range(_CLIMB):
        above = sentence.tokens[token.head]
        if token.dep in ("acl", "relcl"):
            (objects if token.tag == "VBN" else subjects).update(_named(sentence, above.i))
            return
        if subjects or token.dep not in _SHARING:
            return
        if above.pos in ("VERB", "AUX"):
            for i in sentence.children_of(above.i, "nsubj", "nsubjpass"):
                subjects.update(_named(sentence, i))
        token = above


def _named(sentence: Sentence, i: int) -> set[str]:
    """Return the lemmas of a noun and its modifiers; pronouns name nobody."""
    positions = (i, *sentence.children_of(i, "compound", "amod", "poss", "nmod"))
    tokens = (sentence.tokens[k] for k in positions)
    return {stem(t.lemma.lower()) for t in tokens if t.pos not in ("PRON", "DET")}
