"""Who says what in a story: attributions with source, cue and content.

Joins the reports found in each sentence (extract/citation.py) with the quoted
stretches of the text (extract/quotation.py): a quote goes to the cue beside it, a
quote without a cue to the speaker before it. Also knows headline forms, the
publishing outlet, which is never a source, and the order of a chain. Does not
resolve pronouns or names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tocsin.extract.citation import find_reports
from tocsin.extract.content import trim_tokens
from tocsin.extract.cue import verb_cues
from tocsin.extract.label import find_label_reports
from tocsin.extract.quotation import MARKS, Quotation, find_quotations
from tocsin.extract.report import Report, source_head
from tocsin.extract.source import is_outlet, phrase_span, source_kind
from tocsin.records import Attribution, Document, Outlet, Sentence, Span

_SELF = frozenset({"i", "we", "you", "us", "me"})
_ATTITUDES = frozenset({"think", "judge", "want"})
_GAP = re.compile(r"[\s,:;—–\-]*(?:that)?\s*\Z")
_MIN_SPEECH = 3  # words; a shorter stretch without a cue beside it is a scare quote


@dataclass(slots=True)
class _Draft:
    """An attribution being put together; offsets are code points of the article."""

    report: Report
    paragraph: int
    start: int
    end: int
    content: list[tuple[int, int]] = field(default_factory=list)

    @property
    def speaks(self) -> bool:
        return bool(self.report.frames & {"quote"}) and self.report.source is not None


def find_attributions(document: Document) -> list[Attribution]:
    """Return the attributions of a story in text order.

    Args: document: an article with its parsed sentences.
    Returns: one Attribution per source and cue; the quoted sentences that follow on
        belong to the content of the first. Empty where the outlet speaks throughout.
    """
    text, sentences = document.article.text, document.sentences
    quotations = find_quotations(text, sentences)
    drafts = [_draft(report) for sentence in sentences for report in find_reports(sentence)]
    for _, paragraph in groupby(sentences, key=lambda s: s.paragraph):
        labels = find_label_reports(list(paragraph))
        drafts.extend(_labelled(report, said) for report, said in labels)
    drafts.sort(key=lambda d: d.start)
    drafts = [d for d in drafts if _is_heard(d, quotations)]
    _assign(text, sentences, drafts, quotations)
    outlet = document.article.outlet
    heard = [d for d in _without_own(drafts, outlet) if d.content]
    found = [_finish(text, draft, quotations, outlet) for draft in heard]
    return sorted((a for a in found if a.content), key=_order)


def chain_at(attributions: Sequence[Attribution], start: int, end: int) -> list[Attribution]:
    """Return the attributions that carry a stretch of text, nearest source first.

    What somebody merely wants or intends is not said by them and is left out.
    Args: attributions: those of the story; start, end: code points of the stretch.
    Returns: innermost first; empty in the outlet's own voice.
    """
    holding = [
        (sum(s.end - s.start for s in a.content), a)
        for a in attributions
        if any(s.start <= start and end <= s.end for s in a.content) and not _is_wish(a)
    ]
    return [a for _, a in sorted(holding, key=lambda pair: pair[0])]


def _is_wish(attribution: Attribution) -> bool:
    cue = verb_cues().get(attribution.verb)
    return cue is not None and cue.kind == "want"


def _order(attribution: Attribution) -> tuple[int, int]:
    spans = [s for s in (attribution.source, attribution.cue, *attribution.content) if s]
    return min(s.start for s in spans), max(s.end for s in spans)


# -- drafts -------------------------------------------------------------------


def _draft(report: Report) -> _Draft:
    sentence = report.sentence
    first, last = _around(report)
    content = [
        (sentence.tokens[a].start, sentence.tokens[b].end)
        for a, b in trim_tokens(sentence, report.content)
        if not _parted(report, a, b)
    ]
    return _Draft(report, sentence.paragraph, sentence.tokens[first].start,
                  sentence.tokens[last].end, content)  # fmt: skip


def _parted(report: Report, first: int, last: int) -> bool:
    """Say whether a semicolon stands between what might be said and the cue."""
    low, high = min(last + 1, report.cue[1] + 1), max(first, report.cue[0])
    return any(t.text == ";" for t in report.sentence.tokens[low:high])


def _labelled(report: Report, said: tuple[int, int]) -> _Draft:
    draft = _draft(report)
    draft.content = [said]
    return draft


def _around(report: Report) -> tuple[int, int]:
    """Return the unbroken run of tokens of a cue clause around its cue."""
    mine = report.clause | set(range(report.cue[0], report.cue[1] + 1))
    first = last = report.head
    while first - 1 in mine:
        first -= 1
    while last + 1 in mine:
        last += 1
    return first, last


def _is_heard(draft: _Draft, quotations: Sequence[Quotation]) -> bool:
    """Whether a report counts; within quoted words only others' words do, not "I think"."""
    report = draft.report
    cue = report.sentence.tokens[report.head].start
    around = next((q for q in quotations if q.start <= cue < q.end), None)
    if around is None:
        return True
    if report.kind in _ATTITUDES or report.source is None:
        return report.source is None and report.kind not in _ATTITUDES
    if report.sentence.tokens[report.source].lower in _SELF:
        return False
    clipped = [(max(a, around.start), min(b, around.end)) for a, b in draft.content]
    draft.content = [(a, b) for a, b in clipped if a < b]
    return bool(draft.content)


def _without_own(drafts: Sequence[_Draft], outlet: Outlet) -> Iterator[_Draft]:
    """Yield the drafts whose source is not the outlet; "the reporter" is, once named as its own."""
    own: set[str] = set()
    for draft in drafts:
        sentence, head = draft.report.sentence, draft.report.source
        if head is None:
            yield draft
        elif is_outlet(sentence, head, outlet):
            own.add(f"the {sentence.tokens[head].lower}")
        elif phrase_span(sentence, head).text.lower() not in own:
            yield draft


# -- quotes -------------------------------------------------------------------


def _assign(
    text: str, sentences: Sequence[Sentence], drafts: list[_Draft], quotations: Sequence[Quotation]
) -> None:
    """Give each quote to the draft that speaks it, adding drafts where only a speaker is named."""
    speaker: _Draft | None = None
    waiting: list[Quotation] = []
    for position, quotation in enumerate(quotations):
        nearby = [d for d in drafts if d.paragraph == quotation.paragraph]
        cues = [d for d in nearby if not _inside(d, quotation)]
        owner = _holder(cues, quotation) or _beside(text, cues, quotation)
        if owner is None and _is_speech(text, sentences, quotation):
            owner = _continued(quotations[:position], cues, quotation, speaker)
            if owner is None:
                owner = _named_before(sentences, drafts, quotation)
            if owner is None:
                waiting.append(quotation)
        if owner is None:
            continue
        _extend(owner, quotation)
        if owner.speaks or owner.report.source is not None:
            speaker = owner
    for quotation in waiting:
        ahead = (d for d in drafts if d.speaks and 0 < d.paragraph - quotation.paragraph < 3)
        after = next(ahead, None)
        if after is not None:
            _extend(after, quotation)


def _inside(draft: _Draft, quotation: Quotation) -> bool:
    cue = draft.report.sentence.tokens[draft.report.head].start
    return quotation.start <= cue < quotation.end


def _holder(cues: Sequence[_Draft], quotation: Quotation) -> _Draft | None:
    """Return the draft whose content already reaches into a quote, the innermost one."""
    holding = [
        (sum(b - a for a, b in d.content), n)
        for n, d in enumerate(cues)
        if any(a < quotation.end and quotation.start < b for a, b in d.content)
    ]
    return cues[min(holding)[1]] if holding else None


def _beside(text: str, cues: Sequence[_Draft], quotation: Quotation) -> _Draft | None:
    """Return the speaking cue directly after a quote, or directly before it."""
    speaking = [d for d in cues if d.speaks]
    ended = text[quotation.start : quotation.end].rstrip().endswith(".")
    for draft in speaking:
        gap = text[quotation.outer_end : draft.start]
        if draft.start >= quotation.outer_end and not ended and _GAP.match(gap):
            return draft
    for draft in reversed(speaking):
        gap = text[draft.end : quotation.outer]
        if draft.end <= quotation.outer and _GAP.match(gap) and "\n" not in gap:
            return draft
    for draft in speaking:
        sentence = draft.report.sentence
        if not draft.content and sentence.start <= quotation.outer < sentence.end:
            return draft
    return None


def _is_speech(text: str, sentences: Sequence[Sentence], quotation: Quotation) -> bool:
    """Whether a quote without a cue is somebody speaking: it begins a sentence and is no label."""
    if len(text[quotation.start : quotation.end].split()) < _MIN_SPEECH:
        return False
    for sentence in sentences:
        if sentence.start <= quotation.outer < sentence.end:
            before = text[sentence.start : quotation.outer].strip(MARKS + " \t")
            return not before or before.endswith(":")
    return True


def _continued(
    earlier: Sequence[Quotation],
    cues: Sequence[_Draft],
    quotation: Quotation,
    speaker: _Draft | None,
) -> _Draft | None:
    """Return who goes on speaking: in this paragraph first, then in the one before."""
    before = [
        d for d in cues
        if d.start < quotation.start and d.report.source is not None and d.content
    ]  # fmt: skip
    quoted = [
        d for d in before
        if any(q.start <= a and b <= q.end for a, b in d.content for q in earlier)
    ]  # fmt: skip
    speaking = [d for d in (quoted or before) if d.report.kind != "want"]
    if speaking:
        return _outermost(speaking)
    goes_on = bool(earlier) and not earlier[-1].closed
    if speaker is not None and (goes_on or quotation.paragraph - speaker.paragraph <= 1):
        return speaker
    after = next((d for d in cues if d.speaks and d.start > quotation.end), None)
    if after is not None:
        return after
    near = speaker is not None and quotation.paragraph - _last_paragraph(speaker, earlier) <= 1
    return speaker if near else None


def _outermost(drafts: Sequence[_Draft]) -> _Draft:
    """Return the last draft that no other one of its sentence contains."""
    last = drafts[-1]
    for draft in drafts:
        if draft is not last and any(a <= last.start and last.end <= b for a, b in draft.content):
            return draft
    return last


def _last_paragraph(draft: _Draft, quotations: Sequence[Quotation]) -> int:
    ends = max(b for _, b in draft.content) if draft.content else draft.end
    held = [q.paragraph for q in quotations if q.start < ends]
    return max([draft.paragraph, *held[-1:]])


def _named_before(
    sentences: Sequence[Sentence], drafts: list[_Draft], quotation: Quotation
) -> _Draft | None:
    """Return a new draft for the person who is the subject of the sentence before a quote."""
    before = [s for s in sentences if s.paragraph in (quotation.paragraph, quotation.paragraph - 1)
              and s.start < quotation.outer]  # fmt: skip
    if not before:
        return None
    sentence = before[-1]
    subject = sentence.child(sentence.root, "nsubj", "nsubjpass")
    if subject is None or source_kind(sentence, subject) not in ("person", "official", "witness"):
        return None
    root = sentence.root
    report = Report(sentence, root, (root, root), "", "say", subject, set(),
                    frames=frozenset({"quote"}))  # fmt: skip
    draft = _Draft(report, quotation.paragraph, sentence.start, sentence.end)
    drafts.append(draft)
    return draft


def _extend(draft: _Draft, quotation: Quotation) -> None:
    """Add a quote to a draft's content, joining what it touches."""
    start, end = quotation.start, quotation.end
    apart = []
    for a, b in draft.content:
        if a < end and start < b:
            start, end = min(a, start), max(b, end)
        else:
            apart.append((a, b))
    draft.content = sorted([*apart, (start, end)])


# -- records --------------------------------------------------------------------


def _finish(
    text: str, draft: _Draft, quotations: Sequence[Quotation], outlet: Outlet
) -> Attribution:
    report = draft.report
    sentence, head = report.sentence, source_head(report)
    via = report.via
    if via is not None and (is_outlet(sentence, via, outlet) or via == head):
        via = None
    content = tuple(_trimmed(text, a, b) for a, b in draft.content)
    source = None if head is None else phrase_span(sentence, head)
    if report.named is not None:
        source = sentence.span(*report.named)
    return Attribution(
        source=source,
        cue=sentence.span(*report.cue) if report.verb else None,
        content=tuple(s for s in content if s.text),
        verb=report.verb,
        quote=_quote_kind(text, draft, quotations),
        kind=None if head is None else source_kind(sentence, head),
        via=None if via is None else phrase_span(sentence, via),
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch without the marks, commas and spaces at its ends."""
    while start < end and (text[start] in " \t,;:—–" or (text[start] in MARKS)):
        start += 1
    while start < end and (text[end - 1] in " \t\n,;:—–" or text[end - 1] in MARKS):
        end -= 1
    return Span(start, end, text[start:end])


def _quote_kind(text: str, draft: _Draft, quotations: Sequence[Quotation]) -> str:
    """Return direct when all words are quoted, mixed when some are, else indirect."""
    quoted = plain = 0
    for start, end in draft.content:
        inside = [
            (max(q.start, start), min(q.end, end))
            for q in quotations
            if q.start < end and start < q.end
        ]
        words = sum(len(re.findall(r"\w+", text[a:b])) for a, b in inside)
        quoted += words
        plain += len(re.findall(r"\w+", text[start:end])) - words
    if not quoted:
        return "indirect"
    return "mixed" if plain > 0 else "direct"
