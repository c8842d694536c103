"""Whether an event happened, goes on, is planned, tried, thinkable or did not happen.

Read from the verb that carries it: modals, negation, the verbs that govern it
("plans to", "tried to", "called for"), conditional marks and tense.
"""

from __future__ import annotations

from functools import lru_cache

from tocsin.data import read_rows
from tocsin.errors import LexiconError
from tocsin.extract.event import EventMention
from tocsin.extract.predicate import is_negated
from tocsin.ontology import VERBAL
from tocsin.records import STATUSES, Sentence

# Speech acts in the present tense are done by being said: "Turkey threatens", "she condemns".
SPOKEN = VERBAL - {"CONSULT"}
_WISHED = frozenset(
    "appeal ask call demand insist need order press recommend request urge".split()
)  # what they ask for has not happened
_PERCEIVED = frozenset({"see", "hear", "watch", "observe"})  # "could be heard": it was there
_DONE = frozenset(
    {
        "manage",
        "force",
        "vote",
        "rush",
        "gather",
        "march",
        "rally",
        "have",
        "come",
        "proceed",
        "help",
        "use",
        "oblige",
        "compel",
    }
)
_BEFORE = frozenset({"after", "following", "since", "over", "during", "amid", "despite"})
_CLIMB = 4  # governing words looked at


@lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {
        "modal": {}, "governor": {}, "mark": {}, "object": {}, "modifier": {}, "noun": {}
    }  # fmt: skip
    for line, row in read_rows("lexicon/status_cue.csv"):
        known = (*STATUSES, "inherit") if row["kind"] == "object" else STATUSES
        if row["status"] not in known or row["kind"] not in found:
            raise LexiconError("lexicon/status_cue.csv", f"{row['cue']}: {row}", line=line)
        found[row["kind"]][row["cue"]] = row["status"]
    return found


def status_of(mention: EventMention) -> str:
    """Return the status of an event: one of records.STATUSES."""
    sentence, verb = mention.sentence, mention.support
    if mention.negated:
        return "hypothetical" if _marked(sentence, verb) == "hypothetical" else "negated"
    if sentence.tokens[verb].pos not in ("VERB", "AUX"):
        return _noun_status(mention)
    if verb != mention.trigger:
        planned = _cues()["object"].get(sentence.tokens[verb].lemma, "inherit")
        if planned != "inherit":
            return planned
    return _verb_status(sentence, verb, mention.row.type)


def _verb_status(sentence: Sentence, verb: int, kind: str) -> str:
    tokens = sentence.tokens
    own = _modal(sentence, verb)
    if own is not None:
        if own == "planned" and _conditional(sentence, verb):
            return "hypothetical"
        return own
    marked = _marked(sentence, verb)
    if marked is not None:
        return marked
    governed = _governed(sentence, verb)
    if governed is not None:
        return governed
    if tokens[verb].dep in ("xcomp", "acl", "advcl", "relcl", "ROOT") and _infinitive(
        sentence, verb
    ):
        return _infinitive_status(sentence, verb, kind)
    if _progressive(sentence, verb) and kind not in SPOKEN:
        return "ongoing"
    if (
        tokens[verb].tag in ("VBZ", "VBP")
        and not _has_auxiliary(sentence, verb)
        and kind not in SPOKEN
    ):
        return "occurred" if sentence.kind == "headline" else "ongoing"
    if tokens[verb].lemma in ("continue", "persist", "remain"):
        return "ongoing"
    return "occurred"


def _modal(sentence: Sentence, verb: int, depth: int = 3) -> str | None:
    modals = _cues()["modal"]
    for j in sentence.children_of(verb, "aux"):
        token = sentence.tokens[j]
        status = (
            modals.get(token.lemma.lower())
            or modals.get(token.lower)
            or ("planned" if token.lower in ("'ll", "’ll", "wo") else None)
        )
        if status is not None:
            return (
                "hypothetical"
                if status == "planned" and token.lower == "would" and _perfect(sentence, verb)
                else status
            )
    token = sentence.tokens[verb]
    if token.dep == "conj" and depth and token.tag != "VBD" and not _own_clause(sentence, verb):
        return _modal(sentence, token.head, depth - 1)
    return None


def _own_clause(sentence: Sentence, verb: int) -> bool:
    return any(
        sentence.tokens[j].dep in ("nsubj", "nsubjpass", "aux", "auxpass")
        for j in sentence.children[verb]
    )


def _perfect(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[j].lemma == "have" for j in sentence.children_of(verb, "aux"))


def _marked(sentence: Sentence, verb: int) -> str | None:
    marks = _cues()["mark"]
    for i in (verb, *sentence.ancestors(verb)[:2]):
        for j in sentence.children_of(i, "mark", "advmod", "prep"):
            status = marks.get(sentence.tokens[j].lower)
            if status is not None and j < verb:
                return status
        if (
            sentence.tokens[i].dep == "pcomp"
            and sentence.tokens[sentence.tokens[i].head].lower in marks
        ):
            return marks[sentence.tokens[sentence.tokens[i].head].lower]
        if sentence.tokens[i].dep not in ("xcomp", "conj", "ccomp"):
            break
    return None


def _conditional(sentence: Sentence, verb: int) -> bool:
    """Tell whether an "if" clause hangs on a verb or stands above it."""
    marks = _cues()["mark"]
    return any(
        marks.get(sentence.tokens[k].lower) == "hypothetical"
        for j in sentence.children_of(verb, "advcl")
        for k in sentence.children_of(j, "mark", "advmod")
    )


def _governed(sentence: Sentence, i: int) -> str | None:
    governors = _cues()["governor"]
    child = i
    for j in sentence.ancestors(i)[:_CLIMB]:
        token = sentence.tokens[j]
        dep = sentence.tokens[child].dep
        if dep == "conj" and sentence.tokens[child].tag == "VBD":
            return None  # a finite verb stands on its own
        if token.lemma in _PERCEIVED and dep in ("xcomp", "ccomp"):
            return "ongoing"
        if dep in ("conj", "prep", "pcomp", "aux"):
            if dep == "pcomp" or (dep == "prep" and token.pos in ("VERB", "ADJ", "NOUN")):
                status = _status_by(sentence, j, governors)
                if (
                    status in ("negated", "planned", "hypothetical", "attempted")
                    and dep == "prep"
                    and sentence.tokens[child].lower in ("from", "of", "about", "to", "at", "on")
                ):
                    return status
            child = j
            continue
        if dep == "xcomp" and _perfect(sentence, child):
            return None  # "is said to have fled"
        if dep in ("xcomp", "ccomp", "acl"):
            if token.lemma in _WISHED and token.pos in ("VERB", "NOUN"):
                return "hypothetical"
            if dep != "ccomp" or token.lemma in (
                "expect",
                "hope",
                "want",
                "threaten",
                "demand",
                "wish",
            ):
                status = _status_by(sentence, j, governors)
                if status is not None:
                    return "negated" if is_negated(sentence, j) and status != "negated" else status
                modal = _modal(sentence, j)
                if dep == "xcomp" and modal is not None:
                    return modal
        break
    return None


def _status_by(sentence: Sentence, j: int, governors: dict[str, str]) -> str | None:
    token = sentence.tokens[j]
    return governors.get(token.lemma.lower()) or governors.get(token.lower)


def _infinitive(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[j].lower == "to" for j in sentence.children_of(verb, "aux"))


def _infinitive_status(sentence: Sentence, verb: int, kind: str) -> str:
    """Read "managed to flee", "is said to have fled", "marched to demand", "to withdraw"."""
    token = sentence.tokens[verb]
    governor = sentence.tokens[token.head]
    if _perfect(sentence, verb):
        return "occurred"
    if token.dep == "xcomp" and governor.lemma in _DONE:
        return _verb_status(sentence, token.head, kind)
    if token.dep == "advcl" and (kind in SPOKEN or kind == "PROTEST"):
        return _verb_status(sentence, token.head, kind)
    return "planned"


def _progressive(sentence: Sentence, verb: int) -> bool:
    if sentence.tokens[verb].tag != "VBG" and not any(
        sentence.tokens[j].lower == "being" for j in sentence.children_of(verb, "auxpass")
    ):
        return False
    helpers = [sentence.tokens[j].lower for j in sentence.children_of(verb, "aux")]
    return bool({"is", "are", "'s", "’s", "'re", "’re", "am", "been", "was", "were"} & set(helpers))


def _has_auxiliary(sentence: Sentence, verb: int) -> bool:
    return bool(sentence.children_of(verb, "aux", "auxpass"))


def _noun_status(mention: EventMention) -> str:
    """Status of a noun without a light verb: by its modifiers and by what governs it."""
    sentence, i = mention.sentence, mention.trigger
    cues = _cues()
    own = cues["noun"].get(sentence.tokens[i].lemma)
    if own is not None:
        return own
    for j in sentence.children_of(i, "amod", "advmod", "compound"):
        status = cues["modifier"].get(sentence.tokens[j].lower)
        if status is not None:
            return status
    for j in sentence.ancestors(i)[:_CLIMB]:
        token = sentence.tokens[j]
        if token.lower in _BEFORE:
            return "occurred"
        if token.pos == "VERB" and _marked(sentence, j) == "hypothetical":
            return "hypothetical"
        if token.lemma in _PERCEIVED and token.pos == "VERB":
            return "ongoing"
        status = cues["object"].get(token.lemma.lower())
        if status == "inherit":
            return _verb_status(sentence, j, mention.row.type)
        if status is not None:
            return status
        if token.pos in ("VERB", "AUX"):
            subject = sentence.child(j, "nsubj", "nsubjpass")
            if token.lemma == "be" or (subject is not None and i in sentence.subtree(subject)):
                inherited = _verb_status(sentence, j, mention.row.type)
                return (
                    inherited if inherited in ("hypothetical", "planned", "negated") else "occurred"
                )
            return "occurred"
    return "occurred"
