"""Scores actor resolution on a table of mentions in context: country, sectors, id.

The table has the columns id, published, context, mention, home, scene, country, sectors,
entity_id and kind. A mention is resolved as it stands in its sentence, with the story's
country and the scene given. An empty country means that the actor has none; sectors are
right when any of them is; `entity_id` is the expected id, "none" where no id is right, and
empty where it is not judged.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tocsin.data import split_cell
from tocsin.errors import InputError
from tocsin.resolve.actor import ResolvedActor, resolve_actor

COLUMNS = (
    "id", "published", "context", "mention", "home", "scene", "country", "sectors", "entity_id", "kind",
)  # fmt: skip
NO_ID = "none"
_LINKS = frozenset({"of", "in", "from", "at", "for", "on", "to", "with", "who", "against"})


class GoldActor(NamedTuple):
    """A row of the table."""

    id: str
    published: str
    context: str
    mention: str
    home: str
    scene: str
    country: str
    sectors: tuple[str, ...]
    entity_id: str
    kind: str


class ScoredActor(NamedTuple):
    """A row and what was answered; `id_right` is None where it is not judged."""

    gold: GoldActor
    found: ResolvedActor
    country_right: bool
    sectors_right: bool
    id_right: bool | None


def evaluate_actors(path: Path) -> dict[str, float | int | str]:
    """Return the accuracies of actor resolution on a table, 0 to 1.

    Raises: InputError: a column is missing, a mention is not in its context, or no rows.
    """
    scored = score_actors(path)
    ids = [row for row in scored if row.id_right is not None]
    return {
        "country_accuracy": _share(scored, lambda row: row.country_right),
        "sector_accuracy": _share(scored, lambda row: row.sectors_right),
        "id_accuracy": _share(ids, lambda row: bool(row.id_right)),
        "n": len(scored),
        "n_ids": len(ids),
        "data_sha256": sha256(path.read_bytes()).hexdigest(),
    }


def score_actors(path: Path) -> tuple[ScoredActor, ...]:
    """Return each row of a table with the answer and what is right of it.

    Raises: InputError: as `evaluate_actors`.
    """
    return tuple(map(_score, read_actors(path)))


def read_actors(path: Path) -> tuple[GoldActor, ...]:
    """Return the rows of a table.

    Raises: InputError: a column is missing, a mention is not in its context, or no rows.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise InputError(str(path), reason="columns", detail=f"missing: {', '.join(missing)}")
        rows = tuple(_read(path, reader.line_num, row) for row in reader)
    if not rows:
        raise InputError(str(path), reason="empty", detail="the table has no rows")
    return rows


def _read(path: Path, line: int, row: dict[str, str]) -> GoldActor:
    if not row["mention"] or row["mention"] not in row["context"]:
        raise InputError(
            str(path), reason="mention", detail="not in its context", place=f"line {line}"
        )
    cells = {column: row[column] for column in COLUMNS if column != "sectors"}
    return GoldActor(**cells, sectors=split_cell(row["sectors"]))


def _score(gold: GoldActor) -> ScoredActor:
    found = resolve_actor(
        gold.mention, head=_head(gold.mention), scene=gold.scene or None,
        home=gold.home or None, when=gold.published or None,
    )  # fmt: skip
    expected = None if gold.entity_id == NO_ID else gold.entity_id
    return ScoredActor(
        gold, found, (found.country or "") == gold.country,
        not gold.sectors or not set(gold.sectors).isdisjoint(found.sectors),
        found.id == expected if gold.entity_id else None,
    )  # fmt: skip


def _head(mention: str) -> str:
    """Return the lemma of the last word before "of", "in" …, plural endings cut."""
    words = mention.replace(",", " ").split()
    link = next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))
    word = words[link - 1]
    if word[:1].isupper() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s")


def _share(rows: Iterable[ScoredActor], right: Callable[[ScoredActor], bool]) -> float:
    outcomes = [right(row) for row in rows]
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else 0.0
