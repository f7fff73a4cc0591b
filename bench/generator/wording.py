"""The words that forms are made of, from `wording.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A kind of indicator row: names it goes by, and how its targets are made (`wording.toml` explains)."""

    level1: str
    level2: str
    kind: str
    names: tuple[str, ...]
    values: tuple[str, ...] = ()
    unit: str = "%"
    low: int = 0
    high: int = 0
    step: int = 1


@cache
def words() -> dict[str, Any]:
    """The content of the file; its comments say what is what."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def indicators() -> dict[str, tuple[Indicator, ...]]:
    """All kinds of indicator rows by their level 1, in the order of the file."""
    groups: dict[str, tuple[Indicator, ...]] = {}
    for entry in words()["indicators"]:
        lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
        indicator = Indicator(**{**entry, **lists})
        groups[indicator.level1] = (*groups.get(indicator.level1, ()), indicator)
    return groups
