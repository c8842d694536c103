"""Why an event happened, as the story says: "triggered by", "over", "because", "after".

Returns the words after the cue; weighs no cause against another.
"""

from __future__ import annotations

from tocsin.extract.event import EventMention
from tocsin.extract.noun import is_place
from tocsin.extract.predicate import prep_objects, read_predicate
from tocsin.records import Sentence, Span

_VERBS = frozenset("cause drive fuel ignite prompt provoke spark trigger".split())
_PREPOSITIONS = frozenset({"over", "because", "amid", "following", "due"})
_ANSWERS = frozenset(
    {"response", "protest", "retaliation", "revenge", "reaction"}
)  # "in response to"
_LOOSE_TYPES = frozenset(
    "ASSAULT COERCE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION THREATEN".split()
)  # what comes "after" something is often for that reason
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL"})


def find_cause(mention: EventMention) -> Span | None:
    """Return the span that states the cause of an event, or None."""
    sentence = mention.sentence
    found = _main_verb(sentence, mention.trigger)
    if found is not None:
        return found
    for i in dict.fromkeys((mention.trigger, mention.support)):
        for j in sentence.children[i]:
            found = _cause_below(sentence, j, mention.row.type)
            if found is not None:
                return found
    return None


def _main_verb(sentence: Sentence, i: int) -> Span | None:
    """Read "the protest was triggered by X" and "X triggered protests"."""
    verb = sentence.tokens[i].head
    if verb == i or sentence.tokens[verb].lemma not in _VERBS:
        return None
    predicate = read_predicate(sentence, verb)
    if i in predicate.objects and predicate.subjects:
        return _phrase(sentence, predicate.subjects[0])
    return None


def _cause_below(sentence: Sentence, j: int, kind: str) -> Span | None:
    token = sentence.tokens[j]
    if token.dep in ("acl", "advcl", "relcl") and token.lemma in _VERBS and token.tag == "VBN":
        objects = [
            h for k in sentence.children_of(j, "agent", "prep") for h in prep_objects(sentence, k)
        ]
        return _phrase(sentence, objects[0]) if objects else None
    if token.dep == "prep":
        return _after_preposition(sentence, j, kind)
    if token.dep == "advcl" and kind in _LOOSE_TYPES and not _timed(sentence, j):
        marks = [sentence.tokens[k].lower for k in sentence.children_of(j, "mark", "advmod")]
        if "because" in marks or "after" in marks:
            return _clause(sentence, j)
    return None


def _after_preposition(sentence: Sentence, j: int, kind: str) -> Span | None:
    token = sentence.tokens[j]
    objects = prep_objects(sentence, j)
    if (
        not objects
        or sentence.tokens[objects[0]].ent in _TIMES
        or (token.lower == "after" and _timed(sentence, j))
    ):
        return None
    head = sentence.tokens[objects[0]]
    if token.lower == "in" and head.lemma in _ANSWERS:
        to = [h for k in sentence.children_of(head.i, "prep") for h in prep_objects(sentence, k)]
        return _phrase(sentence, to[0]) if to else None
    if token.lower in _PREPOSITIONS or (token.lower == "after" and kind in _LOOSE_TYPES):
        if token.lower == "over" and is_place(sentence, head.i):
            return None  # "marched over a bridge"
        if any(
            sentence.tokens[k].ent in _TIMES
            for k in sentence.children_of(head.i, "compound", "nmod")
        ):
            return None  # "after Friday prayers"
        return _phrase(sentence, head.i)
    return None


def _timed(sentence: Sentence, j: int) -> bool:
    """Tell whether "after" measures a time: "two days after the vote"."""
    before = sentence.tokens[j - 1] if j else None
    return (before is not None and before.ent in ("DATE", "TIME")) or any(
        sentence.tokens[k].dep == "npadvmod" for k in sentence.children[j]
    )


def _phrase(sentence: Sentence, i: int) -> Span:
    positions = sentence.subtree(i)
    return sentence.span(positions[0], positions[-1])


def _clause(sentence: Sentence, i: int) -> Span:
    positions = [
        k
        for k in sentence.subtree(i)
        if sentence.tokens[k].dep != "mark" and sentence.tokens[k].pos != "PUNCT"
    ]
    return sentence.span(positions[0], positions[-1])
