"""spaCy's parse as plain records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tocsin.parse.model import load_model, model_name
from tocsin.records import STORY_ZONES, Article, Document, Sentence, Token, Zone

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 128  # paragraphs a batch: larger gained no speed, only memory
LONGEST = 2_000  # words and marks parsed at once: the parser's time grows with their square
_WORD = re.compile(r"\w+|[^\w\s]")


class Parser:
    """Parses articles with one language model."""

    def __init__(self) -> None:
        self._nlp = load_model()
        self.model = model_name(self._nlp)

    def parse(self, article: Article) -> Document:
        """Return an article with its story sentences; none for a story without text."""
        return next(self.parse_all([article]))

    def parse_all(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Parse articles in batches, in order."""
        for article, paragraphs in _grouped(
            self._nlp.pipe(_texts(articles), as_tuples=True, batch_size=BATCH)
        ):
            yield Document(article, tuple(_sentences(paragraphs)))


def _texts(articles: Iterable[Article]) -> Iterator[tuple[str, tuple[Article, Zone | None]]]:
    for article in articles:
        for zone in article.zones:
            if zone.kind in STORY_ZONES:
                for piece in _pieces(zone):
                    yield piece.text, (article, piece)
        yield "", (article, None)  # closes the article, also one without story zones


def _pieces(zone: Zone) -> Iterator[Zone]:
    """Cut an overlong paragraph before a word; nothing of it is lost."""
    starts = [0]
    if len(zone.text) > LONGEST:
        starts += [
            m.start() for n, m in enumerate(_WORD.finditer(zone.text), 1) if n % LONGEST == 0
        ]
    for start, end in zip(starts, [*starts[1:], len(zone.text)], strict=True):
        yield Zone(zone.start + start, zone.start + end, zone.text[start:end], zone.kind)


def _grouped(
    parsed: Iterable[tuple[Any, tuple[Article, Zone | None]]],
) -> Iterator[tuple[Article, list[tuple[Zone, Doc]]]]:
    paragraphs: list[tuple[Zone, Doc]] = []
    for doc, (article, zone) in parsed:
        if zone is None:
            yield article, paragraphs
            paragraphs = []
        else:
            paragraphs.append((zone, doc))


def _sentences(paragraphs: list[tuple[Zone, Doc]]) -> Iterator[Sentence]:
    index = 0
    for number, (zone, doc) in enumerate(paragraphs):
        for span in doc.sents:
            first, last = span[0], span[-1]
            if not span.text.strip():
                continue
            base, offset = span.start, zone.start
            yield Sentence(
                tuple(
                    Token(
                        t.i - base, offset + t.idx, offset + t.idx + len(t), t.text, t.lower_,
                        t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i - base, t.ent_type_,
                    )
                    for t in span
                ),
                zone.text[first.idx : last.idx + len(last)],
                start=offset + first.idx,
                index=index,
                paragraph=number,
                kind=zone.kind,
                entities=tuple((e.start - base, e.end - base, e.label_) for e in span.ents),
            )  # fmt: skip
            index += 1
