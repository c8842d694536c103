"""Who stands behind a cue in the syntax of its sentence: its subject, its agent, its medium.

Knows shared subjects of coordinated and participial verbs, inverted order after a
quote, and the usual mistakes of the parser. Does not know what is said.
"""

from __future__ import annotations

from tocsin.extract.cue import source_nouns, verb_cues
from tocsin.extract.source import is_media, source_kind
from tocsin.records import Sentence, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def find_subject(sentence: Sentence, verb: int, depth: int = 0) -> int | None:
    """Return the head of a verb's subject, its own or the one it shares."""
    tokens = sentence.tokens
    own = _nearest_subject(sentence, verb)
    if own is not None:
        if tokens[own].lower in _RELATIVE and tokens[verb].dep == "relcl":
            return _antecedent(sentence, tokens[verb].head, tokens[own].lower)
        return own
    if depth > 4 or sentence.child(verb, *_SUBJECTS) is not None:
        return None
    dep, head = tokens[verb].dep, tokens[verb].head
    if dep == "acl" and tokens[head].pos in ("NOUN", "PROPN"):
        return _issuer(sentence, head)
    if dep == "pcomp":
        above = (i for i in sentence.ancestors(head) if tokens[i].pos in ("VERB", "AUX"))
        head = find_main(sentence, verb, next(above, head))
    elif dep == "conj":
        head = find_coordinate(sentence, verb)
    elif dep == "xcomp" and (told := sentence.child(head, "dobj")) is not None:
        return told
    elif dep == "advcl":
        head = find_main(sentence, verb, head)
    elif dep not in ("xcomp", "ccomp", "dep", "parataxis"):
        return None
    if tokens[head].pos not in ("VERB", "AUX"):
        return None
    passive = sentence.child(head, "nsubjpass")
    return passive if passive is not None else find_subject(sentence, head, depth + 1)


def _antecedent(sentence: Sentence, noun: int, relative: str) -> int:
    """Return who "who" stands for: in "X, head of the bank, who …" X, not the bank."""
    tokens = sentence.tokens
    if relative != "who" or tokens[noun].ent not in ("ORG", "GPE"):
        return noun
    named = (i for i in sentence.ancestors(noun) if tokens[i].ent == "PERSON")
    return next(named, noun)


def find_main(sentence: Sentence, verb: int, head: int) -> int:
    """Return the verb whose subject a participle shares, `head` being what it hangs on.

    After a comma it is the speaker who goes on ("X said the road was shut, adding
    that …"), wherever the parser hangs the participle.
    """
    tokens = sentence.tokens
    first = min(sentence.subtree(verb))
    if tokens[verb].dep == "pcomp":
        first = tokens[verb].head
    if tokens[verb].tag != "VBG" or first == 0 or tokens[first - 1].text != ",":
        return head
    while tokens[head].dep in ("ccomp", "conj", "xcomp") and tokens[head].head != head:
        above = tokens[tokens[head].head]
        if tokens[head].dep == "ccomp" and above.lemma in verb_cues() and above.i < head:
            return above.i
        head = above.i
    return head


def _nearest_subject(sentence: Sentence, verb: int) -> int | None:
    """Return the head of a verb's own subject; of two, the one next to the verb.

    After the verb, a person named before the noun the parser chose is the speaker
    ("…,” said lecturer A B of C University").
    """
    subjects = sentence.children_of(verb, "nsubj")
    if not subjects:
        return None
    nearest = min(subjects, key=lambda i: abs(i - verb))
    for first, end, kind in sentence.entities:
        if kind == "PERSON" and verb < first and end - 1 < nearest:
            return end - 1
    return nearest


def find_coordinate(sentence: Sentence, verb: int) -> int:
    """Return the verb a cue is coordinated with, correcting the parser.

    In "X said the plan would work and urged calm" it is X who urged, though parsers
    coordinate "urged" with what is said: the tenses differ, or what the lower verb
    is about cannot speak.
    """
    tokens = sentence.tokens
    head = tokens[verb].head
    finite = tokens[verb].tag in ("VBD", "VBZ", "VBP")
    for above in sentence.ancestors(head):
        lower = tokens[head]
        if lower.lemma in verb_cues() and lower.tag not in ("VB", "VBG"):
            break
        if tokens[above].pos not in ("VERB", "AUX"):
            continue
        unfinite = finite and lower.tag in ("VB", "VBG")
        subject = sentence.child(head, "nsubj", "nsubjpass")
        mute = (
            lower.dep == "ccomp"
            and subject is not None
            and tokens[subject].pos == "NOUN"
            and (source_kind(sentence, subject) in (None, "document"))
        )
        if not (unfinite or (mute and tokens[above].lemma in verb_cues())):
            break
        head = above
    return head


def _issuer(sentence: Sentence, noun: int) -> int:
    """Return who put out a document ("the ministry issued a statement saying"), else the noun."""
    token = sentence.tokens[noun]
    if source_nouns().get(token.lemma) != "document":
        return noun
    owner = sentence.child(noun, "poss")
    if owner is not None:
        return owner
    if token.dep in ("dobj", "pobj") and sentence.tokens[token.head].pos in ("VERB", "ADP"):
        verb = token.head if token.dep == "dobj" else sentence.tokens[token.head].head
        subject = sentence.child(verb, "nsubj")
        return noun if subject is None else subject
    return noun


def find_inverted(sentence: Sentence, verb: Token) -> int | None:
    """Return the noun after a verb that closes a quote ("…,” tweeted the mayor")."""
    before = sentence.tokens[verb.i - 1] if verb.i else None
    if before is None or before.pos != "PUNCT":
        return None
    noun = sentence.child(verb.i, "dobj", "attr", "oprd", "npadvmod")
    if noun is None or noun < verb.i or sentence.tokens[noun].ent in ("DATE", "TIME"):
        return None
    return noun if min(sentence.subtree(noun)) == verb.i + 1 else None


def find_apposed(sentence: Sentence, verb: Token) -> int | None:
    """Return the noun before a main verb whose subject the parser hung on another noun."""
    tokens = sentence.tokens
    if verb.dep != "ROOT" or verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    before = verb.i - 1
    if before > 0 and tokens[before].text == ",":
        before -= 1
    if before < 0 or tokens[before].pos not in ("NOUN", "PROPN"):
        return None
    while tokens[before].dep in ("compound", "pobj", "prep"):
        before = tokens[before].head
    return before if tokens[before].pos in ("NOUN", "PROPN") else None


def find_agent(sentence: Sentence, verb: int) -> int | None:
    """Return the head of "by X" under a passive verb, or None."""
    for agent in sentence.children_of(verb, "agent", "prep"):
        if sentence.tokens[agent].lower == "by":
            return sentence.child(agent, "pobj")
    return None


def find_medium(sentence: Sentence, verb: Token) -> int | None:
    """Return the agency or outlet to which a source spoke, or None."""
    tokens = sentence.tokens
    beside = sentence.children[verb.i]
    subject = sentence.child(verb.i, "nsubj")
    if subject is not None:
        beside += tuple(sentence.children_of(subject, "acl"))
    for child in beside:
        if tokens[child].dep in ("dobj", "dative") and child > verb.i:
            noun: int | None = child
            if tokens[child].pos == "ADP":
                noun = sentence.child(child, "pobj")
            if noun is not None and "addressee" in verb_cues()[verb.lemma].frames:
                if is_media(sentence, noun):
                    return noun
        elif tokens[child].dep in ("prep", "advcl", "acl"):
            noun = _spoken_to(sentence, child)
            if noun is not None:
                return noun
    return None


def _spoken_to(sentence: Sentence, child: int) -> int | None:
    """Return the medium in "in an interview with X", "in remarks on X", "speaking to X"."""
    tokens = sentence.tokens
    if tokens[child].dep != "prep" and tokens[child].lemma not in ("speak", "talk", "quote"):
        return None
    cue = verb_cues().get(tokens[tokens[child].head].lemma)
    if tokens[child].dep == "prep" and (
        tokens[child].lower not in ("to", "in", "on", "during")
        or (cue is not None and tokens[child].lower in cue.frames)  # "called on the media to …"
    ):
        return None
    for i in sentence.subtree(child):
        prep = tokens[tokens[i].head]
        if tokens[i].dep == "pobj" and prep.lower in ("to", "with", "on", "by", "for"):
            if is_media(sentence, i):
                return i
    return None


def find_quoting_medium(sentence: Sentence, verb: int) -> int | None:
    """Return the medium in "was quoted by X", "was quoted in X", or None."""
    for prep in sentence.children_of(verb, "prep"):
        noun = sentence.child(prep, "pobj")
        if noun is not None and is_media(sentence, noun):
            return noun
    return None
