"""Which part of all victims or people a figure counts: "20 Kenyans", "seven of them", "three officers".

Figures of parts are never mixed with those of a whole event. A part is told by whom it
counts (a nation, a force, children), by its words of share ("of whom", "including") or by
what is said of it (brought to hospital). Some nouns name a part only beside another count:
"30 citizens and 8 officers". Reads one sentence at a time; English only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.kb.country import countries_by_code, find_country
from tocsin.kb.fold import fold
from tocsin.kb.organization import find_organization
from tocsin.kb.role import find_role
from tocsin.reconcile.word import stem

Record = Mapping[str, Any]


class Part(NamedTuple):
    """A part of a whole, told by nation (`state`, alpha-3) or name.

    `kind`: "own" (always a part), "share" (so many of them), "beside" (only where others are
    counted beside it), "at" (only where a wider area is counted too), "wide", "whole".
    """

    kind: str
    state: str | None = None
    name: str | None = None

    @property
    def label(self) -> str | None:
        """How it is called: "Afghans", "American soldiers", "children"; None for a whole."""
        if self.state is None:
            return self.name
        adjective, people = _nations().get(self.state, (self.state, self.state))
        return people if self.name is None else f"{adjective} {self.name}"


WHOLE = Part("whole")

_FORCES = {"MIL": "soldiers", "COP": "police", "REB": "fighters"}
_SMALL = frozenset(
    "a an the no of and its his her their our two three some several many other others more most".split()
)
_MEMBERS = frozenset("member members personnel staff".split())
_HEAD = re.compile(r",|\b(?:of|who|whose|whom|which|that|in|from|at|near|inside|outside)\b")
_OF_THEM = re.compile(
    r"^(?:[\w.-]+(?:,\d+)*\s+){0,4}?of (?:them|whom|those|the (?:dead|victims|wounded|injured))\b", re.I
)  # fmt: skip
_OWN_PEOPLE = re.compile(
    r"\b(?:our|its|their) (?:own\b|(?:\w+ )?(?:members|men|personnel|staff|forces|ranks|colleagues)\b)", re.I
)  # fmt: skip
_WIDE = re.compile(
    r"^[^.;]{0,60}?\b(?:country-?wide|nation-?wide|(?:across|around|throughout) (?:the (?:country|nation|region)|[A-Z])"
    r"|(?:and|or) (?:in )?(?:\w+ )?other (?:towns|cities|places|regions|parts))"
)  # fmt: skip
_AT = re.compile(r"^\W*(?:\w+ ){0,4}?(in (?:the capital|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*))")
_INCLUDING = re.compile(
    r"\b(?:including|among (?:them|whom)|of (?:whom|them|those)|counting)\W*"
    r"(?:(?:at least|about|around|some|more than|over|up to|nearly|almost)\W*)?$", re.I,
)  # fmt: skip
_NEXT = re.compile(
    r"^[^.;:]{0,70}?,? and\W*(?:(?:at least|about|some|more than|another)\W*)?$", re.I
)
_RECEIVED = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:(?:had|have|has|were|was|been|are|being) ){0,2}(?:also )?"
    r"(?:reached|arrived|taken|brought|rushed|admitted|ferried|treated|hospitali[sz]ed)\b", re.I,
)  # fmt: skip
_HARMED = re.compile(
    r"^\W*(?:\w+ ){0,3}?(?:were|was|been|are) (?:\w+ )?(?:injured|wounded|hurt|killed)\b", re.I
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|toll|count|tally|estimate) of (?:the )?((?:[\w.'’-]+ ){1,4}?)"
    r"(?:killed|dead|wounded|injured|hurt|arrested|detained|missing|displaced|who)\b", re.I,
)  # fmt: skip
_TOOK_IN = re.compile(
    r"\b(?:received|receiving|treated|treating|admitted|admitting)\W*"
    r"(?:(?:at least|about|around|some|more than|over|up to|nearly|almost|another)\W*)?$",
    re.I,
)
_CLAUSE = re.compile(r"[.;:]|, (?:but|while|and)\b")
_AUXILIARY = re.compile(
    r"^\W*(?:(?:of (?:them|whom|those)|had|have|has|were|was|been|are|is|being|to|be)\b\W*)*", re.I
)


def read_part(claim: Record, figure: Record, before: Part | None = None) -> Part:
    """Return which part of a whole a figure counts.

    Args: before: that of the figure before it in the sentence, where it is of the same source.
    """
    sentence, at = claim["sentence"]["text"], claim["sentence"]["start"]
    start, end = figure["start"] - at, figure["end"] - at
    of = figure["of"]
    if figure["measure"] == "other":
        words = (of or figure)["text"].split()
        return Part("own", None, words[-1].lower()) if words else WHOLE
    counted = part_named(of["text"], _entity(claim, of)) if of else WHOLE
    if counted.kind == "own":
        return counted
    shared = _share(sentence, start, max(end, of["end"] - at if of else end), before)
    if shared is not None:
        return shared
    if of is not None and (force := _own_force(claim, of, sentence[:start])):
        return Part("own", None, force)
    if of is None and (told := _NUMBER_OF.search(sentence[:start])):
        counted = part_named(told[1], None)
    elif of is None and before is not None and before.kind == "own":
        return before
    return _area(sentence[end:]) if counted == WHOLE else counted


def _area(after: str) -> Part:
    """Return the area that the words after a number tell of."""
    if _WIDE.match(after):
        return Part("wide")
    found = _AT.match(after)
    return Part("at", None, found[1]) if found else WHOLE


def _own_force(claim: Record, of: Record, ahead: str) -> str | None:
    """Return the force whose own members are counted: "one of its men died, seven others"."""
    others = of["text"].lower().endswith("others") and _OWN_PEOPLE.search(ahead)
    if not (others or _OWN_PEOPLE.search(of["text"])) or not claim["said_by"]:
        return None
    speaker = claim["said_by"][0]
    sectors = _sectors_of(speaker["name"] or speaker["text"])
    return next((_FORCES[s] for s in sectors if s in _FORCES), None)


def part_named(words: str, entity: Record | None = None) -> Part:
    """Return the part that a noun phrase names.

    Args: entity: the party it is in the claim, if it is one.

    >>> part_named("U.S. service members").label, part_named("six children").label, part_named("people").label
    ('American soldiers', 'children', None)
    """
    head = _HEAD.split(words)[0]
    if not head.strip() or (fold(head).split()[-1:] and fold(head).split()[-1] in _MEMBERS):
        head = words
    state = state_in(head)
    tokens = [w for w in fold(head.replace("’", "'").replace("'s", "")).split() if w not in _SMALL]
    for k, word in enumerate(reversed(tokens[-2:])):
        name, kind = _groups().get(stem(word), (None, None))
        if kind == "whole" and k == 0:
            return Part("own", state) if state else WHOLE
        if name:
            return Part("own" if state else kind or "own", state, name)
    sectors = _sectors(tokens, entity) or (_sectors_of(head.strip()) if head[:1].isupper() else ())
    force = next((_FORCES[s] for s in sectors if s in _FORCES), None)
    if force is not None or state is not None:
        return Part("own", state, force)
    if sectors and "CVL" not in sectors:
        return Part("beside", None, tokens[-1])
    return WHOLE


def names_people(label: str) -> bool:
    """Tell whether a part is told by who they are, not by what became of some of them.

    >>> names_people("American soldiers"), names_people("Afghans"), names_people("in hospital")
    (True, True, False)
    """
    people = {*_FORCES.values(), *(name for name, _ in _groups().values() if name)}
    return label.rpartition(" ")[2] in people or any(
        label == nation for _, nation in _nations().values()
    )


@lru_cache(maxsize=16_384)
def state_in(text: str) -> str | None:
    """Return the code of the first country that a phrase names, in any form.

    >>> state_in("the Ethiopian army"), state_in("the army")
    ('ETH', None)
    """
    words = text.replace("’", "'").replace("'s", " ").split()
    for size in (3, 2, 1):
        for k in range(len(words) - size + 1):
            found = find_country(" ".join(words[k : k + size]).strip(",()"))
            if found is not None:
                return found.alpha3
    return None


def _sectors(tokens: list[str], entity: Record | None) -> tuple[str, ...]:
    """Return the sectors of a noun phrase: of its role noun, else of the named party it is."""
    role = next((r for k in range(len(tokens)) if (r := find_role(" ".join(tokens[k:])))), None)
    if role is not None:
        return role.sectors
    return tuple(entity["sectors"]) if entity is not None and entity["name"] else ()


@lru_cache(maxsize=16_384)
def _sectors_of(name: str) -> tuple[str, ...]:
    """Return the sectors of a named body, also within a longer name, or of a role."""
    words = name.split()
    for k in range(len(words)):
        found = find_organization(" ".join(words[k:]))
        if found is not None:
            return tuple(found.sectors)
    role = next(
        (r for k in range(len(words)) if (r := find_role(" ".join(words[k:]).lower()))), None
    )
    return role.sectors if role is not None else ()


def _entity(claim: Record, of: Record) -> Record | None:
    parties = (*claim["recipients"], *claim["actors"])
    return next((p for p in parties if p["start"] < of["end"] and p["end"] > of["start"]), None)


def _share(sentence: str, start: int, end: int, before: Part | None) -> Part | None:
    """Return the part that words of share or of care make of a number, None where none do."""
    after, ahead = sentence[end:], sentence[:start]
    clause = _CLAUSE.split(after)[0]
    of_them = _OF_THEM.match(sentence[start : end + 12]) or _INCLUDING.search(ahead)
    follows = (
        before is not None
        and before.kind == "share"
        and _NEXT.match(ahead[-80:].rpartition(",")[2] or ahead)
    )
    if of_them or follows:
        return Part("share", None, _share_name(clause))
    if _TOOK_IN.search(ahead):
        return Part("share", None, "in hospital")
    if _RECEIVED.match(after) and not _HARMED.match(after):
        name = _share_name(clause)
        return Part("share", None, name) if name == "in hospital" else None
    if re.match(r"\W*bodies\b", sentence[start:end][-7:]) or "bodies" in sentence[start:end]:
        name = _share_name("bodies" + clause)
        return Part("share", None, name) if name == "bodies found" else None
    return None


def _share_name(clause: str) -> str:
    """Return what a clause says of some of them, in a form that reports share where there is one."""
    lower = clause.lower()
    for cue, group in _shares():
        if re.search(rf"\b{cue}\b", lower):
            return group
    area = _AT.match(clause)
    if area is not None:
        return area[1]
    words = _AUXILIARY.sub("", clause).split()[:4]
    return " ".join(w.strip(",") for w in words) or "some of them"


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, str]]:
    return {
        stem(row["word"]): (row["group"], row["kind"])
        for _, row in read_rows("reconcile/groups.csv")
    }


@lru_cache(maxsize=1)
def _shares() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["group"]) for _, row in read_rows("reconcile/shares.csv"))


@lru_cache(maxsize=1)
def _nations() -> dict[str, tuple[str, str]]:
    """Return adjective and demonym of each country, its name where it has none."""
    names = {code: country.name for code, country in countries_by_code().items()}
    found = {}
    for _, row in read_rows("countries.csv"):
        name = names[row["alpha3"]]
        adjectives, people = split_cell(row["adjectives"]), split_cell(row["demonyms"])
        found[row["alpha3"]] = (
            adjectives[0] if adjectives else name,
            people[0] if people else name,
        )
    return found
