from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.engine import Coded, LocalEngine
from tocsin.engine.local import AHEAD, BATCH
from tocsin.errors import InputError, ModelError
from tocsin.records import Article


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    import fake_coder

    return fake_coder


def mixed(fake: Any, texts: list[str]) -> list[Article | InputError]:
    """Articles of these texts; an empty one is an input that was set aside."""
    return [
        fake.make_article(str(i), text)
        if text
        else InputError(str(i), reason="empty", detail="no text")
        for i, text in enumerate(texts)
    ]


def names(outcomes: Iterator[Any]) -> list[str]:
    return [o.article.id if isinstance(o, Coded) else f"{o.reason} {o.uri}" for o in outcomes]


@pytest.mark.parametrize("workers", [1, 2])
def test_order_and_claims_are_the_same_with_any_number_of_workers(fake: Any, workers: int) -> None:
    texts = ["SLOW they stormed it", "", *["stormed, stormed"] * 150, "", "", "nothing"]
    with LocalEngine(workers=workers, load=fake.FakeCoder) as engine:
        assert engine.coder == fake.CODER
        outcomes = list(engine.code(mixed(fake, texts)))
    expected = [str(i) if text else f"empty {i}" for i, text in enumerate(texts)]
    assert names(iter(outcomes)) == expected
    assert [len(o.claims) for o in outcomes if isinstance(o, Coded)] == [1, *[2] * 150, 0]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1, BATCH, 2 * BATCH])
def test_every_item_comes_out_once(fake: Any, workers: int, count: int) -> None:
    with LocalEngine(workers=workers, load=fake.FakeCoder) as engine:
        assert names(engine.code(mixed(fake, ["x"] * count))) == [str(i) for i in range(count)]
        assert names(engine.code(mixed(fake, [""] * count))) == [f"empty {i}" for i in range(count)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_story_that_breaks_the_coder_costs_only_itself(fake: Any, workers: int) -> None:
    texts = ["x"] * 40
    texts[7] = texts[35] = "RAISE"
    with LocalEngine(workers=workers, load=fake.FakeCoder) as engine:
        outcomes = list(engine.code(mixed(fake, texts)))
    assert names(iter(outcomes)) == [f"crash {i}" if i in (7, 35) else str(i) for i in range(40)]
    assert "ValueError: odd story" in str(outcomes[7])


def test_a_process_that_dies_costs_only_its_story(fake: Any) -> None:
    texts = ["x"] * 40
    texts[7] = "DIE"
    with LocalEngine(workers=2, load=fake.FakeCoder) as engine:
        outcomes = list(engine.code(mixed(fake, texts)))
    assert names(iter(outcomes)) == [f"crash {i}" if i == 7 else str(i) for i in range(40)]
    assert "exit code 9" in str(outcomes[7])


def test_a_process_killed_from_outside_costs_nothing(fake: Any) -> None:
    with LocalEngine(workers=2, load=fake.FakeCoder) as engine:
        outcomes = engine.code(mixed(fake, ["x"] * 600))
        first = next(outcomes)
        victim = engine._pool[0]._process.pid
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        assert names(iter([first, *outcomes])) == [str(i) for i in range(600)]


@pytest.mark.parametrize("workers", [1, 2])
def test_reading_stays_close_to_what_was_coded(fake: Any, workers: int) -> None:
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            yield fake.make_article(str(read), "x")
            read += 1

    with LocalEngine(workers=workers, load=fake.FakeCoder) as engine:
        outcomes = engine.code(endless())
        for done in range(1, 301):
            next(outcomes)
            assert read - done <= BATCH * (AHEAD * workers + 1)


def test_no_model(fake: Any) -> None:
    for workers in (1, 2):
        with (
            pytest.raises(ModelError, match="no model here"),
            LocalEngine(workers=workers, load=fake.load_without_model),
        ):
            pass
    with (
        pytest.raises(ModelError, match="exit code 3"),
        LocalEngine(workers=2, load=fake.load_and_die),
    ):
        pass
