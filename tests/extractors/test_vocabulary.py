"""The vocabulary files keep their own rules, so that an edit that breaks one is told at once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import vocabulary
from extractors.labels import cell_label_of, label_of
from extractors.records import Budget
from extractors.vocabulary import (
    LOCAL,
    VocabularyError,
    alternatives,
    fingerprint,
    settings,
    table,
    use_local,
)

FOLDER = Path(vocabulary.__file__).parent


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.stem)
def test_tables_are_well_formed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# "), "a table says at its head what its columns are"
    rows = table(path.stem)
    assert rows
    assert all(any(row.values()) for row in rows)
    assert all(value == value.strip() for row in rows for value in row.values())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_settings_are_well_formed(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert settings(path.stem)


def test_a_label_opens_one_field_only() -> None:
    words = [
        word for name in ("fields", "amounts") for row in table(name) for word in row["labels"].split("|")
    ]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert [word for word in words if label_of(word) is None and cell_label_of(word) is None] == []


def test_a_heading_names_one_role_or_is_known_to_name_several() -> None:
    headings = [(row["table"], word) for row in table("columns") for word in row["labels"].split("|")]
    assert {word for (_, word), count in Counter(headings).items() if count > 1} == {"指标内容", "指标值"}


def test_kinds_and_keys_are_known() -> None:
    assert {row["kind"] for row in table("fields")} <= {
        "name",
        "date",
        "boxes",
        "narrative",
        "contact",
        "heading",
        "period",
        "note",
    }
    assert {row["citation_role"] for row in table("fields")} <= {
        "",
        "basis",
        "compliance",
        "background",
        "deliverable",
    }
    assert {row["scope"] for row in table("amounts")} <= {"", "project", "annual", "sub-project", "quarter"}
    assert {row["phase"] for row in table("amounts")} <= {
        "requested",
        "approved",
        "revised",
        "executed",
        "unstated",
    }
    assert {row["budget"] for row in table("amounts")} - {""} <= set(Budget.__struct_fields__)


def test_a_broken_row_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.tsv").write_text("# head\na\tb\n1\t2\n1\t2\t3\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "_FOLDER", tmp_path)
    with pytest.raises(VocabularyError, match=r"broken\.tsv:4: 3 cells under 2 columns"):
        table("broken")


def test_the_fingerprint_follows_every_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.tsv").write_text("# head\na\n1\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "_FOLDER", tmp_path)
    fingerprint.cache_clear()
    before = fingerprint()
    (tmp_path / "a.tsv").write_text("# head\na\n2\n", encoding="utf-8")
    fingerprint.cache_clear()
    after = fingerprint()
    fingerprint.cache_clear()
    assert before != after


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("年内", ["年内"]),
        ("[年|季]底", ["年底", "季底"]),
        ("不{得|能}少于", ["不少于", "不得少于", "不能少于"]),
        ("每[年|季]末{前}", ["每年末", "每年末前", "每季末", "每季末前"]),
        ("大于(等于)", ["大于(等于)"]),
        ("[年", ["[年"]),
    ],
)
def test_a_cell_may_stand_for_several_words(pattern, words):
    assert alternatives(pattern) == words


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for local tables; what was read of tables is forgotten before and after."""
    monkeypatch.setenv(LOCAL, "")
    table.cache_clear()
    yield tmp_path
    table.cache_clear()


def test_local_tables_add_rows(local: Path) -> None:
    (local / "agencies.tsv").write_text("# ours\ncode\tname\n甲乙发\t甲乙市人民政府\n", encoding="utf-8-sig")
    use_local(local)
    assert table("agencies")[-1] == dict.fromkeys(table("agencies")[0], "") | {
        "code": "甲乙发",
        "name": "甲乙市人民政府",
    }


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("agencies.tsv", "code\tnames\n甲\t乙\n", "no column names; there are code, name"),
        ("agencies.tsv", "code\tname\n甲\t乙\t丙\n", ":2: 3 cells under 2 columns"),
        ("agency.tsv", "code\n", "no table to add to; there are agencies, laws"),
        ("laws.tsv", b"\xff\xfe", "cannot be read as UTF-8 text"),
    ],
)
def test_a_local_table_that_is_none_is_told(
    local: Path, name: str, content: str | bytes, message: str
) -> None:
    (local / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(VocabularyError, match=message):
        use_local(local)


def test_a_local_folder_that_is_not_there_is_told(local: Path) -> None:
    with pytest.raises(VocabularyError, match="no folder of vocabulary tables"):
        use_local(local / "nowhere")


def test_local_tables_come_first(local: Path) -> None:
    table("laws")
    with pytest.raises(VocabularyError, match="before anything is extracted"):
        use_local(local)


def test_the_fingerprint_knows_local_tables(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint.cache_clear()
    before = fingerprint()
    (local / "laws.tsv").write_text("name\n甲法\n", encoding="utf-8")
    monkeypatch.setenv(LOCAL, str(local))
    fingerprint.cache_clear()
    after = fingerprint()
    fingerprint.cache_clear()
    assert before != after
