"""How the nearest source stands to what it says: asserts, doubts, denies, admits."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.extract.cue import adverb_cues, verb_cues
from tocsin.records import Attribution

_BY_KIND = {"deny": "denies", "admit": "admits", "claim": "doubts", "accuse": "doubts"}
_ADMITTING = "responsibility"


def stance_of(chain: Sequence[Attribution]) -> str:
    """Return the stance of the innermost attribution; "asserts" for the outlet's own voice."""
    if not chain:
        return "asserts"
    nearest = chain[0]
    if nearest.cue is not None and _ADMITTING in nearest.cue.text:
        return "admits"
    if nearest.verb in adverb_cues():
        return "doubts"
    cue = verb_cues().get(nearest.verb)
    if (
        cue is not None
        and cue.kind == "claim"
        and nearest.verb == "claim"
        and nearest.quote == "direct"
    ):
        return "asserts"
    return _BY_KIND.get(cue.kind, "asserts") if cue is not None else "asserts"
