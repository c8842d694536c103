"""What the markup of a news page states: schema.org JSON-LD, meta elements, links.

Publishers state rights in many places; the more specific ones win: JSON-LD, then
`<link rel=license>`, TDMRep and robots metas, then the footer's notice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tocsin.errors import InputError
from tocsin.ingest.encoding import normalise
from tocsin.ingest.field import Known, check_published
from tocsin.ingest.rights import HOLDER, merge_rights
from tocsin.records import Completeness, Outlet, Rights

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLE_TYPES = ("Article", "Posting", "Report")  # schema.org: NewsArticle, BlogPosting, Report …
TITLES = ("og:title", "twitter:title", "dc.title")
DATES = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued")
NOTICES = ("dcterms.rights", "dc.rights", "rights", "copyright")
FOOTER = 300  # code points at most of a footer's notice
Ld = dict[str, Any]


def read_markup(tree: HtmlElement) -> Known:
    """Return what the markup of a page states, leaving out what it does not."""
    metas = _metas(tree)
    ld = next(_articles(tree), {})
    uri = _canonical(tree) or metas.get("og:url")
    name = _name(ld.get("publisher")) or metas.get("og:site_name")
    return Known(
        uri=uri,
        headline=_text(ld.get("headline")) or _first(metas, TITLES) or _heading(tree),
        published=_date(_text(ld.get("datePublished"))) or _date(_first(metas, DATES)),
        outlet=Outlet(name=name, domain=_domain(uri)),
        byline=_name(ld.get("author")),
        rights=merge_rights(_ld_rights(ld), _link_rights(tree), _meta_rights(metas), _footer(tree)),
        completeness=_completeness(ld),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Content of the meta elements by lower-case name, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop")
        content = _text(meta.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: HtmlElement) -> Iterator[Ld]:
    """JSON-LD objects of an article type, in page order."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            stack = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):  # pages carry broken JSON-LD: as if there were none
            continue
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(reversed(node))
            elif isinstance(node, dict):
                kinds = _list(node.get("@type"))
                if any(isinstance(k, str) and k.endswith(ARTICLE_TYPES) for k in kinds):
                    yield node
                stack.extend(node[key] for key in ("mainEntity", "@graph") if key in node)


def _ld_rights(ld: Ld) -> Rights:
    license_url = _name(ld.get("license"))
    usage = _name(ld.get("usageInfo"))
    holder, notice = _name(ld.get("copyrightHolder")), _text(ld.get("copyrightNotice"))
    said = any((license_url, usage, holder, notice))
    return Rights(
        holder=holder,
        notice=notice,
        usage_terms=usage,
        license_url=license_url,
        signal="JSON-LD" if said else None,
    )


def _link_rights(tree: HtmlElement) -> Rights:
    """`<link rel=license>` and `<a rel=license>`, RSL's among them."""
    for tag in ("link", "a"):
        for element in tree.iter(tag):
            href = _text(element.get("href"))
            if href and "license" in (element.get("rel") or "").lower().split():
                return Rights(license_url=href, signal=f"{tag} rel=license")
    return Rights()


def _meta_rights(metas: dict[str, str]) -> Rights:
    notice = _first(metas, NOTICES)
    stated = HOLDER.search(notice) if notice else None
    reservation = {"1": True, "0": False}.get(metas.get("tdm-reservation", ""))
    robots = {word.strip().lower() for word in metas.get("robots", "").split(",")}
    if reservation is None and robots & {"noai", "noimageai"}:
        reservation = True
    names = ("tdm-reservation", "tdm-policy", *NOTICES)
    signals = [f"meta {name}" for name in names if name in metas]
    if robots & {"noai", "noimageai"}:
        signals.append("meta robots")
    return Rights(
        holder=stated["holder"].strip() if stated else None,
        notice=notice,
        usage_terms=metas.get("tdm-policy"),
        tdm_reserved=reservation,
        signal=", ".join(signals) or None,
    )


def _footer(tree: HtmlElement) -> Rights:
    """The copyright line of the page's footer."""
    for footer in tree.iter("footer"):
        for line in footer.itertext():
            stated = HOLDER.search(line) if "©" in line else None
            if stated:
                holder, notice = stated["holder"].strip(), _text(line[:FOOTER])
                return Rights(holder=holder, notice=notice, signal="footer")
    return Rights()


def _completeness(ld: Ld) -> Completeness:
    parts = [part for part in _list(ld.get("hasPart")) if isinstance(part, dict)]
    stated = [_truth(node.get("isAccessibleForFree")) for node in (ld, *parts)]
    if False in stated:
        return Completeness("partial", "isAccessibleForFree: false")
    if stated[0]:
        return Completeness("full", "isAccessibleForFree: true")
    return Completeness()


def _truth(value: object) -> bool | None:
    word = str(value).rsplit("/", 1)[-1].lower()  # also "http://schema.org/False"
    return {"true": True, "false": False}.get(word)


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        href = _text(link.get("href"))
        if href and "canonical" in (link.get("rel") or "").lower().split():
            return href
    return None


def _domain(uri: str | None) -> str | None:
    try:
        host = urlsplit(uri or "").hostname
    except ValueError:  # "https://[" is no address
        return None
    return host.removeprefix("www.") if host else None


def _heading(tree: HtmlElement) -> str | None:
    return next((text for h1 in tree.iter("h1") if (text := _text(h1.text_content()))), None)


def _date(value: str | None) -> str | None:
    """Return a date that exists, or None: pages carry broken ones, unlike records."""
    try:
        return check_published(value, "") if value else None
    except InputError:
        return None


def _name(value: object) -> str | None:
    """Name or address of a person, organisation or licence, or of several."""
    found = []
    for item in _list(value):
        if isinstance(item, dict):
            item = item.get("name") or item.get("url") or item.get("@id")
        if name := _text(item):
            found.append(name)
    return ", ".join(found) or None


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str | None:
    """Return a string with single spaces, or None for anything else or nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(normalise(unescape(value)).split()) or None  # JSON-LD is often escaped twice


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)
