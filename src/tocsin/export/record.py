"""Claims and events as JSON lines, in the record format of tocsin itself.

Without texts, quotes are short: the text of a span of more than 25 words is null, and
each claim has a `quote` of at most 25 words. With texts, all spans are whole, and the
text of each article is there.
"""

from __future__ import annotations

from typing import TextIO

from tocsin.export.column import Record
from tocsin.export.format import Articles, Job
from tocsin.export.quote import quote_claim, shorten_record
from tocsin.export.rights import any_reserved, article_ids
from tocsin.line import to_line


def write_claims(job: Job, stream: TextIO) -> None:
    """Write a claim a line, with `quote` and `rights_reserved`; with texts, `article.text`."""
    for claim in job.each():
        line = _claim(claim, job)
        if job.texts:
            article = job.articles.get(claim["article"]["id"], {})
            line["article"] = {**claim["article"], "text": article.get("text")}
        _write(line, job, stream)


def write_events(job: Job, stream: TextIO) -> None:
    """Write an event a line, its claims in full; with texts, `articles` with their texts."""
    for event in job.each():
        claims = [_claim(c, job) if isinstance(c, dict) else c for c in event["claims"]]
        rest = {key: value for key, value in event.items() if key != "claims"}
        line = {**(rest if job.texts else shorten_record(rest)), "claims": claims}
        line["rights_reserved"] = any_reserved(article_ids(event), job.articles)
        if job.texts:
            line["articles"] = _texts(event, job.articles)
        _write(line, job, stream)


def _claim(claim: Record, job: Job) -> Record:
    line = dict(claim) if job.texts else shorten_record(claim)
    line["quote"] = quote_claim(claim)
    line["rights_reserved"] = any_reserved(article_ids(claim), job.articles)
    return dict(line)


def _texts(event: Record, articles: Articles) -> list[Record]:
    fields = ("id", "uri", "outlet", "published", "headline", "language", "rights", "text")
    known = (articles[i] for i in article_ids(event) if i in articles)
    return [{field: article.get(field) for field in fields} for article in known]


def _write(line: Record, job: Job, stream: TextIO) -> None:
    stream.write(to_line(line) + "\n")
    job.tally.rows += 1
