"""Find events: a word of the lexicon whose conditions hold in its sentence.

The trigger is the word that carries the event (the noun of "carried out an
attack"), the support is the verb that carries tense and subject. Nouns that only
point back to an event told before ("the attack") are no new claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tocsin.extract import noun
from tocsin.extract.argument import find_heads, under
from tocsin.extract.condition import Conditions, dependants, verb_lemma
from tocsin.extract.domain import is_elsewhere
from tocsin.extract.lexicon import Row, load_lexicon
from tocsin.extract.predicate import Predicate, read_predicate
from tocsin.ontology import VERBAL
from tocsin.records import Document, Sentence

_OCCUR = frozenset(
    "begin break collapse come continue end ensue enter erupt escalate expire flare go happen hold "
    "intensify occur rage remain resume spread start take turn".split()
)
_PREDICATE = frozenset({"acomp", "attr", "ROOT", "ccomp", "oprd", "pobj", "conj"})
_COOPERATIVE = frozenset({"AGREE", "CONCEDE", "CONSULT", "COOPERATE", "SUPPORT"})
_BARE = frozenset({"cc", "conj", "punct", "advmod"})
_FRAY = ("in", "during", "after")  # before the noun of the attack that did it
_SUBHEAD = 7  # words a heading has at most; a story with fewer sentences has none
_WHERE = frozenset({"at", "in", "near", "outside"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_INSIDE_NAMES = frozenset({"compound", "amod", "nmod", "npadvmod", "poss"})


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger with its reading. `actors`, `recipients`: token positions of noun heads.

    `by_speaker`: the actor is whoever says it (row role `speaker`).
    """

    sentence: Sentence
    trigger: int
    support: int
    row: Row
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    negated: bool
    by_speaker: bool = False


def find_events(
    document: Document, *, said: Callable[[int], bool], quoting: frozenset[int] = frozenset()
) -> list[EventMention]:
    """Return the events of a story in text order.

    Args: document: parsed story. said: tells whether an offset lies in what
    somebody is said to have said. quoting: where the verbs start that do no more
    than bring a direct quote ("…," she warned).
    """
    story = _Story(document, said, quoting)
    told = (s for s in document.sentences if not _is_subhead(document, s))
    return [mention for sentence in told for mention in story.read(sentence)]


def _is_subhead(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence is a heading inside the body: short, alone, without a full stop."""
    if (
        sentence.kind == "headline"
        or len(sentence.tokens) > _SUBHEAD
        or sentence.text[-1] in '.!”"'
    ):
        return False
    beside = document.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    return (
        len(document.sentences) > _SUBHEAD
        and sum(s.paragraph == sentence.paragraph for s in beside) == 1
    )


class _Story:
    """One story: what it has told so far, and how its words are read."""

    def __init__(
        self,
        document: Document,
        said: Callable[[int], bool],
        quoting: frozenset[int],
    ):
        self.conditions = Conditions(document, said)
        self.light = load_lexicon().light
        self.quoting = quoting
        self.told: set[tuple[str, str | None]] = set()

    def read(self, sentence: Sentence) -> Iterator[EventMention]:
        found: dict[int, EventMention] = {}
        for token in sentence.tokens:
            if token.pos == "VERB" and token.dep != "amod":
                mention = self._verb(sentence, token.i)
                if mention is None or self._idle(mention, found):
                    continue
                if self._doubles(mention, found):
                    found[token.head] = _with_mode(found[token.head], mention.row.mode)
                    found[token.i] = found[token.head]
                    continue
                found[token.i] = mention
        taken = {j for m in found.values() for j in _governed(m.sentence, m.trigger, m.row)}
        for token in sentence.tokens:
            if token.i in found or token.i in taken or token.pos == "VERB":
                continue
            if token.pos in ("NOUN", "PROPN", "ADJ") or token.tag == "VBG":
                mention = self._noun(sentence, token.i, found)
                if mention is not None:
                    found[token.i] = mention
        for i, mention in sorted(found.items()):
            if mention.trigger != i:
                continue  # a doublet
            self.told.add((mention.row.type, mention.row.mode))
            yield mention

    # verbs

    def _idle(self, mention: EventMention, found: dict[int, EventMention]) -> bool:
        """Tell whether a reading adds no claim: a mere quoting verb, the content of a request."""
        sentence, i = mention.sentence, mention.trigger
        token = sentence.tokens[i]
        kind = mention.row.type
        if token.start in self.quoting and kind in VERBAL and not mention.recipients:
            return True
        head = found.get(token.head)
        return (
            head is not None
            and token.dep in ("xcomp", "ccomp", "advcl")
            and head.row.type == "REQUEST"
            and kind in _COOPERATIVE
        )

    def _doubles(self, mention: EventMention, found: dict[int, EventMention]) -> bool:
        """Tell whether a verb repeats the one before it: "attacked, destroyed, vandalised"."""
        token = mention.sentence.tokens[mention.trigger]
        head = found.get(token.head)
        if head is None or token.dep != "conj" or head.row.type != mention.row.type:
            return False
        own = {mention.sentence.tokens[j].dep for j in mention.sentence.children[mention.trigger]}
        return own <= _BARE

    def _verb(self, sentence: Sentence, i: int) -> EventMention | None:
        found = self.conditions.verb_row(sentence, i)
        if found is None:
            return None
        row, predicate = found
        if is_elsewhere(sentence, predicate, row.type):
            return None
        actors = find_heads(row.actor, sentence, predicate)
        if row.type == "ASSAULT":
            row, actors = self._by_attack(row, actors, sentence, predicate)
        recipients = find_heads(row.recipient, sentence, predicate)
        recipients = tuple(r for r in recipients if r not in actors)
        negated = predicate.negated and not any(c.test == "neg" for c in row.conditions)
        return EventMention(
            sentence, i, i, row, actors, recipients, negated, by_speaker="speaker" in row.actor
        )

    def _by_attack(
        self, row: Row, actors: tuple[int, ...], sentence: Sentence, p: Predicate
    ) -> tuple[Row, tuple[int, ...]]:
        """Read through the attack that is a verb's subject: "the shelling by X killed three"."""
        for j in p.subjects:
            bare = Predicate(j, False, (), (), False)
            attack = self.conditions.noun_row(sentence, bare)
            if attack is not None and attack.type == "ASSAULT" and attack.bare != "num":
                mode = row.mode or attack.mode
                return row._replace(mode=mode), find_heads(attack.actor, sentence, bare)
        return row, actors or self._fought(sentence, p.head)

    def _fought(self, sentence: Sentence, verb: int) -> tuple[int, ...]:
        """Return who fights where somebody is killed: "in clashes with police", "in an attack by X"."""
        for word in _FRAY:
            for j in under(sentence, verb, word):
                bare = Predicate(j, False, (), (), False)
                attack = self.conditions.noun_row(sentence, bare)
                if attack is not None and attack.type == "ASSAULT":
                    return find_heads(("by", "between", "with", "poss"), sentence, bare)
        return ()

    # nouns

    def _noun(
        self, sentence: Sentence, i: int, found: dict[int, EventMention]
    ) -> EventMention | None:
        token = sentence.tokens[i]
        if token.dep in _INSIDE_NAMES or (
            token.ent and token.pos == "PROPN" and sentence.kind == "body"
        ):
            return None
        if sentence.tokens[token.head].lower == "as" and token.dep == "pobj":
            return None  # "an attack on the constitution", so called
        bare = Predicate(i, False, (), (), noun_negated(sentence, i))
        row = self.conditions.noun_row(sentence, bare)
        if row is None:
            return None
        support, role = self._support(sentence, i)
        if _told_of_else(sentence, i, support, row.type):
            return None
        actors = tuple(
            j
            for j in find_heads(row.actor, sentence, bare)
            if not noun.is_place(sentence, j) or noun.is_country(sentence, j)
        )  # gunfire "from the hotel" is nobody's
        recipients = tuple(r for r in find_heads(row.recipient, sentence, bare) if r not in actors)
        own = bool(actors or recipients)
        if support is not None and role:
            subjects = tuple(
                j for j in read_predicate(sentence, support).subjects if noun.is_agent(sentence, j)
            )
            if role == "actor" or row.type == "PROTEST":  # "are on strike"
                actors = actors or subjects
            else:
                recipients = recipients or subjects
        if row.bare == "pred":
            return self._predicate(row, sentence, i, recipients)
        lit = bool(role) and bool(actors or recipients)
        happens = support is not None and not role
        if not self._counts(row, sentence, i, own=own, lit=lit, happens=happens):
            return None
        if not actors and "of" in row.recipient and under(sentence, i, "of"):
            actors = find_heads(("poss",), sentence, bare)
        if not actors:
            actors = _accused(sentence, i, found)
        if self._repeats(row, sentence, i, found, own=own, support=support):
            return None
        negated = bare.negated or (
            support is not None and bool(role) and read_predicate(sentence, support).negated
        )
        return EventMention(
            sentence, i, support if support is not None else i, row, actors, recipients, negated
        )

    def _predicate(
        self, row: Row, sentence: Sentence, i: int, recipients: tuple[int, ...]
    ) -> EventMention | None:
        """Read "X is concerned about Y", "X is unacceptable": the copula is the support."""
        copula = next(
            (j for j in sentence.ancestors(i)[:3] if sentence.tokens[j].pos in ("AUX", "VERB")),
            None,
        )
        if sentence.tokens[i].dep not in _PREDICATE or (
            copula is None and sentence.tokens[i].head != i
        ):
            return None
        verb = i if copula is None else copula
        subjects = tuple(
            j for j in read_predicate(sentence, verb).subjects if noun.is_entity(sentence, j)
        )
        speaker = "speaker" in row.actor
        if not (subjects or (speaker and self.conditions.said(sentence.tokens[i].start))):
            return None
        negated = read_predicate(sentence, verb).negated
        if speaker:
            return EventMention(sentence, i, verb, row, (), subjects, negated, by_speaker=True)
        return EventMention(sentence, i, verb, row, subjects, recipients, negated)

    def _counts(
        self, row: Row, sentence: Sentence, i: int, *, own: bool, lit: bool, happens: bool
    ) -> bool:
        """Tell whether a noun stands for an event here, by its `bare`."""
        if row.bare == "num":
            return any(
                sentence.tokens[j].pos == "NUM" or sentence.tokens[j].ent == "CARDINAL"
                for j in sentence.subtree(i)
            ) or _number_near(sentence, i)
        if row.bare == "no":
            return lit
        return row.bare == "yes" or own or lit or happens

    def _repeats(
        self,
        row: Row,
        sentence: Sentence,
        i: int,
        found: dict[int, EventMention],
        *,
        own: bool,
        support: int | None,
    ) -> bool:
        """Tell whether a noun only points to an event already told."""
        pointing = any(
            sentence.tokens[j].lower in _POINTING for j in sentence.children_of(i, "det")
        )
        if any(sentence.tokens[j].lemma == "responsibility" for j in sentence.ancestors(i)[:2]):
            return False  # who did it is news
        known = (row.type, row.mode) in self.told or (
            row.mode is None and any(t == row.type for t, _ in self.told)
        )
        if pointing and not own and support is None and known:
            return True
        for j in sentence.ancestors(i)[:3]:
            mention = found.get(j)
            if mention is not None:
                return mention.row.type == row.type and not _stands_alone(sentence, i)
            if (
                sentence.tokens[j].pos in ("VERB", "NOUN", "AUX")
                and sentence.tokens[j].dep != "conj"
            ):
                break
        return False

    def _lemma(self, sentence: Sentence, i: int) -> str:
        return verb_lemma(sentence, i, self.light)

    def _support(self, sentence: Sentence, i: int) -> tuple[int | None, str]:
        """Return the verb that carries a noun, and the role its subject plays ("" for none)."""
        token = sentence.tokens[i]
        head = sentence.tokens[token.head]
        if token.dep == "conj":
            return (
                self._support(sentence, token.head) if head.pos in ("NOUN", "PROPN") else (None, "")
            )
        if (
            token.dep == "pobj"
            and head.dep in ("prep", "prt")
            and sentence.tokens[head.head].pos in ("VERB", "AUX")
        ):
            verb = sentence.tokens[head.head]
            role = self.light.get(f"{self._lemma(sentence, verb.i)} {head.lower}")
            return (verb.i, role) if role else (None, "")
        if head.pos != "VERB" or head.i == i:
            return None, ""
        if token.dep in ("dobj", "nsubjpass"):
            particles = [sentence.tokens[j].lower for j in sentence.children_of(head.i, "prt")]
            key = " ".join([self._lemma(sentence, head.i), *particles[:1]])
            role = self.light.get(key, "")
            return (head.i, role) if role else (None, "")
        if token.dep == "nsubj" and verb_lemma(sentence, head.i, _OCCUR) in _OCCUR:
            return head.i, ""
        return None, ""


def _stands_alone(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun says itself when and where it was: "Friday's blast at the port"."""
    tokens = sentence.tokens
    dated = any(tokens[j].ent in ("DATE", "TIME") for j in sentence.children_of(i, "poss"))
    placed = any(
        noun.is_place(sentence, k)
        for j in sentence.children_of(i, "prep")
        if tokens[j].lower in _WHERE
        for k in sentence.children_of(j, "pobj")
    )
    return dated or placed


def noun_negated(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun stands under "no"."""
    return any(
        sentence.tokens[j].lower in ("no", "neither") for j in sentence.children_of(i, "det", "neg")
    )


def _told_of_else(sentence: Sentence, i: int, support: int | None, kind: str) -> bool:
    """Tell whether the verb above a noun speaks of nature, sport or business."""
    verb = support
    if verb is None and kind == "ASSAULT":
        verb = next(
            (j for j in sentence.ancestors(i)[:2] if sentence.tokens[j].pos == "VERB"), None
        )
    return verb is not None and is_elsewhere(sentence, read_predicate(sentence, verb), kind)


def _accused(sentence: Sentence, i: int, found: dict[int, EventMention]) -> tuple[int, ...]:
    """Return who is accused, charged or blamed, when a noun is what they are accused of."""
    for j in sentence.ancestors(i)[:2]:
        mention = found.get(j)
        if mention is not None:
            return mention.recipients if mention.row.type == "ACCUSE" else ()
    return ()


def _with_mode(mention: EventMention, mode: str | None) -> EventMention:
    """Return a mention whose reading takes the mode of the verb that repeats it."""
    if mention.row.mode is not None or mode is None:
        return mention
    return replace(mention, row=mention.row._replace(mode=mode))


def _governed(sentence: Sentence, i: int, row: Row) -> list[int]:
    """Return the event nouns that a verb's reading has used up ("declared a curfew")."""
    tests = {c.test for c in row.conditions if c.words or c.classes}
    used: list[int] = []
    if "obj" in tests:
        objects = read_predicate(sentence, i).objects
        used += objects
        for j in objects:  # "a state of emergency"
            used += under(sentence, j, "of")
    if "with" in tests:
        used += dependants(sentence, i)
    return used


def _number_near(sentence: Sentence, i: int) -> bool:
    head = sentence.tokens[i].head
    return any(
        sentence.tokens[j].pos == "NUM" or sentence.tokens[j].ent == "CARDINAL"
        for j in sentence.subtree(head)
    )
