"""Who a later, shorter mention stands for: surnames, acronyms, pronouns, "the group".

A story introduces people and bodies by their full name and takes them up by
surname, acronym, role or pronoun. This module keeps the full names in order of
mention and links later mentions to them; it asks no knowledge base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.extract.lexicon import load_lexicon
from tocsin.extract.noun import is_agent, role_heads, sectors_of
from tocsin.extract.phrase import head_phrase
from tocsin.records import Document, Sentence, Span

_HE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself", "i", "me", "my"})
_THEY = frozenset({"they", "them", "their", "themselves", "we", "us", "our"})
_IT = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})  # the speaker of a quote
_GROUP = frozenset(
    "group body movement organization organisation alliance bloc party militia outfit agency".split()
)
_ACRONYM = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Za-z0-9&-]{1,11})\s*\)")
_DASHED = re.compile(r"\bor\s+([A-Z]{2,10})\b|,\s+([A-Z]{3,10}),")
_BELONGING = re.compile(r"\b(?:at|for|from|in|of|to|with)\b[^,]*")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "&", "to", "de"})
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something a story names.

    `name`: the fullest name; `description`: the words that introduce it, title or
    apposition included; `kind`: person, body, force (a body in the plural), country,
    place or group; `start`: first mention.
    """

    name: str
    description: str
    kind: str
    start: int


class Referents:
    """The names of one story, and what shorter mentions stand for."""

    def __init__(self, document: Document):
        self._by_word: dict[str, Referent] = {}  # surname or acronym -> referent
        self._order: list[tuple[int, Referent, bool]] = []  # mentions: start, referent, is subject
        for sentence in document.sentences:
            for i in _name_heads(sentence):
                self._mention(document.article.text, sentence, i)
            self._order.extend(_groups(sentence))

    def of(self, sentence: Sentence, i: int) -> Referent | None:
        """Return what a noun head stands for, or None when the story does not tell."""
        token = sentence.tokens[i]
        if token.lower in _FIRST:
            return None  # whose quote it is in tells
        if token.pos == "PRON" or token.tag == "PRP$":
            return self._pronoun(sentence, i)
        found = self._by_word.get(_key(token.text)) or self._apposed(sentence, i)
        if found is not None:
            return found
        words = head_phrase(sentence, i).text.split()
        found = next(
            (
                self._by_word[w]
                for w in map(_key, reversed(words))
                if w in self._by_word and w.isupper()
            ),
            None,
        )
        if found is not None and token.pos == "PROPN":
            return found
        if any(sentence.tokens[j].lower in ("the", "this") for j in sentence.children_of(i, "det")):
            return self._definite(sentence, i)
        return None

    def is_person(self, word: str) -> bool:
        """Tell whether a word is the surname of a person in the story."""
        found = self._by_word.get(_key(word))
        return found is not None and found.kind == "person"

    def _apposed(self, sentence: Sentence, i: int) -> Referent | None:
        """Return the name given in apposition: "the spokeswoman, NAME,"."""
        names = (sentence.tokens[j] for j in sentence.children_of(i, "appos"))
        return next(
            (r for t in names if t.pos == "PROPN" and (r := self._by_word.get(_key(t.text)))), None
        )

    def _mention(self, text: str, sentence: Sentence, i: int) -> None:
        span = head_phrase(sentence, i)
        name = _bare_name(sentence, i, span)
        known = self._by_word.get(_key(sentence.tokens[i].text))
        if known is not None and (
            len(known.name) >= len(name) or name.split()[-1] != known.name.split()[-1]
        ):
            referent = known
        else:
            kind = _kind(sentence, i, name)
            description = _described(sentence, i, span)
            if known is not None and len(known.description) > len(description):
                description = known.description
            referent = Referent(name, description, kind, span.start)
            self._by_word[_key(sentence.tokens[i].text)] = referent
            for acronym in _acronyms(text, span, name):
                self._by_word.setdefault(acronym, referent)
        subject = sentence.tokens[i].dep in _SUBJECTS
        self._order.append((span.start, referent, subject))

    def _before(self, offset: int, kinds: tuple[str, ...], reach: int) -> Referent | None:
        """Return the last fitting referent before an offset, subjects preferred."""
        near = [m for m in self._order if offset - reach <= m[0] < offset and m[1].kind in kinds]
        subjects = [m for m in near if m[2]]
        return (subjects or near)[-1][1] if near else None

    def _pronoun(self, sentence: Sentence, i: int) -> Referent | None:
        token = sentence.tokens[i]
        before = token.start
        if token.dep in ("dobj", "pobj", "dative", "nsubjpass"):
            before = _clause_start(sentence, i)  # not the subject of its own clause
        if token.lower in _HE:
            return self._before(before, ("person",), 1200)
        if token.lower in _IT:
            return self._before(before, ("body", "force", "country"), 400)
        if token.lower in _THEY:
            return self._before(before, ("group", "force"), 400)
        return None

    def _definite(self, sentence: Sentence, i: int) -> Referent | None:
        """Return the last one introduced by the word of "the minister", "the group"."""
        token = sentence.tokens[i]
        word = token.lemma.lower()
        wanted = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        for start, referent, _ in reversed(self._order):
            if start < token.start and wanted.search(_own_words(referent)):
                return referent
        if word in _GROUP:
            return self._before(token.start, ("body", "force"), 800)
        return None


def _own_words(referent: Referent) -> str:
    """Return what describes somebody, not whom he serves: "spokesman", not "of the ministry"."""
    if referent.kind != "person":
        return referent.description
    return _BELONGING.sub("", referent.description)


def _clause_start(sentence: Sentence, i: int) -> int:
    """Return where the subject of a pronoun's own verb starts, else the pronoun's start."""
    for j in sentence.ancestors(i)[:3]:
        subject = sentence.child(j, *_SUBJECTS)
        if subject is not None:
            return min(sentence.tokens[subject].start, sentence.tokens[i].start)
    return sentence.tokens[i].start


def _groups(sentence: Sentence) -> list[tuple[int, Referent, bool]]:
    """Return the plural nouns that a later "they" may take up."""
    found = []
    for t in sentence.tokens:
        plural = t.tag == "NNS" or t.lower == "police" or t.lower == "people"
        if (
            plural
            and t.pos == "NOUN"
            and t.lower != "others"
            and t.dep in (*_SUBJECTS, "dobj", "pobj")
            and is_agent(sentence, t.i)
        ):
            span = head_phrase(sentence, t.i)
            found.append(
                (
                    span.start,
                    Referent(span.text, span.text, "group", span.start),
                    t.dep in _SUBJECTS,
                )
            )
    return found


def _key(word: str) -> str:
    return word.strip(".,'’\"“”()")


def _name_heads(sentence: Sentence) -> list[int]:
    found = []
    for t in sentence.tokens:
        if t.pos != "PROPN" or t.ent in ("DATE", "TIME", "NORP") or len(t.text) < 2:
            continue
        if t.dep in ("compound", "nmod", "amod", "flat") and t.head > t.i:
            continue
        if t.lower in role_heads() and t.ent != "GPE" and _is_definite(sentence, t.i):
            continue  # "the Colonel" is a title, no name
        found.append(t.i)
    return found


def _is_definite(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun has nothing but an article: "the Colonel"."""
    own = [sentence.tokens[j] for j in sentence.children[i] if j < i]
    return len(own) == 1 and own[0].lower == "the"


def _bare_name(sentence: Sentence, i: int, span: Span) -> str:
    """Return the capitalised end of a phrase: the name without titles and adjectives."""
    for start, end, label in sentence.entities:
        if start <= i < end and label in ("PERSON", "ORG", "GPE"):
            if label == "ORG":
                start = _name_start(sentence, start, i)
            text = sentence.span(start, end - 1).text
            words = text.removeprefix("the ").removeprefix("The ")
            return re.sub(r"['’]s$", "", words) or span.text
    kept: list[str] = []
    for word in reversed(span.text.split()):
        if not word[:1].isupper() and word.lower() not in _SMALL:
            break
        if word.lower() in role_heads() and kept:
            break
        kept.append(word)
    while kept and kept[-1].lower() in _SMALL:
        kept.pop()
    return re.sub(r"['’]s$", "", " ".join(reversed(kept)) or span.text)


def _name_start(sentence: Sentence, start: int, i: int) -> int:
    """Return where a body's name starts when the model cut it short ("Human Rights [Watch]")."""
    tokens = sentence.tokens
    while start and tokens[start - 1].pos == "PROPN" and tokens[start - 1].head in (i, start):
        if tokens[start - 1].lower in role_heads():
            break
        start -= 1
    return start


def _described(sentence: Sentence, i: int, span: Span) -> str:
    parts = [span.text]
    for j in sentence.children_of(i, "appos"):
        positions = [
            k for k in sentence.subtree(j) if sentence.tokens[k].dep not in ("relcl", "acl")
        ]
        if len(positions) <= 15:
            parts.append(sentence.span(positions[0], positions[-1]).text)
    token = sentence.tokens[i]
    if token.dep == "appos":  # "the country's president, NAME"
        head = head_phrase(sentence, token.head).text
        parts.append(head)
    return ", ".join(parts)


def _kind(sentence: Sentence, i: int, name: str) -> str:
    label = sentence.tokens[i].ent
    titled = any(
        sectors_of(sentence, j) for j in sentence.children_of(i, "compound", "nmod", "appos")
    )
    if label == "GPE":
        return "country"
    if label != "PERSON" and sentence.tokens[i].tag == "NNPS":
        return "force"
    if len(name.split()) > 1 and (label == "PERSON" or titled):
        return "person"
    if label == "PERSON" and titled:
        return "person"
    if label == "ORG" and len(name.split()) == 2 and _personal(sentence, i):
        return "person"
    if label == "FAC" or _last_word(name) in load_lexicon().classes["building"]:
        return "place"
    return "body"


def _last_word(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _personal(sentence: Sentence, i: int) -> bool:
    """A two-word name with a personal apposition or a speaking verb is a person whatever NER says."""
    return any(sectors_of(sentence, j) for j in sentence.children_of(i, "appos", "relcl"))


def _acronyms(text: str, span: Span, name: str) -> list[str]:
    found = []
    after = text[span.end : span.end + 24]
    for pattern in (_ACRONYM, _DASHED):
        match = pattern.match(after.lstrip(" ")) or pattern.match(after)
        if match:
            found.append(next(g for g in match.groups() if g))
    initials = "".join(w[0] for w in name.split() if w.lower() not in _SMALL and w[:1].isupper())
    if len(initials) >= 3 and initials != name:
        found.append(initials)
    return found
