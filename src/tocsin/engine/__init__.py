"""The pipeline over many articles: in this process or spread over several."""

from __future__ import annotations

from tocsin.engine.coding import Coded, Coding, load_coder
from tocsin.engine.local import LocalEngine
from tocsin.engine.run import Job, Outcome, Stored, Tally, run_job

__all__ = [
    "Coded",
    "Coding",
    "Job",
    "LocalEngine",
    "Outcome",
    "Stored",
    "Tally",
    "load_coder",
    "run_job",
]
