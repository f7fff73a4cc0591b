"""What becomes of indicator rows when merged cells swallow their neighbours: cells lost and slipped.

A row is damaged after its facts are known: they say what a reader can still make of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.facts import Form, Layout, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage: which level a row must open ("": none), and what is then left in its columns.

    A row that opens level 1 opens level 2 as well, where there is one. `recoverable`: a reader who knows the
    categories of the framework can tell the levels; otherwise name and value are all there is to tell.
    """

    opens: str
    left: tuple[str, ...]
    recoverable: bool = True

    @property
    def keeps_value(self) -> bool:
        return "target" in self.left


THREE_LEVELS = {
    "name-slipped": Kind("", ("name", "", "", "target")),
    "row-slipped": Kind("", ("name", "", "target", "")),
    "row-slipped-by-one": Kind("", ("", "name", "target", "")),
    "level2-slipped": Kind("level2", ("level2", "", "name", "target")),
    "level2-row-slipped": Kind("level2", ("level2", "name", "target", "")),
    "level1-lost": Kind("level1", ("level2", "name", "target", "")),
    "level1-lost-in-place": Kind("level1", ("", "level2", "name", "target")),
    "shifted-value-lost": Kind("level1", ("", "level1", "level2", "name")),
    "value-lost": Kind("", ("", "", "name", "")),
    "value-lost-opening": Kind("level2", ("", "level2", "name", "")),
    "level2-lost": Kind("level2", ("", "", "name", "target"), recoverable=False),
    "level2-lost-opening": Kind("level1", ("level1", "", "name", "target"), recoverable=False),
    "level2-lost-opening-slipped": Kind("level1", ("level1", "name", "target", ""), recoverable=False),
    "levels-lost": Kind("level1", ("", "", "name", "target"), recoverable=False),
    "levels-lost-slipped": Kind("level1", ("name", "", "", "target"), recoverable=False),
}
TWO_LEVELS = {
    "name-slipped": Kind("", ("name", "", "target")),
    "row-slipped": Kind("", ("name", "target", "")),
    "value-lost": Kind("", ("", "name", "")),
    "shifted-value-lost": Kind("level1", ("", "level1", "name")),
    "level1-lost": Kind("level1", ("", "name", "target"), recoverable=False),
}


def kinds_of(layout: Layout) -> dict[str, Kind]:
    """The kinds of damage to rows of a layout, by name."""
    return TWO_LEVELS if layout == "two-level" else THREE_LEVELS


def damage_some(form: Form, rng: Random) -> Form:
    """The form with one to three rows damaged in recoverable ways."""
    possible = [
        (index, name)
        for index, opened in enumerate(opens(form.rows))
        for name, kind in kinds_of(form.layout).items()
        if kind.recoverable and kind.opens == opened
    ]
    for index, name in rng.sample(possible, rng.randint(1, 3)):
        form = damaged(form, index, name)
    return form


def damaged(form: Form, index: int, name: str) -> Form:
    """The form with one row damaged; one that is damaged already stays as it is."""
    if index in form.damage:
        return form
    kind = kinds_of(form.layout)[name]
    damage = {**form.damage, index: name}
    if kind.keeps_value:
        return replace(form, damage=damage)
    left = replace(form.rows[index], value=None, law=None)
    rows = (*form.rows[:index], left, *form.rows[index + 1 :])
    return replace(form, rows=rows, damage=damage, findings=tuple(sorted((*form.findings, "value-missing"))))


def opens(rows: Sequence[Row]) -> Iterator[str]:
    """The highest level that each row opens ("": none)."""
    above: Row | None = None
    for row in rows:
        if above is None or row.level1 != above.level1:
            yield "level1"
        else:
            yield "" if row.level2 == above.level2 else "level2"
        above = row


def cells(form: Form) -> Iterator[tuple[str, ...]]:
    """What stands in the columns of each row of the indicator table: a level where it opens, and what is left."""
    roles = ("level1", "name", "target") if form.layout == "two-level" else (*LEVELS, "name", "target")
    for index, (row, opened) in enumerate(zip(form.rows, opens(form.rows), strict=True)):
        words = _words(row, opened)
        damage = form.damage.get(index)
        left = kinds_of(form.layout)[damage].left if damage else roles
        yield tuple(words.get(role, "") for role in left)


def _words(row: Row, opened: str) -> dict[str, str]:
    words = {"name": row.name, "target": row.value.text if row.value else ""}
    if opened == "level1":
        words["level1"] = row.level1
    if opened:
        words["level2"] = row.level2 or ""
    return words
