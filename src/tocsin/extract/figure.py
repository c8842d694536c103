"""Figures: how many were killed, injured, arrested… as a sentence states it.

Joins number phrases (number.py, numeral.py) with what they measure (measure.py). Knows sub-totals
("including two elders", "five of them"), counted noun phrases and the implicit one of
"a policeman was shot dead". Does not know which event a figure belongs to: the anchor says
which word gives the measure, and the claim with that trigger takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tocsin.extract.measure import INHERITED, SHOT, Reading, is_kind, read_measures, suits
from tocsin.extract.number import add_bound, find_numbers, has_number
from tocsin.extract.numeral import NumberPhrase, Policy
from tocsin.records import Figure, FigureMention, Sentence, Span, Token

_IMPLICIT = frozenset({"killed", "injured", "arrested"})
_ZERO = frozenset({"killed", "injured"})
_TAKEN_UP = frozenset({"count", "estimate", "figure", "tally", "toll"})
_MASS = 20  # fewer people than this who flee are more likely suspects than displaced
_NUMBER_DEPS = frozenset(
    {"nummod", "compound", "quantmod", "amod", "nmod", "det", "advmod", "predet"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "PRON"})
_SKIPPED = frozenset({"-", ",", "of", "them", "whom"})
_PARTS = frozenset({"them", "whom", "those", "these", "us", "which"})


class Counted(NamedTuple):
    """What a number counts: its place in the tree, the noun, the words of the noun phrase."""

    target: int
    noun: int | None
    of: tuple[int, int] | None
    end: int


def find_figures(
    sentence: Sentence,
    *,
    policy: Policy = "default",
    roles: Mapping[int, str] | None = None,
    told: str | None = None,
) -> list[FigureMention]:
    """Return the figures stated in a sentence, in text order.

    Args: sentence: one parsed sentence; policy: what vague words ("dozens") are worth;
    roles: noun heads that take part in an event, with the measure of their number where
    no word gives one ("sanctions on 25 officials"); told: what the story's last toll
    measured ("the count has reached 113").
    Returns: one mention per number phrase with a measure, bounds inclusive, and one
    `implicit` mention per singular victim; empty when there is none.

    A number that measures nothing the sentence supports is left out: precision first.
    """
    found: list[FigureMention] = []
    taken: set[int] = set()
    if has_number(sentence):
        for phrase in find_numbers(sentence, policy=policy):
            mention = _figure(sentence, phrase, found, roles or {}, told)
            if mention is not None:
                found.append(mention)
                taken.add(mention.head)
    found.extend(m for m in _implicit_figures(sentence) if m.head not in taken)
    return sorted(found, key=lambda m: m.figure.start)


def _figure(
    sentence: Sentence,
    phrase: NumberPhrase,
    before: list[FigureMention],
    roles: Mapping[int, str],
    told: str | None,
) -> FigureMention | None:
    """Return the figure of one number phrase, or None when it measures nothing."""
    if _is_pronoun(sentence.tokens, phrase):
        return None
    counted = _find_counted(sentence, phrase)
    head = counted.target if counted.noun is None else counted.noun
    reading = _measure(sentence, phrase, counted, before, told)
    if reading is None and phrase.unit is None and head in roles:
        reading = Reading(roles[head], None)
    if reading is None or (phrase.high == 0 and reading.measure not in _ZERO):
        return None
    phrase = add_bound(phrase, reading.bound)
    span = sentence.span(phrase.first, phrase.last)
    of = sentence.span(*counted.of) if counted.of is not None else None
    figure = Figure(
        *span, reading.measure, phrase.low, phrase.high,
        approx=phrase.approx, vague=phrase.vague, unit=phrase.unit, of=of,
    )  # fmt: skip
    return FigureMention(figure, head, reading.anchor)


def _is_pronoun(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether "one" stands for a noun ("the one", "one of", "one another")."""
    if tokens[phrase.last].lower != "one" or phrase.first != phrase.last:
        return False
    before = tokens[phrase.first - 1] if phrase.first else None
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if after is not None and after.lower in {"of", "another", "'s", "’s"}:
        return True
    return (
        before is not None
        and before.tag in {"DT", "PRP$", "JJ"}
        and before.lower not in {"another", "only"}
    )


def _measure(
    sentence: Sentence,
    phrase: NumberPhrase,
    counted: Counted,
    before: list[FigureMention],
    told: str | None,
) -> Reading | None:
    """Return the first reading that suits the number and the noun, parts resolved."""
    noun = None if counted.noun is None else sentence.tokens[counted.noun]
    mass = phrase.vague or (phrase.low or phrase.high or 0) >= _MASS
    readings = [
        r for r in read_measures(sentence, counted.target, counted.noun, phrase.first, counted.end)
        if (r.measure == "money") == (phrase.unit is not None) and suits(r, noun, mass=mass)
    ]  # fmt: skip
    if _is_part(sentence.tokens, phrase) and not any(r.anchor is not None for r in readings):
        readings = [Reading(INHERITED, None)]
    if not readings:
        return None
    if readings[0].measure != INHERITED:
        return readings[0]
    whole = _inherit(before)
    if whole is None and told is not None and _takes_up(sentence, readings[0]):
        return readings[0]._replace(measure=told)
    return None if whole is None else whole._replace(bound=readings[0].bound)


def _takes_up(sentence: Sentence, reading: Reading) -> bool:
    """Say whether a toll noun is that of the story: "the count", not "the number of cases"."""
    noun = reading.anchor
    if noun is None or sentence.tokens[noun].lemma.lower() not in _TAKEN_UP:
        return False
    return all(sentence.tokens[i].lower != "of" for i in sentence.children_of(noun, "prep"))


def _inherit(before: list[FigureMention]) -> Reading | None:
    """Return the reading of the figure before, which this one is a part or revision of."""
    people = [m for m in before if m.figure.measure != "money" and m.figure.high != 0]
    return Reading(people[-1].figure.measure, people[-1].anchor) if people else None


def _is_part(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether a number is a part of the one before: "among them six", "five of them"."""
    lower = [t.lower for t in tokens]
    prior = lower[max(0, phrase.first - 2) : phrase.first]
    later = lower[phrase.last + 1 : phrase.last + 3]
    whole = len(prior) == 2 and prior[0] in {"among", "amongst", "of"} and prior[1] in _PARTS
    return whole or prior[-1:] == ["including"] or (later[:1] == ["of"] and later[-1] in _PARTS)


def _find_counted(sentence: Sentence, phrase: NumberPhrase) -> Counted:
    """Return what a number phrase counts; a bare number stands for itself."""
    tokens = sentence.tokens
    inside = range(phrase.first, phrase.last + 1)
    core = range(phrase.core, phrase.last + 1)
    outer = [i for i in core if tokens[i].head not in core or tokens[i].head == i]
    target = outer[-1] if outer else phrase.last
    while tokens[target].head in inside and tokens[target].head not in core:
        target = tokens[target].head
    head = tokens[tokens[target].head]
    follows = phrase.last < head.i <= phrase.last + 8
    if (
        tokens[target].dep in _NUMBER_DEPS
        and follows
        and (head.pos in _NOMINAL or head.tag == "VBN")
    ):
        return _noun_phrase(sentence, head.i, head.i, phrase.last + 1)
    after = phrase.last + 1
    if after < len(tokens) and tokens[after].lower == "of":
        return _partitive(sentence, target, after)
    if (noun := _next_noun(tokens, phrase.last)) is not None:
        governed = tokens[noun].head not in inside and tokens[noun].dep not in {"ROOT", "dep"}
        return _noun_phrase(sentence, noun if governed else target, noun, after)
    return Counted(target, None, None, phrase.last)


def _partitive(sentence: Sentence, target: int, of: int) -> Counted:
    """Read "dozens of people", "five of them", "sixty of those who fled"."""
    noun = sentence.child(of, "pobj")
    if noun is None:
        return Counted(target, None, None, target)
    token = sentence.tokens[noun]
    if token.lower in _PARTS:
        clause = sentence.child(noun, "relcl", "acl")
        whole = None if clause is None else (noun, sentence.subtree(clause)[-1])
        return Counted(target, None, whole, max(sentence.subtree(noun)))
    first = of + 1
    if sentence.tokens[first].pos == "DET" and first < noun:
        first += 1
    return _noun_phrase(sentence, target, noun, first)


def _next_noun(tokens: tuple[Token, ...], last: int) -> int | None:
    """Return the noun right after a number where the tree does not join the two."""
    noun = None
    for token in tokens[last + 1 : last + 6]:
        if token.pos in {"NOUN", "PROPN"} and token.ent not in {"DATE", "TIME"}:
            noun = token.i
        elif token.pos != "ADJ" or noun is not None:
            break
    return noun


def _noun_phrase(sentence: Sentence, target: int, noun: int, first: int) -> Counted:
    """Return a counted noun phrase with what is coordinated under the same number."""
    first = min(first, noun)
    last = _last_conjunct(sentence, noun)
    for child in sentence.children[noun]:
        token = sentence.tokens[child]
        if child == last + 1 and token.lower == "of" and token.dep == "prep":
            last = max(i for i in sentence.subtree(child) if sentence.tokens[i].pos != "PUNCT")
    while first < noun and sentence.tokens[first].lower in _SKIPPED:
        first += 1
    return Counted(target, noun, (first, last), last)


def _last_conjunct(sentence: Sentence, noun: int) -> int:
    """Return the last noun of "men, women and children" under one number, or the noun itself."""
    last, at = noun, noun
    while (conjunct := sentence.child(at, "conj")) is not None:
        if sentence.tokens[conjunct].pos not in {"NOUN", "PROPN"} or not _is_bare(
            sentence, conjunct
        ):
            break
        if any(t.dep == "cc" for t in sentence.tokens[noun:conjunct]):
            last = conjunct
        at = conjunct
    return last


def _is_bare(sentence: Sentence, noun: int) -> bool:
    """Say whether a conjunct has no number or article of its own."""
    return all(
        sentence.tokens[i].dep not in {"nummod", "det", "poss"} for i in sentence.children[noun]
    )


def _implicit_figures(sentence: Sentence) -> Iterator[FigureMention]:
    """Yield one figure for each singular indefinite victim: "a policeman was shot dead"."""
    for first, noun in _singulars(sentence):
        for reading in read_measures(sentence, noun, noun, first, noun):
            if _is_harm(sentence, reading) and reading.anchor not in {None, noun}:
                of = None if noun == first else sentence.span(first + 1, noun)
                figure = _single(sentence.span(first, noun), reading.measure, of)
                yield FigureMention(figure, noun, reading.anchor)
                break


def _is_harm(sentence: Sentence, reading: Reading) -> bool:
    """Say whether a reading makes a victim or a prisoner of one person."""
    if reading.anchor is None or (reading.needs and reading.measure != "other"):
        return False
    lemma = sentence.tokens[reading.anchor].lemma.lower()
    return reading.measure in _IMPLICIT or (reading.measure == "other" and lemma in SHOT)


def _singulars(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield (first token, noun) of "a policeman", "another officer", "one of", "Man" (headline)."""
    tokens = sentence.tokens
    for token in tokens:
        if token.lower in {"a", "an", "another"}:
            if token.dep == "det" and _is_victim(tokens[token.head]):
                yield token.i, token.head
                yield from _bare_conjuncts(sentence, token.head)
            elif token.lower == "another" and token.dep in {"dobj", "nsubjpass"}:
                yield token.i, token.i
        elif token.lower == "one":
            if token.i + 1 < len(tokens) and tokens[token.i + 1].lower == "of":
                yield token.i, token.i
        elif token.i == 0 and _is_victim(token) and token.dep in {"nsubj", "nsubjpass", "ROOT"}:
            yield 0, 0
            yield from _bare_conjuncts(sentence, 0)


def _bare_conjuncts(sentence: Sentence, noun: int) -> Iterator[tuple[int, int]]:
    """Yield the victims that share an article: "a woman and child", "Mother, toddler killed"."""
    for i in sentence.children_of(noun, "conj"):
        token = sentence.tokens[i]
        if _is_victim(token) and _is_bare(sentence, i):
            yield i, i
            yield from _bare_conjuncts(sentence, i)


def _single(span: Span, measure: str, of: Span | None) -> Figure:
    return Figure(*span, measure, 1, 1, implicit=True, of=of)


def _is_victim(noun: Token) -> bool:
    """Say whether a singular noun is a person who can be one victim."""
    if noun.tag != "NN" or noun.dep == "appos":  # "the mayor, a Liberal, was shot": known by name
        return False
    return is_kind(noun, "person") and not is_kind(noun, "collective")
