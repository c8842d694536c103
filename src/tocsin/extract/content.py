"""What a cue says, in the syntax of its sentence: the complements that its frames admit.

Works on token positions; does not know sources or quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.extract.cue import VerbCue, verb_cues
from tocsin.extract.measure import is_toll
from tocsin.extract.source import source_kind
from tocsin.extract.speaker import find_subject
from tocsin.records import Sentence, Token

_CLAUSAL = frozenset({"ccomp", "xcomp"})
_FILLER = frozenset({"it", "there"})
_COMPLEMENTS = frozenset({"acomp", "advcl", "attr", "ccomp", "dobj", "oprd", "prep", "xcomp"})
_COUNTED = ("acomp", "advcl", "ccomp", "dobj", "oprd", "xcomp")  # "counted 13 dead" is parsed so
_NO_COUNTS = frozenset({"DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_TRIM = frozenset(
    {",", ";", ":", "–", "—", "-", "--", "that", '"', "“", "”", "'", "‘", "’", "``", "''"}
)  # fmt: skip


def active_content(sentence: Sentence, verb: Token) -> set[int]:
    """Return the tokens of a verb's complements that its frames admit."""
    tokens, frames = sentence.tokens, verb_cues()[verb.lemma].frames
    said: set[int] = set()
    for child in sentence.children[verb.i]:
        dep = tokens[child].dep
        if dep == "ccomp" and frames & {"clause", "quote"}:
            said.update(sentence.subtree(child))
        elif dep in _CLAUSAL and _is_infinitival(sentence, child) and "infinitive" in frames:
            said.update(sentence.subtree(child))
        elif dep == "dobj" and "object" in frames and _is_statement(sentence, child):
            said.update(sentence.subtree(child))
        elif dep == "dobj" and "shown" in frames and _is_shown(sentence, verb):
            said.update(sentence.subtree(child))
        elif dep == "advcl" and tokens[child].i > verb.i and "if" in frames:
            mark = sentence.child(child, "mark")
            if mark is not None and tokens[mark].lower in ("if", "whether"):
                said.update(sentence.subtree(child))
    if "predicate" in frames:
        said |= _predicate(sentence, verb)
    if frames & {"counted", "toll"}:
        said |= _counted(sentence, verb, toll="counted" not in frames)
    if not said and "clause" in frames:
        said |= _astray(sentence, verb)
    said |= _prepositional(sentence, verb, frames)
    return said


def _astray(sentence: Sentence, verb: Token) -> set[int]:
    """Return the clause a parser hung on a noun ("told a crowd of fans that they won")."""
    tokens = sentence.tokens
    for child in sentence.children_of(verb.i, "dobj", "dative", "prep"):
        for i in sentence.subtree(child):
            if i < verb.i or tokens[i].dep not in ("acl", "ccomp", "relcl", "appos"):
                continue
            clause = sentence.subtree(i)
            subject = sentence.child(i, "nsubj", "nsubjpass")
            if tokens[clause[0]].lower == "that" and subject not in (None, clause[0]):
                return set(clause)
    return set()


def _is_infinitival(sentence: Sentence, child: int) -> bool:
    return sentence.tokens[child].tag in ("VB", "VBG", "VBN", "JJ")


def _is_statement(sentence: Sentence, child: int) -> bool:
    """Whether an object can be what is said: no pronoun, no time."""
    token = sentence.tokens[child]
    return token.pos != "PRON" and token.ent not in ("DATE", "TIME") and token.i > token.head


def _is_shown(sentence: Sentence, verb: Token) -> bool:
    """Whether what shows something is a document ("polls show a lead")."""
    subject = find_subject(sentence, verb.i)
    return subject is not None and source_kind(sentence, subject) == "document"


def _counted(sentence: Sentence, verb: Token, *, toll: bool) -> set[int]:
    """Return what is counted: all complements behind the verb, if its object is a number's or a toll."""
    counts = [
        c
        for c in sentence.children_of(verb.i, *_COUNTED)
        if c > verb.i and (is_toll(sentence.tokens[c]) or (not toll and _numbered(sentence, c)))
    ]
    if not counts:
        return set()
    behind = (c for c in sentence.children[verb.i] if c > verb.i)
    kept = [c for c in behind if sentence.tokens[c].dep in _COMPLEMENTS]
    return {i for c in kept for i in sentence.subtree(c)}


def _numbered(sentence: Sentence, i: int) -> bool:
    """Tell whether a phrase holds a number that may be a count."""
    below = (sentence.tokens[j] for j in sentence.subtree(i))
    return any(t.pos == "NUM" and t.ent not in _NO_COUNTS for t in below)


def _predicate(sentence: Sentence, verb: Token) -> set[int]:
    """Return an object together with what it is called, or nothing."""
    tokens = sentence.tokens
    named = [
        c for c in sentence.children[verb.i]
        if tokens[c].dep in ("oprd", "ccomp", "xcomp", "acomp") and c > verb.i
    ]  # fmt: skip
    if not named:
        return set()
    return {i for c in named + sentence.children_of(verb.i, "dobj") for i in sentence.subtree(c)}


def _prepositional(sentence: Sentence, verb: Token, frames: frozenset[str]) -> set[int]:
    """Return the tokens governed by an admitted preposition, under the verb or its object."""
    tokens = sentence.tokens
    objects = sentence.children_of(verb.i, "dobj", "dative", "nsubjpass")
    said: set[int] = set()
    for parent in (verb.i, *objects):
        for prep in sentence.children_of(parent, "prep"):
            word = tokens[prep].lower
            if word not in frames or prep < verb.i:
                continue
            said.update(i for i in sentence.subtree(prep) if i != prep)
            if word == "as":
                said.update(i for o in objects for i in sentence.subtree(o) if o > verb.i)
            break
    if said and "object" in frames and not frames & {"addressee"} and "for" not in frames:
        said.update(i for o in objects if o > verb.i for i in sentence.subtree(o))
    return said


def passive_content(sentence: Sentence, verb: Token) -> set[int]:
    """Return what is said in "it is said that …", "is said to …", "was accused of …"."""
    tokens, frames = sentence.tokens, verb_cues()[verb.lemma].frames
    said = active_content(sentence, verb)
    subject = sentence.child(verb.i, "nsubjpass")
    if subject is None or tokens[subject].lower in _FILLER:
        return said
    raising = any(tokens[c].dep == "xcomp" for c in sentence.children[verb.i])
    if raising and "addressee" not in frames:
        for child in sentence.children_of(verb.i, "xcomp"):
            said.update(sentence.subtree(child))
        return said | set(sentence.subtree(subject))
    counted = "counted" in frames and _numbered(sentence, subject)
    if not said and ("object" in frames or (counted and sentence.child(verb.i, "agent"))):
        return set(sentence.subtree(subject))
    return said


def surrounding_clause(sentence: Sentence, verb: Token, cue: VerbCue) -> set[int]:
    """Return the clause around ", he said," or "as the minister said", or nothing."""
    if "clause" not in cue.frames or cue.kind in ("think", "want"):
        return set()
    if verb.dep == "parataxis":
        return set(sentence.subtree(verb.head)) - set(sentence.subtree(verb.i))
    mark = sentence.child(verb.i, "mark", "advmod")
    if verb.dep != "advcl" or mark is None or sentence.tokens[mark].lower != "as":
        return set()
    return clause_of(sentence, verb.head) - set(sentence.subtree(verb.i))


def clause_of(sentence: Sentence, head: int) -> set[int]:
    """Return the tokens of a clause without the clauses coordinated to it."""
    tokens = sentence.tokens
    mine = set(sentence.subtree(head))
    for child in sentence.children_of(head, "conj"):
        if sentence.child(child, "nsubj", "nsubjpass") is not None and tokens[child].pos in (
            "VERB", "AUX",
        ):  # fmt: skip
            mine -= set(sentence.subtree(child))
    return mine


def trim_tokens(sentence: Sentence, said: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring tokens of a content, first and last, trimmed."""
    tokens = sentence.tokens
    run: list[int] = []
    for i in [*sorted(said), len(tokens) + 1]:
        if run and i != run[-1] + 1:
            while run and (tokens[run[0]].lower in _TRIM or tokens[run[0]].text in ".)"):
                run.pop(0)
            while run and (tokens[run[-1]].lower in _TRIM or tokens[run[-1]].text in ".("):
                run.pop()
            while run and tokens[run[-1]].dep == "cc":
                run.pop()
            if any(tokens[j].pos not in ("PUNCT", "CCONJ") and tokens[j].tag != "WDT" for j in run):
                yield run[0], run[-1]
            run = []
        run.append(i)
