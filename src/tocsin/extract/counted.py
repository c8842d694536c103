"""Which event of a sentence a figure belongs to, and the events that only a figure tells.

"Elders said 17 were buried", "the count has reached 113": in a story of violence the count
is the claim. Does not read figures (extract/figure.py) or words of conflict (extract/event.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extract.domain import is_elsewhere
from tocsin.extract.event import EventMention, noun_negated
from tocsin.extract.lexicon import Row
from tocsin.extract.noun import is_entity
from tocsin.extract.predicate import read_predicate
from tocsin.records import Figure, FigureMention, Sentence

VICTIMS = frozenset({"killed", "injured", "arrested", "missing", "displaced", "hostages"})
_DONE_TO = frozenset({"AID", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})
_FITTING = {
    "killed": ("ASSAULT",),
    "injured": ("ASSAULT",),
    "arrested": ("COERCE", "RETREAT", "SANCTION", "ACCUSE"),
    "hostages": ("ASSAULT", "RETREAT", "COOPERATE"),
    "participants": ("PROTEST",),
    "troops": ("MOBILIZE", "AID", "RETREAT", "AGREE", "CONCEDE"),
    "displaced": ("ASSAULT", "COERCE"),
    "missing": ("ASSAULT",),
}
_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
# the event a count tells of, and what the story must have told for it
_COUNTED = {
    "killed": (Row("", (), "ASSAULT", None, "180", (), ()), _VIOLENT),
    "arrested": (Row("", (), "COERCE", "arrest", "173", (), ()), _VIOLENT),
    "participants": (Row("", (), "PROTEST", "demo", "141", (), ()), frozenset({"PROTEST"})),
}


def add_counted(
    sentence: Sentence,
    mentions: Sequence[EventMention],
    found: Sequence[FigureMention],
    types: frozenset[str],
) -> list[EventMention]:
    """Return the mentions of a sentence and an event for each figure that belongs to none of them.

    Args: types: those of the events that the story tells in words of its own; without
    violence, arrests or protests among them, deaths may be those of an accident.
    """
    told = list(mentions)
    for figure in found:
        row, needed = _COUNTED.get(figure.figure.measure, (None, frozenset[str]()))
        if row is None or figure.figure.implicit or not needed & types:
            continue
        mention = _counted_event(sentence, figure, row)
        if _owner(told, figure) is None and not is_elsewhere(
            sentence, read_predicate(sentence, mention.support), row.type
        ):
            told.append(mention)
    return sorted(told, key=lambda m: m.trigger)


def _counted_event(sentence: Sentence, figure: FigureMention, row: Row) -> EventMention:
    """Return the event that a figure tells of: its trigger is the word that gives the measure."""
    at = figure.head if figure.anchor is None else figure.anchor
    verbs = (i for i in (at, *sentence.ancestors(at)) if sentence.tokens[i].pos in ("VERB", "AUX"))
    heads = (figure.head,) if figure.head != at and is_entity(sentence, figure.head) else ()
    actors, recipients = (heads, ()) if row.type == "PROTEST" else ((), heads)
    negated = figure.figure.high == 0 or noun_negated(sentence, at)
    return EventMention(sentence, at, next(verbs, at), row, actors, recipients, negated)


def share_figures(
    mentions: Sequence[EventMention], found: Sequence[FigureMention]
) -> list[tuple[Figure, ...]]:
    """Give each figure of a sentence to the one event it belongs to.

    The event whose trigger gives the measure takes it, else the event whose
    participant is counted, else the nearest event of a fitting type.
    """
    shares: list[list[Figure]] = [[] for _ in mentions]
    for figure in found:
        k = _owner(mentions, figure)
        if k is not None:
            shares[k].append(_suited(mentions[k], figure))
    return [tuple(s) for s in shares]


def with_victims(mention: EventMention, found: Sequence[FigureMention]) -> EventMention:
    """Return a mention that tells nobody with those its figure counts: "25 deaths", "16 dead"."""
    if mention.recipients:
        return mention
    heads = tuple(
        f.head
        for f in found
        if f.anchor == mention.trigger and f.figure.measure in VICTIMS and f.head != f.anchor
    )
    heads = tuple(h for h in heads if is_entity(mention.sentence, h) and h not in mention.actors)
    return replace(mention, recipients=heads) if heads else mention


def counted_roles(mention: EventMention) -> Iterator[tuple[int, str]]:
    """Yield the participants of an event with what their number would measure."""
    if mention.row.type == "PROTEST":
        yield from ((head, "participants") for head in mention.actors)
    elif mention.row.type in _DONE_TO:
        measure = "arrested" if mention.row.mode == "arrest" else "other"
        for head in mention.recipients:
            if not _is_known(mention.sentence, head):
                yield head, measure


def _is_known(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun takes up something already told: "the five", "these five"."""
    return any(
        sentence.tokens[j].lower in ("the", "these", "those")
        for j in sentence.children_of(i, "det")
    )


def _suited(mention: EventMention, figure: FigureMention) -> Figure:
    """Return a figure for its event: protesters who are shot do not take part in a protest."""
    if figure.figure.measure == "participants" and mention.row.type not in ("PROTEST", "CONSULT"):
        return replace(
            figure.figure, measure="arrested" if mention.row.mode == "arrest" else "other"
        )
    return figure.figure


def _owner(mentions: Sequence[EventMention], figure: FigureMention) -> int | None:
    at = (figure.anchor, figure.head)
    for k, m in enumerate(mentions):
        if figure.anchor is not None and figure.anchor in (m.trigger, m.support):
            return k
    types = _FITTING.get(figure.figure.measure)
    fitting = [k for k, m in enumerate(mentions) if types is None or m.row.type in types]
    for k in fitting:
        if figure.head in (*mentions[k].recipients, *mentions[k].actors):
            return k
    if types is None:
        return None
    return min(
        fitting,
        key=lambda k: abs(mentions[k].trigger - (at[0] if at[0] is not None else at[1])),
        default=None,
    )
