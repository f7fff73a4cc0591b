"""Older formats: refused in one line without LibreOffice, read through it where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from test_read_kinds import compound

from extractors.document import Paragraph, ReadError
from extractors.read import legacy
from extractors.read.kinds import kind_of
from extractors.read.legacy import libreoffice, read_legacy

needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed here")


def blocks(data: bytes) -> list[Any]:
    """Paragraphs as their text, tables as (row, column, row span, column span, text) of each cell."""
    text, found = read_legacy(data, "a.doc")
    return [
        text[block.start : block.end]
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, text[c.start : c.end]) for c in block.cells]
        for block in found
    ]


def form() -> bytes:
    """A DOCX file: a line, and a table with merged cells."""
    document = docx.Document()
    document.add_paragraph("某项目绩效目标表")
    table = document.add_table(3, 3)
    for index, cell in enumerate(table._cells):
        cell.text = f"格{index}"
    for first, last in (((0, 0), (1, 0)), ((2, 1), (2, 2))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = f"并{first[0]}"
    data = BytesIO()
    document.save(data)
    return data.getvalue()


FORM = [
    "某项目绩效目标表",
    [
        *[
            (0, 0, 2, 1, "并0"),
            (0, 1, 1, 1, "格1"),
            (0, 2, 1, 1, "格2"),
            (1, 1, 1, 1, "格4"),
            (1, 2, 1, 1, "格5"),
        ],
        *[(2, 0, 1, 1, "格6"), (2, 1, 1, 2, "并2")],
    ],
]


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["完成率", 0.95])
    book.active["B1"].number_format = "0%"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def converted(data: bytes, folder: Path, *extensions: str) -> bytes:
    """The file as LibreOffice writes it in one format after another."""
    source = folder / "source"
    source.write_bytes(data)
    for extension in extensions:
        profile = (folder / "profile").as_uri()
        command = [
            libreoffice() or "",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            extension,
        ]
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=120)
        source = folder / f"source.{extension}"
    return source.read_bytes()


@needs_libreoffice
@pytest.mark.parametrize("extensions", [("odt", "doc"), ("rtf",), ("odt",)], ids=lambda names: names[-1])
def test_documents_are_converted(extensions: tuple[str, ...], tmp_path: Path) -> None:
    data = converted(form(), tmp_path, *extensions)
    assert kind_of(data) == "legacy"
    assert blocks(data) == FORM


@needs_libreoffice
def test_sheets_are_converted_with_their_formats(tmp_path: Path) -> None:
    data = converted(sheet(), tmp_path, "ods")
    assert kind_of(data) == "legacy"
    assert blocks(data) == [[(0, 0, 1, 1, "完成率"), (0, 1, 1, 1, "95%")]]


EXCEL_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="S1"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">甲</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">5</Data></Cell><Cell><Data ss:Type="String">乙</Data></Cell></Row></Table></Worksheet></Workbook>"""


@needs_libreoffice
def test_workbooks_of_office_2003() -> None:
    data = EXCEL_2003.encode()
    assert kind_of(data) == "legacy"
    assert blocks(data) == [[(0, 0, 1, 2, "甲"), (1, 0, 1, 1, "5"), (1, 1, 1, 1, "乙")]]


@needs_libreoffice
def test_what_libreoffice_cannot_read_is_a_line() -> None:
    with pytest.raises(ReadError, match=r"^a\.doc: [^\n]+; [^\n]+$"):
        read_legacy(compound("WordDocument", "1Table"), "a.doc")


def test_without_libreoffice_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(legacy, "_USUAL_PLACES", ())
    with pytest.raises(
        ReadError, match=r"^a\.doc: .*needs LibreOffice; install it, or save the file as \.docx or \.xlsx$"
    ):
        read_legacy(compound("WordDocument"), "a.doc")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "is protected by a password"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "is a web page in one file"),
    ],
)
def test_what_nothing_can_read_is_refused(data: bytes, line: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.doc: {line}[^\n]*$"):
        read_legacy(data, "a.doc")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_conversion_that_hangs_is_stopped_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipe, program = tmp_path / "pipe", tmp_path / "soffice"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    program.write_text(f"#!/bin/sh\n(sleep 20; echo survived) > {pipe} &\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(legacy, "TIMEOUT", 0.5)
    monkeypatch.setattr(legacy, "libreoffice", lambda: str(program))
    with pytest.raises(ReadError, match="keeps LibreOffice busy"):
        read_legacy(compound("WordDocument"), "a.doc")
    os.set_blocking(reader, True)
    assert os.read(reader, 100) == b"", "what the program started lives on"
    os.close(reader)
