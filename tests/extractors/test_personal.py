"""Contact persons and telephone numbers are found wherever they stand, and nothing else is taken for one."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import MASK, Document
from extractors.extract import extract, extract_forms
from extractors.forms.personal import contacts
from extractors.read.text import blocks
from extractors.records import to_json
from extractors.rows import rows


def found(text: str) -> list[str]:
    document = Document(path="form.txt", sha256="0" * 64, text=text, blocks=blocks(text))
    people = contacts(rows(document), text)
    return [text[start:end] for _, (start, end) in people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目负责人\t\t联系人\t张某某\t联系电话\t62340000", ["张某某", "62340000"]),
        ("联系人：张某某  联系电话：021-62340000", ["张某某", "021-62340000"]),
        ("填报单位负责人：钱某　填报日期：2018年3月1日", ["钱某　填报日期：2018年3月1日"]),
        ("项目概况\t详情请联系13900000000。\t", ["13900000000"]),
        ("项目概况\t由负责人：李某，电话：62340000 答复\t", ["李某", "62340000"]),
        ("咨询热线（021）62340000转801", ["（021）62340000转801"]),
        ("咨询 021 62340000", ["021 62340000"]),
        ("联系电话\t021\t62340000", ["021", "62340000"]),
        ("联系人\t联系电话\n张某某\t62340000\n", ["张某某", "62340000"]),
        ("联系人\n张某某\n联系电话\n62340000\n", ["张某某", "62340000"]),
        ("项目负责人（签字）：王某某\t", ["王某某"]),
        ("单位负责人（签章）\t王某某\t", ["王某某"]),
        ("联系人及电话\t王某某62340000\t", ["王某某62340000"]),
        ("备注\t联系人王某某，电话62340000\t", ["王某某", "62340000"]),
        ("备注\t填报：王某某（62340000）\t", ["王某某", "62340000"]),
        ("备注\t有疑问请致电62340000转802。\t", ["62340000转802"]),
        ("联系电话\t62340000\n备注\t夜间仍拨62340000\t", ["62340000", "62340000"]),
        ("项目负责人\t\t联系人\t\n\t张某某\t\t李某某\n", ["张某某", "李某某"]),
        ("联系人/电话\t李某某/62340000\t", ["李某某/62340000"]),
        ("联系人及联系方式：李某某，62340000", ["李某某", "62340000"]),
        ("项&nbsp;目&nbsp;负&nbsp;责&nbsp;人\t张某某\t", ["张某某"]),
        ("项目负责人签名：张某某", ["张某某"]),
        ("制表：王某某　审核：李某某", ["王某某", "李某某"]),
        # no contacts
        ("\t\t资助材料审核\t≥95%", []),
        ("\t\t责任人落实率\t100%", []),
        ("项目概况\t审核材料12000000份，联系人由街道指定\t", []),
        ("项目总预算（元）\t13900000000\t\n", ["13900000000"]),
        ("预算13900000000元", []),
        ("便民服务热线\t1600000\t", []),
        ("专利号139000000001", []),
        ("联系电话\t\t\t", []),
        ("负责人应当及时报告", []),
        ("电话会议召开62340000次", []),
        ("2019-01-01至2019-12-31", []),
        ("0.02162340000", []),
    ],
)  # fmt: skip
def test_contacts(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="联系人电话负责：: 张某0123456789-（）\t\n", max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    document = Document(path="form.txt", sha256="0" * 64, text=text, blocks=blocks(text))
    spans = [span for _, span in contacts(rows(document), text)]
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


FORM = (
    "某区绩效目标申报表\n(2019年)\n申报单位名称：某区图书馆\n项目名称\t阅读推广\n联系人\t张某某\t联系电话\t13900000000\n"
    "开始时间\t2019-01-01\n项目概况\t有疑问请致电13900000000。\n"
)


def test_masked_at_equal_length_before_anything_is_read(tmp_path: Path) -> None:
    document = Document(path="form.txt", sha256="0" * 64, text=FORM, blocks=blocks(FORM))
    extraction = extract(document)
    assert len(extraction.text) == len(FORM)
    assert extraction.text.count(MASK) == 3 + 11 + 11
    (record,) = extraction.records
    assert record.narratives["项目概况"] == f"有疑问请致电{MASK * 11}。"
    assert b"contacts" not in to_json(record)
    path = tmp_path / "form.txt"
    path.write_text(FORM, encoding="utf-8")
    (shown,) = extract_forms(path, personal_data=True)
    assert [contact.text for contact in shown.contacts or ()] == ["张某某", "13900000000", "13900000000"]
