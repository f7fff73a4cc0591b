"""What persons decide about links: the file, its bad lines, and that a build obeys."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from specimen import specimen

from extractors.records import Record, Unit
from kg.graph.projects import project_iri, project_key
from kg.link import Corpus, link, review_list
from kg.link.decisions import Decisions, parse
from kg.link.merges import NearMiss
from kg.store import BuildError
from ontology.iris import Namespace

NS = Namespace()
HEADER = "kind\tone\tother\tdecision\tnote\n"


def form(unit: str, aliases: tuple[str, ...] = (), **changes: Any) -> Record:
    record, _ = specimen(1)
    source = msgspec.structs.replace(record.source, sha256=f"{hash_of(unit)}")
    return msgspec.structs.replace(record, unit=Unit(name=unit, aliases=aliases), source=source, **changes)


def hash_of(text: str) -> str:
    return text.encode().hex()[:64].ljust(64, "0")


def decided(*lines: str) -> Decisions:
    return parse((HEADER + "\n".join(lines)).encode(), "links.tsv")


def roots(corpus: Corpus, *names: str) -> list[str]:
    return [corpus.links.unit(name).key for name in names]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("unit\t甲局\t乙局\tsame", None),
        ("UNIT\t甲局\t乙局\tDifferent\tby letter", None),
        ("unit\t甲局\t乙局\t", None),
        ("", None),
        ("\t\t\t\t", None),
        ("unti\t甲局\t乙局\tsame", "links.tsv:2: kind “unti” is not known; write unit, project, policy"),
        ("unit\t甲局\t乙局\tyes", "links.tsv:2: decision “yes” is not known; write same or different"),
        ("unit\t甲局\t\tsame", "links.tsv:2: names one thing only; fill in both one and other"),
        (
            f"unit\t甲局\t乙局\t\x1b[31m\t{'备注' * 500}",
            "links.tsv:2: decision “[31m” is not known; write same or different",
        ),
    ],
)
def test_lines(line: str, problem: str | None) -> None:
    found = decided(line)
    assert [str(each) for each in found.problems] == ([problem] if problem else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_files_as_spreadsheets_save_them(encoding: str, delimiter: str) -> None:
    text = HEADER + "unit\t'=甲局\t上海市某某单位之二\tsame\t备注说明文字\r\n"
    (line,) = parse(text.replace("\t", delimiter).encode(encoding), "x").lines
    assert (line.one, line.other, line.is_same) == ("=甲局", "上海市某某单位之二", True)


@pytest.mark.parametrize("data", [b"", b"kind\tone\n", b"\x00\xff\xfe", "甲\t乙".encode()])
def test_a_file_without_the_columns_is_refused(data: bytes) -> None:
    with pytest.raises(BuildError, match="has no column"):
        parse(data, "links.tsv")


class TestObeyed:
    FORMS = (form("甲局"), form("乙局", ("乙办公室",)), form("乙办公室"), form("丙局"))

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ((), ["甲局", "乙办公室", "乙办公室"]),
            (("unit\t甲局\t乙局\tsame",), ["乙办公室", "乙办公室", "乙办公室"]),
            (("unit\t乙局\t乙办公室\tdifferent",), ["甲局", "乙局", "乙办公室"]),
            ((f"unit\t{NS.unit('乙局', '')}\t乙办公室\tdifferent",), ["甲局", "乙局", "乙办公室"]),
            (("unit\t甲局\t乙局\tsame", "unit\t甲局\t乙办公室\tdifferent"), ["乙局", "乙局", "乙办公室"]),
        ],
    )
    def test_merged_and_kept_apart(self, lines: tuple[str, ...], expected: list[str]) -> None:
        corpus = link(self.FORMS, decisions=decided(*lines))
        assert roots(corpus, "甲局", "乙局", "乙办公室") == expected
        assert corpus.unused == ()

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("unit\t丁局\t乙局\tsame", "this build has no unit “丁局”"),
            ("unit\t甲局\t 甲局\tsame", "names the same thing twice"),
            (
                "project\t科普展览更新（一期）\t甲\tsame",
                "4 things of kind project are called “科普展览更新（一期）”",
            ),
        ],
    )
    def test_what_means_nothing_here_is_told(self, line: str, problem: str) -> None:
        (unused,) = link(self.FORMS, decisions=decided(line)).unused
        assert (unused.path, unused.what) == ("links.tsv:2", problem)

    def test_lines_that_contradict_each_other_are_told(self) -> None:
        lines = ("unit\t甲局\t乙局\tsame", "unit\t甲局\t丙局\tsame", "unit\t乙局\t丙局\tdifferent")
        corpus = link(self.FORMS, decisions=decided(*lines))
        assert len({*roots(corpus, "乙局", "丙局")}) == 2
        (unused,) = corpus.unused
        assert unused.what == "says same of what other lines keep different"

    def test_projects_by_their_iris(self) -> None:
        one, *_, other = self.FORMS
        keys = [project_key(record) for record in (one, other)]
        iris = [project_iri(key, NS) for key in keys]
        corpus = link(self.FORMS, decisions=decided(f"project\t{iris[0]}\t{iris[1]}\tsame"))
        (into,) = {corpus.links.same_project[key].key for key in keys if key in corpus.links.same_project}
        assert into in keys
        assert [merge.reasons for merge in corpus.merges if merge.kind == "project"][-1] == ("person",)


def test_the_review_list_is_a_file_of_decisions_once_filled_in() -> None:
    names = ["=cmd()", '乙\t"局"\n二', "'丁"]
    misses = [
        NearMiss("unit", names[0], names[1], 90, ("kept-apart",)),
        NearMiss("unit", names[1], names[2], 95, ()),
    ]
    written = review_list(misses, NS)
    assert written == review_list(misses[::-1], NS)
    assert "\t'=cmd()\t" in written
    filled = written.replace("\t\t90\t", "\tdifferent\t90\t")
    (line,) = parse(filled.encode(), "x").lines
    assert (line.one, line.other, line.is_same) == (NS.unit(names[0], ""), NS.unit(names[1], ""), False)
