"""Why an event happened, as the story says: "triggered by", "over", "because", "after".

Returns the words after the cue; weighs no cause against another.
"""

from __future__ import annotations

from tocsin.extract.event import EventMention
from tocsin.extract.predicate import prep_objects
from tocsin.records import Sentence, Span

_VERBS = frozenset("cause fuel ignite prompt provoke spark trigger drive".split())
_PREPOSITIONS = frozenset({"over", "because", "amid", "following", "due"})
_LOOSE = frozenset({"after", "since", "as", "because"})  # with a clause
_LOOSE_TYPES = frozenset(
    {
        "PROTEST",
        "ASSAULT",
        "COERCE",
        "SANCTION",
        "REJECT",
        "REQUEST",
        "MOBILIZE",
        "RETREAT",
        "THREATEN",
    }
)


def find_cause(mention: EventMention) -> Span | None:
    """Return the span that states the cause of an event, or None."""
    sentence = mention.sentence
    for i in dict.fromkeys((mention.trigger, mention.support)):
        for j in sentence.children[i]:
            found = _cause_below(sentence, j, mention.row.type)
            if found is not None:
                return found
    return None


def _cause_below(sentence: Sentence, j: int, kind: str) -> Span | None:
    token = sentence.tokens[j]
    if token.dep in ("acl", "advcl", "relcl") and token.lemma in _VERBS and token.tag == "VBN":
        objects = [
            h for k in sentence.children_of(j, "agent", "prep") for h in prep_objects(sentence, k)
        ]
        return _phrase(sentence, objects[0]) if objects else None
    if token.dep == "prep" and (
        token.lower in _PREPOSITIONS or (token.lower == "after" and kind in _LOOSE_TYPES)
    ):
        objects = prep_objects(sentence, j)
        if objects and sentence.tokens[objects[0]].ent not in ("DATE", "TIME", "CARDINAL"):
            return _phrase(sentence, objects[0])
        return None
    if token.dep == "advcl" and kind in _LOOSE_TYPES:
        marks = [sentence.tokens[k].lower for k in sentence.children_of(j, "mark", "advmod")]
        if "because" in marks or "after" in marks:
            return _clause(sentence, j)
    return None


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
