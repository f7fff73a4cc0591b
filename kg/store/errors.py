"""What a person is told when a build cannot be read or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class BuildError(Exception):
    """A build that cannot be read or written: one line that says where, what is wrong, what to do."""

    def __init__(self, place: str | Path, what: str, remedy: str) -> None:
        super().__init__(f"{place}: {what}; {remedy}")
        self.place, self.what, self.remedy = str(place), what, remedy
