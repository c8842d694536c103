"""Attributions inside one sentence made by other words than a verb of saying.

Knows "according to X", "was quoted by Y as saying", "citing X", hedging adverbs
("allegedly") and nouns that carry a clause ("the claim that …"). `find_reports`
puts them together with those of verbs.
"""

from __future__ import annotations

from functools import cache

from tocsin.extract.content import clause_of
from tocsin.extract.cue import adverb_cues, noun_cues, phrase_cues, verb_cues
from tocsin.extract.report import (
    Report,
    cue_bounds,
    cue_clause,
    is_passive,
    read_verb,
    settled_content,
)
from tocsin.extract.source import is_media, source_kind
from tocsin.extract.speaker import (
    find_agent,
    find_coordinate,
    find_main,
    find_quoting_medium,
    find_subject,
)
from tocsin.records import Sentence, Token

_ABOUT = frozenset({"about", "of", "over", "at", "against", "for"})
_LIGHT = frozenset("make issue express have voice give release repeat raise get".split())


def find_reports(sentence: Sentence) -> list[Report]:
    """Return the attributions of a sentence in the order of their cues.

    A verb that can introduce direct speech is returned even without content, for the
    quoted words may stand outside its syntax or its sentence.
    """
    found: list[Report] = []
    verbs, adverbs, nouns = verb_cues(), adverb_cues(), noun_cues()
    for token in sentence.tokens:
        report = None
        if token.lower == "citing":
            report = _read_citing(sentence, token)
        elif token.pos in ("VERB", "AUX") and token.lemma in verbs:
            quoted = "quoted" in verbs[token.lemma].frames
            report = (_read_quoted if quoted else read_verb)(sentence, token)
        elif token.lower in adverbs:
            report = _read_adverb(sentence, token)
        elif token.lemma in nouns and token.pos == "NOUN":
            report = _read_noun(sentence, token)
        elif token.lower in _phrase_ends():
            report = _read_phrase(sentence, token)
        if report is not None:
            found.append(report)
    return _merge_citing(_moved_up(found))


def _merge_citing(reports: list[Report]) -> list[Report]:
    """Give a medium's report to the source it cites: the medium is the way it came."""
    kept: list[Report] = []
    cited = [r for r in reports if r.verb == "cite"]
    for report in reports:
        if report.verb == "cite":
            if report.content:
                kept.append(report)
            continue
        for other in cited:
            medium = report.source
            near = _governs(report, other)
            if near and medium is not None and is_media(report.sentence, medium):
                report.source, report.via = other.source, medium
                report.clause |= other.clause
                report.content -= other.clause
        kept.append(report)
    return kept


def _governs(report: Report, cited: Report) -> bool:
    return cited.sentence.tokens[cited.head].head in (report.head, report.source)


def _moved_up(reports: list[Report]) -> list[Report]:
    """Take a cue that hangs on what is said, but goes on the saying, out of what is said."""
    for report in reports:
        sentence, head = report.sentence, report.head
        upper = _upper(sentence, head)
        if upper is None:
            continue
        below = set(sentence.subtree(head))
        for other in reports:
            if other.head == upper:
                other.content -= below
    return reports


def _upper(sentence: Sentence, head: int) -> int | None:
    """Return the cue that a coordinated or participial cue goes on, if the parser missed it."""
    token = sentence.tokens[head]
    if sentence.child(head, "nsubj") is not None:
        return None
    if token.dep == "conj":
        upper = find_coordinate(sentence, head)
    elif token.dep == "advcl":
        upper = find_main(sentence, head, token.head)
    else:
        return None
    return None if upper == token.head else upper


def _read_quoted(sentence: Sentence, verb: Token) -> Report | None:
    """Read "X was quoted (by Y) as saying", "Y quoted X as saying", "X, quoted by Y"."""
    tokens = sentence.tokens
    saying = next((i for i in sentence.subtree(verb.i)
                   if i > verb.i and tokens[i].lower == "saying"), None)  # fmt: skip
    passive = is_passive(sentence, verb)
    if passive:
        source = sentence.child(verb.i, "nsubjpass")
        if source is None and verb.dep in ("acl", "relcl"):
            source = verb.head
        via = find_agent(sentence, verb.i)
        if via is None and saying is not None:
            via = find_agent(sentence, saying)
        via = via if via is not None else find_quoting_medium(sentence, verb.i)
    else:
        source, via = sentence.child(verb.i, "dobj"), find_subject(sentence, verb.i)
    if source is None or source_kind(sentence, source) == "document":
        return None
    last = verb.i if saying is None else saying
    said: set[int] = set()
    if saying is not None:
        for child in sentence.children_of(saying, "ccomp", "xcomp"):
            said.update(sentence.subtree(child))
    report = Report(
        sentence, verb.i, (cue_bounds(sentence, verb)[0], verb.i), "say", "say", source, said,
        via=via, frames=frozenset({"clause", "quote"}),
    )  # fmt: skip
    report.clause = set(range(verb.i, last + 1)) | cue_clause(sentence, report)
    report.content = settled_content(sentence, report)
    return report


def _read_phrase(sentence: Sentence, word: Token) -> Report | None:
    """Read "according to X"; what is said is the rest of the clause it stands in."""
    tokens = sentence.tokens
    words = next(
        (w for w in _phrase_ends()[word.lower]
         if tuple(t.lower for t in tokens[max(0, word.i - len(w) + 1) : word.i + 1]) == w),
        None,
    )  # fmt: skip
    if words is None:
        return None
    noun = sentence.child(word.i, "pobj", "pcomp")
    if noun is not None and tokens[noun].pos == "VERB":  # "according to show insiders"
        noun = sentence.child(noun, "dobj", "nsubj")
    first = word.i - len(words) + 1
    if noun is None or tokens[noun].pos not in ("NOUN", "PROPN", "PRON", "NUM"):
        return None
    if words == ("per",) and tokens[noun].ent not in ("ORG", "PERSON"):
        return None
    phrase = set(range(first, word.i + 1)) | set(sentence.subtree(noun))
    said = _phrase_content(sentence, first, phrase)
    kind = phrase_cues()[words]
    return Report(sentence, first, (first, word.i), tokens[first].lower, kind,
                  noun, said, clause=phrase)  # fmt: skip


@cache
def _phrase_ends() -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of the lexicon by their last word."""
    ends: dict[str, list[tuple[str, ...]]] = {}
    for words in phrase_cues():
        ends.setdefault(words[-1], []).append(words)
    return ends


def _phrase_content(sentence: Sentence, first: int, phrase: set[int]) -> set[int]:
    """Return the clause an attributing phrase belongs to, without the phrase.

    At the head of a sentence, or after a comma at its end, it covers the whole sentence.
    """
    tokens = sentence.tokens
    everything = {t.i for t in tokens}
    words = [t.i for t in tokens if t.pos != "PUNCT"]
    if first == words[0] or (first and max(phrase) >= words[-1] and tokens[first - 1].text == ","):
        return everything - phrase
    head = tokens[first].head
    while tokens[head].pos not in ("VERB", "AUX") and tokens[head].head != head:
        head = tokens[head].head
    return clause_of(sentence, head) - phrase


def _read_adverb(sentence: Sentence, word: Token) -> Report | None:
    """Read "allegedly", "reportedly", "alleged": nobody is named."""
    tokens = sentence.tokens
    if word.dep not in ("advmod", "amod") or word.head == word.i:
        return None
    said = clause_of(sentence, word.head) - {word.i}
    return Report(sentence, word.i, (word.i, word.i), tokens[word.i].lower,
                  adverb_cues()[word.lower], None, said)  # fmt: skip


def _read_noun(sentence: Sentence, noun: Token) -> Report | None:
    """Read "X's claim that …", "accusations by X that …", "criticism of …"."""
    tokens = sentence.tokens
    said: set[int] = set()
    for child in sentence.children_of(noun.i, "acl", "ccomp", "relcl"):
        mark = sentence.child(child, "mark")
        if mark is not None and tokens[mark].lower == "that" and child > noun.i:
            said.update(sentence.subtree(child))
    owner = sentence.child(noun.i, "poss")
    for prep in sentence.children_of(noun.i, "prep"):
        if owner is None and tokens[prep].lower in ("by", "from"):
            owner = sentence.child(prep, "pobj")
    if owner is None:
        owner = _holder(sentence, noun)
    for prep in sentence.children_of(noun.i, "prep"):
        if owner is not None and tokens[prep].lower in _ABOUT:
            said.update(i for i in sentence.subtree(prep) if i != prep)
    if not said:
        return None
    return Report(sentence, noun.i, (noun.i, noun.i), noun.lemma, noun_cues()[noun.lemma],
                  owner, said)  # fmt: skip


def _holder(sentence: Sentence, noun: Token) -> int | None:
    """Return the subject of the light verb over a noun ("made the claim that"), or None."""
    verb = sentence.tokens[noun.head]
    if noun.dep == "dobj" and verb.lemma in _LIGHT:
        return find_subject(sentence, verb.i)
    return None


def _read_citing(sentence: Sentence, word: Token) -> Report | None:
    """Read "…, citing X"; a cited reason ("citing security concerns") is no source."""
    noun = sentence.child(word.i, "dobj")
    if noun is None or word.dep not in ("advcl", "acl", "prep"):
        return None
    if source_kind(sentence, noun) is None:
        return None
    phrase = set(sentence.subtree(word.i))
    head = word.head
    if sentence.tokens[head].lemma in verb_cues() or sentence.tokens[head].pos != "VERB":
        said: set[int] = set()
    else:
        said = clause_of(sentence, head) - phrase
    return Report(sentence, word.i, (word.i, word.i), "cite", "say", noun, said, clause=phrase)
