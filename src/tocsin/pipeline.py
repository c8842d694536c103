"""The stages in order: parse, extract, resolve. The one place that names them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin import __version__
from tocsin.extract.draft import draft_claims
from tocsin.parse import Parser
from tocsin.records import Article, Claim
from tocsin.records import Coder as CoderRecord
from tocsin.resolve.claim import resolve_claims


class Coder:
    """Codes articles with one language model; loading it takes about a second."""

    def __init__(self) -> None:
        self._parser = Parser()
        self.coder = CoderRecord(__version__, self._parser.model)

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        """Yield each article with its claims, both in text order; () where there are none."""
        for document in self._parser.parse_all(articles):
            drafts = draft_claims(document)
            yield document.article, resolve_claims(document, drafts, coder=self.coder)
