"""An attribution inside one sentence that a reporting verb makes.

Knows the order of cue and content ("X said …", "…, X said", "…,” said X") and where
the parser loses part of the content. Does not know quotation marks, other
sentences or the outlet: see extract/attribution.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.extract.content import active_content, passive_content, surrounding_clause
from tocsin.extract.cue import verb_cues
from tocsin.extract.source import name_head, phrase_bounds
from tocsin.extract.speaker import (
    find_agent,
    find_apposed,
    find_inverted,
    find_medium,
    find_subject,
)
from tocsin.records import Sentence, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_FILLER = frozenset({"it", "there"})
_DANGLING = frozenset({"advcl", "prep", "npadvmod", "conj", "cc"})
_BEFORE = frozenset({",", "”", '"', "''", "’", "'", "—", "–", "-", "?", "!"})
_COMPARED = frozenset({"as", "than"})
_CONTRASTS = frozenset({"as", "while", "whereas", "although", "though"})


@dataclass(slots=True)
class Report:
    """An attribution within a sentence; positions are tokens of `sentence`.

    `head`: the cue's head; `cue`: first and last token of the cue; `source`: head of
    the source's noun phrase; `content`: tokens of what is said; `via`: head of the
    agency's noun phrase; `kind` and `frames` as in extract/cue.py; `clause`: all
    tokens that are not said (source, cue, addressee, adverbials); `named`: first and
    last token of the source where syntax does not give them.
    """

    sentence: Sentence
    head: int
    cue: tuple[int, int]
    verb: str
    kind: str
    source: int | None
    content: set[int]
    via: int | None = None
    frames: frozenset[str] = frozenset()
    clause: set[int] = field(default_factory=set)
    named: tuple[int, int] | None = None


def read_verb(sentence: Sentence, verb: Token) -> Report | None:
    """Return the report a verb of the lexicon makes, or None when nobody is its source.

    Without content only where the verb can introduce direct speech.
    """
    tokens, cue = sentence.tokens, verb_cues()[verb.lemma]
    if verb.dep in ("amod", "compound", "aux", "auxpass") or _is_imperative(sentence, verb):
        return None
    if verb.tag == "VBN" and verb.i and tokens[verb.i - 1].lower in _COMPARED:
        return None  # "one more than announced"
    if verb.tag == "VBG" and verb.dep == "pcomp" and _is_under_quoted(sentence, verb):
        return None  # "was quoted as saying": found at "quoted"
    passive = is_passive(sentence, verb)
    source = find_agent(sentence, verb.i) if passive else find_subject(sentence, verb.i)
    content = passive_content(sentence, verb) if passive else active_content(sentence, verb)
    if not content and not passive and not sentence.child(verb.i, "dobj", "ccomp", "xcomp"):
        content = surrounding_clause(sentence, verb, cue)
    inverted = None
    if source is None and not passive and "quote" in cue.frames:
        source = inverted = find_inverted(sentence, verb) or find_apposed(sentence, verb)
        if inverted is not None:
            content -= set(sentence.subtree(inverted))
    if source is None and not passive:
        return None
    if source is not None and tokens[source].lower in _FILLER and passive:
        source = None
    report = Report(
        sentence, verb.i, cue_bounds(sentence, verb), verb.lemma, cue.kind, source, content,
        frames=cue.frames,
    )  # fmt: skip
    report.clause = cue_clause(sentence, report)
    report.content = settled_content(sentence, report)
    report.via = find_medium(sentence, verb)
    if passive and not report.content:
        return None
    return report


def _is_imperative(sentence: Sentence, verb: Token) -> bool:
    return verb.tag == "VB" and verb.dep == "ROOT" and sentence.child(verb.i, *_SUBJECTS) is None


def _is_under_quoted(sentence: Sentence, verb: Token) -> bool:
    above = sentence.ancestors(verb.i)[:2]
    return any("quoted" in verb_cues()[t.lemma].frames
               for t in (sentence.tokens[i] for i in above) if t.lemma in verb_cues())  # fmt: skip


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands in the passive, finite or as a participle."""
    if sentence.child(verb.i, "nsubjpass", "auxpass", "csubjpass") is not None:
        return True
    bare = verb.tag == "VBN" and verb.dep in ("acl", "advcl", "relcl")
    return bare and sentence.child(verb.i, "nsubj", "aux") is None


def cue_bounds(sentence: Sentence, verb: Token) -> tuple[int, int]:
    """Return the verb with the auxiliaries and adverbs directly before it."""
    tokens, first, last = sentence.tokens, verb.i, verb.i
    while first and tokens[first - 1].head == verb.i and (
        tokens[first - 1].dep in ("aux", "auxpass", "neg", "advmod")
    ):  # fmt: skip
        first -= 1
    particle = sentence.child(verb.i, "prt")
    if particle == last + 1:
        last = particle
    return first, last


def cue_clause(sentence: Sentence, report: Report) -> set[int]:
    """Return the tokens of the source, the cue and what belongs to them, not to the content."""
    tokens, head = sentence.tokens, report.head
    mine = set(range(report.cue[0], report.cue[1] + 1))
    if report.source is not None:
        mine.update(_own_subtree(sentence, report.source, head))
    for child in sentence.children[head]:
        if child in report.content:
            continue
        dep = tokens[child].dep
        if dep in ("nsubj", "nsubjpass") and child != report.source:
            continue
        if dep in ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "prt", "dative", "agent"):
            mine.update(sentence.subtree(child))
        elif dep in ("dobj", "prep", "npadvmod", "advmod", "advcl"):
            below = sentence.subtree(child)
            if report.content.isdisjoint(below):
                mine.update(below)
    return mine - report.content


def _own_subtree(sentence: Sentence, noun: int, verb: int) -> list[int]:
    """Return a noun's subtree unless the cue itself stands in it (a relative clause)."""
    below = sentence.subtree(noun)
    if verb in below:
        first, last = phrase_bounds(sentence, noun)
        return list(range(first, last + 1))
    return below


def settled_content(sentence: Sentence, report: Report) -> set[int]:
    """Return the content, corrected where the parser is known to lose part of it.

    A cue after what is said ("…, officials said") takes all of its sentence before
    it: parsers split such sentences. A cue before it also takes the adverbials
    after the clause that hang on the cue without a comma.
    """
    start = _postposed_start(sentence, report)
    if start is not None:
        before = set(range(start))
        after = {i for i in report.content if i > _end_of_cue(sentence, report)}
        after |= _resumed(sentence, report)
        return (before | after) - report.clause - _aside(sentence, report)
    if not report.content or not report.frames & {"clause", "quote"}:
        return report.content
    return (report.content | _trailing(sentence, report)) - _aside(sentence, report)


def _resumed(sentence: Sentence, report: Report) -> set[int]:
    """Return the clause that goes on behind the cue: "one died, she said, and ten were hurt"."""
    tokens = sentence.tokens
    end = _end_of_cue(sentence, report)
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].dep != "cc":
        return set()
    for child in sentence.children_of(report.head, "conj"):
        subject = sentence.child(child, "nsubj", "nsubjpass")
        first = min(sentence.subtree(child))
        if subject is not None and first == end + 2 and tokens[child].lemma not in verb_cues():
            return set(sentence.subtree(child))
    return set()


def _end_of_cue(sentence: Sentence, report: Report) -> int:
    """Return the mark that closes a cue clause in the middle of what is said (else the end)."""
    marks = (t.i for t in sentence.tokens[report.cue[1] + 1 :] if t.pos == "PUNCT")
    return next(marks, len(sentence.tokens))


def _aside(sentence: Sentence, report: Report) -> set[int]:
    """Return the clause after a comma by which the outlet goes on ("…, while others …")."""
    tokens = sentence.tokens
    for i in sorted(report.content):
        if tokens[i].lower not in _CONTRASTS or i <= report.head + 1 or tokens[i - 1].text != ",":
            continue
        if tokens[i].dep == "mark" or i == report.cue[1] + 2:
            return {j for j in report.content if j >= i}
    return set()


def _postposed_start(sentence: Sentence, report: Report) -> int | None:
    """Return where a cue clause begins that follows what is said, or None."""
    tokens = sentence.tokens
    if report.source is None or not report.frames & {"clause", "quote"}:
        return None
    if any(i > report.head for i in report.content if _is_clausal(sentence, report, i)):
        return None
    if tokens[report.head].dep == "parataxis" and any(i > report.head for i in report.content):
        return None
    if tokens[report.head].tag not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    first = min(phrase_bounds(sentence, report.source)[0], report.cue[0])
    if tokens[report.head].dep in ("relcl", "acl", "conj") or first == 0:
        return None
    before = tokens[first - 1]
    if before.text not in _BEFORE:
        return None
    if first > 1 and tokens[report.head].dep == "advcl" and report.head - first > 6:
        return None
    return first if any(t.pos in ("VERB", "AUX", "NOUN") for t in tokens[:first]) else None


def _is_clausal(sentence: Sentence, report: Report, i: int) -> bool:
    token = sentence.tokens[i]
    return token.head == report.head and token.dep in ("ccomp", "xcomp", "dobj", "oprd", "acl")


def _trailing(sentence: Sentence, report: Report) -> set[int]:
    tokens, more = sentence.tokens, set[int]()
    last = max(report.content)
    if last < report.head:
        return more
    for child in sentence.children[report.head]:
        below = sentence.subtree(child)
        if min(below) != last + 1 or tokens[child].dep not in _DANGLING:
            continue
        if tokens[child].dep == "conj" and sentence.child(child, "nsubj", "nsubjpass") is None:
            continue
        if any(tokens[i].lemma in verb_cues() and tokens[i].pos == "VERB" for i in below[:3]):
            continue
        more.update(below)
        last = max(below)
    return {i for i in more if i not in report.clause or tokens[i].i > max(report.content)}


def source_head(report: Report) -> int | None:
    """Return the head of the noun phrase that best names a report's source."""
    return None if report.source is None else name_head(report.sentence, report.source)
