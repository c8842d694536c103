"""What a counted noun phrase measures: killed, injured, arrested and so on.

Knows the syntax that ties a count to the word that gives its measure: verb and object
("killed 12"), passive and its subject, predicate adjective ("left 41 dead"), "deaths of 16",
tolls ("the toll rose to 41"), coordination. Which words give which measure stands in
data/lexicon/figure_word.csv and figure_phrase.csv. Knows nothing of numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tocsin.data import read_rows
from tocsin.errors import LexiconError
from tocsin.records import Sentence, Token

MEASURES = frozenset(
    {"killed", "injured", "arrested", "missing", "displaced"}
    | {"hostages", "participants", "troops", "money", "other"}
)
INHERITED = "inherited"  # the measure of the figure this one is a part or a revision of
_NEEDS = frozenset({"", "person", "item", "troops", "mass"})
_HARM = frozenset({"killed", "injured", "missing", "arrested"})
_PERSON_ENDINGS = ("man", "men", "woman", "women", "er", "or", "ist", "ian", "ee")
_EXCEED = frozenset({"exceed", "pass", "surpass", "top"})
_TOLL_OBJECT_VERBS = _EXCEED | {"reach", "hit", "be", "put"}
_COMPLEMENTS = frozenset({"acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "prep"})
SHOT = frozenset({"shoot"})  # tells of a victim, but not whether he lives: measured as other
_DEADLY = frozenset({"fatally", "mortally"})
_LINKS = frozenset(
    {"be", "have", "report", "confirm", "fear", "believe", "other", "more", "people"}
)
_DEPTH = 4  # steps up a coordination or apposition before the tree is taken to be broken


class Reading(NamedTuple):
    """A measure, the token that gives it (None: the noun alone), and what it asks of the noun.

    `bound`: what the verb does to the number ("the toll exceeds 40"): above, max or "".
    """

    measure: str
    anchor: int | None
    needs: str = ""
    bound: str = ""


class MeasureLexicon(NamedTuple):
    """The words that give measures, by role and lemma."""

    roles: dict[str, dict[str, list[tuple[str, str]]]]
    phrases: dict[tuple[str, str], list[tuple[str, str]]]
    nouns: dict[str, frozenset[str]]


@cache
def load_measures() -> MeasureLexicon:
    """Return the measure tables of data/lexicon.

    Raises: LexiconError: a measure or a need that does not exist.
    """
    roles: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    table = "lexicon/figure_word.csv"
    for line, row in read_rows(table):
        if (row["measure"] or INHERITED) not in MEASURES | {INHERITED} or row[
            "needs"
        ] not in _NEEDS:
            raise LexiconError(table, f"unknown measure or need for {row['word']!r}", line=line)
        roles[row["role"]][row["word"]].append((row["measure"] or INHERITED, row["needs"]))
    phrases: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    table = "lexicon/figure_phrase.csv"
    for line, row in read_rows(table):
        if row["measure"] not in MEASURES:
            raise LexiconError(table, f"unknown measure {row['measure']!r}", line=line)
        phrases[row["verb"], row["role"]].append((row["word"], row["measure"]))
    kinds: dict[str, set[str]] = defaultdict(set)
    for _, row in read_rows("lexicon/figure_noun.csv"):
        kinds[row["kind"]].add(row["noun"])
    frozen = {kind: frozenset(nouns) for kind, nouns in kinds.items()}
    return MeasureLexicon({k: dict(v) for k, v in roles.items()}, dict(phrases), frozen)


def is_kind(token: Token, kind: str) -> bool:
    """Say whether a noun is of a kind: person, troops, item, collective."""
    nouns = load_measures().nouns[kind]
    lemma, lower = token.lemma.lower(), token.lower
    if lemma in nouns or lower in nouns:
        return True
    if kind != "person":
        return False
    if token.ent == "NORP" or (token.pos == "PROPN" and lower.endswith("s")):
        return True
    return token.pos == "NOUN" and lemma.endswith(_PERSON_ENDINGS) and not is_kind(token, "item")


def is_toll(token: Token) -> bool:
    """Say whether a word stands for a number of people: "toll", "tally", "the wounded"."""
    roles = load_measures().roles
    if token.lower in roles["predicate"]:
        return token.dep == "dobj"
    return token.pos == "NOUN" and any(token.lemma.lower() in roles[r] for r in ("toll", "count"))


def suits(reading: Reading, noun: Token | None, *, mass: bool = True) -> bool:
    """Say whether a counted noun (None: a bare number) is what a reading asks for.

    `mass`: the count is large enough for a flight of people rather than of suspects.
    """
    match reading.needs:
        case "":
            return True
        case "person":
            return noun is None or is_kind(noun, "person")
        case "mass":
            return mass and (noun is None or is_kind(noun, "person"))
    return noun is not None and is_kind(noun, reading.needs)


def read_measures(
    sentence: Sentence, target: int, noun: int | None, first: int, last: int
) -> Iterator[Reading]:
    """Yield what a counted phrase may measure, the surest reading first.

    Args: target: token that stands for the phrase in the tree; noun: the counted noun, None
    for a bare number; first, last: the tokens of the phrase, number and noun.
    """
    yield from _from_next(sentence, last)
    if noun is not None:
        yield from _from_noun(sentence, noun, target)
    yield from _from_participle(sentence, first)
    governed = list(_from_governor(sentence, target, _DEPTH))
    yield from (r for r in governed if r.measure != "other")
    if noun is not None:
        yield from _from_modifiers(sentence, noun)
    if target != noun:
        yield from _from_modifiers(sentence, target)
    yield from _from_neighbours(sentence, target, last)
    if noun is not None:
        for measure, needs in _role("kind", sentence.tokens[noun]):
            yield Reading(measure, _governing_word(sentence, target), needs)
    yield from (r for r in governed if r.measure == "other")


def _role(role: str, token: Token) -> Iterable[tuple[str, str]]:
    """Return (measure, needs) of a word in a role; by form for adjectives, else by lemma."""
    table = load_measures().roles[role]
    by_form = table.get(token.lower, ())
    return by_form if by_form or role == "predicate" else table.get(token.lemma.lower(), ())


def _from_noun(sentence: Sentence, noun: int, target: int) -> Iterator[Reading]:
    """Read a noun that is itself a count: "25 deaths", "35 dead", "12 lives"."""
    token = sentence.tokens[noun]
    for role in ("count", "predicate"):
        yield from (Reading(measure, noun, needs) for measure, needs in _role(role, token))
    verb = sentence.tokens[target].head
    if sentence.tokens[verb].lower == "of":
        verb = sentence.tokens[verb].head
    for word, measure in load_measures().phrases.get((sentence.tokens[verb].lemma, "noun"), ()):
        if token.lemma == word:
            yield Reading(measure, verb)


def _from_governor(sentence: Sentence, target: int, depth: int) -> Iterator[Reading]:
    """Read the word above a phrase in the tree, through coordination and apposition."""
    token = sentence.tokens[target]
    head = sentence.tokens[token.head]
    if head.i == target or not depth:
        return
    match token.dep:
        case "conj" | "appos":
            if head.pos in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
                yield from _from_governor(sentence, head.i, depth - 1)
        case "nsubjpass" | "dobj" | "dative":
            yield from _from_toll(sentence, head, token.dep)
            yield from _from_verb(sentence, head.i, "object", depth)
        case "nsubj" | "csubj":
            yield from _from_verb(sentence, head.i, "subject", depth)
            if head.tag in {"VBN", "VBD"} and sentence.child(head.i, "dobj") is None:
                yield from _from_verb(sentence, head.i, "object", depth)
        case "attr" | "npadvmod" | "oprd" | "acomp" | "advmod":
            yield from _from_toll(sentence, head, token.dep)
            yield from _among(sentence, head.i)
            if token.dep == "npadvmod" and _is_active(sentence, head) and head.i < target:
                yield from _from_verb(sentence, head.i, "object", depth)
        case "pobj":
            yield from _from_preposition(sentence, head, depth)


def _is_active(sentence: Sentence, verb: Token) -> bool:
    """Say whether a verb still lacks its object: neither passive nor followed by one."""
    return verb.pos == "VERB" and sentence.child(verb.i, "auxpass", "dobj") is None


def _from_preposition(sentence: Sentence, preposition: Token, depth: int) -> Iterator[Reading]:
    """Read "deaths of 16", "a crowd of 3,000", "rose to 41", "including five"."""
    governor = sentence.tokens[preposition.head]
    if preposition.lower == "including":
        yield from _part_of(sentence, governor)
    elif preposition.dep == "agent":
        yield from _from_verb(sentence, governor.i, "subject", depth)
    elif preposition.lower == "of":
        for measure, needs in _role("of", governor):
            yield Reading(measure, governor.i, needs)
        yield from _toll_of(sentence, governor.i)
        if is_kind(governor, "collective"):
            yield from _from_governor(sentence, governor.i, depth - 1)
    elif preposition.lower in {"to", "at"}:
        yield from _from_toll(sentence, governor, "pobj")
        yield from _toll_above(sentence, governor.i)


def _part_of(sentence: Sentence, whole: Token) -> Iterator[Reading]:
    """Read the whole that "including" hangs on; else leave it to the figure before."""
    if whole.pos in {"NOUN", "PROPN", "NUM", "ADJ"}:
        noun = whole.i if whole.pos != "NUM" else None
        readings = read_measures(sentence, whole.i, noun, whole.i, whole.i)
        yield from (r for r in readings if r.measure != "other")
    yield Reading(INHERITED, None)


def _from_toll(sentence: Sentence, verb: Token, dep: str) -> Iterator[Reading]:
    """Read a number that a toll rises to, stands at or reaches."""
    if dep != "pobj" and verb.lemma not in _TOLL_OBJECT_VERBS:
        return
    deps = ("nsubj", "nsubjpass") if dep != "pobj" else ("nsubj", "nsubjpass", "dobj")
    bound = "above" if verb.lemma in _EXCEED else ""
    if bound and sentence.child(verb.i, "neg") is not None:
        bound = "max"
    for noun in sentence.children_of(verb.i, *deps):
        yield from (r._replace(bound=bound) for r in _toll_of(sentence, noun))


def _toll_above(sentence: Sentence, i: int) -> Iterator[Reading]:
    """Read "put the number of people detained since Monday at 40", where "at" hangs too low."""
    for j in (i, *sentence.ancestors(i)[:_DEPTH]):
        token = sentence.tokens[j]
        if token.pos == "VERB" and token.dep not in {"acl", "relcl"}:
            return
        if token.dep == "dobj" and load_measures().roles["toll"].get(token.lemma.lower()):
            yield from _toll_of(sentence, j)


def _toll_of(sentence: Sentence, noun: int) -> Iterator[Reading]:
    """Read a toll noun: its own measure, or that of the words below it ("number of dead")."""
    for measure, _ in _role("toll", sentence.tokens[noun]):
        if measure != INHERITED:
            yield Reading(measure, noun)
            continue
        below = (i for i in sentence.subtree(noun) if i != noun)
        yield from (Reading(m, i) for i in below for m in _measure_words(sentence.tokens[i]))
        yield Reading(INHERITED, noun)


def _measure_words(token: Token) -> Iterator[str]:
    """Yield the measures a word gives without regard to syntax."""
    yield from (measure for measure, _ in _role("predicate", token))
    yield from (measure for measure, _ in _role("count", token))
    if token.tag in {"VBN", "VBD", "VBG"}:
        yield from (measure for measure, needs in _role("object", token) if not needs)


def _from_verb(sentence: Sentence, verb: int, role: str, depth: int) -> Iterator[Reading]:
    """Read a verb whose subject or object is counted; passive subjects are objects."""
    token = sentence.tokens[verb]
    if not depth:
        return
    if role == "object" and any(
        sentence.tokens[i].lower in _DEADLY for i in sentence.children[verb]
    ):
        yield Reading("killed", verb)
    yield from _from_phrase(sentence, verb, role)
    mixed = _mixed_with(sentence, verb) if role == "object" else None
    for measure, needs in _role(role, token):
        yield Reading("other" if mixed not in {None, measure} else measure, verb, needs)
    if role == "subject" and token.pos == "ADJ":
        yield from (Reading(measure, verb) for measure, _ in _role("predicate", token))
    yield from _from_complement(sentence, verb, role, depth)
    yield from _among(sentence, verb)
    for other in sentence.children_of(verb, "conj"):
        if sentence.child(other, "nsubj", "nsubjpass", "dobj") is None:
            yield from _from_verb(sentence, other, role, depth - 1)


def _from_phrase(sentence: Sentence, verb: int, role: str) -> Iterator[Reading]:
    """Read a verb with a word below it: "shot dead", "lost their lives", "took hostage"."""
    rows = load_measures().phrases.get((sentence.tokens[verb].lemma.lower(), role), ())
    if not rows:
        return
    near: set[str] = set()
    for child in sentence.children[verb]:
        below = (child, *sentence.children_of(child, "pobj"))
        near.update(sentence.tokens[i].lemma.lower() for i in below)
    yield from (Reading(measure, verb) for word, measure in rows if word in near)


def _from_complement(sentence: Sentence, verb: int, role: str, depth: int) -> Iterator[Reading]:
    """Read "left 41 dead", "are missing", "is feared dead", "are believed to have died"."""
    if role == "subject" and sentence.child(verb, "dobj") is not None:
        return
    for child in sentence.children[verb]:
        token = sentence.tokens[child]
        if token.dep not in _COMPLEMENTS or sentence.child(child, "nsubj", "nsubjpass") is not None:
            continue
        if token.dep != "advcl" and token.i > verb:
            yield from (Reading(measure, child) for measure, _ in _role("predicate", token))
        if token.dep == "prep" and token.lower == "as":
            below = (sentence.tokens[i] for i in sentence.children[child])
            yield from (Reading(m, t.i) for t in below for m, _ in _role("predicate", t))
        if token.dep == "xcomp" and token.pos == "VERB":
            passive = sentence.child(child, "auxpass") is not None
            yield from _from_verb(sentence, child, "object" if passive else "subject", depth - 1)


def _mixed_with(sentence: Sentence, verb: int) -> str | None:
    """Return the measure of a verb coordinated with this one over the same object, or None.

    "killed and injured 1,000" tells neither how many died nor how many were hurt.
    """
    for other in (sentence.tokens[verb].head, *sentence.children_of(verb, "conj")):
        pair = sentence.tokens[min(verb, other)], sentence.tokens[max(verb, other)]
        if pair[1].dep != "conj" or pair[1].head != pair[0].i or pair[1].i - pair[0].i != 2:
            continue
        both = [m for t in pair for m, needs in _role("object", t) if m in _HARM and not needs]
        if len(both) == 2 and both[0] != both[1]:
            return "other"
    return None


def _among(sentence: Sentence, verb: int) -> Iterator[Reading]:
    """Read "were among the dead", "among those killed were"."""
    for child in sentence.children_of(verb, "prep"):
        if sentence.tokens[child].lower == "among":
            for i in sentence.subtree(child)[1:]:
                yield from (Reading(measure, i) for measure in _measure_words(sentence.tokens[i]))


def _from_modifiers(sentence: Sentence, noun: int) -> Iterator[Reading]:
    """Read "60 people wounded", "12 who died", "18 wounded soldiers"."""
    for child in sentence.children[noun]:
        token = sentence.tokens[child]
        if token.dep in {"acl", "relcl"}:
            yield from _from_clause(sentence, child)
        elif token.dep in {"amod", "compound", "nmod"} and child < noun:
            yield from (Reading(measure, child) for measure, _ in _role("predicate", token))


def _from_clause(sentence: Sentence, verb: int) -> Iterator[Reading]:
    """Read a participle or relative clause that hangs on a counted noun."""
    token = sentence.tokens[verb]
    subject = sentence.child(verb, "nsubj", "nsubjpass")
    if token.dep == "acl" and token.tag == "VBG":
        role = "subject"
    elif subject is None or sentence.tokens[subject].dep == "nsubjpass":
        role = "object"
    else:
        role = "subject" if sentence.tokens[subject].tag in {"WP", "WDT"} else "object"
    yield from _from_verb(sentence, verb, role, _DEPTH - 1)
    yield from (Reading(measure, verb) for measure, _ in _role("predicate", token))


def _from_next(sentence: Sentence, last: int) -> Iterator[Reading]:
    """Read "4 injured", "two others hurt", "2 fatally", whatever stands before: headlines.

    The parser takes "1 killed, 4 injured" for five killed.
    """
    tokens = sentence.tokens
    if last + 1 >= len(tokens) or tokens[last].tag == "VBN":
        return
    after = tokens[last + 1]
    if after.lower in _DEADLY and not sentence.tokens[after.head].i > after.i:
        yield Reading("killed", after.i)
    closed = last + 2 == len(tokens) or tokens[last + 2].pos in {"ADP", "CCONJ", "PUNCT", "SCONJ"}
    if not closed or sentence.child(after.i, "dobj") is not None:
        return
    for measure, needs in (*_role("predicate", after), *_role("object", after)):
        harm = (measure in _HARM and not needs) or after.lemma.lower() in SHOT
        if harm and after.tag in {"VBN", "VBD", "JJ"}:
            yield Reading(measure, after.i)


def _from_participle(sentence: Sentence, first: int) -> Iterator[Reading]:
    """Read "killing 17", whatever the parser makes of the words behind it."""
    before = sentence.tokens[first - 1] if first else None
    if before is not None and before.tag == "VBG":
        readings = _role("object", before)
        yield from (Reading(m, before.i) for m, needs in readings if m in _HARM and not needs)


def _from_neighbours(sentence: Sentence, target: int, end: int) -> Iterator[Reading]:
    """Read the words next to a phrase, for headlines that the parser cannot take apart."""
    tokens = sentence.tokens
    for token in tokens[end + 1 : end + 5]:
        if token.pos == "ADV" or token.lemma.lower() in _LINKS:
            continue
        if token.pos in {"ADJ", "VERB", "NOUN"} and not sentence.children_of(token.i, "dobj"):
            yield from (Reading(measure, token.i) for measure, _ in _role("predicate", token))
            if token.tag in {"VBN", "VBD"} and tokens[target].dep != "dobj":
                yield from (Reading(m, token.i, n) for m, n in _role("object", token) if m in _HARM)
        break


def _governing_word(sentence: Sentence, target: int) -> int | None:
    """Return the verb a phrase is subject or object of, or the noun it is "of", else None."""
    token = sentence.tokens[target]
    if token.dep in {"nsubj", "nsubjpass", "dobj"}:
        return token.head
    head = sentence.tokens[token.head]
    return head.head if token.dep == "pobj" and head.lower == "of" else None
