"""The words that name an actor, recipient or place: as few as name it fully."""

from __future__ import annotations

from tocsin.records import Sentence, Span

_LEFT = frozenset({"det", "amod", "compound", "nmod", "poss", "flat", "nn", "quantmod"})
# "a crowd of demonstrators": the second noun says who they are
_PARTITIVE = frozenset(
    "band bunch coalition couple crowd dozen group handful hundred lot majority mob number pair "
    "score series team thousand million variety member resident wave leader people one some "
    "relative family supporter citizen".split()
)
_TAIL = frozenset({"of", "for", "and", "&", "the", "on", "in"})


def head_phrase(sentence: Sentence, i: int) -> Span:
    """Return the span that names what a noun head stands for.

    Names keep their titles ("Armenian Prime Minister Nikol Pashinyan"), nouns their
    adjectives; numbers, relative clauses and appositions stay outside.
    """
    first, last = _left_edge(sentence, i), i
    for start, end, label in sentence.entities:
        if start <= i < end and label not in ("DATE", "TIME", "CARDINAL", "ORDINAL", "NORP"):
            first, last = (
                min(first, start) if _joined(sentence, start, first) else first,
                max(last, end - 1),
            )
    last = _drop_possessive(sentence, first, max(last, _partitive_end(sentence, i)))
    while first < last and sentence.tokens[first].pos in ("PUNCT", "CCONJ", "ADP"):
        first += 1
    return sentence.span(first, last)


def _left_edge(sentence: Sentence, i: int) -> int:
    tokens = sentence.tokens
    first = i
    for j in range(i - 1, -1, -1):
        token = tokens[j]
        if _is_count(sentence, j) or (
            token.pos == "PUNCT" and token.text not in ("-", "–", "’", "'", ".")
        ):
            if (
                token.text in '“"‘”'
                and j
                and tokens[j - 1].head == i
                and tokens[j - 1].dep in _LEFT
            ):
                continue  # a quoted word inside the phrase
            break
        if i not in (j, *sentence.ancestors(j)):
            break
        if token.head == i and token.dep not in _LEFT and token.pos != "PUNCT":
            break
        first = j
    while first < i and (
        tokens[first].pos == "PUNCT" or tokens[first].dep in ("case", "cc", "advmod", "prep")
    ):
        first += 1
    return first


def _is_count(sentence: Sentence, j: int) -> bool:
    token = sentence.tokens[j]
    return token.dep in ("nummod", "quantmod") or (token.pos == "NUM" and token.dep != "compound")


def _joined(sentence: Sentence, start: int, first: int) -> bool:
    """An entity may widen the phrase by a title or article, not swallow another phrase."""
    return start >= first or all(
        sentence.tokens[k].pos in ("PROPN", "DET", "ADJ") for k in range(start, first)
    )


def _partitive_end(sentence: Sentence, i: int) -> int:
    if sentence.tokens[i].lemma.lower() not in _PARTITIVE:
        return i
    for j in sentence.children_of(i, "prep"):
        if sentence.tokens[j].lower == "of" and j == i + 1:
            objects = sentence.children_of(j, "pobj")
            if objects:
                return objects[0]
    return i


def _drop_possessive(sentence: Sentence, first: int, last: int) -> int:
    while last > first and sentence.tokens[last].tag == "POS":
        last -= 1
    return last
