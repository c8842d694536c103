"""What a format is, and what writing one comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from tocsin.errors import ExportError
from tocsin.export.column import Record
from tocsin.export.rights import any_reserved, article_ids

Articles = Mapping[str, Record]  # article id -> article; an id may be missing


@dataclass(slots=True)
class Tally:
    """What was written.

    `records`: claims or events that came in; `rows`: rows, lines or features that went out;
    `left_out`: reason -> how often, of records and parts of records that the format can't
    hold; `reserved`: records from articles whose rights reserve mining or redistribution.
    """

    records: int = 0
    rows: int = 0
    reserved: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Job:
    """What an export is asked to write: the records, their articles, whether with texts."""

    format: str
    records: Iterable[Record]
    articles: Articles
    texts: bool
    reserved_too: bool
    tally: Tally

    def each(self) -> Iterable[Record]:
        """Yield the records, counting them.

        Raises: ExportError: texts are asked for, and an article reserves its rights.
        """
        for record in self.records:
            self.tally.records += 1
            if any_reserved(article_ids(record), self.articles):
                self.tally.reserved += 1
                if self.texts and not self.reserved_too:
                    self._refuse(record)
            yield record

    def _refuse(self, record: Record) -> None:
        ids = tuple(i for i in article_ids(record) if any_reserved([i], self.articles))
        raise ExportError(
            self.format,
            f"the rights of article {', '.join(ids)} reserve text mining or redistribution, "
            "so its text is not exported unless that is asked for",
            articles=ids,
        )


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be written.

    `suffix`: of its files; `unit`: what it is made from, "claims" or "events"; `binary`:
    whether its stream takes bytes; `texts`: whether it has room for the words of articles;
    `needs`: the library it needs and the extra that installs it, or None.
    """

    name: str
    suffix: str
    unit: str
    meaning: str
    write: Callable[[Job, Any], None]
    binary: bool = False
    texts: bool = False
    needs: tuple[str, str] | None = None


def load_library(format: str, needs: tuple[str, str]) -> Any:
    """Return the module a format needs.

    Raises: ExportError: it is not installed; the message says what to install.
    """
    module, extra = needs
    try:
        return import_module(module)
    except ImportError as error:
        detail = f"{module} is needed: pip install tocsin[{extra}]"
        raise ExportError(format, detail) from error
