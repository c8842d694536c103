"""A reconciliation that is killed while it is written leaves the file as it was before."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import tocsin
from tocsin.store import Store

SCRIPT = """
import sys
from tocsin.store import Reconciliation, Store
def events(revision):
    for i in range(3000):
        yield {
            "id": f"{i:04}", "revision": revision, "type": "AID", "date": {"edtf": "2022-01-06"},
            "actors": [], "recipients": [], "place": None,
        }, [str(i)]
with Store(sys.argv[1], write=True) as store:
    print("ready", flush=True)
    for revision in range(len(list(store.runs())) + 1, 50):
        after = store.last_reconciliation()
        store.add_reconciliation(Reconciliation(after, events=events(revision)))
"""


def test_kills(path: Path) -> None:
    chance = random.Random()
    for _ in range(5):
        running = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(path)], stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(tocsin.__file__).parents[1])},
        )  # fmt: skip
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(chance.uniform(0, 0.5))
        running.kill()
        running.communicate()
        with Store(path) as store:
            assert list(store.verify()) == []
            runs = list(store.runs())
            found = [event["revision"] for event in store.find_events()]
        assert found == ([len(runs)] * 3000 if runs else [])
