"""Who does what to whom, whatever the form of the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.predicate import Predicate, read_predicate
from tocsin.records import Sentence

Parse = Callable[[str], list[Sentence]]


def defect(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


def read(sentences: Parse, text: str, verb: str) -> tuple[Sentence, Predicate]:
    sentence = sentences(text)[0]
    position = next(t.i for t in sentence.tokens if t.text == verb)
    return sentence, read_predicate(sentence, position)


def words(sentence: Sentence, heads: tuple[int, ...]) -> list[str]:
    return [sentence.tokens[i].text for i in heads]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        # actives and passives
        ("Police shot three protesters in Nairobi.", "shot", ["Police"], ["protesters"]),
        ("Three protesters were shot by police.", "shot", ["police"], ["protesters"]),
        ("Three protesters were shot on Monday.", "shot", [], ["protesters"]),
        ("The mayor had been arrested by soldiers.", "arrested", ["soldiers"], ["mayor"]),
        ("The town is being shelled by the army.", "shelled", ["army"], ["town"]),
        # reduced and full relative clauses
        ("Protesters arrested by police were freed.", "arrested", ["police"], ["Protesters"]),
        ("Officers who shot three protesters resigned.", "shot", ["Officers"], ["protesters"]),
        (
            "The farmers whom rebels had kidnapped were freed.",
            "kidnapped",
            ["rebels"],
            ["farmers"],
        ),
        ("The army, which bombed the village, withdrew.", "bombed", ["army"], ["village"]),
        ("Rebels holding the port freed the crew.", "holding", ["Rebels"], ["port"]),
        # coordination
        (
            "Soldiers stormed the parliament and arrested four lawmakers.",
            "arrested",
            ["Soldiers"],
            ["lawmakers"],
        ),
        (
            "Police and soldiers arrested journalists and activists.",
            "arrested",
            ["Police", "soldiers"],
            ["journalists", "activists"],
        ),
        ("The mayor was beaten and arrested by police.", "arrested", ["police"], ["mayor"]),
        pytest.param(
            "Police and soldiers beat and arrested journalists.",
            "beat",
            ["Police", "soldiers"],
            ["journalists"],
        ),
        pytest.param(
            "Ten people were killed and 40 wounded.",
            "wounded",
            [],
            ["40"],
        ),
        # controlled infinitives
        ("Soldiers tried to storm the palace.", "storm", ["Soldiers"], ["palace"]),
        ("The general ordered the army to attack the village.", "attack", ["army"], ["village"]),
        ("The army was ordered to attack the village.", "attack", ["army"], ["village"]),
        ("The minister promised to free the prisoners.", "free", ["minister"], ["prisoners"]),
        ("The army is ready to attack the village.", "attack", ["army"], ["village"]),
        pytest.param(
            "Police foiled a plot to kill the president.",
            "kill",
            [],
            ["president"],
            marks=defect("the subject of the governing verb is taken for the plotter"),
        ),
        # gerunds
        (
            "The government accused the rebels of shelling a hospital.",
            "shelling",
            ["rebels"],
            ["hospital"],
        ),
        (
            "Rebels were accused by the government of shelling a hospital.",
            "shelling",
            ["Rebels"],
            ["hospital"],
        ),
        ("After bombing two villages, the army withdrew.", "bombing", ["army"], ["villages"]),
        ("Rebels attacked the base, killing ten soldiers.", "killing", ["Rebels"], ["soldiers"]),
        ("Police prevented students from occupying the hall.", "occupying", ["students"], ["hall"]),
        (
            "Having seized the palace, the soldiers arrested the president.",
            "seized",
            ["soldiers"],
            ["palace"],
        ),
    ],
)
def test_semantic_roles(
    sentences: Parse, text: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    sentence, predicate = read(sentences, text, verb)
    assert words(sentence, predicate.subjects) == subjects
    assert words(sentence, predicate.objects) == objects


def test_a_purpose_clause_keeps_the_subject(sentences: Parse) -> None:
    sentence, predicate = read(sentences, "Police used tear gas to disperse the crowd.", "disperse")
    assert words(sentence, predicate.subjects) == ["Police"]


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The town was shelled.", "shelled", True),
        ("The army shelled the town.", "shelled", False),
        ("The army has shelled the town.", "shelled", False),
        ("The prisoners freed by the rebels went home.", "freed", True),
        ("The rebels have been fighting the army.", "fighting", False),
    ],
)
def test_voice(sentences: Parse, text: str, verb: str, passive: bool) -> None:
    assert read(sentences, text, verb)[1].passive is passive


@pytest.mark.parametrize(
    ("text", "verb", "negated"),
    [
        ("Police did not shoot the protesters.", "shoot", True),
        ("Police never arrested the mayor.", "arrested", True),
        ("The army no longer attacks the town.", "attacks", True),
        ("The hostages weren't killed.", "killed", True),
        ("No soldiers were killed.", "killed", True),
        ("Nobody was arrested on Monday.", "arrested", True),
        ("None of the hostages was killed.", "killed", True),
        ("Police shot the protesters, not the journalists.", "shot", False),
        ("Police shot the man who did not stop.", "shot", False),
        pytest.param(
            "Neither side attacked on Monday.",
            "attacked",
            True,
        ),
        pytest.param(
            "The army hardly attacked the rebels.",
            "attacked",
            False,
            id="hardly is no negation",
        ),
    ],
)
def test_negation(sentences: Parse, text: str, verb: str, negated: bool) -> None:
    assert read(sentences, text, verb)[1].negated is negated
