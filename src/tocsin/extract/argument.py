"""Who takes part in an event: the noun heads in the roles a lexicon row names."""

from __future__ import annotations

from tocsin.extract import noun
from tocsin.extract.predicate import Predicate, expand, prep_objects, read_predicate
from tocsin.records import Sentence

_OWNERS = frozenset({"GPE", "ORG", "PERSON"})


def find_heads(roles: tuple[str, ...], sentence: Sentence, p: Predicate) -> tuple[int, ...]:
    """Return the noun heads in the first role that has any; empty when none has.

    Args: roles: as in the lexicon, in order of preference. p: the verb, or the event
    noun as a predicate without arguments.
    """
    for role in roles:
        found = _heads(role, sentence, p)
        heads = tuple(j for j in found if noun.is_entity(sentence, j))
        if heads:
            return heads
        owners = tuple(k for j in found for k in _owners(sentence, j))
        if owners:
            return owners
    return ()


def _owners(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return whose thing it is that an abstract noun names: "controls on U.S. operations"."""
    near = sentence.children_of(i, "poss", "compound", "nmod", "amod")
    named = [j for j in near if sentence.tokens[j].ent in _OWNERS]
    return expand(sentence, named) if sentence.tokens[i].ent == "" else ()


def _heads(role: str, sentence: Sentence, p: Predicate) -> tuple[int, ...]:
    i = p.head
    if role.startswith("obj."):
        return tuple(h for j in p.objects for h in _noun_role(role[4:], sentence, j))
    match role:
        case "subj":
            return p.subjects
        case "obj":
            return p.objects
        case "iobj":
            direct = sentence.children_of(i, "dative", "iobj")
            return expand(sentence, [h for j in direct for h in (prep_objects(sentence, j) or [j])])
        case "comp":
            clauses = sentence.children_of(i, "ccomp", "xcomp", "pcomp")
            clauses += [
                k for j in sentence.children_of(i, "prep") for k in sentence.children_of(j, "pcomp")
            ]
            return tuple(h for j in clauses for h in _clause_subjects(sentence, j))
        case "speaker":
            return ()
        case "poss" | "adj":
            return _noun_role(role, sentence, i)
        case _:
            own = _noun_role(role, sentence, i)
            return own or tuple(h for j in p.objects for h in _noun_role(role, sentence, j))


def _noun_role(role: str, sentence: Sentence, i: int) -> tuple[int, ...]:
    if role == "poss":
        return expand(sentence, sentence.children_of(i, "poss"))
    if role == "adj":
        mods = sentence.children_of(i, "amod", "compound", "nmod")
        return tuple(
            j
            for j in mods
            if noun.is_country(sentence, j) or sentence.tokens[j].ent in ("NORP", "ORG")
        )
    return tuple(under(sentence, i, role))


def under(sentence: Sentence, i: int, word: str) -> list[int]:
    """Return the noun heads below one preposition of a token."""
    found: list[int] = []
    below = [
        j for j in sentence.children[i] if sentence.tokens[j].dep not in ("det", "mark", "aux")
    ]
    if i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].dep in ("prep", "agent"):
        below.append(i + 1)  # the parser may hang it higher up
    for j in dict.fromkeys(below):
        if sentence.tokens[j].lower == word:
            found += expand(sentence, prep_objects(sentence, j) or sentence.children_of(j, "dobj"))
    return found


def _clause_subjects(sentence: Sentence, i: int) -> tuple[int, ...]:
    return read_predicate(sentence, i).subjects
