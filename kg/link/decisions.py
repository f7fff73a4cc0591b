"""What persons decided: a tab-separated file that says of two things that they are the same, or different.

The columns are found by the names in the first line: `kind`, `one`, `other`, `decision` (same or different; a line
without one decides nothing) and, where wanted, `note`. `one` and `other` are IRIs of a build, or names; where
`one_iri` and `other_iri` are filled in, they are what counts. So the review list of a build is such a file
once its column `decision` is filled in.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Generic, NamedTuple

from extractors.read.encoding import decode
from kg.link.merges import KINDS, K, iri_of
from kg.store import BuildError, Unused
from kg.store.sheets import as_written
from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.link.merges import Kind
    from ontology.iris import Namespace

SAME, DIFFERENT = "same", "different"
COLUMNS = ("kind", "one", "other", "decision")
_MOST_SHOWN = 60


class Decision(NamedTuple):
    """A line of the file: `place` is its name and number, `one` and `other` are IRIs or names."""

    place: str
    kind: Kind
    one: str
    other: str
    is_same: bool


class Decided(NamedTuple, Generic[K]):
    """A decision about two things of a build."""

    place: str
    one: K
    other: K
    is_same: bool


class Decisions(NamedTuple):
    """The lines of a file that decide something, and those that cannot be understood."""

    lines: tuple[Decision, ...] = ()
    problems: tuple[Unused, ...] = ()


def read_decisions(path: Path) -> Decisions:
    """The decisions in a file. Raises `BuildError` where it cannot be read, or has not the columns."""
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise BuildError(path, what, "check the path given as --links") from None
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Decisions:
    """The decisions in the bytes of the file of that name."""
    text = decode(data) or ""
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","  # as spreadsheets save it
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[Decision] = []
    problems: list[Unused] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if missing := [column for column in COLUMNS if column not in header]:
            what = f"has no column {missing[0]} in its first line"
            raise BuildError(name, what, f"the columns are {', '.join(COLUMNS)}, separated by tabs")
        for cells in reader:
            row = {column: as_written(cell.strip()) for column, cell in zip(header, cells, strict=False)}
            found = _decision(row, f"{name}:{reader.line_num}")
            if isinstance(found, Decision):
                lines.append(found)
            elif found:
                problems.append(found)
    except csv.Error as error:
        problems.append(_bad(f"{name}:{reader.line_num}", f"cannot be read ({error})", "mend the line"))
    return Decisions(tuple(lines), tuple(problems))


def settled(
    kind: Kind, decisions: Iterable[Decision], known: Mapping[str, set[K]], ns: Namespace
) -> Iterator[Decided[K] | Unused]:
    """What the decisions about things of that kind mean in a build, or why they mean nothing.

    `known` has the keys of all things of the kind, by their normalised names.
    """
    wanted = [decision for decision in decisions if decision.kind == kind]
    keys = {iri_of(kind, key, ns): key for found in known.values() for key in found} if wanted else {}
    for decision in wanted:
        named = (decision.one, decision.other)
        found = [_things(text, keys, known) for text in named]
        doubtful = [(text, each) for text, each in zip(named, found, strict=True) if len(each) != 1]
        if doubtful:
            text, each = doubtful[0]
            what = f"{len(each)} things of kind {kind} are called" if each else f"this build has no {kind}"
            yield _bad(decision.place, f"{what} {_shown(text)}", "give the IRI that kg links prints")
            continue
        one, other = (each.pop() for each in map(set, found))
        if one == other:
            yield _bad(decision.place, "names the same thing twice", "name two")
        else:
            yield Decided(decision.place, one, other, decision.is_same)


def _things(text: str, keys: Mapping[str, K], known: Mapping[str, set[K]]) -> set[K]:
    return {keys[text]} if text in keys else known.get(normalise_name(text), set())


def _decision(row: Mapping[str, str], place: str) -> Decision | Unused | None:
    word = row.get("decision", "").lower()
    if not word:
        return None
    one, other = (row.get(f"{column}_iri") or row.get(column, "") for column in ("one", "other"))
    kind = next((kind for kind in KINDS if kind == row.get("kind", "").lower()), None)
    if kind is None:
        return _bad(place, f"kind {_shown(row.get('kind', ''))} is not known", f"write {', '.join(KINDS)}")
    if word not in (SAME, DIFFERENT):
        return _bad(place, f"decision {_shown(word)} is not known", f"write {SAME} or {DIFFERENT}")
    if not one or not other:
        return _bad(place, "names one thing only", "fill in both one and other")
    return Decision(place, kind, one, other, word == SAME)


def _bad(place: str, what: str, remedy: str) -> Unused:
    return Unused(path=place, what=what, remedy=remedy)


def _shown(text: str) -> str:
    line = " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
    return f"“{line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1] + '…'}”"
