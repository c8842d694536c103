"""Which countries a story is about: by how often, how early and how plainly it names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.kb.country import find_country
from tocsin.records import Document, Sentence, Span
from tocsin.resolve.place import resolve_place

_HEADLINE = 3.0  # a country in the headline counts as three in the body
_LEAD = 2.0  # in the first body paragraph as two
_ADJECTIVE = 0.6  # "Israeli" tells who acts more often than where
_DATELINE = 1.5  # where the reporter is
_LONGEST = 4  # words in a country's name


@dataclass(frozen=True, slots=True)
class Scene:
    """Countries of a story. `weights`: alpha-3 to share, summing to 1 (empty: none named).

    `main`: the country with the largest share, None without one; `names`: where each
    country is first named by its name.
    """

    weights: dict[str, float]
    main: str | None
    names: dict[str, Span]


def read_scene(document: Document) -> Scene:
    """Return the countries a story names, with their weights."""
    counts: defaultdict[str, float] = defaultdict(float)
    names: dict[str, Span] = {}
    for sentence in document.sentences:
        weight = _HEADLINE if sentence.kind == "headline" else _LEAD if sentence.index < 3 else 1.0
        for code, span, form in _countries(sentence):
            counts[code] += weight if form == "name" else weight * _ADJECTIVE
            if form == "name":
                names.setdefault(code, span)
        for town in _town_countries(sentence):
            counts[town] += weight
    dateline = document.article.dateline
    if dateline is not None and (where := _dateline_country(dateline)) is not None:
        counts[where] += _DATELINE
    total = sum(counts.values())
    weights = {
        code: count / total for code, count in sorted(counts.items(), key=lambda item: -item[1])
    }
    return Scene(weights, next(iter(weights), None), names)


def _town_countries(sentence: Sentence) -> Iterator[str]:
    """Yield the countries of the towns and divisions that a sentence names."""
    for start, end, label in sentence.entities:
        text = sentence.span(start, end - 1).text
        if label == "GPE" and find_country(text) is None:
            found = resolve_place(text, countries={})
            if found is not None and found.country is not None:
                yield found.country


def _dateline_country(dateline: str) -> str | None:
    """Return the country of "BEIRUT (Example Wire) —", or None."""
    town = re.split(r"[(,–—-]", dateline)[0].strip().title()
    found = resolve_place(town, countries={}) if town else None
    return found.country if found is not None else None


def _countries(sentence: Sentence) -> list[tuple[str, Span, str]]:
    found = []
    tokens, i = sentence.tokens, 0
    while i < len(tokens):
        size = 1
        if tokens[i].text[:1].isupper():
            for size in range(min(_LONGEST, len(tokens) - i), 0, -1):
                span = sentence.span(i, i + size - 1)
                country = find_country(span.text)
                if country is not None:
                    found.append((country.alpha3, span, country.form))
                    break
        i += size
    return found
