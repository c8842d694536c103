"""Noun phrases that name a source: how far they reach and what kind of source they are.

Knows names, titles, appositions and coordination; does not resolve pronouns or names.
"""

from __future__ import annotations

import re

from tocsin.extract.cue import source_nouns
from tocsin.records import Outlet, Sentence, Span

_LEFT = frozenset(
    "det amod compound poss nummod nmod quantmod predet advmod case punct neg".split()
)  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_MEDIA = frozenset({"agency", "outlet"})
_STAFF = frozenset(
    "reporter journalist correspondent editor producer stringer contributor team crew "
    "reporting review analysis tally count investigation service website bureau".split()
)
_OF = frozenset({"of", "for", "to"})  # "a spokesman for", "an adviser to"
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "a", "an", "news", "agency"})


def name_head(sentence: Sentence, head: int) -> int:
    """Return the position of the name a role stands in apposition to, else the head itself.

    In "the ministry's spokeswoman, Maria Zakharova," the head is "spokeswoman" and
    the source is better named by "Maria Zakharova".
    """
    tokens = sentence.tokens
    if tokens[head].pos == "PROPN":
        return head
    for child in sentence.children_of(head, "appos"):
        if tokens[child].pos == "PROPN" and tokens[child].ent == "PERSON":
            return child
    return head


def phrase_bounds(sentence: Sentence, head: int, *, joint: bool = True) -> tuple[int, int]:
    """Return first and last token of a source's noun phrase.

    Left modifiers and a following "of" phrase belong to it (not after a person's
    name), relative clauses and appositions do not; with `joint` a coordination is
    one phrase.
    """
    tokens = sentence.tokens
    first = _left_edge(sentence, head)
    last = head
    if tokens[head].ent != "PERSON":
        last = _of_phrase(sentence, head)
    if joint:
        for conjunct in _conjuncts(sentence, head):
            last = max(last, phrase_bounds(sentence, conjunct, joint=False)[1])
    return first, last


def _left_edge(sentence: Sentence, head: int) -> int:
    first = head
    for child in sorted((c for c in sentence.children[head] if c < head), reverse=True):
        token = sentence.tokens[child]
        if token.dep not in _LEFT or (token.dep == "punct" and token.text not in "-–"):
            break
        edge = min(sentence.subtree(child))
        if any(sentence.tokens[i].dep in ("relcl", "acl") for i in range(edge, first)):
            break
        first = edge
    return first


def _of_phrase(sentence: Sentence, head: int) -> int:
    """Return the last token of a directly following "of", "for" or "to" phrase, else the head."""
    tokens = sentence.tokens
    for child in sentence.children_of(head, "prep"):
        noun = sentence.child(child, "pobj")
        if child != head + 1 or noun is None or tokens[child].lower not in _OF:
            continue
        first, last = phrase_bounds(sentence, noun, joint=tokens[noun].pos == "PROPN")
        return last if first <= child + 2 else head
    return head


def _conjuncts(sentence: Sentence, head: int) -> list[int]:
    found: list[int] = []
    todo = [head]
    while todo:
        for child in sentence.children_of(todo.pop(), "conj"):
            if sentence.tokens[child].pos in _NOMINAL:
                found.append(child)
                todo.append(child)
    return found


def source_kind(sentence: Sentence, head: int) -> str | None:
    """Return the kind of source a noun phrase names (see `Source`), or None if unclear."""
    tokens = sentence.tokens
    first = _left_edge(sentence, head)
    words = [t.lower for t in tokens[first:head]] + [tokens[head].lemma.lower()]
    nouns = source_nouns()
    for width in range(min(3, len(words)), 0, -1):
        kind = nouns.get(" ".join(words[-width:]))
        if width == 1 and kind is None:
            kind = nouns.get(tokens[head].lower)  # plural nouns of their own ("authorities")
        if kind is not None and tokens[head].ent != "PERSON":
            return kind
    if tokens[head].ent == "PERSON" or (tokens[head].pos == "PROPN" and not tokens[head].ent):
        titled = any(nouns.get(w) == "official" for w in (*words, *_apposed(sentence, head)))
        return "official" if titled else "person"
    return _entity_kind(sentence, first, head)


def _apposed(sentence: Sentence, head: int) -> list[str]:
    roles = sentence.children_of(head, "appos")
    if sentence.tokens[head].dep == "appos":
        roles.append(sentence.tokens[head].head)
    return [sentence.tokens[i].lemma.lower() for i in roles]


def _entity_kind(sentence: Sentence, first: int, head: int) -> str | None:
    tokens = sentence.tokens
    if any(source_nouns().get(t.lower) in _MEDIA for t in tokens[first:head] if t.pos == "PROPN"):
        return "outlet"
    if tokens[head].ent == "GPE":
        return "government"
    return "organization" if tokens[head].ent in ("ORG", "NORP") else None


def is_media(sentence: Sentence, head: int) -> bool:
    """Whether a noun phrase names a news agency, broadcaster or paper."""
    return source_kind(sentence, head) in _MEDIA


def is_outlet(sentence: Sentence, head: int, outlet: Outlet) -> bool:
    """Whether a noun phrase names the publishing outlet or somebody of its staff.

    The outlet goes by its name or its acronym ("VOA", "a VOA reporter").
    """
    if outlet.name is None:
        return False
    first, last = phrase_bounds(sentence, head, joint=False)
    phrase = " ".join(t.lower for t in sentence.tokens[first : last + 1])
    phrase = re.sub(r"^(the|a|an|one|this) ", "", phrase)
    names = outlet_names(outlet)
    if phrase in names or re.sub(r" (news )?(agency|website)$", "", phrase) in names:
        return True
    proper = [t for t in sentence.tokens[first : last + 1] if t.pos == "PROPN"]
    if len(proper) > 1 and "".join(t.lower[0] for t in proper) == outlet.name.lower():
        return True  # the outlet is known by its acronym, the story spells it out
    staff = sentence.tokens[head].lemma.lower() in _STAFF
    return staff and any(re.search(rf"\b{re.escape(name)}\b", phrase) for name in names)


def outlet_names(outlet: Outlet) -> frozenset[str]:
    """Return the names an outlet goes by, in lower case.

    >>> sorted(outlet_names(Outlet(name="Voice of America")))
    ['va', 'voa', 'voice of america']
    """
    if outlet.name is None:
        return frozenset()
    words = re.findall(r"\w+", outlet.name.lower())
    while words and words[0] in ("the", "a"):
        words = words[1:]
    names = {" ".join(words)}
    if len(words) > 1:
        long = [w for w in words if w not in _SMALL]
        names |= {"".join(w[0] for w in words), "".join(w[0] for w in long)}
    return frozenset(n for n in names if len(n) > 1)


def phrase_span(sentence: Sentence, head: int) -> Span:
    """Return the span of a source's noun phrase, without a possessive ending."""
    first, last = phrase_bounds(sentence, head)
    return sentence.span(first, last)
