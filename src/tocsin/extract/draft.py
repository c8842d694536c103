"""Put what the extractors find in a story together: one draft a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from tocsin.extract.attribution import chain_at, find_attributions
from tocsin.extract.cause import find_cause
from tocsin.extract.counted import (
    VICTIMS,
    add_counted,
    counted_roles,
    share_figures,
    with_victims,
)
from tocsin.extract.cue import verb_cues
from tocsin.extract.date import find_dates
from tocsin.extract.event import EventMention, find_events
from tocsin.extract.figure import find_figures
from tocsin.extract.phrase import head_phrase
from tocsin.extract.place import place_candidates, toponyms
from tocsin.extract.referent import Referents
from tocsin.extract.stance import stance_of, standing
from tocsin.extract.status import SPOKEN, status_of
from tocsin.extract.timing import date_of, dated_verb, tense_of
from tocsin.records import (
    Attribution,
    Document,
    Draft,
    Event,
    Figure,
    Link,
    Phrase,
    Sentence,
    Span,
    TimeExpression,
)

_ALONG = frozenset({"after", "as", "when", "while"})  # what it joins happens at about one time
_CHARGES = frozenset({"accusation", "allegation", "charge", "claim", "suspicion"})
_AIR = frozenset({"air", "radio", "television", "tv"})  # how it was said, not who carried it
_SPEAKER = frozenset({"i", "we", "us", "our", "my", "me"})


def draft_claims(document: Document) -> list[Draft]:
    """Return the claims of a story as syntax gives them, in text order; empty for none."""
    attributions = find_attributions(document)
    story = _Story(document, attributions)
    events = find_events(
        document,
        said=lambda at: bool(chain_at(attributions, at, at + 1)),
        quoting=frozenset(
            a.cue.start for a in attributions if a.cue is not None and _only_quotes(a)
        ),
    )
    by_sentence: dict[int, list[EventMention]] = {}
    for mention in events:
        by_sentence.setdefault(mention.sentence.index, []).append(mention)
    story.types = frozenset(m.row.type for m in events)
    return [
        draft
        for sentence in document.sentences
        for draft in story.drafts(sentence, by_sentence.get(sentence.index, []))
    ]


class _Story:
    """A document with its attributions and names, read once for all events."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]):
        self.attributions = attributions
        self.referents = Referents(document)
        self.sentences = document.sentences
        self.times: dict[int, list[TimeExpression]] = {}
        self.types: frozenset[str] = frozenset()  # of the events of the story
        self.measure: str | None = None  # of the last toll told, for "the figure rose to 40"
        self.heads = {t.end: (s, t.i) for s in document.sentences for t in s.tokens}

    def drafts(self, sentence: Sentence, mentions: list[EventMention]) -> list[Draft]:
        """Return the drafts of one sentence's events, those that only a figure tells included."""
        roles = {head: measure for m in mentions for head, measure in counted_roles(m)}
        counted = find_figures(sentence, roles=roles, told=self.measure)
        mentions = add_counted(sentence, mentions, counted, self.types)
        if not mentions:
            return []
        self.measure = next(
            (f.figure.measure for f in reversed(counted) if f.figure.measure in VICTIMS),
            self.measure,
        )
        times = self._times(sentence)
        names = toponyms(sentence, is_person=self.referents.is_person)
        figures = share_figures(mentions, counted)
        mentions = [with_victims(m, counted) for m in mentions]
        dates = [_date_of(m, times) for m in mentions]
        taken = [d for d, m in zip(dates, mentions, strict=True) if m.row.type not in SPOKEN]
        told = self._told(sentence)
        free = [t for t in times if t not in taken and _is_adverbial(sentence, t)]
        return [
            self._draft(m, date, [t for t in free if not _is_inside(m, t)], told, names, f)
            for m, date, f in zip(mentions, dates, figures, strict=True)
        ]

    def _times(self, sentence: Sentence) -> list[TimeExpression]:
        if sentence.index not in self.times:
            self.times[sentence.index] = find_dates(sentence)
        return self.times[sentence.index]

    def _told(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the times of a sentence that tell when something was said: "she said on Friday"."""
        cues = [a.cue for a in self.attributions if a.cue is not None and _is_report(a)]
        found = []
        for time in self._times(sentence):
            verb = dated_verb(sentence, time)
            if verb is not None and any(c.start <= verb.start < c.end for c in cues):
                found.append(time)
        return found

    def _context(self, sentence: Sentence) -> tuple[TimeExpression, ...]:
        """Return the times of the paragraph's earlier sentences, last first."""
        earlier = reversed(self.sentences[: sentence.index])
        same = takewhile(lambda s: s.paragraph == sentence.paragraph, earlier)
        return tuple(
            t
            for s in same
            for t in self._times(s)
            if _is_adverbial(s, t) and t not in self._told(s)
        )

    def _draft(
        self,
        mention: EventMention,
        time: TimeExpression | None,
        free: Sequence[TimeExpression],
        told: Sequence[TimeExpression],
        names: list[tuple[int, Span]],
        figures: tuple[Figure, ...],
    ) -> Draft:
        sentence, row = mention.sentence, mention.row
        trigger = sentence.span(mention.trigger, mention.trigger)
        chain = chain_at(self.attributions, trigger.start, trigger.end)
        chain = [a for a in chain if not _is_given(mention, a)]
        links = self._links(standing(chain))
        actors = self._phrases(mention.sentence, mention.actors, links)
        stance = "doubts" if _is_alleged(mention) else stance_of(chain)
        if links and (mention.by_speaker or (stance == "admits" and not actors)):
            actors = (links[0].phrase,)
        recipients = self._phrases(mention.sentence, mention.recipients, links)
        status = "negated" if stance == "denies" else status_of(mention)
        candidates = place_candidates(mention, names)
        if row.type not in SPOKEN and status not in ("planned", "hypothetical"):
            free = [t for t in free if t not in told]
        return Draft(
            sentence=Span(sentence.start, sentence.end, sentence.text),
            paragraph=sentence.paragraph,
            trigger=trigger,
            event=Event(row.type, row.mode, (), row.cameo),
            actors=actors,
            recipients=recipients,
            status=status,
            stance=stance,
            said_by=links,
            time=time,
            context=self._context(sentence),
            near=tuple(sorted(free, key=lambda t: abs(t.start - trigger.start))),
            tense=_tense(mention, status),
            remote=_is_remote(sentence, mention.support),
            places=tuple(span for _, span in candidates),
            attached=sum(tied for tied, _ in candidates),
            figures=figures,
            cause=find_cause(mention),
            score=_score(mention, status),
            told=tuple(told),
        )

    def _links(self, chain: Sequence[Attribution]) -> tuple[Link, ...]:
        links: list[Link] = []
        for a in chain:
            if a.source is not None:
                links.append(Link(self._source(a.source), a.kind, a.cue, a.quote))
            if a.via is not None and a.via.text.lower() not in _AIR:
                links.append(Link(self._source(a.via), "agency", a.cue, a.quote))
        unique: list[Link] = []
        for link in links:  # the same source twice over is one link
            key = link.phrase.name or link.phrase.text
            if key not in [u.phrase.name or u.phrase.text for u in unique]:
                unique.append(link)
        return tuple(unique)

    def _source(self, span: Span) -> Phrase:
        found = self.heads.get(span.end)
        if found is None:
            return Phrase(*span, head=span.text.split()[-1].lower())
        sentence, i = found
        referent = None if " and " in span.text else self.referents.of(sentence, i)
        head = sentence.tokens[i].lemma.lower()
        if referent is None:
            return Phrase(*span, head=head)
        return Phrase(*span, head=head, name=referent.name, description=referent.description)

    def _phrases(
        self, sentence: Sentence, heads: tuple[int, ...], links: tuple[Link, ...]
    ) -> tuple[Phrase, ...]:
        found = (self._phrase(sentence, i, links) for i in heads)
        return tuple(p for p in found if p.head != "it" or p.name is not None)

    def _phrase(self, sentence: Sentence, i: int, links: tuple[Link, ...]) -> Phrase:
        span = head_phrase(sentence, i)
        token = sentence.tokens[i]
        if token.lower in _SPEAKER and links:
            speaker = links[0].phrase
            return Phrase(
                *span,
                head=token.lower,
                name=speaker.name or speaker.text,
                description=speaker.description or speaker.text,
            )
        referent = self.referents.of(sentence, i)
        if referent is None:
            return Phrase(*span, head=token.lemma.lower())
        return Phrase(
            *span, head=token.lemma.lower(), name=referent.name, description=referent.description
        )


def _date_of(mention: EventMention, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return what dates an event: its own words, else those of the clause that "after" hangs it on."""
    sentence = mention.sentence
    found = date_of(sentence, mention.trigger, times) or date_of(sentence, mention.support, times)
    verb = sentence.tokens[mention.support]
    if found is None and verb.dep == "advcl":
        marks = {sentence.tokens[j].lower for j in sentence.children_of(verb.i, "mark", "advmod")}
        found = date_of(sentence, verb.head, times) if marks & _ALONG else None
    if found is not None and _is_counted_from(sentence, mention, found):
        value = {**dict(found.value), "shift": -int(dict(found.value)["shift"])}
        return replace(found, value=tuple(value.items()))
    return found


def _is_counted_from(sentence: Sentence, mention: EventMention, time: TimeExpression) -> bool:
    """Tell whether time is counted from an event to another: "it came a week after they fled"."""
    marks = sentence.children_of(mention.trigger, "mark")
    ends = {sentence.tokens[j].end for j in marks}
    return time.form == "anaphoric" and time.end in ends and "shift" in dict(time.value)


def _is_inside(mention: EventMention, time: TimeExpression) -> bool:
    """Tell whether an expression stands in a relative clause or participle that the event is not in."""
    sentence = mention.sentence
    at = next((t.i for t in sentence.tokens if t.end > time.start), 0)
    inner = [j for j in (at, *sentence.ancestors(at)) if sentence.tokens[j].dep in ("relcl", "acl")]
    above = {mention.trigger, mention.support, *sentence.ancestors(mention.trigger)}
    return bool(inner) and inner[0] not in above


def _is_adverbial(sentence: Sentence, time: TimeExpression) -> bool:
    """Tell whether an expression may date a clause: not the year of "the 2024 bill"."""
    if not time.text.isdigit():
        return True
    before = [t for t in sentence.tokens if t.end <= time.start]
    return bool(before) and before[-1].pos in ("ADP", "SCONJ")


def _tense(mention: EventMention, status: str) -> str:
    """Return on which side of the report an event lies: what is planned lies ahead, what is done does not."""
    if status in ("planned", "hypothetical"):
        return "future"
    told = tense_of(mention.sentence, mention.trigger)
    return "past" if told == "future" and status in ("occurred", "negated", "attempted") else told


def _only_quotes(attribution: Attribution) -> bool:
    """Tell whether a cue does no more than bring quoted words: "…," she warned."""
    if attribution.quote == "direct":
        return True
    first = attribution.content[0].start if attribution.content else None
    return (
        attribution.quote == "mixed"
        and attribution.cue is not None
        and first is not None
        and first < attribution.cue.start
    )


def _is_report(attribution: Attribution) -> bool:
    """Tell whether somebody tells what happened: "said", not "accused of" or "condemned"."""
    cue = verb_cues().get(attribution.verb)
    return cue is None or cue.kind not in ("accuse", "judge", "want")


def _is_given(mention: EventMention, attribution: Attribution) -> bool:
    """Tell whether what somebody promises to do takes an event as known: "to avenge the attack"."""
    cue = verb_cues().get(attribution.verb)
    if cue is None or cue.kind != "announce" or not attribution.content[0].text.startswith("to "):
        return False
    sentence, i = mention.sentence, mention.trigger
    relative = any(sentence.tokens[j].dep == "relcl" for j in (i, *sentence.ancestors(i)))
    return relative or (mention.support == i and sentence.tokens[i].pos == "NOUN")


def _is_alleged(mention: EventMention) -> bool:
    """Tell whether a noun stands as what a charge is of: "charges of genocide"."""
    above = mention.sentence.ancestors(mention.trigger)[:2]
    return mention.support == mention.trigger and any(
        mention.sentence.tokens[j].lemma in _CHARGES for j in above
    )


def _is_remote(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb is in the past perfect: what lies before the news."""
    return any(sentence.tokens[j].lower == "had" for j in sentence.children_of(verb, "aux"))


def _score(mention: EventMention, status: str) -> float:
    """Rank how sure the reading is: fuller frames and more conditions first. Not a probability."""
    score = 0.5 + 0.15 * bool(mention.actors) + 0.15 * bool(mention.recipients)
    score += 0.05 * min(2, len(mention.row.conditions))
    score += 0.1 if mention.sentence.tokens[mention.trigger].pos == "VERB" else 0.0
    score -= 0.1 if status == "hypothetical" else 0.0
    return round(min(score, 0.99), 2)
