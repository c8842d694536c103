"""The lexicon of attribution: verbs, nouns, adverbs and phrases that give words to a source.

Reads the `lexicon/cue_*.csv` tables and checks them at load. A verb has a kind
(say, report, claim, deny, admit, announce, warn, accuse, judge, think, want) and
frames: the complements that carry what is said.

    clause      a finite clause ("said that …")
    infinitive  an infinitive or gerund ("claimed to have …", "denied doing …")
    object      a noun phrase ("announced a ceasefire")
    predicate   an object and what it is said to be ("called the vote a farce")
    quote       direct speech only
    addressee   the object is who is told, not what is said
    quoted      "X was quoted as saying"
    counted     an object that holds a number ("counted 13 dead")
    toll        a toll and what it is put at ("put the toll at 13")
    shown       a noun phrase, when the source is a document ("polls show a lead")
    of, for …   a prepositional phrase ("accused them of …")
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.errors import LexiconError

SOURCE_KINDS = frozenset(
    "person official organization government agency outlet document witness anonymous".split()
)
CUE_KINDS = frozenset(
    "say report claim deny admit announce warn accuse judge think want".split()
)  # fmt: skip
FRAMES = frozenset(
    "clause infinitive object predicate quote addressee quoted counted toll shown "
    "about against as for if of on over to with".split()
)


class VerbCue(NamedTuple):
    """A reporting verb: its kind and its frames, as in the module docstring."""

    kind: str
    frames: frozenset[str]


@cache
def verb_cues() -> dict[str, VerbCue]:
    """Return the reporting verbs by lemma.

    Raises: LexiconError: an unknown kind or frame.

    >>> verb_cues()["deny"].kind
    'deny'
    """
    table = "lexicon/cue_verb.csv"
    found: dict[str, VerbCue] = {}
    for line, row in read_rows(table):
        frames = frozenset(split_cell(row["frames"]))
        if not frames <= FRAMES or not frames:
            raise LexiconError(table, f"unknown frame in {row['frames']!r}", line=line)
        found[row["lemma"]] = VerbCue(_checked(table, line, row["kind"], CUE_KINDS), frames)
    return found


@cache
def noun_cues() -> dict[str, str]:
    """Return the kinds of nouns that carry a clause ("the claim that …"), by lemma."""
    return _kinds("lexicon/cue_noun.csv", "lemma", CUE_KINDS)


@cache
def adverb_cues() -> dict[str, str]:
    """Return the kinds of hedges ("allegedly", "reportedly", "alleged"), by word."""
    return _kinds("lexicon/cue_adverb.csv", "word", CUE_KINDS)


@cache
def phrase_cues() -> dict[tuple[str, ...], str]:
    """Return the kinds of prepositional cues ("according to"), by their words."""
    kinds = _kinds("lexicon/cue_phrase.csv", "phrase", CUE_KINDS)
    return {tuple(phrase.split()): kind for phrase, kind in kinds.items()}


@cache
def source_nouns() -> dict[str, str]:
    """Return the kinds of sources by noun or noun phrase, in lower case.

    >>> source_nouns()["news agency"]
    'agency'
    """
    return _kinds("lexicon/cue_source.csv", "noun", SOURCE_KINDS)


def _kinds(table: str, column: str, known: frozenset[str]) -> dict[str, str]:
    return {
        row[column]: _checked(table, line, row["kind"], known) for line, row in read_rows(table)
    }


def _checked(table: str, line: int, kind: str, known: frozenset[str]) -> str:
    if kind not in known:
        raise LexiconError(table, f"unknown kind {kind!r}", line=line)
    return kind
