"""Reading of files: encodings, blocks, and one clear line for what cannot be read."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Paragraph, ReadError, Table
from extractors.read import is_candidate, read, read_bytes
from extractors.read.encoding import decode
from extractors.read.text import blocks

TEXT = "区级财政项目绩效目标申报表\n\n项目名称\t社区科普活动\n立项依据\t根据区科委年度工作安排，开展面向居民的科普服务。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_radicals_copied_out_of_a_pdf_are_characters() -> None:
    text = TEXT.replace("目", "\u2f6c").replace("用", "\u2f64")
    assert text != TEXT
    assert read_bytes(text.encode(), "form.txt").text == TEXT


def test_traditional_characters_in_big5() -> None:
    text = "上海市財政支出項目績效目標申報表\n項目名稱\t科技服務及在孵企業輔導\n" * 3
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_byte_order_mark_is_no_text(mark: bytes) -> None:
    encoding = "utf-8" if mark == codecs.BOM_UTF8 else "utf-16-le"
    assert decode(mark + TEXT.encode(encoding)) == TEXT


def test_a_cut_download_keeps_its_text() -> None:
    data = (TEXT * 20).encode()[:-2]
    text = decode(data)
    assert text is not None
    assert text.startswith(TEXT)
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00\x01\x02" * 500, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20]
)
def test_rubbish_is_no_text(data: bytes) -> None:
    assert decode(data) is None


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    text = decode(data)
    assert text is None or isinstance(text, str)


def test_lines_with_tabs_are_table_rows() -> None:
    paragraph, table = blocks(TEXT)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert TEXT[paragraph.start : paragraph.end] == "区级财政项目绩效目标申报表"
    assert [(c.row, c.column, TEXT[c.start : c.end]) for c in table.cells][:2] == [
        (0, 0, "项目名称"),
        (0, 1, "社区科普活动"),
    ]


def test_blank_lines_do_not_end_a_table_and_other_lines_do() -> None:
    text = "a\tb\r\n\r\n\f\nc\td\r\n正文\r\ne\tf"
    found = blocks(text)
    assert [type(block).__name__ for block in found] == ["Table", "Paragraph", "Table"]
    first = found[0]
    assert isinstance(first, Table)
    assert [text[c.start : c.end] for c in first.cells] == ["a", "b", "c", "d"]


@given(st.text(alphabet="甲a\t\n\r ", max_size=50))
def test_blocks_cover_all_that_is_visible(text: str) -> None:
    covered = set()
    for block in blocks(text):
        covered.update(range(block.start, block.end))
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("book.pdf", b"%PDF-1.7 ...", "PDF"),
        ("form.zip", b"PK\x03\x04....", "is an archive"),
        ("page.png", b"\x89PNG....", "is a picture"),
        ("noise.bin", bytes(range(256)) * 8, "is not text"),
    ],
)
def test_unreadable_files_say_what_and_what_to_do(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(ReadError, match="cannot be opened"):
        read(tmp_path)


@pytest.mark.parametrize(("name", "expected"), [("a.txt", True), (".DS_Store", False), ("~$a.docx", False)])
def test_debris_is_left_alone(name: str, expected: bool) -> None:
    assert is_candidate(Path(name)) is expected
