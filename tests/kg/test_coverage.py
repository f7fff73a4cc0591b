"""What is counted of a document, which places nothing explains, and where pages begin."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from form_text import form
from hypothesis import given
from hypothesis import strategies as st
from specimen import specimen

from extractors.coverage import MOST_SHOWN, Counts, Coverage, Gap, coverage, total
from extractors.document import Cell, Document, Paragraph, Table
from extractors.extract import Extraction, extract
from extractors.pages import page_at, page_starts
from extractors.read import read_bytes
from extractors.records import Citation, Finding, Indicator, Record, Source, Target

TARGET = Target(text="≥3次", comparator=">=")


def document(text: str, *blocks: Paragraph | Table) -> Document:
    return Document("a.txt", "0" * 64, text, blocks)


def record(**changes: Any) -> Record:
    """A form from 0 to 10 000 that says nothing."""
    said = {"narratives": {}, "citations": (), "indicators": (), "findings": (), "spans": {}, **changes}
    source = Source(path="a.txt", sha256="0" * 64, page=None, start=0, end=said.pop("end", 10_000))
    return msgspec.structs.replace(specimen(0)[0], source=source, **said)


def covered(text: str, *records: Record, **layout: Any) -> Coverage:
    return coverage(
        document(text, *layout.get("blocks", ())), Extraction(records, text, (), layout.get("pages", ()))
    )


def table(start: int, end: int, page: int | None = None) -> Table:
    return Table((Cell(0, 0, start, end),), start, end, page)


def finding(code: str, start: int | None, end: int | None) -> Finding:
    four = dict.fromkeys(("printed", "expected", "benign", "check"), "")
    return Finding(code=code, severity="info", cause="filing", field="", start=start, end=end, **four)


class TestCounts:
    def test_of_a_form_that_is_read_whole(self) -> None:
        read = read_bytes(form().encode(), "a.txt")
        found = coverage(read, extract(read))
        tables = sum(isinstance(block, Table) for block in read.blocks)
        assert found.counts == Counts(
            documents=1, documents_with_forms=1, tables=tables, tables_in_forms=tables, target_forms=1, rows=3
        )
        assert (found.other_pages, found.gaps) == ((), ())

    def test_of_a_document_without_a_form(self) -> None:
        read = read_bytes("一封信〔2019〕5号，没有表。".encode(), "a.txt")
        assert coverage(read, extract(read)) == Coverage(counts=Counts(documents=1))

    def test_of_a_book(self) -> None:
        blocks = (
            Paragraph(0, 5, 1),
            table(5, 10, 1),
            Paragraph(10, 20, 2),
            table(20, 30, 2),
            table(30, 40, 3),
            Paragraph(40, 50, 5),
            table(50, 60, 6),
        )
        row = Indicator(level1=None, level2=None, name="x", target=TARGET)
        asked = msgspec.structs.replace(record(indicators=(row, row)), source=place(10, 35))
        judged = msgspec.structs.replace(
            record(indicators=(row,)), source=place(55, 60), form_kind="self-evaluation"
        )
        told = msgspec.structs.replace(record(), source=place(45, 50), form_kind="narrative")
        found = covered("字" * 60, asked, told, judged, blocks=blocks)
        assert found == Coverage(
            counts=Counts(
                documents=1,
                documents_with_forms=1,
                pages=5,
                pages_with_forms=4,
                tables=4,
                tables_in_forms=3,
                target_forms=1,
                self_evaluations=1,
                narratives=1,
                rows=3,
            ),
            other_pages=(1,),
        )

    def test_of_several_documents(self) -> None:
        one, other = Counts(documents=1, pages=3, rows=2), Counts(documents=1, rows=5, uncited=1)
        assert total([one, other]) == Counts(documents=2, pages=3, rows=7, uncited=1)
        assert total([]) == Counts()


def place(start: int, end: int) -> Source:
    return Source(path="a.txt", sha256="0" * 64, page=None, start=start, end=end)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("根据沪文〔2018〕12号开展", ["根据沪文〔2018〕12号"]),
        ("根据沪文(18)第012号", ["根据沪文(18)第012号"]),
        ("见（2003）96-1号", ["见（2003）96-1号"]),
        ("位于中山路123号，第3号楼", ["位于中山路123号", "第3号"]),
        ("门牌 ５号；沪文〔２０１８〕１２号", ["沪文〔２０１８〕１２号", "门牌５号"]),
        ("<b>沪文</b>〔2018〕\n<i>12</i>号", ["沪文〔2018〕 12号"]),
        ("截至6月30号；编号12345678901号；号", []),
        ("没有文号", []),
        ("长达十二个汉字以上的前缀只留后面部分沪文〔2018〕12号", ["上的前缀只留后面部分沪文〔2018〕12号"]),
    ],
)
def test_numbers_that_are_no_citation(text: str, shown: list[str]) -> None:
    found = covered(text, record(spans={"/narratives/立项依据": ((0, len(text)),)}))
    assert [gap.text for gap in found.gaps] == shown
    assert found.counts.uncited == len(shown)
    assert all(gap.kind == "uncited" for gap in found.gaps)


@pytest.mark.parametrize(
    ("pointer", "counted"),
    [
        ("/narratives/项目概况", True),
        ("/indicators/12/target", True),
        ("/indicators/12/actual", True),
        ("/indicators/12/target_whole_period", True),
        ("/indicators/12/name", False),
        ("/project/name", False),
        ("/unit/name", False),
    ],
)
def test_fields_that_may_cite(pointer: str, counted: bool) -> None:
    text = "沪文〔2018〕12号"
    assert covered(text, record(spans={pointer: ((0, len(text)),)})).counts.uncited == counted


@pytest.mark.parametrize(
    ("citation", "counted"),
    [
        ({"start": 2, "end": 13}, 1),
        ({"start": 14, "end": 17, "title_start": 2, "title_end": 13}, 1),
        ({"start": 14, "end": 17}, 2),
    ],
)
def test_a_number_within_a_citation_is_none_of_them(citation: dict[str, int], counted: int) -> None:
    text = "根据沪文〔2018〕12号及《办法》3号"
    record_ = record(
        citations=(Citation(surface="x", **citation),), spans={"/narratives/立项依据": ((0, 20),)}
    )
    assert covered(text, record_).counts.uncited == counted


def test_a_place_in_two_fields_counts_once() -> None:
    text = "沪文〔2018〕12号"
    spans = dict.fromkeys(("/narratives/实施周期", "/narratives/项目实施计划"), ((0, len(text)),))
    assert covered(text, record(spans=spans)).counts.uncited == 1


class TestGaps:
    def test_texts_that_no_rule_explained(self) -> None:
        stray = (
            finding("text-unplaced", 2, 4),
            finding("value-missing", 0, 1),
            finding("text-unplaced", None, None),
        )
        found = covered("甲乙丙丁", record(findings=stray), pages=((0, 7),))
        assert found.gaps == (Gap(kind="unplaced", start=2, end=4, page=7, text="丙丁"),)
        assert found.counts.unplaced == 1

    def test_targets_that_did_not_parse(self) -> None:
        odd = Target(text="？？")
        rows = (
            Indicator(level1=None, level2=None, name="x", target=odd, actual=TARGET),
            Indicator(level1=None, level2=None, name="y", target=TARGET, actual=odd),
            Indicator(level1=None, level2=None, name="z", target=None),
        )
        spans = {f"/indicators/{i}/{name}": ((i, i + 2),) for i in (0, 1) for name in ("target", "actual")}
        found = covered("？？？", record(indicators=rows, spans=spans))
        assert [(gap.kind, gap.start, gap.text) for gap in found.gaps] == [
            ("unparsed", 0, "？？"),
            ("unparsed", 1, "？？"),
        ]
        assert found.counts.unparsed == 2

    def test_some_are_shown_and_all_are_counted(self) -> None:
        text = "1号" * 9 + "沪〔2018〕1号"
        found = covered(text, record(spans={"/narratives/备注": ((0, len(text)),)}))
        assert found.counts.uncited == 10
        assert found.gaps[0].text.endswith("沪〔2018〕1号")
        assert len(found.gaps) == MOST_SHOWN

    def test_a_long_text_is_cut_and_its_place_is_whole(self) -> None:
        (gap,) = covered("字" * 99, record(findings=(finding("text-unplaced", 0, 99),))).gaps
        assert (gap.end, len(gap.text), gap.text[-1]) == (99, 60, "…")

    def test_personal_data_stay_masked(self) -> None:
        text = form().replace("备注\t无", "备注\t无\n其他\t联系电话：00001111，第2号")
        read = read_bytes(text.encode(), "a.txt")
        shown = "".join(gap.text for gap in coverage(read, extract(read)).gaps)
        assert "00001111" not in shown

    @given(st.text(st.sampled_from("号〔〕12第月文 <b>"), max_size=60))
    def test_any_text_is_counted_by_its_marks(self, text: str) -> None:
        found = covered(text, record(spans={"/narratives/备注": ((0, len(text)),)}))
        assert found.counts.uncited <= text.count("号")
        assert all(text[gap.start : gap.end].endswith("号") for gap in found.gaps)


class TestPages:
    @pytest.mark.parametrize(
        ("blocks", "starts"),
        [
            ((Paragraph(0, 2), table(2, 4)), ()),
            ((Paragraph(0, 2, 1), Paragraph(2, 3, 1), table(3, 9, 2)), ((0, 1), (3, 2))),
            ((table(5, 9, 3), Paragraph(0, 2, 1), Paragraph(3, 4)), ((0, 1), (5, 3))),
        ],
    )
    def test_begin_where_blocks_say(self, blocks: Any, starts: Any) -> None:
        assert page_starts(document("字" * 9, *blocks)) == starts

    @pytest.mark.parametrize(("offset", "page"), [(0, None), (1, None), (2, 4), (8, 4), (9, 7), (1000, 7)])
    def test_of_an_offset(self, offset: int, page: int | None) -> None:
        assert page_at(((2, 4), (9, 7)), offset) == page
        assert page_at((), offset) is None
