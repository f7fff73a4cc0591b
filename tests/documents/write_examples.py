"""Writes `examples/documents` from the drawn forms: `python -m tests.documents.write_examples`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import docx, html, pdf, text, xlsx
from .drawing import drawn
from .model import Parts

FOLDER = Path(__file__).parents[2] / "examples" / "documents"

FILES: dict[str, Callable[[Parts], bytes]] = {
    "shanghai-2019-three-levels.docx": docx.written,
    "shanghai-2019-three-levels.pdf": pdf.written,
    "shanghai-2019-two-levels.txt": text.written,
    "shanghai-2019-two-levels.xlsx": xlsx.written,
    "shanghai-district-2024.docx": docx.written,
    "shanghai-district-2024.pdf": pdf.written,
    "ministry-2021.html": html.published,
    "ministry-2021.xlsx": xlsx.written,
    "ministry-2015-two-periods.docx": docx.written,
    "ministry-2015-two-periods.html": partial(html.written, encoding="gb18030"),
    "two-lists-2020.html": html.written,
    "two-lists-2020.xlsx": xlsx.written,
    "self-evaluation-2022.pdf": pdf.written,
    "self-evaluation-2022.xlsx": xlsx.written,
    "split-values-2023.docx": docx.written,
    "split-values-2023.txt": partial(text.written, encoding="gb18030"),
    "two-sheets-2023.xlsx": xlsx.written,
    "two-sheets-2023.html": html.written,
    "stacked-headings-2021.docx": docx.written,
    "stacked-headings-2021.pdf": partial(pdf.written, across=True),
    "list-of-projects-2024.xlsx": xlsx.written,
    "list-of-projects-2024.pdf": partial(pdf.written, across=True),
    "categories-side-by-side-2023.html": html.written,
    "categories-side-by-side-2023.xlsx": xlsx.written,
    "budget-book-2024.pdf": partial(pdf.written, across=True),
    "budget-book-2024.docx": docx.written,
}
"""The files by name, each with what writes the drawing of that name."""


def content(name: str) -> bytes:
    """What the example of that name holds."""
    return FILES[name](drawn(Path(name).stem))


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (FOLDER / name).write_bytes(content(name))


if __name__ == "__main__":
    main()
