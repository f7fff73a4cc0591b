"""How a comparison is worded: `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words() -> dict[str, dict[str, tuple[str, str]]]:
    """Group → word → its wording in Chinese and English."""
    raw = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    return {group: {word: (zh, en) for word, (zh, en) in each.items()} for group, each in raw.items()}


def worded(group: str, word: str) -> str:
    """A word in both languages: 要求提高 raised."""
    return " ".join(words()[group][word]).strip()
