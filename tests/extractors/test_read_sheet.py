"""Laying out paragraphs and tables: one text, and blocks that address exactly what was put in."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Cell, Paragraph, Table
from extractors.read.sheet import CellText, Sheet


def test_paragraphs_are_lines_and_cells_stand_between_tabs() -> None:
    sheet = Sheet()
    sheet.paragraph("某表", page=3)
    sheet.paragraph(" \n")
    sheet.table([CellText(0, 0, "甲", row_span=2), CellText(0, 1, "乙\n丙"), CellText(1, 1, "")], page=3)
    text, blocks = sheet.content()
    assert text == "某表\n甲\t乙\n丙\n\n"
    assert blocks == (
        Paragraph(0, 2, 3),
        Table((Cell(0, 0, 3, 4, 2), Cell(0, 1, 5, 8), Cell(1, 1, 9, 9)), 3, 9, 3, "ruled"),
    )


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=4), max_size=6))
def test_every_cell_is_found_where_its_block_says(rows: list[list[str]]) -> None:
    sheet = Sheet()
    sheet.table(CellText(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    text, blocks = sheet.content()
    found = [
        text[cell.start : cell.end] for block in blocks if isinstance(block, Table) for cell in block.cells
    ]
    assert found == [cell for row in rows for cell in row]
