"""The real command line with the coder that needs no model, for tests that kill processes.

Worker processes import this file too, so they get the same coder.
"""

from __future__ import annotations

import sys
from types import ModuleType

from fake_coder import FakeCoder
from tocsin.cli import main

pipeline = ModuleType("tocsin.pipeline")
pipeline.Coder = FakeCoder  # type: ignore[attr-defined]
sys.modules["tocsin.pipeline"] = pipeline

if __name__ == "__main__":
    main()
