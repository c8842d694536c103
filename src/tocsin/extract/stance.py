"""Who stands behind a claim, and how: asserts, doubts, denies, admits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.extract.cue import adverb_cues, verb_cues
from tocsin.records import Attribution

_BY_KIND = {"deny": "denies", "admit": "admits", "claim": "doubts", "accuse": "doubts"}
_DOUBTING = frozenset({"suspect", "rumor", "rumour"})
_RESPONSIBILITY = re.compile(r"^(?:\w+ )?responsibility\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
_DOING = re.compile(r"\w+ing\b")
_NOBODY = re.compile(r"^(?:no|nobody|none|neither)\b", re.IGNORECASE)


def standing(chain: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions of a chain whose source does say what it contains.

    Left out: whoever condemns or praises an act (that is no word on whether it
    happened), "no group has claimed", "has not confirmed".
    """
    return [a for a in chain if not _judges(a) and not withheld(a)]


def withheld(attribution: Attribution) -> bool:
    """Tell whether nobody says it after all: "has not confirmed", "no group has claimed"."""
    if attribution.quote == "direct":
        return False
    if attribution.source is not None and _NOBODY.match(attribution.source.text):
        return True
    return attribution.cue is not None and _NEGATED.search(attribution.cue.text) is not None


def stance_of(chain: Sequence[Attribution]) -> str:
    """Return the stance of the nearest source; "asserts" for the outlet's own voice.

    A report without a source yields to who denies it: "denied reports that …".
    """
    if any(withheld(a) for a in chain[:1]):
        return "doubts"
    sound = standing(chain)
    nearest = next((a for a in sound if a.source is not None), sound[0] if sound else None)
    if nearest is None:
        return "asserts"
    if sound[0] is not nearest and _doubts(sound[0]):
        return "doubts"
    return _stance(nearest)


def _stance(attribution: Attribution) -> str:
    if attribution.verb == "claim" and any(
        _RESPONSIBILITY.match(c.text) for c in attribution.content
    ):
        return "admits"
    if _doubts(attribution):
        return "doubts"
    cue = verb_cues().get(attribution.verb)
    if attribution.verb == "claim" and attribution.quote == "direct":
        return "asserts"
    return _BY_KIND.get(cue.kind, "asserts") if cue is not None else "asserts"


def _doubts(attribution: Attribution) -> bool:
    return attribution.verb in adverb_cues() or attribution.verb in _DOUBTING


def _judges(attribution: Attribution) -> bool:
    """Tell whether a source only values an act: "condemned the coup", not "for shooting"."""
    cue = verb_cues().get(attribution.verb)
    if cue is None or cue.kind != "judge" or attribution.quote != "indirect":
        return False
    return not any(_DOING.match(c.text) for c in attribution.content)
