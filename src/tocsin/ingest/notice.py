"""Phrases by which boilerplate is known: bylines, captions, notices, promotion.

The table `data/lexicon/zone_notice.csv` holds one phrase a line: `kind` of zone; `where`
it counts ("head": a line above the story, "line": a whole line, "sentence": a sentence
anywhere); `cut`: what a paywall notice tells of the story ("partial", "full" or
nothing); `pattern`, matched without regard to case at the start of the line or
sentence; and an `example`, which a test holds against the pattern.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from tocsin.data import read_rows
from tocsin.errors import LexiconError
from tocsin.records import ZONE_KINDS

TABLE = "lexicon/zone_notice.csv"
WHERE = ("head", "line", "sentence")
CUTS = ("", "partial", "full")
# Tried in this order: "Subscribe to our newsletter" is promotion, "Subscribe to read" is not
KINDS = ("newsletter", "paywall_notice", "rights_notice", "caption", "byline", "related")
LONGEST = 600  # code points: longer lines and sentences are story, however they begin
LEAD = " \t\xa0([{*•|>»_–—-▶►\u200b\u200e\u200f\ufeff"  # bullets and brackets before a notice
# Two patterns of one group are one alternative each; which one matched does not matter
Rules = dict[tuple[str, str, str], re.Pattern[str]]


def find_kind(text: str, *where: str) -> str | None:
    """Return the kind of boilerplate a line or sentence is, or None for story text.

    Args: text: one line or sentence; where: which rules count, of WHERE.

    >>> find_kind("© 2021 Example Wire", "sentence"), find_kind("Troops left.", "sentence")
    ('rights_notice', None)
    """
    if len(text) > LONGEST:
        return None
    bare = text.lstrip(LEAD)
    for (kind, place, _), pattern in load_rules().items():
        if place in where and pattern.match(bare):
            return kind
    return None


def find_cut(text: str) -> str | None:
    """Return what a paywall notice tells of the story above it: "partial", "full" or None.

    >>> find_cut("Subscribe now to continue reading.")
    'partial'
    """
    bare = text.lstrip(LEAD)
    for (_, _, cut), pattern in load_rules().items():
        if cut and pattern.match(bare):
            return cut
    return None


@cache
def load_rules() -> Rules:
    """Return one pattern for each (kind, where, cut), in the order they are tried.

    Raises: LexiconError: an unknown word in a column, or a pattern that is none.
    """
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for line, row in read_rows(TABLE):
        known = row["kind"] in ZONE_KINDS and row["where"] in WHERE and row["cut"] in CUTS
        if not known or row["kind"] not in KINDS:
            raise LexiconError(TABLE, f"unknown kind, where or cut in {row}", line=line)
        try:
            re.compile(row["pattern"])
        except re.error as error:
            raise LexiconError(TABLE, str(error), line=line) from error
        groups[row["kind"], row["where"], row["cut"]].append(f"(?:{row['pattern']})")
    order = sorted(groups, key=lambda key: (KINDS.index(key[0]), key))
    return {key: re.compile("|".join(groups[key]), re.IGNORECASE) for key in order}
