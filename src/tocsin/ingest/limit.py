"""How much of one article is read."""

from __future__ import annotations

from tocsin.errors import InputError

LIMIT = 10 * 1024**2  # bytes an article; long reads have 0.1 MB, pages 2 MB, a mistaken path 50


def too_large(uri: str, place: str | None = None) -> InputError:
    """Return the error for a file or a line of JSON Lines over LIMIT."""
    detail = f"more than {LIMIT // 1024**2} MB; one article to a file, or JSON Lines"
    return InputError(uri, reason="too-large", detail=detail, place=place)
