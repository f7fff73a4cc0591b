"""The sheet that people fill in: CSV that Excel, WPS and pandas open, and reading it back however it was saved."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.cleaning import clean
from extractors.pages import page_at
from kg.store.sheets import neutralised
from outputs.evaluation.answers import ABOUT, ASKED, HOW, label
from outputs.evaluation.gold import EvaluationError
from outputs.evaluation.sampling import Design, listed
from outputs.tables import ENCODING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from extractors.document import Document
    from extractors.pages import PageStarts
    from outputs.evaluation.facts import Field
    from outputs.evaluation.sampling import Candidate, Drawn

COLUMNS: dict[tuple[Design, bool], tuple[str, ...]] = {
    ("facts", False): (
        "field",
        "about",
        "context",
        "file",
        "page",
        "ours",
        "correct",
        "how",
        "answer",
        "note",
    ),
    ("facts", True): ("field", "about", "context", "file", "page", "how", "answer", "note"),
    ("forms", False): ("field", "context", "file", "page", "how", "ours", "answer", "note"),
    ("forms", True): ("field", "context", "file", "page", "how", "answer", "note"),
}
"""What a sheet shows, by design and blindness; behind it stand the columns that lead back."""

BACK = ("stratum", "size", "fact", "build")
AROUND = 120
"""So many characters are shown on either side of a fact."""

LONGEST_CELL = 32_000
"""Excel holds 32 767 characters a cell."""

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Texts:
    """How the text and the pages of a document are had, by its sha256."""

    text: Callable[[str], str]
    pages: Callable[[str], PageStarts]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An annotated sheet: which design, and its rows by column."""

    name: str
    design: Design
    rows: tuple[Mapping[str, str], ...]

    @property
    def build(self) -> str:
        return self.rows[0]["build"]


def sheet(
    drawn: Drawn, design: Design, blind: bool, fields: Sequence[Field], texts: Texts, build: str
) -> str:
    """The sheet as CSV text. Formulas are neutralised; a blind sheet holds nothing of our answers."""
    columns = ("no", *COLUMNS[design, blind], *BACK)
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(columns)
    rows = _fact_rows if design == "facts" else _form_rows
    for number, row in enumerate(rows(drawn, fields, texts, blind), 1):
        cells = {"no": str(number), "build": build, **row}
        writer.writerow([neutralised(cells.get(column, "")) for column in columns])
    return output.getvalue()


def encoded(text: str) -> bytes:
    """CSV with the byte-order mark without which Excel does not read Chinese."""
    return text.encode(ENCODING)


def _fact_rows(drawn: Drawn, _: Sequence[Field], texts: Texts, blind: bool) -> Iterator[dict[str, str]]:
    for each in drawn.candidates:
        assert each.field
        text = texts.text(each.record.source.sha256)
        yield {
            **_place(each, texts, drawn),
            "field": label(each.field),
            "about": each.about,
            "context": context(text, *each.span, blind=blind),
            "how": HOW[ASKED[each.field]],
            "ours": each.answer,
            "fact": each.iri,
        }


def _form_rows(drawn: Drawn, fields: Sequence[Field], texts: Texts, _: bool) -> Iterator[dict[str, str]]:
    for each in drawn.candidates:
        text = texts.text(each.record.source.sha256)
        form = _fitting(clean_lines(text[each.span[0] : each.span[1]]))
        ours = listed(each.record)
        for field in fields:
            yield {
                **_place(each, texts, drawn),
                "field": label(field),
                "how": how_listed(field),
                "context": form,
                "ours": "\n".join(ours.get(field, ())),
                "fact": each.iri,
            }
            form = ""


def _fitting(text: str) -> str:
    """The text as a cell holds it; where it is cut, it says so."""
    if len(text) <= LONGEST_CELL:
        return text
    return f"{text[:LONGEST_CELL]}\n⟦… the rest stands in the file 余见原文⟧"


def _place(each: Candidate, texts: Texts, drawn: Drawn) -> dict[str, str]:
    page = page_at(texts.pages(each.record.source.sha256), each.span[0])
    return {
        "file": each.record.source.path,
        "page": "" if page is None else str(page),
        "stratum": SEPARATOR.join(each.stratum),
        "size": str(drawn.sizes[each.stratum]),
    }


def how_listed(field: Field) -> str:
    """What an annotator of a whole form is told about a field."""
    about = f"{ABOUT[field]} | " if field in ABOUT else ""
    return f"all of them, one a line 逐行填全: {about}{HOW[ASKED[field]]}"


def context(text: str, start: int, end: int, *, blind: bool) -> str:
    """What stands around a fact, tags out: ⟦the fact⟧; blind only ⟦?⟧ in its middle, which does not show its ends."""
    before, after = max(0, start - AROUND), min(len(text), end + AROUND)
    if blind:
        middle = (start + end) // 2
        return f"{clean_lines(text[before:middle])}⟦?⟧{clean_lines(text[middle:after])}"
    fact = clean_lines(text[start:end])
    return f"{clean_lines(text[before:start])}⟦{fact}⟧{clean_lines(text[end:after])}"


def clean_lines(text: str) -> str:
    """Each line of a text as a value is cleaned; empty ones go."""
    return "\n".join(line for each in text.splitlines() if (line := clean(each).text))


def read_sheet(document: Document | str, name: str) -> Sheet:
    """A sheet that people filled in. Raises `EvaluationError` where it is none."""
    rows = list(_csv_rows(document) if isinstance(document, str) else _table_rows(document))
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [column for column in ("no", "field", "answer", *BACK) if column not in header]
    if missing:
        what = f"{name}: is no sheet of kg sample (it lacks the column {missing[0]})"
        raise EvaluationError(f"{what}; keep all columns of the sheet, or give gold as JSON Lines")
    filled = [dict(zip(header, map(_restored, row), strict=False)) for row in rows[1:] if any(row)]
    if not filled:
        raise EvaluationError(f"{name}: has no rows; fill in the sheet that kg sample wrote")
    builds = {row.get("build", "") for row in filled}
    if len(builds) > 1:
        raise EvaluationError(f"{name}: mixes sheets of several builds; evaluate each by itself")
    padded = tuple({column: row.get(column, "") for column in header} for row in filled)
    design: Design = "facts" if "#" in padded[0]["fact"] else "forms"
    return Sheet(name, design, padded)


def _csv_rows(text: str) -> Iterator[list[str]]:
    """The rows of CSV, whatever separator the program that saved it likes."""
    separator = max((",", ";", "\t"), key=text.partition("\n")[0].count)
    csv.field_size_limit(1 << 30)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _table_rows(document: Document) -> Iterator[list[str]]:
    """The rows of the first table of a workbook."""
    from extractors.document import Table

    table = next((block for block in document.blocks if isinstance(block, Table)), None)
    cells = table.cells if table else ()
    grid: dict[int, dict[int, str]] = {}
    for cell in cells:
        grid.setdefault(cell.row, {})[cell.column] = document.text[cell.start : cell.end]
    for row in sorted(grid):
        yield [grid[row].get(column, "") for column in range(max(grid[row]) + 1)]


def _restored(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cell.removeprefix("'").strip()
