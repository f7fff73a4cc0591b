"""Files in ZIP archives, by name and by number, and the forms in them."""

from __future__ import annotations

import zipfile
from itertools import permutations
from pathlib import Path

import pytest
from form_text import form

from extractors import extract_forms
from extractors.archives import documents, is_archive, member_at, read_named
from extractors.document import Document, ReadError
from extractors.read import members as module

CONTENTS = {"甲.txt": "一", "乙/丙.txt": "二", "丁.txt": "三"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return pack(tmp_path / "a.zip", CONTENTS)


def pack(path: Path, contents: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as target:
        for name, content in contents.items():
            target.writestr(name, content)
    return path


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_members_in_any_order(archive: Path, order: tuple[int, ...]) -> None:
    assert [member_at(archive, position).decode() for position in order] == [
        list(CONTENTS.values())[position] for position in order
    ]


def test_members_in_order_cost_one_walk(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, asked = module._read, []
    monkeypatch.setattr(module, "_read", lambda *given: asked.append(given[2]) or read(*given))
    for position in range(3):
        member_at(archive, position)
    assert asked == [f"{archive}!/{name}" for name in CONTENTS]


def test_a_member_that_is_there_no_more(archive: Path) -> None:
    with pytest.raises(ReadError, match="changed while it was being read; build again"):
        member_at(archive, 3)
    archive.unlink()
    with pytest.raises(ReadError, match="changed while it was being read; build again"):
        member_at(archive, 0)


def test_a_member_that_cannot_be_had_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMBER_LIMIT", 1)
    archive = pack(tmp_path / "a.zip", {"a.txt": "12", "b.txt": "3"})
    with pytest.raises(ReadError, match=r"a\.zip!/a\.txt: unpacks to more than 0 MB"):
        member_at(archive, 0)
    assert member_at(archive, 1) == b"3"


@pytest.mark.parametrize(("name", "text"), [("甲.txt", "一"), ("乙/丙.txt", "二")])
def test_by_name(archive: Path, name: str, text: str) -> None:
    assert read_named(Path(f"{archive}!/{name}")).text == text


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.zip!/none.txt", "no such file in the archive"),
        ("none.zip!/a.txt", "no such file"),
        ("a.zip", "is an archive"),
        ("b.txt!/a.txt", "no such file"),
    ],
)
def test_names_that_lead_nowhere(archive: Path, name: str, what: str) -> None:
    (archive.parent / "b.txt").write_text("x")
    with pytest.raises(ReadError) as caught:
        read_named(archive.parent / name)
    assert caught.value.what == what


def test_a_file_whose_own_name_looks_like_a_way(tmp_path: Path) -> None:
    (tmp_path / "a.zip!").mkdir()
    (tmp_path / "a.zip!" / "b.txt").write_text("自己", encoding="utf-8")
    assert read_named(tmp_path / "a.zip!" / "b.txt").text == "自己"


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", False), (b"PK", False), (b"PK\x03\x04rubbish", True), ("文字".encode(), False)],
)
def test_what_is_an_archive(tmp_path: Path, content: bytes, expected: bool) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    assert is_archive(path) is expected
    assert not is_archive(tmp_path / "none")


def test_an_office_document_is_none(tmp_path: Path) -> None:
    assert not is_archive(pack(tmp_path / "a.zip", {"word/document.xml": "<w/>"}))


def test_documents_and_problems(tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", {"a.txt": "一", "b.txt": ""})
    document, problem = documents(archive)
    assert isinstance(document, Document)
    assert (document.path, document.text) == (f"{archive}!/a.txt", "一")
    assert str(problem) == f"{archive}!/b.txt: is empty; check how it was downloaded or saved"


class TestForms:
    def test_of_all_files(self, tmp_path: Path) -> None:
        archive = pack(
            tmp_path / "a.zip", {"a.txt": form(), "b.txt": "信", "c.txt": form(project="展厅改造")}
        )
        assert [record.project.name for record in extract_forms(archive)] == ["图书室设备添置", "展厅改造"]

    def test_a_file_that_cannot_be_read_is_a_warning(self, tmp_path: Path) -> None:
        archive = pack(tmp_path / "a.zip", {"a.txt": form(), "b.txt": ""})
        with pytest.warns(UserWarning, match=r"b\.txt: is empty; check how") as told:
            assert len(extract_forms(archive)) == 1
        assert len(told) == 1

    def test_nothing_that_can_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match=r"b\.txt: is empty"):
            extract_forms(pack(tmp_path / "a.zip", {"b.txt": ""}))
