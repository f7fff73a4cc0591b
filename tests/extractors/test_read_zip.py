"""ZIP archives: what comes out, under which name, and what is said of the rest."""

import io
import random
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import ReadError
from extractors.read import members as module
from extractors.read.members import Member, members

Entry = tuple[str, bytes]


def zipped(entries: Iterable[Entry], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def named(raw: bytes, flags: int = 0) -> bytes:
    """An archive with one file whose name is stored as these bytes."""
    data = zipped([("n" * len(raw), b"x")]).replace(b"n" * len(raw), raw)
    local, central = data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8
    patched = bytearray(data)
    for position in (local, central):
        struct.pack_into("<H", patched, position, flags)
    return bytes(patched)


def outcome(archive: Path | bytes) -> list[Entry | str]:
    """Names and contents, or the line that says what is wrong."""
    return [
        (each.name, each.data) if isinstance(each, Member) else str(each)
        for each in members(archive, "a.zip")
    ]


def test_files_come_in_the_order_of_the_archive(tmp_path: Path) -> None:
    data = zipped([("乙/表.txt", b"2"), ("甲.txt", b"1"), ("空.txt", b"")])
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    expected = [("a.zip!/乙/表.txt", b"2"), ("a.zip!/甲.txt", b"1"), ("a.zip!/空.txt", b"")]
    assert outcome(data) == expected
    assert outcome(path) == expected


def test_archives_within_archives_are_entered_and_documents_are_not() -> None:
    document = zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])
    inner = zipped([("表.docx", document), ("说明.txt", b"1")])
    assert outcome(zipped([("内.zip", inner), ("外.txt", b"2")])) == [
        ("a.zip!/内.zip!/表.docx", document),
        ("a.zip!/内.zip!/说明.txt", b"1"),
        ("a.zip!/外.txt", b"2"),
    ]


def test_archives_nested_too_deep_are_left_alone() -> None:
    archive = b"x"
    for depth in range(5):
        archive = zipped([("x.zip" if depth else "x.txt", archive), (f"{depth}.txt", b"y")])
    assert outcome(archive) == [
        "a.zip!/x.zip!/x.zip!/x.zip: is an archive in 3 others; unpack it first",
        ("a.zip!/x.zip!/x.zip!/2.txt", b"y"),
        ("a.zip!/x.zip!/3.txt", b"y"),
        ("a.zip!/4.txt", b"y"),
    ]


@pytest.mark.parametrize(
    ("raw", "flags", "name"),
    [
        ("绩效目标表.docx".encode("gb18030"), 0, "绩效目标表.docx"),
        ("绩效目标表.docx".encode(), 0, "绩效目标表.docx"),
        ("绩效目标表.docx".encode(), 0x800, "绩效目标表.docx"),
        ("附件\\表.txt".encode("gb18030"), 0, "附件/表.txt"),
        (b"caf\x82.txt", 0, "café.txt"),
        (b"../../etc/passwd", 0, "../../etc/passwd"),
        (b"/etc/passwd", 0, "/etc/passwd"),
        (b"\0.txt", 0, "\ufffd.txt"),
        (b"a\nb\x1b.txt", 0, "a\ufffdb\ufffd.txt"),
    ],
)
def test_names_are_labels_in_the_encoding_they_make_sense_in(raw: bytes, flags: int, name: str) -> None:
    assert outcome(named(raw, flags)) == [(f"a.zip!/{name}", b"x")]


def test_debris_and_folders_are_left_out() -> None:
    entries = [
        ("__MACOSX/._a.txt", b"1"),
        (".git/config", b"2"),
        ("~$a.docx", b"3"),
        ("d/", b""),
        ("d/Thumbs.db", b"4"),
    ]
    assert outcome(zipped([*entries, ("d/a.txt", b"5")])) == [("a.zip!/d/a.txt", b"5")]


def test_a_locked_file_does_not_cost_the_others() -> None:
    data = bytearray(zipped([("a.txt", b"1"), ("b.txt", b"2")]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert outcome(bytes(data)) == [
        "a.zip!/a.txt: is protected by a password; unpack it first",
        ("a.zip!/b.txt", b"2"),
    ]


def test_a_damaged_file_does_not_cost_the_others() -> None:
    data = bytearray(zipped([("a.txt", b"first"), ("b.txt", b"2")], zipfile.ZIP_STORED))
    data[data.index(b"first")] = 0
    assert outcome(bytes(data)) == [
        "a.zip!/a.txt: is damaged; download the archive again, or unpack it first",
        ("a.zip!/b.txt", b"2"),
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_all_at_once(method: int) -> None:
    assert outcome(zipped([("a.txt", b"1")], method)) == [
        "a.zip!/a.txt: is packed by an unusual method; unpack it first"
    ]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zipped([("a", b"1")])[:-5], b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_archive(data: bytes) -> None:
    assert outcome(data) == ["a.zip: is damaged or no ZIP archive; download it again, or unpack it first"]


def test_an_empty_archive_holds_nothing() -> None:
    assert outcome(zipped([])) == []


def test_a_file_that_grows_beyond_measure() -> None:
    bomb = ("bomb.txt", bytes(30 * module.MEGABYTE))
    assert outcome(zipped([bomb, ("a.txt", b"1")])) == [
        "a.zip!/bomb.txt: unpacks to more than 200 times its size; check where it comes from",
        ("a.zip!/a.txt", b"1"),
    ]


def test_sizes_are_counted_and_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMBER_LIMIT", 2 * module.MEGABYTE)
    data = bytearray(zipped([("a.txt", random.Random(1).randbytes(3 * module.MEGABYTE)), ("b.txt", b"1")]))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 2**31)
    first, second = outcome(bytes(data))
    assert first == "a.zip!/a.txt: unpacks to more than 2 MB; unpack it and name the folder"
    assert second == ("a.zip!/b.txt", b"1")


@pytest.mark.parametrize(
    ("limit", "value", "what"),
    [("COUNT_LIMIT", 2, "2 files"), ("TOTAL_LIMIT", module.MEGABYTE, "1 MB")],
)
def test_all_files_together_have_a_limit(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, what: str
) -> None:
    monkeypatch.setattr(module, limit, value)
    inner = zipped([("b.txt", b"2" * module.MEGABYTE), ("c.txt", b"3")], zipfile.ZIP_STORED)
    assert outcome(zipped([("a.txt", b"1"), ("内.zip", inner), ("z.txt", b"4")], zipfile.ZIP_STORED)) == [
        ("a.zip!/a.txt", b"1"),
        f"a.zip: holds more than {what}; the rest of it is left out; unpack it and name the folder",
    ]


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_any_damage_is_survived(position: int, noise: bytes) -> None:
    data = bytearray(zipped([("a.txt", b"first" * 9), ("b/c.txt", b"second")]))
    at = position % len(data)
    data[at : at + len(noise)] = noise
    for name in (
        each.name if isinstance(each, Member) else each.path for each in members(bytes(data), "a.zip")
    ):
        assert name.startswith("a.zip")
        assert "\n" not in name


def test_errors_are_one_line_each() -> None:
    (error,) = members(b"PK", "a.zip")
    assert isinstance(error, ReadError)
    assert "\n" not in str(error)
