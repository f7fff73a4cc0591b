"""kg links and kg build --links over a real build: lists, exports, decides, undoes."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from form_text import form

from kg.cli import main
from kg.store import Build

if TYPE_CHECKING:
    from pathlib import Path

FULL, SHORT, ALIKE = "上海市科技创业服务中心", "上海科技创业服务中心", "上海市科技创叶服务中心"


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of three forms: two names of one unit, and one that looks alike."""
    folder = tmp_path_factory.mktemp("links")
    (folder / "forms").mkdir()
    for number, unit in enumerate((FULL, SHORT, ALIKE)):
        text = form(unit, f"项目之{'甲乙丙'[number]}")
        (folder / "forms" / f"{number}.txt").write_text(text, encoding="utf-8")
    assert build(folder).exit_code == 0
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """That build, to change."""
    return shutil.copytree(built, tmp_path / "copy")


def build(folder: Path, *more: object) -> Result:
    return kg("build", folder / "forms", "--out", folder / "out", "-j", 1, *more)


def listed(folder: Path, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kg("links", folder / "out", "--format", "json", *options).stdout)
    return found


def test_merges_are_listed_with_reasons_and_places(folder: Path) -> None:
    (merge,) = listed(folder, "--kind", "unit")
    assert {merge["one"], merge["other"]} == {FULL, SHORT}
    assert merge["reasons"] == ["仅差区划前缀"]
    assert {proof["exact"] for proof in merge["evidence"]} == {FULL, SHORT}
    assert FULL in kg("links", folder / "out").stdout
    assert listed(folder, "--kind", "policy") == []


def test_pairs_to_look_at_are_listed_and_stand_in_the_folder(folder: Path) -> None:
    pairs = listed(folder, "--review")
    assert [(pair["one"], pair["other"]) for pair in pairs if ALIKE in (pair["one"], pair["other"])]
    shown = (folder / "out" / "links.review.tsv").read_text(encoding="utf-8-sig")
    assert kg("links", folder / "out", "--review", "--format", "tsv").stdout == shown


def test_a_decision_undoes_a_merge_and_another_makes_one(folder: Path) -> None:
    before = Build(folder / "out").generation.counts["units"]
    listing = kg("links", folder / "out", "--kind", "unit", "--format", "tsv").stdout
    header, line = listing.splitlines()
    cells = dict(zip(header.split("\t"), line.split("\t"), strict=True)) | {"decision": "different"}
    added = f"unit\t{FULL}\t{ALIKE}\tsame" + "\t" * 5
    file = folder / "links.tsv"
    file.write_text("\n".join((header, "\t".join(cells.values()), added)), encoding="utf-8")
    assert build(folder, "--links", file).exit_code == 0
    assert Build(folder / "out").generation.counts["units"] == before
    (merge,) = listed(folder, "--kind", "unit")
    assert (merge["reasons"], {merge["one"], merge["other"]}) == (["人工决定"], {FULL, ALIKE})


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        ("kind\tone\tother\tdecision\nunit\t甲\t乙\tmaybe", 1, "links.tsv:2: decision “maybe” is not known"),
        ("kind\tone\tother\tdecision\nunit\t甲\t乙\tsame", 1, "links.tsv:2: this build has no unit “甲”"),
        ("kind\tone\n", 2, "has no column other"),
    ],
)
def test_bad_lines_are_one_line_each(folder: Path, lines: str, code: int, said: str) -> None:
    file = folder / "links.tsv"
    file.write_text(lines, encoding="utf-8")
    done = build(folder, "--links", file)
    assert done.exit_code == code
    assert [said in line for line in done.stderr.splitlines()] == [True]


def test_a_list_with_decisions_is_not_overwritten(folder: Path) -> None:
    shown = folder / "out" / "links.review.tsv"
    refused = build(folder, "--links", shown)
    assert (refused.exit_code, "is written anew by every build" in refused.stderr) == (2, True)
    shown.write_text(shown.read_text(encoding="utf-8-sig") + "my work", encoding="utf-8")
    assert build(folder).exit_code == 0
    (kept,) = (folder / "out").glob("links.review.before-*.tsv")
    assert kept.read_text(encoding="utf-8").endswith("my work")


def test_a_missing_file_of_decisions_is_one_line(folder: Path) -> None:
    done = build(folder, "--links", folder / "none.tsv")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
