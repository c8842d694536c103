"""Build hook: makes the knowledge base before a wheel or an editable install is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src"
INPUTS = (
    "kb/build.py",
    "kb/file.py",
    "kb/fold.py",
    "kb/organization.py",
    "kb/register.py",
    "data/*.csv",
)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds src/tocsin/kb/kb.sqlite when it is missing or older than its inputs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file and have it packed; a source distribution carries no copy."""
        if self.target_name != "wheel":
            return
        folder = SOURCE / "tocsin"
        out = folder / "kb" / "kb.sqlite"
        newest = max(path.stat().st_mtime for name in INPUTS for path in folder.glob(name))
        if not out.is_file() or out.stat().st_mtime < newest:
            sys.path.insert(0, str(SOURCE))
            try:
                from tocsin.kb.build import build
            finally:
                sys.path.pop(0)
            build(out)
        build_data["artifacts"].append("src/tocsin/kb/kb.sqlite")
