"""Records the stages exchange: Article, Sentence, Claim and their parts.

All records are immutable. Offsets are Python code points into `Article.text`,
start inclusive, end exclusive, and `text[start:end] == span.text` always.
Unknown is None or an empty tuple, never a guess. `to_dict` gives the JSON form
of the record format in docs/record-format.md; nothing here knows about files,
models or codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, NamedTuple

ZONE_KINDS = (
    "headline", "dateline", "byline", "body", "caption",
    "rights_notice", "paywall_notice", "newsletter", "related",
)  # fmt: skip
STORY_ZONES = frozenset({"headline", "body"})  # claims are coded from these alone
STATUSES = ("occurred", "ongoing", "planned", "attempted", "hypothetical", "negated")
STANCES = ("asserts", "doubts", "denies", "admits")


class Span(NamedTuple):
    """Characters of an article's text: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article of one kind (see ZONE_KINDS); usually one paragraph."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article. `country` is ISO 3166 alpha-3."""

    name: str | None = None
    domain: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What the page itself says about its rights; None where it says nothing.

    `tdm_reserved`: text and data mining reserved (True), allowed (False), unsaid (None).
    `signal`: where that was read, e.g. "text", "meta tdm-reservation", "link rel=license".
    """

    holder: str | None = None
    notice: str | None = None
    usage_terms: str | None = None
    license_url: str | None = None
    tdm_reserved: bool | None = None
    signal: str | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether the text is the whole story: full, partial or unknown, and why."""

    value: str = "unknown"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report as ingested. `published` is an ISO 8601 date or date-time, or None."""

    id: str
    text: str
    sha256: str
    uri: str | None = None
    copy_of: str | None = None
    headline: str | None = None
    language: str | None = None
    published: str | None = None
    outlet: Outlet = Outlet()
    byline: str | None = None
    dateline: str | None = None
    rights: Rights = Rights()
    completeness: Completeness = Completeness()
    zones: tuple[Zone, ...] = ()


class Token(NamedTuple):
    """One word of a sentence with its syntax.

    `i` and `head` are positions in the sentence (the root is its own head);
    `start` and `end` are code points of the article. `pos`: Universal POS,
    `tag`: Penn tag, `dep`: ClearNLP label as in spaCy's English models,
    `ent`: named-entity type or "".
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str


class Sentence:
    """A parsed sentence: its tokens and the tree over them.

    Attributes: index: position in the document; paragraph: position of its
    paragraph in the article (one line of text is one paragraph); kind: zone
    kind ("headline" or "body"); text: its characters; start, end: code points;
    tokens: in text order; children: for each token, its dependants' positions.
    """

    __slots__ = (
        "children",
        "end",
        "entities",
        "index",
        "kind",
        "paragraph",
        "start",
        "text",
        "tokens",
    )

    def __init__(
        self,
        tokens: tuple[Token, ...],
        text: str,
        *,
        start: int,
        index: int = 0,
        paragraph: int = 0,
        kind: str = "body",
        entities: tuple[tuple[int, int, str], ...] = (),
    ):
        self.tokens = tokens
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.index = index
        self.paragraph = paragraph
        self.kind = kind
        self.entities = entities  # (first token, last token + 1, entity type)
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        self.children: tuple[tuple[int, ...], ...] = tuple(map(tuple, children))

    @property
    def root(self) -> int:
        """Position of the root token."""
        return next(t.i for t in self.tokens if t.head == t.i)

    def subtree(self, i: int) -> list[int]:
        """Positions of a token and everything below it, in text order."""
        found = [i]
        for j in found:
            found.extend(self.children[j])
        return sorted(found)

    def ancestors(self, i: int) -> list[int]:
        """Positions of the tokens above one, nearest first; empty for the root."""
        found: list[int] = []
        while (head := self.tokens[i].head) != i:
            found.append(head)
            i = head
        return found

    def child(self, i: int, *deps: str) -> int | None:
        """Position of the first dependant with one of these labels, or None."""
        return next((j for j in self.children[i] if self.tokens[j].dep in deps), None)

    def children_of(self, i: int, *deps: str) -> list[int]:
        """Positions of all dependants with one of these labels, in text order."""
        return [j for j in self.children[i] if self.tokens[j].dep in deps]

    def span(self, first: int, last: int) -> Span:
        """Span from one token to another, both included."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Span(start, end, self.text[start - self.start : end - self.start])


@dataclass(frozen=True, slots=True)
class Document:
    """An article with the parsed sentences of its story zones, in text order."""

    article: Article
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or recipient. `country` alpha-3, `sectors` PLOVER codes."""

    start: int
    end: int
    text: str
    name: str | None = None
    id: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One link of an attribution chain.

    `kind`: person, official, organization, government, agency, outlet, document,
    witness or anonymous. `cue`: the words that attribute ("said", "according to").
    `quote`: direct, indirect or mixed. `office`: what the story calls a named source
    besides the name ("undersecretary of the health ministry").
    """

    start: int
    end: int
    text: str
    name: str | None = None
    id: str | None = None
    kind: str | None = None
    cue: Span | None = None
    quote: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words in a story: who (may be unknown), the cue, and what is said.

    `source`: span of the source's noun phrase, or None when missing.
    `content`: the stretches of text that are said, in text order.
    `verb`: lemma of the cue's head ("say", "deny", "claim", "according").
    `quote`: direct, indirect or mixed. `kind`: as in `Source`.
    `via`: span of an agency or outlet through which it reached the story
    ("…, Interfax reported", "told the Reuters news agency"), or None.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    verb: str
    quote: str
    kind: str | None = None
    via: Span | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, before they are resolved against a publication date.

    `form`: what kind of expression it is and `value`: its parts; both are a matter
    between extract/date.py and resolve/date.py.
    """

    start: int
    end: int
    text: str
    form: str
    value: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """When an event happened or is to happen. `edtf`: EDTF level 1.

    `granularity`: minute, hour, part-of-day, day, week, month, season, year, interval.
    `basis`: stated (the words alone), relative (words and publication date),
    published (no words: the publication date stands in). Offsets are None for the last.
    """

    start: int | None
    end: int | None
    text: str | None
    edtf: str
    granularity: str
    basis: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened. `precision`: point, city, admin2, admin1 or country."""

    start: int
    end: int
    text: str
    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or amount. Bounds are inclusive, None is open.

    `measure`: killed, injured, arrested, missing, displaced, hostages, participants,
    troops, money or other. `implicit`: a singular noun counted as one. `of`: whom or
    what it counts. `unit`: ISO 4217 code for money, else None.
    """

    start: int
    end: int
    text: str
    measure: str
    low: int | None
    high: int | None
    approx: bool = False
    vague: bool = False
    implicit: bool = False
    unit: str | None = None
    of: Span | None = None


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure with its place in the syntax of its sentence.

    `head`: position of the counted noun (or of the number when it stands alone);
    `anchor`: position of the word that gives the measure ("killed", "deaths"), or None
    when the counted noun itself or nothing does.
    """

    figure: Figure
    head: int
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """PLOVER coding of a claim: type, mode, contexts, and a CAMEO code where one fits."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names somebody or something, before it is resolved.

    `head`: lemma of its head noun, lower case. `name`, `description`: what the story
    calls it in full elsewhere ("Kazakh President Kassym-Jomart Tokayev" for "he"), or None.
    """

    start: int
    end: int
    text: str
    head: str
    name: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an attribution chain before it is resolved; see `Source`."""

    phrase: Phrase
    kind: str | None
    cue: Span | None
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as syntax gives it: spans and words, no ids, countries or dates yet.

    `time`: the expression that dates the event, `near`: others of its sentence that date
    no other event, nearest first; `context`: those of its paragraph's earlier sentences,
    last first; `told`: those that say when it was told ("she said on Friday"); `tense`:
    past, present or future; `remote`: told as lying before the news ("had killed");
    `places`: candidate names of its place, best first; `attached`: how many of them
    syntax ties to the event itself; `paragraph`, as in `Sentence`.
    """

    sentence: Span
    paragraph: int
    trigger: Span
    event: Event
    actors: tuple[Phrase, ...]
    recipients: tuple[Phrase, ...]
    status: str
    stance: str
    said_by: tuple[Link, ...]
    time: TimeExpression | None
    near: tuple[TimeExpression, ...]
    context: tuple[TimeExpression, ...]
    tense: str
    remote: bool
    places: tuple[Span, ...]
    attached: int
    figures: tuple[Figure, ...]
    cause: Span | None
    score: float
    told: tuple[TimeExpression, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a claim keeps of its article."""

    id: str
    uri: str | None
    outlet: Outlet
    published: str | None
    completeness: Completeness


@dataclass(frozen=True, slots=True)
class Coder:
    """Version of tocsin and name of the language model that coded a claim."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One event as one source presents it. See docs/record-format.md."""

    id: str
    article: ArticleRef
    sentence: Span
    trigger: Span
    event: Event
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    status: str
    stance: str
    said_by: tuple[Source, ...]
    date: Date | None
    place: Place | None
    figures: tuple[Figure, ...]
    cause: Span | None
    score: float
    coder: Coder = field(default=Coder("", ""))


def to_dict(record: Any) -> Any:
    """Return a record as plain dicts, lists and scalars, ready for JSON.

    >>> to_dict(Zone(0, 2, "Hi", "body"))
    {'start': 0, 'end': 2, 'text': 'Hi', 'kind': 'body'}
    """
    if is_dataclass(record):
        return {f.name: to_dict(getattr(record, f.name)) for f in fields(record)}
    if isinstance(record, Span):
        return {"start": record.start, "end": record.end, "text": record.text}
    if isinstance(record, (tuple, list)):
        return [to_dict(item) for item in record]
    return record
