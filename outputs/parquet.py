"""Tables as Parquet files with typed columns, for pandas, R's arrow, DuckDB or Spark."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from outputs.tables import Cell, Column, Filled

_BATCH = 1 << 16
"""Rows of a row group."""


def write(tables: Iterable[Filled], folder: Path, about: Mapping[str, str]) -> list[str]:
    """Write each table as `folder/NAME.parquet`; what could not be written as it is, one line each.

    Texts stand as they are (nothing here is ever calculated), money is `decimal(38, 2)`, other numbers
    `decimal(38, 18)` or `int64`, days are `date32`. `about` stands in the metadata of every file, descriptions in
    that of its columns. Raises `OSError` where that cannot be done.
    """
    notes: list[str] = []
    for table in tables:
        notes += _write(table, folder / f"{table.name}.parquet", about)
    return notes


def _write(table: Filled, path: Path, about: Mapping[str, str]) -> Iterator[str]:
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema(
        [_field(column) for column in table.columns],
        metadata={f"jixiao.{key}": value for key, value in about.items()},
    )
    left_out = dict.fromkeys(table.columns, 0)
    with parquet.ParquetWriter(path, schema) as writer:
        for rows in _batches(table.rows):
            arrays = []
            for column, field in zip(table.columns, schema, strict=True):
                array, unfit = _array([row[column.name] for row in rows], column, field.type)
                arrays.append(array)
                left_out[column] += unfit
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
    for column, count in left_out.items():
        if count:
            what = f"numbers left out, as {column.type} of Parquet does not hold them"
            yield f"{table.name}.{column.name}: {count} {what}; csv has them"


def _batches(rows: list[dict[str, Cell]]) -> Iterator[list[dict[str, Cell]]]:
    for at in range(0, len(rows), _BATCH):
        yield rows[at : at + _BATCH]


def _field(column: Column) -> Any:
    import pyarrow

    types = {
        "integer": pyarrow.int64(),
        "money": pyarrow.decimal128(38, 2),
        "decimal": pyarrow.decimal128(38, 18),
        "day": pyarrow.date32(),
    }
    described = {
        name: str(text) for name, text in column.described.items() if name not in ("table", "column")
    }
    return pyarrow.field(column.name, types.get(column.type, pyarrow.string()), metadata=described)


def _array(cells: list[Cell], column: Column, type_: Any) -> tuple[Any, int]:
    """The cells as an array, and how many of them the type cannot hold."""
    import pyarrow

    values = [date.fromisoformat(str(cell)) if cell and column.type == "day" else cell for cell in cells]
    try:
        return pyarrow.array(values, type_), 0
    except (pyarrow.ArrowInvalid, OverflowError):
        kept = [value if _fits(value, type_) else None for value in values]
        unfit = sum(value is not None for value in values) - sum(value is not None for value in kept)
        return pyarrow.array(kept, type_), unfit


def _fits(value: object, type_: Any) -> bool:
    import pyarrow

    try:
        pyarrow.array([value], type_)
    except (pyarrow.ArrowInvalid, OverflowError):
        return False
    return True
