"""The words that corpora for linking are made of, from `wording.toml` and from that of generated forms."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from generator.wording import words as words_of_forms

_FILE = Path(__file__).with_suffix(".toml")


@cache
def words() -> dict[str, Any]:
    """The content of the file; its comments say what is what."""
    own = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    common = words_of_forms()
    return {**own, "topics": common["topics"], "activities": common["activities"]}
