"""The vocabulary files keep their own rules, so that an edit that breaks one is told at once."""

from collections import Counter
from pathlib import Path

import pytest

from extractors import vocabulary
from extractors.labels import label_of
from extractors.records import Budget
from extractors.vocabulary import VocabularyError, fingerprint, settings, table

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
    assert [word for word in words if label_of(word) is None] == []


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
