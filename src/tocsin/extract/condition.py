"""Test the conditions of lexicon rows against a word in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import lru_cache

from tocsin.extract import noun
from tocsin.extract.lexicon import NO_EVENT, Condition, Row, load_lexicon
from tocsin.extract.predicate import Predicate, prep_objects, read_predicate
from tocsin.records import Document, Sentence

HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN"})
_MODIFIERS = ("compound", "amod", "nmod")
_INNER = frozenset(
    {"nsubj", "nsubjpass", "dobj", "aux", "auxpass", "punct", "cc", "mark", "conj"}
)  # dependants that `with` does not look at
_ILLNESS = Condition("with", frozenset(), ("illness",))


class Conditions:
    """Finds the row of the lexicon that fits a word, in one story.

    `said` tells whether an offset lies in what somebody is said to have said.
    """

    def __init__(self, document: Document, said: Callable[[int], bool]):
        self.lexicon = load_lexicon()
        self.said = said
        self._words = {t.lemma.lower() for s in document.sentences for t in s.tokens}
        self._violent = not self._words.isdisjoint(_violent_words())

    def verb_row(self, sentence: Sentence, i: int) -> tuple[Row, Predicate] | None:
        """Return the reading of a verb, with its arguments, or None."""
        rows = self._verb_rows(sentence, i)
        if not rows:
            return None
        predicate = read_predicate(sentence, i)
        row = self._first(rows, sentence, predicate)
        return None if row is None or row.type == NO_EVENT else (row, predicate)

    def noun_row(self, sentence: Sentence, p: Predicate) -> Row | None:
        """Return the reading of a noun or adjective, or None."""
        nouns = self.lexicon.nouns
        rows = nouns.get(noun_lemma(sentence, p.head)) or nouns.get(sentence.tokens[p.head].lower)
        row = self._first(rows or (), sentence, p)
        return None if row is None or row.type == NO_EVENT else row

    def _first(self, rows: tuple[Row, ...], sentence: Sentence, p: Predicate) -> Row | None:
        return next(
            (r for r in rows if all(self._holds(c, sentence, p) for c in r.conditions)), None
        )

    def _verb_rows(self, sentence: Sentence, i: int) -> tuple[Row, ...]:
        verbs = self.lexicon.verbs
        lemma = verb_lemma(sentence, i, verbs)
        for j in sentence.children_of(i, "prt"):
            rows = verbs.get(f"{lemma} {sentence.tokens[j].lower}")
            if rows:
                return rows
        for j in sentence.children_of(i, "prep", "advmod"):  # the parser is unsure of particles
            if j != i + 1:
                continue  # "gave a credit in 2001" is no giving in
            rows = verbs.get(f"{lemma} {sentence.tokens[j].lower}")
            if rows:
                return rows
        return verbs.get(lemma, ())

    def _holds(self, c: Condition, sentence: Sentence, p: Predicate) -> bool:
        i = p.head
        match c.test:
            case "obj" if not (c.words or c.classes):
                return bool(p.objects)
            case "noobj":
                return not p.objects
            case "obj":
                return self._any(c, sentence, p.objects)
            case "not-obj":
                return not self._any(c, sentence, p.objects)
            case "subj":
                return self._any(c, sentence, p.subjects)
            case "agent":
                return p.passive and self._any(c, sentence, p.subjects)
            case "with":
                return self._any(c, sentence, dependants(sentence, i))
            case "mod":
                return self._any(c, sentence, sentence.children_of(i, *_MODIFIERS))
            case "not-mod":
                return not self._any(c, sentence, sentence.children_of(i, *_MODIFIERS))
            case "prep":
                return bool(c.words & prepositions(sentence, i, p.objects))
            case "obj-mod":
                return any(
                    self._any(c, sentence, sentence.children_of(j, *_MODIFIERS)) for j in p.objects
                )
            case "not-prep":
                return not c.words & prepositions(sentence, i, p.objects)
            case "under":
                return sentence.tokens[sentence.tokens[i].head].lower in c.words
            case "not-under":
                return sentence.tokens[sentence.tokens[i].head].lower not in c.words
            case "story":
                return not self._words.isdisjoint(self._listed(c))
            case "pass":
                return p.passive
            case "neg":
                return p.negated
            case "clause":
                return self._clause(c, sentence, i)
            case "plural":
                return sentence.tokens[i].tag in ("NNS", "NNPS")
            case "said":
                return self.said(sentence.tokens[i].start)
            case _:  # violent
                return self._violent and not self._any(_ILLNESS, sentence, dependants(sentence, i))

    def _clause(self, c: Condition, sentence: Sentence, i: int) -> bool:
        heads = sentence.children_of(i, "ccomp", "xcomp")
        if not (c.words or c.classes):
            return bool(heads)
        return self._any(c, sentence, heads)

    def _listed(self, c: Condition) -> frozenset[str]:
        """Return the words of a condition, those of its classes included."""
        return c.words.union(*(self.lexicon.classes[name] for name in c.classes))

    def _hostile(self, sentence: Sentence, i: int) -> bool:
        found = self.verb_row(sentence, i)
        return found is not None and found[0].type in HOSTILE and not found[1].negated

    def _any(self, c: Condition, sentence: Sentence, heads: tuple[int, ...] | list[int]) -> bool:
        return any(self._is(c, sentence, j) for j in heads)

    def _is(self, c: Condition, sentence: Sentence, i: int) -> bool:
        lemma = noun_lemma(sentence, i)
        if lemma in c.words or sentence.tokens[i].lower in c.words:
            return True
        return any(self._in_class(name, sentence, i, lemma) for name in c.classes)

    def _in_class(self, name: str, sentence: Sentence, i: int, lemma: str) -> bool:
        match name:
            case "people":
                return noun.is_agent(sentence, i)
            case "country":
                return noun.is_country(sentence, i)
            case "authority":
                return noun.is_authority(sentence, i)
            case "hostile":
                return self._hostile(sentence, i)
            case "body":
                return sentence.tokens[i].ent == "ORG" or lemma in self.lexicon.classes[name]
            case _:
                return lemma in self.lexicon.classes[name]


def dependants(sentence: Sentence, i: int) -> list[int]:
    """Return dependants other than subject and object, and noun heads below prepositions."""
    found: list[int] = []
    for j in sentence.children[i]:
        dep = sentence.tokens[j].dep
        if dep in ("prep", "agent", "dative", "prt"):
            found += [j, *prep_objects(sentence, j)]
        elif dep not in _INNER:
            found.append(j)
            if dep in ("ccomp", "xcomp"):  # "left five people dead" may be parsed as a small clause
                found += sentence.children_of(j, "acomp", "oprd", "attr")
    return found


def prepositions(sentence: Sentence, i: int, objects: tuple[int, ...]) -> set[str]:
    """Return the prepositions of a word, its objects and its clauses ("call *for* X to leave")."""
    found = {
        sentence.tokens[j].lower
        for j in sentence.children_of(i, "prep", "agent", "dative", "prt", "acl", "advcl")
    }
    for k in sentence.children_of(i, "ccomp", "xcomp", "advcl"):  # "called for the army to leave"
        found |= {sentence.tokens[j].lower for j in sentence.children_of(k, "mark")}
    for k in objects:
        found |= {sentence.tokens[j].lower for j in sentence.children_of(k, "prep", "acl")}
    return found


def verb_lemma(sentence: Sentence, i: int, known: Container[str]) -> str:
    """Return the lemma of a verb as a table spells it, where the lemmatizer missed it."""
    token = sentence.tokens[i]
    lemma = token.lemma.lower()
    if lemma in known:
        return lemma
    stem = token.lower.removesuffix("ing").removesuffix("ed").removesuffix("d")
    return next((f for f in (token.lower, stem, stem + "e") if f in known), lemma)


def noun_lemma(sentence: Sentence, i: int) -> str:
    """Return the lemma of a noun, with what a hyphen ties to it ("cease-fire", "sit-ins")."""
    tokens = sentence.tokens
    lemma = tokens[i].lemma.lower()
    if i >= 2 and tokens[i - 1].text == "-" and tokens[i - 2].end == tokens[i - 1].start:
        joined = f"{tokens[i - 2].lower}-{lemma}"
        if joined in _hyphenated():
            return joined
    return lemma


@lru_cache(maxsize=1)
def _hyphenated() -> frozenset[str]:
    lexicon = load_lexicon()
    words = {*lexicon.nouns, *(w for words in lexicon.classes.values() for w in words)}
    return frozenset(w for w in words if "-" in w)


@lru_cache(maxsize=1)
def _violent_words() -> frozenset[str]:
    """Return the words that tell of violence in other words than of death."""
    lexicon = load_lexicon()
    rows = [
        row for table in (lexicon.verbs, lexicon.nouns) for rows in table.values() for row in rows
    ]
    violent = {
        r.lemma
        for r in rows
        if r.type in ("ASSAULT", "PROTEST") and r.bare == "yes" and not r.conditions
    }
    return frozenset(violent) - lexicon.classes["death"]
