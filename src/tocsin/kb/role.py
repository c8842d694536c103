"""What people and bodies are by the noun that names them: "lawmaker" LEG, "junta" GOV MIL."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.kb.phrase import PhraseTable


class Role(NamedTuple):
    """A role noun or phrase, in the singular.

    `sectors`: PLOVER sectors, first the main one; `kind`: person or group;
    `local`: whether one without a named country is of the country where the event is.
    """

    name: str
    sectors: tuple[str, ...]
    kind: str
    local: bool


def find_role(phrase: str) -> Role | None:
    """Return the role a phrase names, singular or plural, or None.

    >>> find_role("police officers").sectors, find_role("army").kind
    (('COP',), 'group')
    """
    table = load_roles()
    found = table.get(phrase)
    if found is not None:
        return found
    return next((role for form in _singulars(phrase) if (role := table.get(form))), None)


@lru_cache(maxsize=1)
def load_roles() -> PhraseTable[Role]:
    """Return every role noun and phrase."""
    return PhraseTable("roles.csv", (
        (row["role"], Role(row["role"], split_cell(row["sectors"]), row["kind"], row["local"] == "yes"))
        for _, row in read_rows("roles.csv")
    ))  # fmt: skip


def _singulars(phrase: str) -> tuple[str, ...]:
    lower = phrase.lower()
    if lower.endswith("men"):
        return (f"{phrase[:-3]}man",)
    if lower.endswith("ies"):
        return f"{phrase[:-3]}y", phrase[:-1]
    if lower.endswith("children"):
        return (phrase[:-3],)
    if lower.endswith("es"):
        return phrase[:-1], phrase[:-2]
    if lower.endswith("s") and not lower.endswith("ss"):
        return (phrase[:-1],)
    first, _, rest = phrase.partition("-in-")  # commanders-in-chief
    return (f"{first[:-1]}-in-{rest}",) if rest and first.endswith("s") else ()
