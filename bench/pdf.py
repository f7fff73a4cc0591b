"""Read PDF files in three ways in the same run and compare: `python bench/pdf.py FILE... [--pages N]`.

Prints pages a second of this reader, of PDFium's plain text and of pdfplumber's tables, then how time and
memory grow when the pages of the first file are repeated up to N times.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2

from extractors.read.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 5


def plain(data: bytes) -> None:
    """The text alone, as PDFium gives it."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().get_text_range()


def plumbed(data: bytes) -> None:
    """The tables, as pdfplumber gives them."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def seconds(data: bytes, *ways: Callable[[bytes], object]) -> list[float]:
    """Processor time of each way, the best of some rounds in which they take turns: others may be at work here."""
    best = [float("inf")] * len(ways)
    for _ in range(_ROUNDS):
        for number, read in enumerate(ways):
            start = process_time()
            read(data)
            best[number] = min(best[number], process_time() - start)
    return best


def ours(data: bytes) -> object:
    """Paragraphs and tables, as this reader gives them."""
    return read_pdf(data, "bench")


def repeated(data: bytes, pages: int) -> bytes:
    """A file of so many pages, those of another over and over."""
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as target:
        while len(target) < pages:
            target.import_pages(source, list(range(min(len(source), pages - len(target)))))
        saved = BytesIO()
        target.save(saved)
    return saved.getvalue()


def peak(path: Path) -> int:
    """Megabytes that a process of its own needs at most to read a file."""
    command = [sys.executable, __file__, str(path), "--only-read"]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def compare(path: Path) -> None:
    """Print the pages a second of each way, and how many times faster or slower ours is."""
    data = path.read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
    own, text, tables = seconds(data, ours, plain, plumbed)
    print(f"{path.name}: {pages} pages")
    print(f"  ours        {pages / own:7.1f} pages/s")
    print(f"  plain text  {pages / text:7.1f} pages/s   ours takes {own / text:.1f} times as long")
    print(f"  pdfplumber  {pages / tables:7.1f} pages/s   ours is {tables / own:.1f} times as fast")


def grow(path: Path, most: int) -> None:
    """Print time and memory of ever longer files."""
    with TemporaryDirectory() as folder:
        for pages in (most // 8, most // 4, most // 2, most):
            longer = Path(folder, f"{pages}.pdf")
            longer.write_bytes(repeated(path.read_bytes(), pages))
            (took,) = seconds(longer.read_bytes(), ours)
            print(f"  {pages:5} pages  {took / pages * 1000:6.1f} ms/page  {peak(longer):5} MB at most")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=304, help="the longest file")
    parser.add_argument("--only-read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only_read:
        ours(options.files[0].read_bytes())
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    for path in options.files:
        compare(path)
    grow(options.files[0], options.pages)


if __name__ == "__main__":
    main()
