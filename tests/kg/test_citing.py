"""kg info --cite: what a paper says of a build, and what is told as unknown."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from form_text import form

from kg.cli import main
from kg.store import Build

DECLARED = "本部门编报绩效目标的项目3个，涉及项目预算资金20万元。\n\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build of two forms, one of which says that there are three, and of a file without any."""
    folder = tmp_path_factory.mktemp("cite")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(DECLARED + form(), encoding="utf-8")
    (folder / "in" / "b.txt").write_text(form(project="展厅改造"), encoding="utf-8")
    (folder / "in" / "c.txt").write_text("别的文件。\n", encoding="utf-8")
    run("build", str(folder / "in"), "--out", str(folder / "out"))
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="kg")


def cited(place: Path, *options: str) -> dict[str, object]:
    result = run("info", str(place / "out"), "--cite", "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


def test_the_facts(place: Path) -> None:
    found = cited(place)
    with Build(place / "out") as build:
        generation = build.generation
    assert found["documents"] == {
        "read": 3, "with_forms": 2, "forms": 2, "declared": 3, "declaring": 1, "excluded": 1, "forms_aside": 0,
    }  # fmt: skip
    assert found["made_of"]["graph"] == generation.graph  # type: ignore[index]
    assert (found["date"], found["rates"]) == (generation.created[:10], None)
    assert found["csl"]["version"] == generation.graph  # type: ignore[index]


def test_the_hash_of_inputs_is_of_their_bytes_alone(place: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, other in (("a", "z"), ("b", "y")):
        (tmp_path / "in" / f"{other}.txt").write_bytes((place / "in" / f"{name}.txt").read_bytes())
    run("build", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert cited(tmp_path)["made_of"]["inputs"] == cited(place)["made_of"]["inputs"]  # type: ignore[index]


def test_text_ends_in_a_bibtex_entry_and_says_what_is_unknown(place: Path) -> None:
    text = run("info", str(place / "out"), "--cite").stdout
    assert "forms declared 文件自述的表数: 3, by 1 documents\n" in text
    assert (
        "error rates 错误率: unknown; draw a sample and judge it: kg sample DIR, then kg eval SHEET DIR"
        in text
    )
    entry = text[text.index("@misc{") :]
    assert re.fullmatch(
        r"@misc\{jixiao-[0-9a-f]{12},\n(  \w+ = \{[^{}]*\},\n)*  \w+ = \{[^{}]*\}\n\}\n", entry
    )


def test_documents_that_do_not_say_how_many_forms_they_hold(place: Path, tmp_path: Path) -> None:
    run("build", str(place / "in" / "b.txt"), "--out", str(tmp_path / "out"))
    text = run("info", str(tmp_path / "out"), "--cite").stdout
    assert "forms declared 文件自述的表数: unknown; the documents do not say\n" in text


@pytest.fixture(scope="module")
def rates(place: Path) -> Path:
    """A sample in which every answer is ours."""
    sheet, rates = place / "sheet.csv", place / "rates.json"
    run("sample", str(place / "out"), "--n", "10", "--out", str(sheet))
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["correct"] = "y"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert run("eval", str(sheet), str(place / "out"), "--save", str(rates)).exit_code == 0
    return rates


def test_rates_of_this_build(place: Path, rates: Path) -> None:
    found = cited(place, "--measured", str(rates))["rates"]
    assert isinstance(found, list)
    assert sum(rate["judged"] for rate in found if rate["field"] != "all") >= 1
    assert (
        "error rates measured" in run("info", str(place / "out"), "--cite", "--measured", str(rates)).stdout
    )


def test_rates_of_another_build_are_refused(place: Path, rates: Path, tmp_path: Path) -> None:
    run("build", str(place / "in" / "b.txt"), "--out", str(tmp_path / "out"))
    result = run("info", str(tmp_path / "out"), "--cite", "--measured", str(rates))
    assert result.exit_code == 2
    assert re.search(
        r"rates\.json: was measured on build \w{12}, this is \w{12}; draw a sample", result.stderr
    )


def test_a_file_that_is_no_report(place: Path) -> None:
    result = run("info", str(place / "out"), "--cite", "--measured", str(place / "in" / "c.txt"))
    assert result.exit_code == 2
    assert "is no report of an annotated sheet" in result.stderr


def test_rates_without_a_citation(place: Path) -> None:
    assert run("info", str(place / "out"), "--measured", "x").exit_code == 2
