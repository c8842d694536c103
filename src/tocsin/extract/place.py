"""Which words of a story name the place of an event.

Syntax first ("in Almaty" under the trigger or what governs it), then a place that
is itself attacked, left or sent to, then the rest of the sentence, then the place
the paragraph before speaks of. Whether a name is a place, and which, is
resolve/place.py's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tocsin.extract.event import EventMention
from tocsin.extract.lexicon import load_lexicon
from tocsin.extract.noun import country_names, is_agent, is_country, is_place
from tocsin.extract.predicate import expand, prep_objects
from tocsin.kb.gazetteer import open_gazetteer
from tocsin.records import Sentence, Span

_LOCAL = frozenset(
    "in at near on across around outside inside throughout within from to into along off above over toward towards through covering between".split()
)
_STRONG = frozenset("in at near across around outside inside throughout within covering".split())
_WAYS = frozenset({"from", "to", "into", "toward", "towards"})
_KINDS = frozenset(
    "city town village district province region state county area capital port suburb island".split()
)
_COMMON = frozenset(
    {"capital", "country", "city", "town", "village", "district", "province", "region"}
)
_WHOLES = frozenset(
    "street road square avenue outskirt suburb center centre downtown port gate neighborhood neighbourhood part area".split()
)  # "the streets of X" are in X
_MOVES = frozenset(
    "access deployment entry passage return travel trip visit".split()
)  # "access to X"
_CONTESTS = frozenset("battle clash combat fight fighting offensive siege war".split())
_MISSIONS = frozenset({"embassy", "consulate"})  # one "of X" is not in X
_TAKING = frozenset("capture fall recapture seizure siege storming".split())
_CITY = 200_000  # people
_CLIMB = 3


def toponyms(
    sentence: Sentence, *, is_person: Callable[[str], bool] = lambda word: False
) -> list[tuple[int, Span]]:
    """Return the heads and spans of the names that may be places, in text order.

    Named entities of place, every other proper name that stands where a place does
    ("in X", "the town of X") or is a country's, and "the capital", "the country".
    """
    found: dict[int, Span] = {}
    for start, end, label in sentence.entities:
        if label in ("GPE", "LOC", "FAC"):
            first, last = _trimmed(sentence, start, end - 1)
            if is_person(sentence.tokens[last].text) and not _stands_as_place(sentence, last):
                continue
            found[_head(sentence, first, last)] = sentence.span(first, last)
    inside = {i for start, end, _ in sentence.entities for i in range(start, end)}
    single = {(start, end) for start, end, _ in sentence.entities if end == start + 1}
    covered = {
        i
        for i in inside
        for span in found.values()
        if span.start <= sentence.tokens[i].start < span.end
    }
    for token in sentence.tokens:
        if token.i in covered or token.i in found or token.ent in ("DATE", "TIME"):
            continue
        if is_person(token.text) and not _stands_as_place(sentence, token.i):
            continue
        opening = _definite_start(sentence, token.i) if token.lemma in _COMMON else None
        if opening is not None:
            found[token.i] = sentence.span(opening, token.i)
        elif token.pos == "PROPN" and _names_unit(sentence, token.i):
            found.setdefault(
                token.head, sentence.span(_first_of_name(sentence, token.i), token.head)
            )
        elif token.pos == "PROPN" and (token.dep != "compound" or token.head < token.i):
            if (
                token.i not in inside
                or _stands_as_place(sentence, token.i)
                or token.lower in country_names()
                or ((token.i, token.i + 1) in single and _is_city(token.text))
            ):
                found[token.i] = sentence.span(_first_of_name(sentence, token.i), token.i)
    return sorted(found.items(), key=lambda item: item[1].start)


def _is_city(word: str) -> bool:
    """Tell whether a name is first of all that of a city, whatever the model takes it for."""
    rows = open_gazetteer().places(word)
    return bool(rows) and rows[0].main and rows[0].population >= _CITY


def _names_unit(sentence: Sentence, i: int) -> bool:
    """Tell whether a name stands before the word for its kind: "Helmand province"."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    return (
        token.dep in ("compound", "nmod")
        and token.head == i + 1
        and head.lemma.lower() in _KINDS
        and head.ent not in ("PERSON", "ORG")
    )


def _trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    while last > first and sentence.tokens[last].tag == "POS":
        last -= 1
    while first < last and sentence.tokens[first].pos in ("DET", "ADJ", "ADV"):
        first += 1
    return first, last


def _head(sentence: Sentence, first: int, last: int) -> int:
    return next(
        (i for i in range(first, last + 1) if not first <= sentence.tokens[i].head <= last), last
    )


def _first_of_name(sentence: Sentence, i: int) -> int:
    first = i
    while (
        first and sentence.tokens[first - 1].pos == "PROPN" and sentence.tokens[first - 1].head == i
    ):
        first -= 1
    return first


def _definite_start(sentence: Sentence, i: int) -> int | None:
    """Return where "the capital", "the Ukrainian capital" starts; None when "of X" narrows it."""
    tokens = sentence.tokens
    if any(tokens[j].lower == "of" for j in sentence.children_of(i, "prep")):
        return None
    first = i - 1
    if first > 0 and is_country(sentence, first):
        first -= 1
    return first if first >= 0 and tokens[first].lower == "the" else None


def _stands_as_place(sentence: Sentence, i: int) -> bool:
    head = sentence.tokens[sentence.tokens[i].head]
    if sentence.tokens[i].dep in ("dobj", "nsubjpass") and head.pos == "VERB":
        return head.lemma.lower() in load_lexicon().classes["taken"]  # "recaptured X"
    if head.dep != "prep" or sentence.tokens[i].dep != "pobj":
        return False
    if head.lower == "of":
        of = sentence.tokens[head.head].lemma.lower()
        return of in _KINDS or of in load_lexicon().classes["attack"] | _TAKING
    return head.lower in _STRONG or head.lower in _WAYS


def place_candidates(
    mention: EventMention, names: list[tuple[int, Span]]
) -> list[tuple[bool, Span]]:
    """Return the place names of the mention's own sentence, best first.

    Each with whether syntax ties it to the event, or it merely stands in the sentence.
    """
    spans = dict(names)
    found: dict[int, bool] = {}
    for i in (*_attached(mention), *_arguments(mention), *_clauses(mention)):
        if i in spans:
            found.setdefault(i, True)
    for i in _elsewhere(mention, spans):
        found.setdefault(i, False)
    return [(tied, spans[i]) for i, tied in found.items()]


def _attached(mention: EventMention) -> Iterator[int]:
    sentence = mention.sentence
    starts = list(dict.fromkeys((mention.trigger, mention.support)))
    climb = [a for i in starts[:1] for a in sentence.ancestors(i)[:_CLIMB]]
    for prepositions in (_STRONG, _LOCAL):
        for i in [*starts, *_clause_only(sentence, starts[0], climb)]:
            yield from _below(sentence, i, prepositions)
    if mention.row.type == "PROTEST":  # "the Iran protests"
        yield from sentence.children_of(mention.trigger, "compound", "nmod")
    objects = sentence.children_of(mention.trigger, "dobj", "nsubjpass", "nsubj")
    for i in objects:
        if sentence.tokens[i].lemma in _WHOLES:
            yield from _below(sentence, i, frozenset({"of"}))
        if sentence.tokens[i].lemma in _CONTESTS:
            yield from _below(sentence, i, frozenset({"for", "over"}))
        if sentence.tokens[i].lemma in _MOVES:
            yield from _below(sentence, i, _WAYS)
    for i in dict.fromkeys((*mention.recipients, *mention.actors, *objects)):
        yield from _below(sentence, i, _STRONG)


def _clause_only(sentence: Sentence, i: int, climb: list[int]) -> list[int]:
    """Keep the governors up to, and without, the verb of saying."""
    kept: list[int] = []
    child = i
    for j in climb:
        if sentence.tokens[child].dep in ("ccomp", "parataxis", "relcl"):
            break
        kept.append(j)
        child = j
    return kept


def _below(sentence: Sentence, i: int, prepositions: frozenset[str]) -> Iterator[int]:
    for j in sentence.children[i]:
        token = sentence.tokens[j]
        if token.lower in prepositions and token.dep in ("prep", "acl", "advcl", "agent"):
            for head in expand(
                sentence, prep_objects(sentence, j) or sentence.children_of(j, "dobj")
            ):
                yield head
                yield from sentence.children_of(head, "appos", "compound", "nmod")
                for k in sentence.children_of(head, "prep"):
                    if (
                        sentence.tokens[head].lemma in _MISSIONS
                        and sentence.tokens[k].lower == "of"
                    ):
                        continue
                    if sentence.tokens[k].lower in ("of", "in", "near", "on", "at"):
                        yield from expand(sentence, prep_objects(sentence, k))
                yield from sentence.children_of(head, "poss")
        elif token.dep in ("npadvmod", "dep", "appos"):
            yield j


def _arguments(mention: EventMention) -> Iterator[int]:
    sentence = mention.sentence
    for i in mention.recipients:
        yield i
        people = is_agent(sentence, i) and not is_place(sentence, i)
        for j in sentence.children_of(i, "compound", "nmod", "poss", "appos"):
            if not (people and is_country(sentence, j)):  # "U.S. soldiers" are anywhere
                yield j
        for k in sentence.children_of(i, "prep"):
            own = sentence.tokens[k].lower == "of" and sentence.tokens[i].lemma in _MISSIONS
            if sentence.tokens[k].lower in ("of", "in", "from") and not own:
                yield from prep_objects(sentence, k)


def _clauses(mention: EventMention) -> Iterator[int]:
    """Places of clauses around: "Dhaka, where troops patrolled", "a crowd that met in Goma"."""
    sentence = mention.sentence
    for i in (mention.trigger, *sentence.ancestors(mention.trigger)[:1]):
        if sentence.tokens[i].dep == "relcl" and any(
            sentence.tokens[j].lower == "where" for j in sentence.children[i]
        ):
            yield sentence.tokens[i].head
    for i in mention.recipients:
        for j in sentence.children_of(i, "relcl", "acl"):
            yield from _below(sentence, j, _STRONG)


def _elsewhere(mention: EventMention, spans: dict[int, Span]) -> Iterator[int]:
    """Other names of the sentence that stand under a preposition of place."""
    sentence = mention.sentence
    above = {mention.trigger, *sentence.ancestors(mention.trigger)}
    for i in sorted(spans, key=lambda k: abs(k - mention.trigger)):
        if _in_other_clause(sentence, i, above):
            continue  # "three died, and the wounded were flown to X"
        if any(
            sentence.tokens[j].dep == "prep" and sentence.tokens[j].lower in _STRONG
            for j in sentence.ancestors(i)[:3]
        ):
            yield i


def _in_other_clause(sentence: Sentence, i: int, above: set[int]) -> bool:
    """Tell whether a name stands in a coordinated clause with a subject of its own."""
    tokens = sentence.tokens
    for j in sentence.ancestors(i):
        if j in above:
            return False
        own = tokens[j].dep == "conj" and tokens[j].pos in ("VERB", "AUX")
        if own and sentence.child(j, "nsubj", "nsubjpass") is not None:
            return True
    return False
