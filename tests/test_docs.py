"""The documentation says what the code does: each test fails when one of the two is changed alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import msgspec
import pytest

from extractors import parse_target, records, vocabulary
from extractors.extract import extract_forms
from extractors.records import to_json
from extractors.vocabulary import settings, table
from kg.cli import main
from kg.link.rulebook import rulebook
from outputs.examples import examples

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
VOCABULARY = Path(vocabulary.__file__).parent
MADE = {"build", "dist", "out"}
MADE_INSIDE = {"node_modules", "built"}
WRITTEN = {".md", ".py", ".toml", ".ttl", ".tsv", ".txt", ".rq", ".json", ".html", ".js", ".css", ""}

HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
NAMED_PATH = re.compile(r"`((?:extractors|kg|ontology|outputs|tests|docs|examples|bench)/[\w./-]*)`")
NAMED_COMMAND = re.compile(r"(?:`|^)kg ([a-z]+)\b", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.:/*}])/(?:work|tmp|home|root|Users|opt|mnt)\b")


def files() -> Iterator[Path]:
    """Every text file of the repository that somebody wrote."""
    for top in sorted(ROOT.iterdir()):
        if top.name == ".ci" or not (top.name.startswith(".") or top.name in MADE):
            inside = sorted(top.rglob("*")) if top.is_dir() else [top]
            yield from (path for path in inside if path.suffix in WRITTEN and is_written(path))


def is_written(path: Path) -> bool:
    """Whether a person wrote it, and no tool."""
    return path.is_file() and not MADE_INSIDE.intersection(path.relative_to(ROOT).parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")  # one example form is in GB18030


def without_blocks(text: str) -> str:
    """`text` with its code blocks blanked at equal length."""
    return FENCE.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)


def sections(path: Path) -> list[tuple[str, str]]:
    """Each heading with what follows it up to the next one."""
    text = read(path)
    found = list(HEADING.finditer(without_blocks(text)))
    edges = [*(match.start() for match in found), len(text)][1:]
    return [(match[1], text[match.end() : edge]) for match, edge in zip(found, edges, strict=True)]


def section(page: str, name: str) -> str:
    """What stands under the heading of a page of docs/ that begins with `name`."""
    titles = [(title.replace("`", ""), text) for title, text in sections(DOCS / page)]
    (found,) = (text for title, text in titles if f"{title} ".startswith(f"{name} "))
    return found


def blocks(text: str, language: str) -> list[str]:
    return [body for marked, body in FENCE.findall(text) if marked == language]


def missing(words: Iterator[str] | list[str], text: str) -> list[str]:
    """The words that do not stand in `text` between backticks."""
    return [word for word in words if f"`{word}`" not in text]


MARKDOWN = [path for path in files() if path.suffix == ".md"]


# Rules


def test_every_rule_has_its_heading_and_every_heading_its_rule() -> None:
    described = [title for title, _ in sections(DOCS / "rules.md") if title.startswith("`")]
    rules = rulebook().items()
    assert sorted(described) == sorted(f"`{c}` {rule['title_zh']} · {rule['title_en']}" for c, rule in rules)


@pytest.mark.parametrize("code", sorted(rulebook()))
def test_a_rule_is_described_as_it_is(code: str) -> None:
    rule, text = rulebook()[code], section("rules.md", code)
    assert f"\n{rule['severity']} · {rule['cause']}" in text
    assert [part for part in ("When", "Not when", "Example") if f"\n**{part}** " not in text] == []


# Vocabulary


def test_every_vocabulary_file_is_described_and_every_description_has_its_file() -> None:
    described = [title.strip("`") for title, _ in sections(DOCS / "vocabulary.md") if title.startswith("`")]
    assert sorted(described) == sorted(path.name for path in VOCABULARY.glob("*.t*"))


@pytest.mark.parametrize("path", sorted(VOCABULARY.glob("*.tsv")), ids=lambda path: path.stem)
def test_columns_are_described_and_examples_are_rows(path: Path) -> None:
    text = section("vocabulary.md", path.name)
    assert missing(list(table(path.stem)[0]), text) == []
    rows = {line.rstrip("\t") for line in read(path).splitlines()}
    shown = [line.replace("⇥", "\t") for block in blocks(text, "tsv") for line in block.splitlines()]
    assert shown
    assert [line for line in shown if line not in rows] == []


@pytest.mark.parametrize("path", sorted(VOCABULARY.glob("*.toml")), ids=lambda path: path.stem)
def test_keys_are_described_and_examples_are_lines(path: Path) -> None:
    text, content = section("vocabulary.md", path.name), settings(path.stem)
    entries = [set(entry) for entry in content.values() if isinstance(entry, dict)]
    assert missing(sorted(set.intersection(*entries) if entries else content), text) == []
    shown = [line for block in blocks(text, "toml") for line in block.splitlines()]
    assert shown
    assert [line for line in shown if line not in read(path).splitlines()] == []


# Records

STRUCTS = [
    kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
]


def words_in(hint: object) -> Iterator[str]:
    """The words of every Literal inside a type."""
    for part in get_args(hint):
        if isinstance(part, str):
            yield part
        else:
            yield from words_in(part)


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_field_of_records_and_every_word_is_described(struct: type[msgspec.Struct]) -> None:
    text = section("records.md", struct.__name__)
    hints = get_type_hints(struct)
    hints.pop("absent", None)  # has a section of its own
    assert missing(list(struct.__struct_fields__), text) == []
    assert missing([word for hint in hints.values() for word in words_in(hint)], text) == []


def test_reasons_of_absence_and_narratives_are_described() -> None:
    narratives = [row["field"].rpartition("/")[2] for row in table("fields") if row["kind"] == "narrative"]
    assert missing(list(get_args(records.Absence)), section("records.md", "absent")) == []
    assert missing(narratives, section("records.md", "Record")) == []
    assert f"| `schema` | {records.SCHEMA} |" in section("records.md", "Record")


def test_the_worked_example_is_what_the_extractor_gives(tmp_path: Path) -> None:
    text = section("records.md", "A worked example")
    (form,), (shown,) = blocks(text, "text"), map(json.loads, blocks(text, "json"))
    (tmp_path / "form.txt").write_text(form.replace("⇥", "\t"), encoding="utf-8")
    (record,) = extract_forms(tmp_path / "form.txt")
    assert part_of(shown, json.loads(to_json(record))) == shown


def part_of(shown: Any, whole: Any) -> Any:
    """`whole` cut down to the keys that `shown` has."""
    if isinstance(shown, dict) and isinstance(whole, dict):
        return {key: part_of(value, whole[key]) for key, value in shown.items() if key in whole}
    if isinstance(shown, list) and isinstance(whole, list) and len(shown) == len(whole):
        return [part_of(one, other) for one, other in zip(shown, whole, strict=True)]
    return whole


def target_rows() -> list[list[str]]:
    lines = section("records.md", "Target").partition("| printed |")[2].splitlines()[2:]
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if len(row) == 6]


@pytest.mark.parametrize("row", target_rows(), ids=lambda row: row[0])
def test_targets_are_read_as_the_table_says(row: list[str]) -> None:
    printed, *expected, besides = row
    target = parse_target(printed)
    found = (target.comparator, target.low, target.high, target.unit)
    assert ["" if value is None else str(value) for value in found] == expected
    assert besides in ("", target.kind, target.change, f"baseline_year` {target.baseline_year}")


# Commands and queries


def commands() -> dict[str, click.Command]:
    assert isinstance(main, click.Group)
    return main.commands


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_explains_itself_and_is_documented(name: str) -> None:
    assert commands()[name].help
    assert any(f"kg {name}" in read(path) for path in (ROOT / "README.md", *DOCS.glob("*.md")))


@pytest.mark.parametrize("path", MARKDOWN, ids=name_of)
def test_commands_and_paths_named_in_documents_exist(path: Path) -> None:
    text = read(path)
    assert [name for name in NAMED_COMMAND.findall(text) if name not in commands()] == []
    assert [name for name in NAMED_PATH.findall(text) if not (ROOT / name).exists()] == []


def test_every_example_query_is_listed() -> None:
    assert missing(list(examples()), read(DOCS / "queries.md")) == []


# Files


def anchors(path: Path) -> set[str]:
    """The fragments under which the headings of a page are found."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title, _ in sections(path)}


@pytest.mark.parametrize("path", MARKDOWN, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for link in LINK.findall(without_blocks(read(path))):
        name, _, fragment = link.partition("#")
        target = path.parent / name if name else path
        there = link.startswith(("https:", "http:")) or target.exists()
        if not there or (fragment and target.suffix == ".md" and fragment not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_no_file_mentions_the_machine_it_was_written_on() -> None:
    mentions = [
        f"{name_of(path)}:{number}: {match[0]}"
        for path in files()
        for number, line in enumerate(read(path).splitlines(), 1)
        if (match := MACHINE_PATH.search(line))
    ]
    assert mentions == []
