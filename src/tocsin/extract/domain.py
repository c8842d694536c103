"""Words of conflict told of something else: sport, business, nature, illness, metaphor.

"Floods killed 12", "the team beat Brazil", "battling inflation", "shares were hit"
share their verbs with political violence. What the subject, the object and the
dependants are tells them apart; classes of words stand in event_classes.csv.
"""

from __future__ import annotations

from tocsin.extract import noun
from tocsin.extract.condition import dependants
from tocsin.extract.lexicon import load_lexicon
from tocsin.extract.predicate import Predicate, read_predicate
from tocsin.records import Sentence

_PHYSICAL = frozenset({"ASSAULT", "THREATEN", "COERCE"})


def is_elsewhere(sentence: Sentence, p: Predicate, kind: str) -> bool:
    """Tell whether a verb that fits a row tells of no political event after all.

    Args: p: the verb with its arguments; kind: the PLOVER type of the row.
    """
    if kind == "ASSAULT" and (_any(sentence, p.subjects, "nature") or _by_nature(sentence, p)):
        return True
    if _any(sentence, p.subjects, "sport") or _any(sentence, _below(sentence, p), "sport"):
        return True
    if kind in _PHYSICAL and p.objects and _all(sentence, p.objects, "abstract"):
        return True
    return _is_business(sentence, p)


def _by_nature(sentence: Sentence, p: Predicate) -> bool:
    """Tell whether a flood, crash or illness did it: "killed in a crash", "a bus plunged, killing 20"."""
    if any(_in(sentence, j, "nature") for j in dependants(sentence, p.head)):
        return True
    token = sentence.tokens[p.head]
    if token.dep not in ("advcl", "conj", "xcomp", "relcl") or p.head == token.head:
        return False
    above = read_predicate(sentence, token.head)
    return not p.subjects and _any(sentence, above.subjects, "nature")


def _is_business(sentence: Sentence, p: Predicate) -> bool:
    """Tell whether a company does it, and to nobody outside business."""
    if not _any(sentence, p.subjects, "business"):
        return False
    outside = [
        j for j in p.objects if noun.is_agent(sentence, j) and not _in(sentence, j, "business")
    ]
    return not any(noun.is_authority(sentence, j) for j in outside)


def _below(sentence: Sentence, p: Predicate) -> list[int]:
    """Return what stands below a verb in phrases that may name a cause or a contest."""
    return [
        j
        for j in (*p.objects, *dependants(sentence, p.head))
        if sentence.tokens[j].pos in ("NOUN", "PROPN")
    ]


def _any(sentence: Sentence, heads: tuple[int, ...] | list[int], name: str) -> bool:
    return any(_in(sentence, j, name) for j in heads)


def _all(sentence: Sentence, heads: tuple[int, ...], name: str) -> bool:
    return all(_in(sentence, j, name) for j in heads)


def _in(sentence: Sentence, i: int, name: str) -> bool:
    token = sentence.tokens[i]
    if token.pos not in ("NOUN", "PROPN"):
        return False
    words = load_lexicon().classes[name]
    if token.lemma.lower() in words or token.lower in words:
        return True
    parts = sentence.children_of(i, "compound")  # "heart attack"
    return name == "nature" and any(sentence.tokens[j].lower in words for j in parts)
