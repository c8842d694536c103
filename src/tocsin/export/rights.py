"""Whether the rights of an article reserve text mining or redistribution.

Knows what the article's own notice says, no law: an article that says nothing is neither
reserved nor free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_RESERVED = re.compile(
    r"\ball rights reserved\b"
    r"|\b(?:(?:may|must|can) ?not|can['’]t)\b[^.;]{0,40}\bbe (?:\w+,? ){0,4}?"
    r"(?:published|republished|broadcast|rewritten|redistributed|distributed|reproduced|copied)\b"
    r"|\bwithout (?:the )?(?:\w+ ){0,4}(?:permission|consent|authori[sz]ation)\b"
    r"|\b(?:reproduction|redistribution|republication|reuse|data mining)\b.{0,40}"
    r"\b(?:prohibited|forbidden|reserved|not (?:permitted|allowed))\b"
    r"|\bnot for (?:redistribution|republication|reproduction)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/", re.IGNORECASE)


def is_reserved(article: Mapping[str, Any]) -> bool | None:
    """Return whether an article reserves mining or redistribution; None where it says nothing.

    Words that reserve outweigh an open licence beside them: which of the two is meant for
    the text can't be told here.

    >>> is_reserved({"rights": {"notice": "© 2024 Example Wire. All rights reserved."}})
    True
    >>> is_reserved({"rights": {"license_url": "https://creativecommons.org/licenses/by/4.0/"}})
    False
    >>> is_reserved({"rights": {}}) is None
    True
    """
    rights = article.get("rights") or {}
    mining = rights.get("tdm_reserved")
    if mining:
        return True
    words = " ".join(filter(None, (rights.get("notice"), rights.get("usage_terms"))))
    if _RESERVED.search(" ".join(words.split())):
        return True
    if _OPEN.search(rights.get("license_url") or ""):
        return False
    return None if mining is None else False


def any_reserved(ids: Iterable[str], articles: Mapping[str, Mapping[str, Any]]) -> bool | None:
    """Return True when one of the articles is reserved, False when all are free, else None."""
    found = {is_reserved(articles[i]) if i in articles else None for i in ids}
    if True in found:
        return True
    return None if None in found or not found else False


def article_ids(record: Mapping[str, Any]) -> list[str]:
    """Return the ids of the articles a claim or an event stems from, each once."""
    if "reports" in record:
        return list(dict.fromkeys([*record["reports"], *record.get("copies", ())]))
    return [record["article"]["id"]]
