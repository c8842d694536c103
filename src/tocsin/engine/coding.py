"""Coding one batch of articles so that a story nobody can code costs only itself."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tocsin.errors import InputError
from tocsin.records import Article, Claim, Coder

logger = logging.getLogger(__name__)

# What a mistake in a stage raises on one odd story. Anything else (no memory, a
# broken table, a missing model) would meet every story, and stops the run.
MISTAKES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


class Coding(Protocol):
    """What codes articles: `pipeline.Coder`, or a stand-in for it."""

    coder: Coder

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        """Yield each article with its claims, in input order."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An article and the claims found in it, in text order."""

    article: Article
    claims: tuple[Claim, ...]


def load_coder() -> Coding:
    """Return the pipeline, with its language model loaded.

    Raises: ModelError: there is no usable model.
    """
    from tocsin.pipeline import Coder as Pipeline  # takes a second: not at import

    return Pipeline()


Found = tuple[Claim, ...] | str  # the claims of an article, or why it could not be coded


def code_batch(coding: Coding, batch: Sequence[Article]) -> Iterator[Found]:
    """Yield what was found in each article, in order, as it is found.

    Where an article breaks the pipeline, the rest of the batch is coded one by one, so
    that only that article has no claims but a reason; the traceback is logged.
    """
    done = 0
    try:
        for _, claims in coding.code(batch):
            yield claims
            done += 1
    except MISTAKES as error:
        if len(batch) == 1:
            logger.debug("coding %s", batch[0].id, exc_info=True)
            yield f"{type(error).__name__}: {error}"
            return
        for article in batch[done:]:
            yield from code_batch(coding, [article])


def to_outcome(article: Article, found: Found) -> Coded | InputError:
    """Return an article with its claims, or the error that sets it aside."""
    if not isinstance(found, str):
        return Coded(article, found)
    place = f"article {article.id}" if article.uri else None
    return InputError(article.uri or article.id, reason="crash", detail=found, place=place)
