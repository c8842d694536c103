"""Who does what to whom in syntax: semantic subjects and objects of a verb.

Passives, reduced and full relative clauses, coordinated verbs, controlled
infinitives, participles and gerunds after prepositions are undone here, so that
"police shot two", "two shot by police" and "police, who had been sent to shoot"
read alike. Positions are token positions of one sentence; only heads of noun
phrases are returned, coordinated heads included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tocsin.records import Sentence

OBJECTS = ("dobj", "obj")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_DEPTH = 6  # links followed upwards for a subject; parses deeper than this are wrong

# The object of these, not the subject, does what a following "of/for/from …ing" says.
_OBJECT_CONTROL = frozenset(
    "accuse bar ban blame charge commend condemn convict criticise criticize denounce deter "
    "discourage indict keep praise prevent prohibit punish stop suspect thank".split()
)
# The subject, not the object, does what follows: "used tear gas to disperse", "held a vote to ban".
_SUBJECT_CONTROL = frozenset(
    "deploy fire hold launch need pledge promise spend stage take threaten use vow".split()
)
_ON = frozenset({"on", "upon", "to", "for"})  # "called on X to go", "appealed to X to go"
_ASKING = frozenset({"appeal", "call", "plead", "rely", "wait", "press", "push"})
_FOILED = frozenset(
    "avert block condemn deny foil oppose prevent reject stop thwart uncover".split()
)  # whose plan it was, the sentence does not say


class Predicate(NamedTuple):
    """A verb with its arguments. `objects` and `subjects` are semantic, not surface."""

    head: int
    passive: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    negated: bool


def read_predicate(sentence: Sentence, i: int) -> Predicate:
    """Return the verb at a position with its semantic subjects and objects."""
    passive = is_passive(sentence, i)
    surface = _surface_subjects(sentence, i, _DEPTH)
    direct = _objects(sentence, i)
    if passive:
        agents = tuple(
            p for a in sentence.children_of(i, "agent") for p in prep_objects(sentence, a)
        )
        return Predicate(
            i, True, expand(sentence, agents), surface or direct, is_negated(sentence, i)
        )
    return Predicate(i, False, surface, direct, is_negated(sentence, i))


def is_passive(sentence: Sentence, i: int, depth: int = _DEPTH) -> bool:
    """Tell whether the verb at a position is passive in meaning."""
    tokens = sentence.tokens
    token = tokens[i]
    deps = {tokens[j].dep for j in sentence.children[i]}
    if deps & {"nsubjpass", "auxpass", "csubjpass"}:
        return True
    if token.tag not in ("VBN", "VBD") or deps & {"aux", *OBJECTS}:
        return False
    if "agent" in deps:
        return True
    if token.tag == "VBN" and token.dep in ("acl", "advcl", "amod") and "nsubj" not in deps:
        return True
    if token.tag == "VBN" and sentence.kind == "headline":
        return True
    if token.dep == "conj" and depth:  # "ten were killed and 40 wounded"
        return token.tag == "VBN" and is_passive(sentence, token.head, depth - 1)
    return False


def is_negated(sentence: Sentence, i: int) -> bool:
    """Tell whether a "not", "never", "no longer" or the like stands on a token."""
    tokens = sentence.tokens
    for j in sentence.children[i]:
        child = tokens[j]
        if child.dep == "neg" or (child.dep == "det" and child.lower in ("no", "neither")):
            return True
        if child.dep == "advmod" and child.lower == "longer" and tokens[j - 1].lower == "no":
            return True
        if child.dep == "preconj" and child.lower == "neither":
            return True
        if child.dep == "nsubj" and any(
            sentence.tokens[k].lower == "neither" for k in sentence.children[j]
        ):
            return True
        if child.dep in ("nsubj", "nsubjpass") and (
            child.lower in ("none", "nobody") or _has_no(sentence, j)
        ):
            return True
    return False


def _has_no(sentence: Sentence, i: int) -> bool:
    return any(
        sentence.tokens[k].lower == "no" and sentence.tokens[k].dep == "det"
        for k in sentence.children[i]
    )


def prep_objects(sentence: Sentence, prep: int) -> list[int]:
    """Return the noun heads under a preposition, also of a stacked one ("from inside X")."""
    found = sentence.children_of(prep, "pobj")
    found += [
        j for j in sentence.children_of(prep, "pcomp") if sentence.tokens[j].ent
    ]  # a name misread
    if not found:  # "in and around X"
        found = [
            k for j in sentence.children_of(prep, "conj") for k in sentence.children_of(j, "pobj")
        ]
    for inner in sentence.children_of(prep, "prep"):
        if not found or sentence.tokens[prep].lower in ("out", "inside", "outside", "because"):
            found = found + prep_objects(sentence, inner)
    return found


def under_preposition(sentence: Sentence, i: int, words: Iterable[str]) -> list[int]:
    """Return the noun heads that stand under one of these prepositions of a token."""
    found: list[int] = []
    wanted = frozenset(words)
    for j in sentence.children[i]:
        token = sentence.tokens[j]
        if token.lower in wanted and token.dep in (
            "prep",
            "dative",
            "agent",
            "prt",
            "acl",
            "advcl",
        ):
            objects = prep_objects(sentence, j) or sentence.children_of(j, *OBJECTS)
            found.extend(expand(sentence, objects))
    return found


def expand(sentence: Sentence, heads: Iterable[int]) -> tuple[int, ...]:
    """Return noun heads with those coordinated with them, in text order."""
    found: list[int] = []
    for head in heads:
        queue = [head]
        for i in queue:
            if i not in found:
                found.append(i)
                queue.extend(j for j in sentence.children_of(i, "conj") if _is_nominal(sentence, j))
    return tuple(sorted(found))


def _is_nominal(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")


def _objects(sentence: Sentence, i: int) -> tuple[int, ...]:
    direct = sentence.children_of(i, *OBJECTS) or _shared_objects(sentence, i)
    token = sentence.tokens[i]
    if not direct and token.dep == "relcl" and _relative_is_object(sentence, i):
        direct = [token.head]
    return expand(sentence, (_antecedent(sentence, i, j) for j in direct))


def _shared_objects(sentence: Sentence, i: int) -> list[int]:
    """Return the object of the next verb when two stand side by side: "beat and arrested X"."""
    for j in sentence.children_of(i, "conj"):
        between = sentence.tokens[i + 1 : j]
        if sentence.tokens[j].pos == "VERB" and all(t.dep in ("cc", "advmod") for t in between):
            return sentence.children_of(j, *OBJECTS)
    return []


def _relative_is_object(sentence: Sentence, i: int) -> bool:
    subject = sentence.child(i, "nsubj")
    return (
        subject is not None
        and sentence.tokens[subject].tag not in ("WP", "WDT")
        and not any(
            sentence.tokens[j].dep in ("ccomp", "xcomp", "acomp", "attr")
            for j in sentence.children[i]
        )
    )


def _antecedent(sentence: Sentence, verb: int, i: int) -> int:
    """Return what a relative pronoun stands for, else the position itself."""
    if sentence.tokens[i].tag not in ("WP", "WDT"):
        return i
    for j in (verb, *sentence.ancestors(verb)):
        if sentence.tokens[j].dep in ("relcl", "acl"):
            return sentence.tokens[j].head
    return i


def _surface_subjects(sentence: Sentence, i: int, depth: int) -> tuple[int, ...]:
    own = sentence.children_of(i, *SUBJECTS)
    if own:
        own = [j for j in own if sentence.tokens[j].lower != "there"]
        return expand(sentence, (_antecedent(sentence, i, j) for j in own))
    token = sentence.tokens[i]
    if token.head == i or not depth:
        return ()
    return _inherited(sentence, i, token.head, depth)


def _inherited(sentence: Sentence, i: int, head: int, depth: int) -> tuple[int, ...]:
    """Return the subject a verb takes over from what governs it."""
    tokens = sentence.tokens
    dep = tokens[i].dep
    if dep in ("acl", "relcl") and tokens[i].tag in ("VBG", "VBN", "VBD"):
        return expand(sentence, [head])
    if dep == "acl":
        return _possessor(sentence, head, depth)
    if dep in ("xcomp", "ccomp"):
        return _controller(sentence, head, depth)
    if dep == "pcomp":
        return _before_preposition(sentence, head, depth)
    if dep == "advcl" and tokens[head].lemma in _ASKING:
        return _controller(sentence, head, depth)
    if dep in ("conj", "advcl", "dep", "parataxis") and tokens[head].pos in ("VERB", "AUX"):
        subjects = _surface_subjects(sentence, head, depth - 1)
        if dep == "advcl" and not subjects:
            return ()
        return subjects
    return ()


def _controller(sentence: Sentence, head: int, depth: int) -> tuple[int, ...]:
    direct = sentence.children_of(head, *OBJECTS)
    lemma = sentence.tokens[head].lemma
    if direct and lemma not in _SUBJECT_CONTROL:
        return expand(sentence, direct)
    if lemma in _ASKING:
        asked = under_preposition(sentence, head, _ON)
        if asked:
            return expand(sentence, asked)
    if sentence.tokens[head].pos in ("VERB", "AUX"):
        return _surface_subjects(sentence, head, depth - 1)
    if sentence.tokens[head].pos == "ADJ":
        return _surface_subjects(sentence, sentence.tokens[head].head, depth - 1)
    return ()


def _before_preposition(sentence: Sentence, prep: int, depth: int) -> tuple[int, ...]:
    governor = sentence.tokens[prep].head
    token = sentence.tokens[governor]
    if token.pos in ("VERB", "AUX"):
        direct = sentence.children_of(governor, *OBJECTS)
        if direct and token.lemma in _OBJECT_CONTROL:
            return expand(sentence, direct)
        return _surface_subjects(sentence, governor, depth - 1)
    return _possessor(sentence, governor, depth)


def _possessor(sentence: Sentence, noun: int, depth: int) -> tuple[int, ...]:
    """Return who owns a noun ("the army's order to fire"), else who governs it."""
    owner = sentence.children_of(noun, "poss")
    if owner:
        return expand(sentence, owner)
    for i in sentence.ancestors(noun)[:3]:
        if sentence.tokens[i].lemma in _FOILED:
            return ()
        if sentence.tokens[i].pos in ("VERB", "AUX"):
            return _surface_subjects(sentence, i, depth - 1)
    return ()
