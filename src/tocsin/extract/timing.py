"""Which time expression dates an event, and on which side of the report it lies.

Syntax decides: a date on the trigger, on the verb that carries it ("staged a protest
on Friday"), or in its clause. Nothing here knows what a date means.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tocsin.data import read_rows
from tocsin.records import Sentence, TimeExpression, Token

_VERBS = "lexicon/date_verb.csv"
_ATTRIBUTIVE = frozenset(("compound", "poss", "nummod", "amod", "nmod"))
_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "PRON"))
_VERBAL = frozenset(("VERB", "AUX"))
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_DURING = frozenset(("in", "during", "at", "by", "amid"))  # "killed in Friday's attack"
_SAME_TIME = frozenset(("when", "as", "while"))
_UNDATED = frozenset(("vague",))
_WEAK = frozenset(("anaphoric", "clock"))
_FURTHEST = 6  # steps up the tree from a trigger


class Site(NamedTuple):
    """Where a time expression hangs in the tree.

    `word`: position of the word it modifies; `links`: prepositions passed on the way
    up to it; `first`: position of the expression's first token or preposition.
    """

    word: int
    links: tuple[str, ...]
    attributive: bool
    first: int


def date_of(
    sentence: Sentence, trigger: int, expressions: Sequence[TimeExpression]
) -> TimeExpression | None:
    """Return the expression that dates the event at a trigger, or None.

    Args: trigger: position of the trigger's token; expressions: of this sentence.
    Returns: the one nearest in syntax: on the trigger, on the verb that carries it
    ("staged a protest on Friday"), or in its clause; never one that dates the
    verb of saying, another finite clause, or a noun ("the 1995 accords").
    """
    hosts = _hosts(sentence, trigger)
    ranked = []
    for order, expression in enumerate(expressions):
        if dict(expression.value).get("relation") == "until":
            continue  # the end of a state, not when it came about
        site = _site(sentence, expression)
        rank = None if site is None else _rank(sentence, trigger, hosts, site)
        if rank is not None and site is not None:
            form = expression.form
            key = (form in _UNDATED, rank, form in _WEAK, abs(site.first - trigger), order)
            ranked.append((key, expression))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def tense_of(sentence: Sentence, trigger: int) -> str:
    """Return past, present or future: on which side of the report an event is told to lie.

    Infinitives and modals ("plan to meet", "may attack") are future; a noun has the
    tense of the verb that carries it ("will hold a rally"), else past.
    """
    verb: int | None = trigger
    while verb is not None and sentence.tokens[verb].pos not in _VERBAL:
        step = _step(sentence, verb)
        verb = None if step is None else step[0]
    return "past" if verb is None else _tense(sentence, verb)


def tense_around(sentence: Sentence, expression: TimeExpression) -> str:
    """Return the tense a time expression is told in, for want of a trigger.

    "Friday's vote" is past whatever the verb, unless the verb carries the noun.
    """
    site = _site(sentence, expression)
    if site is None:
        return "past"
    if site.attributive:
        return tense_of(sentence, site.word)
    above = (site.word, *sentence.ancestors(site.word))
    verb = next((i for i in above if sentence.tokens[i].pos in _VERBAL), None)
    return "past" if verb is None else _tense(sentence, verb)


def dated_verb(sentence: Sentence, expression: TimeExpression) -> Token | None:
    """Return the verb a time expression hangs on, or None: "Friday's vote" hangs on a noun."""
    site = _site(sentence, expression)
    if site is None or site.attributive:
        return None
    above = (sentence.tokens[i] for i in (site.word, *sentence.ancestors(site.word)))
    return next((t for t in above if t.pos in _VERBAL), None)


def _tense(sentence: Sentence, verb: int) -> str:
    """Tense of a verb form with its auxiliaries; participles have that of the verb above."""
    tokens = sentence.tokens
    token = tokens[verb]
    above = tokens[token.head]
    marks = [tokens[i] for i in sentence.children_of(verb, "aux", "auxpass")]
    tags = {token.tag, *(mark.tag for mark in marks)}
    words = {mark.lower for mark in marks}
    perfect = "have" in {mark.lemma for mark in marks}
    if "MD" in tags:
        return "past" if perfect else "present" if "could" in words else "future"
    if "TO" in tags and above.i != verb and not perfect:
        carried = _is(above, "aspect") and above.lower != "going"
        return _tense(sentence, above.i) if carried or token.dep == "advcl" else "future"
    if _is(token, "future"):
        return "future"
    if perfect or tags & {"VBD"}:
        return "past"
    if tags & {"VBZ", "VBP", "VB"}:
        return "present"
    if token.tag == "VBG" and above.i != verb:
        return _tense(sentence, above.i) if above.pos in _VERBAL else "present"
    return "past"


def _is(token: Token, kind: str) -> bool:
    """Whether a verb is of a class of date_verb.csv, by its lemma or as written."""
    verbs = _verbs()[kind]
    return token.lemma in verbs or token.lower in verbs


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Class -> verbs.

    "aspect" carry another verb, "light" carry or time a noun, "future" tell of plans.
    """
    rows = [(row["word"], row["class"]) for _, row in read_rows(_VERBS)]
    kinds = {kind for _, kind in rows}
    return {kind: frozenset(word for word, k in rows if k == kind) for kind in kinds}


def _site(sentence: Sentence, expression: TimeExpression) -> Site | None:
    inside = {t.i for t in sentence.tokens if t.start < expression.end and t.end > expression.start}
    top = next((i for i in sorted(inside) if sentence.tokens[i].head not in inside), None)
    if top is None:
        return None
    attributive = sentence.tokens[top].dep in _ATTRIBUTIVE
    first, i = min(inside), top
    links: list[str] = []
    while (head := sentence.tokens[i].head) != i:
        i = head
        token = sentence.tokens[i]
        if token.dep == "mark":  # "the day after rebels left": dates the verb above the clause
            first, i = min(first, i), token.head
            continue
        if token.pos not in ("ADP", "SCONJ", "PART", "ADV"):
            return Site(i, tuple(links), attributive, first)
        links.append(token.lower)
        first = min(first, i)
    return None


def _rank(sentence: Sentence, trigger: int, hosts: dict[int, int], site: Site) -> int | None:
    """How far a date is from dating the trigger (0 is best); None: it dates another word."""
    token = sentence.tokens[site.word]
    if site.word in hosts and not (site.attributive and site.word != trigger):
        return hosts[site.word]
    if token.pos in _NOMINAL:
        return _rank_on_noun(sentence, trigger, hosts, site)
    if trigger in sentence.children_of(site.word, "conj") or _strayed(sentence, hosts, site):
        return 5
    return None


def _rank_on_noun(
    sentence: Sentence, trigger: int, hosts: dict[int, int], site: Site
) -> int | None:
    """Rank a date that hangs on a noun of the trigger's clause."""
    tokens = sentence.tokens
    noun = tokens[site.word]
    above = tokens[noun.head]
    if site.attributive:
        if noun.dep == "pobj" and above.lower in _DURING and above.head in hosts:
            return 4 + hosts[above.head]
        told = noun.dep == "nsubj" and noun.head == trigger
        return 5 if told and _is(above, "light") else None
    if "of" in site.links:
        return None
    for i in sentence.ancestors(site.word):
        if i in hosts:
            return 2 + hosts[i]
        if tokens[i].pos in _VERBAL:
            return None
    return None


def _strayed(sentence: Sentence, hosts: dict[int, int], site: Site) -> bool:
    """Whether a date that the parser hung on a verb of saying stands in the clause said.

    "He said that rebels attacked the town on Friday": the verb before the date is the
    event's, and no comma or quotation mark lies between the clause and the date.
    """
    tokens = sentence.tokens
    verbs = [i for i in range(site.first) if tokens[i].pos == "VERB"]
    if not verbs or hosts.get(verbs[-1], 9) > 1 or site.word not in sentence.ancestors(verbs[-1]):
        return False
    return site.word < verbs[-1] and not tokens[site.first - 1].pos == "PUNCT"


def _hosts(sentence: Sentence, trigger: int) -> dict[int, int]:
    """Words whose dates date the trigger too, with the distance of each."""
    hosts = {trigger: 0}
    i, rank = trigger, 0
    for _ in range(_FURTHEST):
        step = _step(sentence, i)
        if step is None or step[0] in hosts:
            break
        i, rank = step[0], rank + step[1]
        hosts[i] = rank
    for child in sentence.children_of(trigger, "conj"):
        if sentence.tokens[child].pos == "VERB" and sentence.child(child, *_SUBJECTS) is None:
            hosts.setdefault(child, 5)
    return hosts


def _step(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The next host above a word and its added distance, or None at a clause's edge."""
    token = sentence.tokens[i]
    if token.head == i:
        return None
    if token.pos in _VERBAL:
        return _step_from_verb(sentence, token)
    return _step_from_noun(sentence, token)


def _step_from_verb(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    above = sentence.tokens[token.head]
    bare = sentence.child(token.i, *_SUBJECTS) is None
    marks = {sentence.tokens[j].lower for j in sentence.children_of(token.i, "mark", "advmod")}
    if token.dep == "xcomp" and _is(above, "aspect"):
        return above.i, 1
    if token.dep == "ccomp" and above.lemma in ("leave", "see", "get"):
        return above.i, 1
    if token.dep == "advcl":
        joined = bare and token.tag in ("VBG", "VBN") and not marks & {"after", "before"}
        return (above.i, 2) if joined or marks & _SAME_TIME else None
    if token.dep == "conj" and bare:
        return above.i, 2
    if token.dep in ("relcl", "acl") and above.dep in ("dobj", "attr"):
        return above.i, 1
    if token.dep == "pcomp" and above.lower in ("by", "in"):
        return above.head, 2
    return None


def _step_from_noun(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    above = sentence.tokens[token.head]
    light = _is(above, "light")
    if token.dep in ("compound", "conj", "amod") and above.pos in _NOMINAL:
        return above.i, 1
    if token.dep == "nsubj" and above.pos in _VERBAL:
        return None if sentence.child(above.i, "ccomp") is not None else (above.i, 1)
    if token.dep in ("nsubjpass", "dobj", "attr") and light:
        return above.i, 1
    if token.dep == "pobj" and above.lower in _DURING | {"out"}:
        return above.head, 2
    small_clause = token.pos == "ADJ" and token.dep == "ccomp"  # "leaving five dead"
    return (above.i, 1) if small_clause or token.dep in ("acomp", "oprd") else None
