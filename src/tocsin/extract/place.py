"""Which words of a story name the place of an event.

Syntax first ("in Almaty" under the trigger or what governs it), then a place that
is itself attacked, left or sent to, then the rest of the sentence, then the place
the paragraph before speaks of. Whether a name is a place, and which, is
resolve/place.py's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.extract.event import EventMention
from tocsin.extract.predicate import expand, prep_objects
from tocsin.records import Sentence, Span

_LOCAL = frozenset(
    "in at near on across around outside inside throughout within from to into along off above over toward towards through covering between".split()
)
_STRONG = frozenset("in at near across around outside inside throughout within covering".split())
_CLIMB = 3


def toponyms(sentence: Sentence) -> list[tuple[int, Span]]:
    """Return the heads and spans of the proper names that may be places, in text order."""
    found: list[tuple[int, Span]] = []
    for start, end, label in sentence.entities:
        if label in ("GPE", "LOC", "FAC"):
            last = end - 1
            while last > start and sentence.tokens[last].tag == "POS":
                last -= 1
            first = start
            while first < last and sentence.tokens[first].pos == "DET":
                first += 1
            found.append((last, sentence.span(first, last)))
    taken = {i for start, end, _ in sentence.entities for i in range(start, end)}
    taken -= {
        i
        for s, e, label in sentence.entities
        if label in ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW")
        for i in range(s, e)
        if _after_local(sentence, s)
    }
    known = {head for head, _ in found}
    for token in sentence.tokens:
        if (
            token.pos == "PROPN"
            and token.i not in taken
            and token.i not in known
            and (token.dep != "compound" or token.head < token.i)
        ):
            first = token.i
            while (
                first
                and sentence.tokens[first - 1].pos == "PROPN"
                and sentence.tokens[first - 1].head == token.i
            ):
                first -= 1
            found.append((token.i, sentence.span(first, token.i)))
    return sorted(found, key=lambda item: item[1].start)


def _after_local(sentence: Sentence, start: int) -> bool:
    return start > 0 and sentence.tokens[start - 1].lower in _STRONG


def place_candidates(
    mention: EventMention, names: list[tuple[int, Span]]
) -> list[tuple[bool, Span]]:
    """Return the place names of the mention's own sentence, best first.

    Each with whether syntax ties it to the event, or it merely stands in the sentence.
    """
    spans = dict(names)
    found: dict[int, bool] = {}
    for i in (*_attached(mention), *_arguments(mention)):
        if i in spans:
            found.setdefault(i, True)
    for i in _elsewhere(mention, spans):
        found.setdefault(i, False)
    return [(tied, spans[i]) for i, tied in found.items()]


def _attached(mention: EventMention) -> Iterator[int]:
    sentence = mention.sentence
    starts = list(dict.fromkeys((mention.trigger, mention.support)))
    climb = [a for i in starts[:1] for a in sentence.ancestors(i)[:_CLIMB]]
    for prepositions in (_STRONG, _LOCAL):
        for i in [*starts, *_clause_only(sentence, starts[0], climb)]:
            yield from _below(sentence, i, prepositions)
    for i in (*mention.recipients, *mention.actors):
        yield from _below(sentence, i, _STRONG)


def _clause_only(sentence: Sentence, i: int, climb: list[int]) -> list[int]:
    """Keep the governors up to, and without, the verb of saying."""
    kept: list[int] = []
    child = i
    for j in climb:
        if sentence.tokens[child].dep in ("ccomp", "parataxis", "relcl"):
            break
        kept.append(j)
        child = j
    return kept


def _below(sentence: Sentence, i: int, prepositions: frozenset[str]) -> Iterator[int]:
    for j in sentence.children[i]:
        token = sentence.tokens[j]
        if token.lower in prepositions and token.dep in ("prep", "acl", "advcl", "agent"):
            for head in expand(
                sentence, prep_objects(sentence, j) or sentence.children_of(j, "dobj")
            ):
                yield head
                yield from sentence.children_of(head, "appos", "compound", "nmod")
                for k in sentence.children_of(head, "prep"):
                    if sentence.tokens[k].lower in ("of", "in", "near"):
                        yield from expand(sentence, prep_objects(sentence, k))
                yield from sentence.children_of(head, "poss")
        elif token.dep in ("npadvmod", "dep", "appos"):
            yield j


def _arguments(mention: EventMention) -> Iterator[int]:
    sentence = mention.sentence
    for i in mention.recipients:
        yield i
        yield from sentence.children_of(i, "compound", "nmod", "poss", "appos")
        for k in sentence.children_of(i, "prep"):
            if sentence.tokens[k].lower in ("of", "in", "from"):
                yield from prep_objects(sentence, k)


def _elsewhere(mention: EventMention, spans: dict[int, Span]) -> Iterator[int]:
    """Other names of the sentence that stand under a preposition of place."""
    sentence = mention.sentence
    for i in sorted(spans, key=lambda k: abs(k - mention.trigger)):
        head = sentence.tokens[i].head
        if sentence.tokens[head].dep == "prep" and sentence.tokens[head].lower in _STRONG:
            yield i
