"""Finds which office holder a name in a story means, by the date and what stands around it.

A full name is enough where it is unambiguous; a surname needs a country, an office or, for
those who govern, the story's own country. What fits nobody stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tocsin.kb.fold import fold
from tocsin.kb.person import PersonRow, Spell, find_persons

_FULL = frozenset({"name", "sound"})
_RULES = {
    "name": "name", "sound": "transliteration", "surname": "surname",
    "surname sound": "transliterated surname",
}  # fmt: skip
_SAME = {
    "defense": "defence", "premier": "prime", "home": "interior", "internal": "interior",
    "chancellor": "prime", "king": "monarch", "queen": "monarch", "emir": "monarch",
    "emperor": "monarch", "sultan": "monarch", "prosecutor": "prosecutor", "vice": "deputy",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairperson": "chairman",
    "chairwoman": "chairman", "military": "army", "presidents": "president",
    "secretary general": "secretary general", "pope": "pope", "pontiff": "pope",
}  # fmt: skip
_STATE = re.compile(r"\bsecretary of state$", re.IGNORECASE)  # the foreign minister of some
# Words of a title that any office may have.
_EMPTY = frozenset({
    "of", "the", "for", "and", "minister", "secretary", "chief", "head", "leader", "affairs",
    "acting", "interim", "caretaker", "state", "former", "senior", "top", "official", "general",
    "strongman", "ruler", "colonel", "captain", "ayatollah", "sheikh", "mullah", "mr", "imam",
})  # fmt: skip
# Who governs is named without a title, at home and, of the first few, everywhere.
_TOP = re.compile(
    r"(?:Co-)?President|Prime Minister|Monarch|Chancellor|Supreme Leader|Leader of the Revolution|"
    r"Chairman of the (?:Sovereignty|State Administration|Presidential) .*|Chief Adviser|Pope"
)
_GOVERNING = re.compile(
    rf"{_TOP.pattern}|Minister of (?:Foreign Affairs|Defence|the Interior)|State Counsellor|"
    r"Secretary of .*|Crown Prince|(?:Secretary-)?General(?: Secretary)?(?: of .*)?|(?:Leader|Head|"
    r"Commander|Speaker|President) of .*|Mayor of .*|Deputy President|Vice President|Chief Executive"
)


class Context(NamedTuple):
    """What stands around a name.

    `country`: alpha-3 that the phrase states; `near`: countries of the story, the one it
    is mainly about first; `title`: the words of the title before the name, or "";
    `when`: ISO date; `former`: whether the phrase says the office is over.
    """

    country: str | None
    near: tuple[str, ...]
    title: str
    when: str | None
    former: bool


class Holder(NamedTuple):
    """The person meant, by which rule, and the office that decided."""

    row: PersonRow
    rule: str
    spell: Spell


def find_holder(name: str, context: Context) -> Holder | None:
    """Return the office holder a name means, or None.

    Args: name: a full name or surname, without a title.
    """
    rows = find_persons(name, date=context.when)
    if context.country is not None:
        rows = tuple(r for r in rows if context.country in _countries(r) or r.country is None)
    if not rows:
        return None
    if rows[0].match in _FULL:
        row = _choose_full(rows, context, single=" " not in name)
    else:
        row = _choose_surname(rows, context)
    return Holder(row, _RULES[row.match], _spell(row, context)) if row is not None else None


def _spell(row: PersonRow, context: Context) -> Spell:
    """Return the office that the phrase is most likely about."""
    spells = row.career if row.former or context.former else row.spells
    wanted = _title_words(context.title)
    near = (context.country, *context.near)
    ranked = sorted(spells, key=lambda s: (
        not _matches(wanted, _title_words(s.office)), s.country not in near, s not in row.spells,
    ))  # fmt: skip
    return ranked[0]


def _choose_full(
    rows: tuple[PersonRow, ...], context: Context, *, single: bool
) -> PersonRow | None:
    ranked = sorted(rows, key=lambda row: -_score(row, context))
    best = ranked[0]
    supported = _score(best, context) > 1
    if len(ranked) > 1 and _score(ranked[1], context) == _score(best, context):
        return None if best.country != ranked[1].country and not supported else best
    weak = best.match == "sound" or single
    return None if weak and len(ranked) > 1 and not supported else best


def _choose_surname(rows: tuple[PersonRow, ...], context: Context) -> PersonRow | None:
    """Choose by country and office; a bare surname only of who governs at the time."""
    known_alone = len(rows) == 1  # "Putin", never "Brown"
    fitting = [row for row in rows if _may_be_meant(row, context, known_alone)]
    if not fitting:
        return None
    ranked = sorted(fitting, key=lambda row: -_score(row, context))
    if len(ranked) > 1 and _score(ranked[1], context) == _score(ranked[0], context):
        return None
    return ranked[0]


def _may_be_meant(row: PersonRow, context: Context, known_alone: bool) -> bool:
    titled = _office_fits(row, context)
    at_home = bool({context.country, *context.near} & _countries(row)) or row.country is None
    if titled is False or (row.former and not (context.former or titled)):
        return False
    if titled and row.former and not context.former:
        return at_home and _lately(row, context)
    if titled:
        return at_home or _governs(row, _TOP)
    if not _in_time(row, context):
        return False
    if at_home:
        return _governs(row, _GOVERNING) or bool(context.title)
    return known_alone and _governs(row, _TOP)


def _lately(row: PersonRow, context: Context) -> bool:
    """Whether an office ended no longer than some months ago, so that its title lives on."""
    return context.when is not None and row.spells[0].end[:4] >= str(int(context.when[:4]) - 1)


def _in_time(row: PersonRow, context: Context) -> bool:
    return context.when is None or any(s.holds(context.when) for s in row.spells) or context.former


def _score(row: PersonRow, context: Context) -> int:
    """Return how much speaks for a person: country, office, time, exactness."""
    countries = _countries(row)
    score = 0
    if context.country in countries:
        score += 8
    elif context.near and context.near[0] in countries:
        score += 5
    elif not countries.isdisjoint(context.near):
        score += 4
    score += 6 if _office_fits(row, context) else 0
    score += 3 if _governs(row, _TOP) else 0
    if row.former == context.former and _in_time(row, context):
        score += 2
    return score


def _countries(row: PersonRow) -> set[str | None]:
    return {spell.country for spell in row.career} - {None}


def _governs(row: PersonRow, offices: re.Pattern[str]) -> bool:
    return any(offices.fullmatch(spell.office) for spell in row.spells)


def _office_fits(row: PersonRow, context: Context) -> bool | None:
    """Whether the title is one of the person's offices; None where it names no office."""
    wanted = _title_words(context.title)
    if not wanted:
        return None
    spells: Iterable[Spell] = row.career if context.former else row.spells
    return any(_matches(wanted, _title_words(spell.office)) for spell in spells)


def _matches(wanted: frozenset[str], office: frozenset[str]) -> bool:
    return bool(wanted & office) and ("deputy" in wanted) == ("deputy" in office)


@lru_cache(maxsize=4_096)
def _title_words(title: str) -> frozenset[str]:
    words = (_SAME.get(word, word) for word in fold(_STATE.sub("foreign", title)).split())
    return frozenset(word for word in words if word not in _EMPTY)
