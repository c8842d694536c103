from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate.coreference import b_cubed, evaluate_coreference, find_topics, score_topics
from tocsin.evaluate.ecb import ARCHIVE, read_ecb
from tocsin.evaluate.wording import group_wordings, read_wording
from tocsin.records import Sentence

# Own stories in the format of the corpus: sentences of words; "soldiers *seized=1 |…" marks an action of event 1.
STORIES = {
    "36_1ecb": "Soldiers *seized=coup the palace in Ouagadougou on Monday . | They *detained=arrest a minister .",
    "36_2ecb": "The palace in Ouagadougou was *seized=coup by soldiers .",
    "36_1ecbplus": "page . html | Farmers *blocked=roads roads near Toulouse over fuel , police *said=word .",
    "2_1ecb": "Roads near Lyon were *blocked=lyon by lorries .",
}
CHECKED = "Topic,File,Sentence Number\n36,1ecb,0\n36,1ecb,1\n36,2ecb,0\n36,1ecbplus,1\n2,1ecb,0\n"


def page(story: str) -> str:
    tokens, marks, links = [], [], []
    for number, sentence in enumerate(story.split(" | ")):
        for word in sentence.split():
            text, _, event = word.removeprefix("*").partition("=")
            id_ = len(tokens) + 1
            tokens.append(f'<token t_id="{id_}" sentence="{number}" number="0">{text}</token>')
            if event:
                marks.append(
                    f'<ACTION_OCCURRENCE m_id="{id_}"><token_anchor t_id="{id_}"/></ACTION_OCCURRENCE>'
                )
                links.append(
                    f'<CROSS_DOC_COREF r_id="{id_}" note="{event}"><source m_id="{id_}"/></CROSS_DOC_COREF>'
                )
    marks.append('<HUMAN_PART_PER m_id="99"><token_anchor t_id="1"/></HUMAN_PART_PER>')
    return f"<Document>{''.join(tokens)}<Markables>{''.join(marks)}</Markables><Relations>{''.join(links)}</Relations></Document>"


def write(folder: Path, files: Iterable[tuple[str, str]]) -> Path:
    path = folder / ARCHIVE
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files:
            data = text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    pages = [(f"ECB+/{name}.xml", page(story)) for name, story in STORIES.items()]
    return write(tmp_path, [*pages, ("ECB+/ECBplus_coreference_sentences.csv", CHECKED)])


def test_reads_reports(corpus: Path) -> None:
    reports = read_ecb(corpus)
    assert read_ecb(corpus.parent) == reports
    assert [r.id for r in reports] == ["2_1ecb", "36_1ecb", "36_2ecb", "36_1ecbplus"]
    assert [r.subtopic for r in reports] == ["2ecb", "36ecb", "36ecb", "36ecbplus"]
    assert reports[1].text == (
        "Soldiers seized the palace in Ouagadougou on Monday.\nThey detained a minister.\n"
    )
    assert [(r.text[m.start : m.end], m.event) for r in reports for m in r.mentions] == [
        ("blocked", "lyon"), ("seized", "coup"), ("detained", "arrest"), ("seized", "coup"),
        ("blocked", "roads"), ("said", "word"),
    ]  # fmt: skip
    assert "html" not in reports[3].text  # the address of the page is no part of the report


def test_sentences_that_were_not_checked_do_not_count(tmp_path: Path) -> None:
    checked = CHECKED.replace("36,1ecb,1\n", "")
    pages = [(f"{name}.xml", page(story)) for name, story in STORIES.items()]
    reports = read_ecb(write(tmp_path, [*pages, ("ECBplus_coreference_sentences.csv", checked)]))
    assert [m.event for m in reports[1].mentions] == ["coup"]


@pytest.mark.parametrize(
    "files",
    [[], [("36_1ecb.xml", page(STORIES["36_1ecb"]))], [("ECBplus_coreference_sentences.csv", CHECKED)]],
)  # fmt: skip
def test_archive_without_the_corpus(tmp_path: Path, files: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError, match="no reports"):
        read_ecb(write(tmp_path, files))


def test_bad_archives(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_ecb(tmp_path)
    (tmp_path / ARCHIVE).write_bytes(b"no archive")
    with pytest.raises(InputError, match="format"):
        read_ecb(tmp_path)


@pytest.mark.parametrize(
    ("gold", "found", "f1"),
    [
        ({}, {}, 0.0),
        ({1: "a"}, {2: "a"}, 0.0),
        ({1: "a", 2: "b"}, {1: "x", 2: "y"}, 1.0),
        ({1: "a", 2: "a"}, {1: "x", 2: "y"}, 0.6667),  # precision 1, recall 1/2
        ({1: "a", 2: "b"}, {1: "x", 2: "x"}, 0.6667),
        ({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x"}, 1.0),  # what is not found does not count
    ],
)
def test_b_cubed(gold: dict[int, Hashable], found: dict[int, Hashable], f1: float) -> None:
    assert b_cubed(gold, found) == f1


def test_topics(corpus: Path) -> None:
    reports = read_ecb(corpus)
    found = find_topics(reports)
    assert found["36_1ecb"] == found["36_2ecb"]
    assert len(set(found.values())) == 3
    assert score_topics(reports) == {"topic_b3_f1": 1.0, "topic_b3_f1_file_order": 1.0}


def test_scores(corpus: Path) -> None:
    scores = evaluate_coreference(corpus)
    assert {key: scores[key] for key in ("n", "events", "reports", "topics", "uncoded")} == {
        "n": 6, "events": 5, "reports": 4, "topics": 3, "uncoded": 0,
    }  # fmt: skip
    assert (scores["n_test"], scores["topics_test"]) == (5, 2)
    assert scores["event_b3_f1"] == scores["event_b3_baseline"] == 1.0
    assert 0 < scores["mention_recall"] <= 1
    assert len(scores["data_sha256"]) == 64


@pytest.mark.parametrize(
    ("text", "trigger", "group", "parties"),
    [
        ("Rebels captured the airport.", "captured", ("captur", ""), {"rebel", "airport"}),
        ("The airport was captured by rebels.", "captured", ("captur", ""), {"rebel", "airport"}),
        ("The capture of the airport by rebels", "capture", ("captur", ""), {"rebel", "airport"}),
        ("Rebels moved in and captured it.", "captured", ("captur", ""), {"rebel"}),
        ("The minister said it was over.", "said", ("say", "minister"), {"minister"}),
    ],
)
def test_wording(
    sentences: Callable[[str], list[Sentence]],
    text: str,
    trigger: str,
    group: tuple[str, str],
    parties: set[str],
) -> None:
    start = text.index(trigger)
    found = read_wording(sentences(text)[0], start, start + len(trigger))
    assert found.group == group
    assert found.parties == parties


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        # one head
        (["Rebels *captured the airport.", "The airport was *captured by rebels."], 1),
        # another word, the same parties
        (["Acme *acquired the Lima refinery.", "The *acquisition of the Lima refinery by Acme"], 1),
        # other parties
        (["Farmers *blocked a motorway.", "The senate *rejected the budget."], 2),
        # two things in one sentence
        (["Rebels *captured the airport and |*burned the airport."], 2),
        # who says it
        (["The minister *said it was over.", "Rebels *said it was a lie."], 2),
        ([], 0),
    ],
)
def test_groups(sentences: Callable[[str], list[Sentence]], told: list[str], groups: int) -> None:
    wordings = []
    for number, marked in enumerate(told):
        parsed = sentences(marked.replace("*", "").replace("|", ""))[0]
        for part in marked.split("|"):
            word = part.partition("*")[2].split()[0].rstrip(".")
            start = parsed.text.index(word)
            wordings.append(read_wording(parsed, start, start + len(word), report=str(number)))
    found = group_wordings(wordings)
    assert len(found) == groups
    assert sorted(k for group in found for k in group) == list(range(len(wordings)))
