"""What a file is, told by its content."""

from __future__ import annotations

import itertools
import struct
import zipfile
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from extractors.read import ole
from extractors.read.kinds import kind_of


def saved(document: Any) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def zipped(**members: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for path, text in members.items():
            file.writestr(path.replace("__", "/").replace("_", "."), text)
    return data.getvalue()


def compound(*streams: str, inside: str = "") -> bytes:
    """An OLE2 file whose root holds these (empty) streams, and a folder with one stream `inside`."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    names = ["Root Entry", *streams, *([f"folder of {inside}"[:31], inside] if inside else [])]
    entries = b""
    for index, name in enumerate(names):
        is_root, is_folder, is_inside = (
            index == 0,
            inside and index == len(names) - 2,
            inside and index == len(names) - 1,
        )
        siblings = len(names) - (1 if inside else 0)
        right = index + 1 if not is_root and not is_inside and index + 1 < siblings else none
        child = 1 if is_root and len(names) > 1 else len(names) - 1 if is_folder else none
        kind = 5 if is_root else 1 if is_folder else 2
        written = name.encode("utf-16-le")
        entries += struct.pack("<64sHBBIII", written, len(written) + 2, kind, 1, none, right, child).ljust(
            128, b"\0"
        )
    directory = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors = len(directory) // 512
    table = [0xFFFFFFFD, *range(2, sectors + 1), end]
    header = ole.MAGIC.ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<II", 1, 1)
    header = header.ljust(76, b"\0") + struct.pack("<I", 0)
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header.ljust(512, b"\xff") + allocation + directory


WORKBOOK = xlwt.Workbook()
WORKBOOK.add_sheet("S").write(0, 0, "甲")
XLS = saved(WORKBOOK)
DOCX, XLSX = saved(docx.Document()), saved(openpyxl.Workbook())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n%PDF-1.4\n", "pdf"),
        (DOCX, "docx"),
        (DOCX[: len(DOCX) // 2], "docx"),  # cut short
        (XLSX, "workbook"),
        (XLSX[: len(XLSX) // 2], "workbook"),
        (XLS, "workbook"),
        (zipped(a_txt="甲", word_txt="乙"), "zip"),
        (zipped(a_txt="甲")[:40], "zip"),
        (zipped(xl__workbook_bin=""), "legacy"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml=""), "legacy"),
        (zipped(ppt__presentation_xml=""), None),
        (zipped(OFD_xml=""), None),
        (compound("WordDocument", "1Table"), "legacy"),
        (compound("1Table", "WordDocument", inside="Workbook"), "legacy"),
        (compound("Workbook", inside="WordDocument"), "workbook"),
        (compound("Book"), "workbook"),
        (compound("EncryptionInfo", "EncryptedPackage"), "legacy"),
        (compound("PowerPoint Document"), None),
        (compound(), None),
        (ole.MAGIC, None),
        (b"{\\rtf1\\ansi", "legacy"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>', "legacy"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "legacy"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "legacy"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n<HTML xmlns:x='urn:x'>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        (b'<?xml version="1.0"?><!-- a > b --><html xmlns="x">', "html"),
        (b'<meta http-equiv="Content-Type" content="application/vnd.ms-excel">', "html"),
        (b"<table border=1><tr><td>", "html"),
        ("<html><title>绩效目标".encode("gb18030"), "html"),
        (b"<br>text", None),
        (b"<tables>", None),
        (b"<?xml version='1.0'?><records/>", None),
        ("项目名称\t<input checked>".encode(), None),
        ("绩效目标表 %PDF-".encode(), None),
        (b"", None),
        (b"PK", None),
    ],
    ids=itertools.count(),  # the bytes of some hold the time of the test
)
def test_kinds(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


@given(
    st.lists(st.sampled_from(["Workbook", "CONTENTS", "1Table", "目录"]), unique=True),
    st.integers(0, 2000),
    st.binary(max_size=40),
)
def test_streams_are_found_and_damage_is_harmless(streams: list[str], at: int, junk: bytes) -> None:
    data = compound(*streams)
    assert ole.stream_names(data) == frozenset(streams)
    damaged = data[:at] + junk + data[at + len(junk) :]
    assert isinstance(ole.stream_names(damaged), frozenset)
    assert isinstance(ole.stream_names(damaged[:at]), frozenset)


def test_a_directory_that_runs_in_circles_ends() -> None:
    data = bytearray(compound("Workbook", "CONTENTS"))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the directory's sector is followed by itself
    data[1024 + 2 * 128 + 72 : 1024 + 2 * 128 + 76] = struct.pack("<I", 1)  # the last entry by the first
    assert ole.stream_names(bytes(data)) == {"Workbook", "CONTENTS"}
