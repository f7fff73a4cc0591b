"""Tables as CSV, Parquet and Excel files hold the same, and the programs they are for read it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas
import pytest
from openpyxl.utils import get_column_letter
from pyarrow import parquet
from small_corpus import EXHIBITION, JUDGED, READING, SCANNING, number, store_of

from outputs import workbook as workbooks
from outputs.export import export
from outputs.tables import SEPARATOR, Column, filled, tables
from outputs.workbook import Heading, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyoxigraph import Store

ABOUT = {"graph": "0f" * 32, "jixiao-kg": "1.2.3"}
HOSTILE = (
    "=1+1",
    "+86",
    "-5%",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "'x",
    "_x0041_",
    "a\x01b\r\n第二行",
    "http://a.example/",
    "{=1}",
    "a\ufffe\uffffb",
)
LONG = "长" * 40_000
STATA_NAME = re.compile(
    r"(?!(?:if|in|using|with|byte|int|long|float|double|str\d*|strL|_\w*)$)[a-z][a-z0-9_]{0,31}"
)
NAMES = [table.name for table in tables()]


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(EXHIBITION, SCANNING, READING, JUDGED)


@pytest.fixture(scope="module")
def written(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables in each format."""
    folder = tmp_path_factory.mktemp("tables")
    for fmt in ("csv", "parquet"):
        assert export(store, fmt, folder / fmt, about=ABOUT) == ()
    assert export(store, "xlsx", folder / "tables.xlsx", about=ABOUT) == ()
    return folder


def expected(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {table.name: table.rows for table in filled(store, ABOUT)}


def in_csv(folder: Path, name: str) -> pandas.DataFrame:
    return pandas.read_csv(folder / "csv" / f"{name}.csv", keep_default_na=False, dtype=str)


@pytest.fixture(scope="module")
def book(written: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(written / "tables.xlsx")


def in_excel(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def plain(value: Any, is_number: bool = False) -> str | None:
    """A value as text, whatever its type in a format."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, int | float | Decimal) or (is_number and "-" not in str(value)[1:]):
        return format(Decimal(str(value)).normalize(), "f")
    return str(value)


# The three formats hold the same


NUMBERS = ("integer", "decimal", "money", "day")


def test_every_format_holds_every_cell(store: Store, written: Path, book: openpyxl.Workbook) -> None:
    for table in filled(store, ABOUT):
        columns = {column.name: column for column in table.columns}

        def bare(row: dict[str, Any], columns: dict[str, Column] = columns) -> dict[str, str | None]:
            """A row without apostrophes before its texts, its numbers as they are written shortest."""
            return {
                name: plain(
                    str(cell).removeprefix("'") if columns[name].is_text and cell else cell,
                    columns[name].type in NUMBERS,
                )
                for name, cell in row.items()
            }

        rows = [{name: plain(cell) for name, cell in row.items()} for row in table.rows]
        typed = parquet.read_table(written / "parquet" / f"{table.name}.parquet").to_pylist()
        assert [{name: plain(cell) for name, cell in row.items()} for row in typed] == rows
        assert list(map(bare, in_excel(book, table.name))) == rows
        assert list(map(bare, in_csv(written, table.name).to_dict("records"))) == rows


def test_every_table_repeats_the_hash_of_the_build(written: Path, book: openpyxl.Workbook) -> None:
    for name in NAMES:
        metadata = parquet.read_metadata(written / "parquet" / f"{name}.parquet").metadata
        assert metadata[b"jixiao.graph"].decode() == ABOUT["graph"]
    assert ABOUT["graph"] in (book.properties.description or "")
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == ABOUT
    for rows in (in_csv(written, "about").to_dict("records"), in_excel(book, "about")):
        said = {row["property"]: row["value"] for row in rows}
        assert (said["graph"], said["jixiao-kg"], said["rows of projects"]) == (*ABOUT.values(), "3")


# What reads them


@pytest.mark.parametrize("name", [name for name in NAMES if name != "further_values"])  # has no rows here
def test_stata_can_hold_every_table(written: Path, tmp_path: Path, name: str) -> None:
    frame = pandas.read_csv(written / "csv" / f"{name}.csv", dtype=None)
    assert all(STATA_NAME.fullmatch(column) for column in frame.columns)
    # pandas takes words of Mata for reserved; Stata itself does not.
    frame = frame.rename(columns={"class": "class_", "end": "end_"}).dropna(axis="columns", how="all")
    texts = [column for column in frame if not pandas.api.types.is_numeric_dtype(frame[column])]
    frame[texts] = frame[texts].astype(object).where(frame[texts].notna(), "")
    frame.to_stata(tmp_path / "table.dta", write_index=False, version=118, convert_strl=texts)
    again = pandas.read_stata(tmp_path / "table.dta")
    assert list(again.columns) == list(frame.columns)
    assert again[frame.columns[0]].tolist() == frame[frame.columns[0]].tolist()


def test_columns_of_parquet_have_types_and_say_what_they_hold(written: Path) -> None:
    schema = parquet.read_schema(written / "parquet" / "budgets.parquet")
    types = {field.name: str(field.type) for field in schema}
    assert (types["value"], types["year"], types["printed_label"]) == ("decimal128(38, 2)", "int64", "string")
    assert schema.field("value").metadata[b"zh"].decode() == "金额（元）"
    assert schema.field("owner").metadata[b"joins"].decode() == "projects, subprojects"
    projects = parquet.read_schema(written / "parquet" / "projects.parquet")
    assert str(projects.field("start_date").type) == "date32[day]"


def test_money_of_parquet_is_exact_in_pandas(written: Path) -> None:
    budgets = pandas.read_parquet(written / "parquet" / "budgets.parquet")
    asked = budgets[(budgets.scope == "annual") & (budgets.phase == "requested") & (budgets.year == 2019)]
    assert asked.value.sum() == Decimal("4200000.00")
    projects = pandas.read_parquet(written / "parquet" / "projects.parquet")
    assert set(projects.start_date) == {date(2019, 1, 1)}


def test_excel_shows_numbers_and_days_as_such(book: openpyxl.Workbook) -> None:
    (row,) = (row for row in in_excel(book, "projects") if row["name"] == "科普展览")
    assert row["start_date"] == datetime(2019, 1, 1)
    assert {type(row["value"]) for row in in_excel(book, "budgets")} <= {int, float}


def test_sheets_have_frozen_headings_and_filters(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*NAMES, "columns", "about"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{get_column_letter(sheet.max_column)}{max(sheet.max_row, 2)}"


@pytest.mark.parametrize(("mark", "begins"), [(False, b"document,"), (True, b"\xef\xbb\xbfdocument,")])
def test_a_byte_order_mark_on_request(store: Store, tmp_path: Path, mark: bool, begins: bytes) -> None:
    export(store, "csv", tmp_path / "tables", mark=mark)
    files = sorted((tmp_path / "tables").iterdir())
    assert (tmp_path / "tables" / "documents.csv").read_bytes().startswith(begins)
    assert {file.read_bytes().startswith(b"\xef\xbb\xbf") for file in files} == {mark}


# Hostile texts


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose milestones are hostile texts, and one that is too long."""
    file = tmp_path_factory.mktemp("hostile") / "tables.xlsx"
    milestones = [(f"{number}月", text) for number, text in enumerate((*HOSTILE, LONG))]
    plan = {"narratives": {}, "citations": [], "findings": [], "milestones": milestones}
    notes = export(store_of(EXHIBITION | plan), "xlsx", file)
    told = [
        row["value"] for row in in_excel(openpyxl.load_workbook(file), "about") if row["property"] == "note"
    ]
    assert list(notes) == told
    assert [note.partition(":")[0] for note in notes] == ["milestones", "evidence"]
    return file


def test_no_text_is_a_formula_or_a_link(hostile: Path) -> None:
    sheet = openpyxl.load_workbook(hostile)["milestones"]
    cells = [
        cell
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if sheet.cell(1, cell.column).value == "text"
    ]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]
    values = [openpyxl.utils.escape.unescape(str(cell.value)) for cell in cells]
    assert not [value for value in values if value[0] in "=+-@\t＝"]
    whole = {value.removeprefix("'") for value in values}
    assert whole == {*(text.translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}) for text in HOSTILE), LONG[:32_767]}
    with zipfile.ZipFile(hostile) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not [xml for xml in sheets if b"<f>" in xml or b"hyperlink" in xml]


# What Excel cannot hold


def book_of(
    headings: Sequence[Heading], rows: Sequence[Sequence[Any]]
) -> tuple[openpyxl.Workbook, list[str]]:
    output = io.BytesIO()
    with workbook(output, "title", {}) as book:
        book.sheet("rows", headings, rows)
    return openpyxl.load_workbook(output), book.notes


def test_a_text_that_is_too_long_is_cut_and_told() -> None:
    long = "长" * 40_000
    book, notes = book_of([Heading("text")], [[long], ["短"]])
    assert [cell.value for (cell,) in book["rows"]["A2:A3"]] == ["长" * 32_767, "短"]
    assert notes == ["rows: 1 texts are cut at 32,767 characters, all that Excel holds in a cell"]


def test_rows_that_are_too_many_go_on_on_further_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 4)
    book, notes = book_of([Heading("n")], [[n] for n in range(7)])
    assert {sheet.title: [row[0] for row in sheet.values] for sheet in book} == {
        "rows": ["n", 0, 1, 2],
        "rows_2": ["n", 3, 4, 5],
        "rows_3": ["n", 6],
    }
    assert notes == ["rows: 7 rows stand on 3 sheets; Excel holds no more on one"]


def test_a_number_of_more_digits_than_excel_keeps_is_a_text() -> None:
    values = [10**15 - 1, 10**15 + 1, Decimal("0.1234567890123456"), Decimal("1E+20"), Decimal("-5.50")]
    book, _ = book_of([Heading("n", foreign=False)], [[value] for value in values])
    assert [cell.value for (cell,) in book["rows"]["A2:A6"]] == [
        10**15 - 1,
        "1000000000000001",
        "0.1234567890123456",
        1e20,
        -5.5,
    ]


# What Parquet cannot hold


def test_a_number_that_a_type_cannot_hold_is_left_out_and_told(tmp_path: Path) -> None:
    row = ("产出目标", "数量目标", "册数", number("册", ">=", 10**30, "册"))
    notes = export(store_of(READING | {"indicators": [row]}), "parquet", tmp_path / "tables")
    what = "1 numbers left out, as decimal of Parquet does not hold them; csv has them"
    assert notes == (f"targets.low: {what}",)
    assert pandas.read_parquet(tmp_path / "tables" / "targets.parquet")["low"].isna().all()


def test_dictionary_is_described_as_well(written: Path) -> None:
    described = parquet.read_table(written / "parquet" / "columns.parquet").to_pylist()
    assert {row["table"] for row in described} == set(NAMES)
    assert SEPARATOR not in json.dumps([row["joins"] for row in described])
