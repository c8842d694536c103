"""Articles to sentences with syntax, by spaCy; offsets are code points of the article.

Each story zone (headline, body paragraph) is parsed on its own, so that a
headline never runs into the lead. Nothing of spaCy leaves this package:
the stages see `records.Sentence` alone.
"""

from __future__ import annotations

from tocsin.parse.model import load_model
from tocsin.parse.sentence import Parser

__all__ = ["Parser", "load_model"]
