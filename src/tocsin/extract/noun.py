"""What kind of thing a noun phrase names, as far as its head tells.

Knows role nouns, countries and named-entity labels; knows nothing of who is who
(resolve/actor.py). Used to keep abstract nouns out of actors and recipients and
to test conditions of the lexicon.
"""

from __future__ import annotations

from functools import lru_cache

from tocsin.data import read_rows, split_cell
from tocsin.extract.lexicon import load_lexicon
from tocsin.records import Sentence

_PERSONAL = frozenset(
    "he she they we i you him her them us me who whom whoever himself herself themselves "
    "others some many several dozens hundreds thousands scores everyone everybody someone "
    "anyone those each both all most".split()
)
_THING = frozenset({"it", "its"})  # an actor only if the story tells what it stands for
_POWER = frozenset({"GOV", "COP", "MIL", "JUD", "LEG", "SPY"})
_AGENT_ENTITIES = frozenset({"PERSON", "NORP", "ORG", "GPE"})
_ENTITIES = _AGENT_ENTITIES | {"FAC", "LOC"}
_NOT_ENTITIES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})


@lru_cache(maxsize=1)
def role_heads() -> dict[str, frozenset[str]]:
    """Return role nouns (last words of the roles table) with the sectors they may have."""
    found: dict[str, set[str]] = {}
    for _, row in read_rows("roles.csv"):
        head = row["role"].split()[-1].lower()
        found.setdefault(head, set()).update(split_cell(row["sectors"]))
    return {head: frozenset(sectors) for head, sectors in found.items()}


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Return the last words of the names of all countries, lower case."""
    names: set[str] = set()
    for _, row in read_rows("countries.csv"):
        for name in (row["name"], *split_cell(row["names"]), *split_cell(row["metonyms"])):
            names.add(name.split()[-1].lower())
    return frozenset(names)


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    classes = load_lexicon().classes
    return classes["building"] | classes["land"]


def sectors_of(sentence: Sentence, i: int) -> frozenset[str]:
    """Return the sectors a role noun may have; empty for other words."""
    token = sentence.tokens[i]
    heads = role_heads()
    return heads.get(token.lemma.lower()) or heads.get(token.lower, frozenset())


def is_agent(sentence: Sentence, i: int) -> bool:
    """Tell whether a head names somebody who can act: people, a body, a country."""
    token = sentence.tokens[i]
    if token.ent in _NOT_ENTITIES:
        return token.pos != "NUM" and bool(sectors_of(sentence, i))
    if token.lower in _PERSONAL or token.ent in _AGENT_ENTITIES:
        return True
    if token.pos == "NUM":
        return token.ent in ("CARDINAL", "")
    return token.pos in ("NOUN", "PROPN", "ADJ") and (
        bool(sectors_of(sentence, i)) or token.lemma in load_lexicon().classes["victim"]
    )


def is_place(sentence: Sentence, i: int) -> bool:
    """Tell whether a head names a building, a stretch of land or a way."""
    token = sentence.tokens[i]
    return (
        token.ent in ("GPE", "LOC", "FAC")
        or token.lemma in _places() | load_lexicon().classes["road"]
    )


def is_country(sentence: Sentence, i: int) -> bool:
    """Tell whether a head names a country, its people or its capital as a metonym."""
    token = sentence.tokens[i]
    return token.ent in ("GPE", "NORP") or (token.pos == "PROPN" and token.lower in country_names())


def is_authority(sentence: Sentence, i: int) -> bool:
    """Tell whether a head names a state power."""
    token = sentence.tokens[i]
    return token.ent in ("GPE", "ORG") or bool(sectors_of(sentence, i) & _POWER)


def is_entity(sentence: Sentence, i: int) -> bool:
    """Tell whether a head may be an actor or recipient: an agent, a name, a place, a building."""
    token = sentence.tokens[i]
    if token.ent in _NOT_ENTITIES:
        return False
    if token.pos == "NUM":  # "the five", but not the 40 of "killing 40"
        return any(sentence.tokens[j].pos == "DET" for j in sentence.children[i])
    if token.lower in _THING:
        return True
    return (
        is_agent(sentence, i)
        or token.ent in _ENTITIES
        or token.pos == "PROPN"
        or token.lemma in _places()
    )
