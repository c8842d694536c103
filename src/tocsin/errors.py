"""The one tree of errors.

    TocsinError
    ├── InputError          a file or record that cannot become an article (set aside, the run goes on)
    ├── DataError           a table, lexicon or code list that ships with the package is inconsistent
    │   ├── OntologyError   an unknown PLOVER type, mode, context, sector or measure
    │   └── LexiconError    a lexicon row that does not fit the ontology
    ├── ModelError          the language model is missing or is not the one expected
    ├── StoreError          the database is missing, of another version, or refuses a record
    └── ExportError         an export that can't be written as asked

An error carries its data as attributes, not only a sentence.
"""

from __future__ import annotations

from functools import partial


class TocsinError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(TocsinError):
    """A file or record that cannot become an article.

    Attributes: uri: where it came from; place: line or byte position, or None;
    reason: a short machine-readable word ("empty", "binary", "language" …);
    detail: one sentence for people.
    """

    def __init__(self, uri: str, *, reason: str, detail: str, place: str | None = None):
        self.uri = uri
        self.reason = reason
        self.detail = detail
        self.place = place
        where = f"{uri}, {place}" if place else uri
        super().__init__(f"{where}: {reason}: {detail}")

    def __reduce__(self) -> tuple[partial[InputError], tuple[str]]:
        """Rebuild from the data, not the sentence: errors cross process borders."""
        make = partial(InputError, reason=self.reason, detail=self.detail, place=self.place)
        return make, (self.uri,)


class DataError(TocsinError):
    """A table that ships with the package is inconsistent."""

    def __init__(self, source: str, detail: str, *, line: int | None = None):
        self.source = source
        self.line = line
        self.detail = detail
        where = source if line is None else f"{source}, line {line}"
        super().__init__(f"{where}: {detail}")

    def __reduce__(self) -> tuple[partial[DataError], tuple[str, str]]:
        """Rebuild from the data, not the sentence: errors cross process borders."""
        return partial(type(self), line=self.line), (self.source, self.detail)


class OntologyError(DataError):
    """An unknown PLOVER type, mode, context, sector or measure."""


class LexiconError(DataError):
    """A lexicon row that does not fit the ontology."""


class ModelError(TocsinError):
    """The language model is missing or is not the one expected."""


class StoreError(TocsinError):
    """The database is missing, of another version, or refuses a record."""

    def __init__(self, path: str, detail: str):
        self.path = path
        self.detail = detail
        super().__init__(f"{path}: {detail}")

    def __reduce__(self) -> tuple[type[StoreError], tuple[str, str]]:
        """Rebuild from the data, not the sentence: errors cross process borders."""
        return type(self), (self.path, self.detail)


class ExportError(TocsinError):
    """An export that can't be written as asked.

    Attributes: format: its name; detail: one sentence for people; articles: ids of the
    articles whose rights stand against it.
    """

    def __init__(self, format: str, detail: str, *, articles: tuple[str, ...] = ()):
        self.format = format
        self.detail = detail
        self.articles = articles
        super().__init__(f"{format}: {detail}")

    def __reduce__(self) -> tuple[partial[ExportError], tuple[str, str]]:
        """Rebuild from the data, not the sentence: errors cross process borders."""
        return partial(ExportError, articles=self.articles), (self.format, self.detail)
