"""Which names of units are one, which are for a person to see, and which are plainly two; and why."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from link_forms import SHANGHAI, form

from extractors.records import Record
from kg.link import link
from ontology.iris import normalise_name


def verdict(records: list[Record], one: str, other: str) -> tuple[str, ...] | str:
    """The reasons of a merge; `review: …`, or `apart`."""
    corpus = link(records)
    keys = [normalise_name(each) for each in (one, other)]
    roots = [corpus.links.unit(key).key for key in keys]
    if roots[0] == roots[1]:
        merges = [each for each in corpus.merges if each.kind == "unit" and each.member in keys]
        return tuple(sorted({reason for merge in merges for reason in merge.reasons}))
    shown = [each for each in corpus.candidates if {each.one, each.other} == set(keys)]
    return f"review: {' '.join(shown[0].reasons)}" if shown else "apart"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # One name in two spellings.
        ("上海市科技创业中心", "上海市科技创业 中心", ()),
        ("上海市科技创业中心（筹）", "上海市科技创业中心筹", ("same-spelling",)),
        ("上海市、普陀区·科技馆", "上海市普陀区科技馆", ("same-spelling",)),
        ("上海市第一人民医院", "上海市第1人民医院", ("same-spelling",)),
        ("上海市第二十一中学", "上海市第21中学", ("same-spelling",)),
        ("上海ABC研究所", "上海abc研究所", ("same-spelling",)),
        # Words that say no more.
        ("上海甲乙丙科技有限公司", "上海甲乙丙科技有限责任公司", ("legal-suffix",)),
        ("上海市普陀区人民政府万里街道办事处", "上海市普陀区万里街道办事处", ("idle-words",)),
        ("上海市普陀区万里街道", "上海市普陀区万里街道办事处", ("idle-words",)),
        # Regions before the name.
        ("上海市科技创业中心", "科技创业中心", ("region-prefix",)),
        ("上海市图书馆", "上海图书馆", ("region-prefix",)),
        ("上海市普陀区科技馆", "普陀区科技馆", ("region-prefix",)),
        ("普陀区科技馆", "上海市科技馆", "apart"),
        ("市财政局", "上海市财政局", ("region-prefix",)),
        ("区财政局", "上海市财政局", "apart"),
        ("市政工程管理处", "上海市政工程管理处", "apart"),
        ("万里街道办事处", "上海市普陀区万里街道办事处", "review: region-open"),
        # Marks: numbers, directions, levels, sizes.
        ("上海市第一人民医院", "上海市第十人民医院", "apart"),
        ("上海市第一小学", "上海市第二小学", "apart"),
        ("上海市第十二中学", "上海市第二十一中学", "apart"),
        ("上海市第12中学", "上海市第21中学", "apart"),
        ("上海市科技园东区管理处", "上海市科技园西区管理处", "apart"),
        ("上海市实验小学", "上海市实验中学", "apart"),
        ("上海市公安总队机动支队", "上海市公安总队机动大队", "apart"),
        ("上海市普陀区图书馆", "上海市长宁区图书馆", "apart"),
        ("上海甲乙丙有限公司", "上海甲乙丙股份有限公司", "apart"),
        ("上海市2018年世博会办公室", "上海市2019年世博会办公室", "apart"),
        # Alike, and nothing hard.
        ("上海市科技创业服务中心", "上海市科技创叶服务中心", "review: one-slip"),
        ("上海市育才小学", "上海市育英小学", "review: one-slip"),
    ],
)
def test_of_two_names(one: str, other: str, expected: tuple[str, ...] | str) -> None:
    records = [form(one, "甲项目", title=SHANGHAI), form(other, "乙项目", title=SHANGHAI)]
    assert verdict(records, one, other) == expected


LONG, SLIP = "上海市科技创业服务中心", "上海市科技创叶服务中心"
SWAPPED, SHORT, SHORT_SLIP = "上海市科技创业务服中心", "上海市育才小学", "上海市育英小学"


@pytest.mark.parametrize(
    ("records", "names", "expected"),
    [
        pytest.param(
            [form(LONG, code="123001"), form(SLIP, "乙", code="123001")],
            (LONG, SLIP),
            ("one-slip", "unit-code"),
            id="the same code",
        ),
        pytest.param(
            [form(LONG, year=2017), form(LONG, year=2018), form(LONG, year=2020), form(SLIP, year=2019)],
            (LONG, SLIP),
            ("one-slip", "shared-projects"),
            id="its project of other years",
        ),
        pytest.param(
            [form(LONG, year=2017), form(LONG, year=2018), form(LONG, year=2019), form(SLIP, year=2019)],
            (LONG, SLIP),
            "review: one-slip shared-projects contradicted",
            id="both file the project in one year",
        ),
        pytest.param(
            [
                form(SHORT, year=2017),
                form(SHORT, year=2018),
                form(SHORT, year=2020),
                form(SHORT_SLIP, year=2019),
            ],
            (SHORT, SHORT_SLIP),
            "review: one-slip shared-projects",
            id="a short name of its own",
        ),
        pytest.param(
            [
                form(LONG, "甲", department="上海市科学技术委员会"),
                form(SWAPPED, "乙", department="上海市科学技术委员会"),
            ],
            (LONG, SWAPPED),
            ("one-slip", "shared-department"),
            id="characters in the other order",
        ),
        pytest.param(
            [
                form(LONG, "甲", department="上海市科学技术委员会"),
                form(SLIP, "乙", department="上海市教育委员会"),
            ],
            (LONG, SLIP),
            "review: one-slip contradicted",
            id="other departments",
        ),
        pytest.param(
            [
                form("上海市质量监督局", code="123001", year=2017),
                form("上海市市场监管局", code="123001", year=2019),
            ],
            ("上海市质量监督局", "上海市市场监管局"),
            "review: unit-code other-marks",
            id="another name with other marks",
        ),
        pytest.param(
            [
                form("上海市质量监督局", code="123001", year=2017),
                form("上海市计量监管局", code="123001", year=2019),
            ],
            ("上海市质量监督局", "上海市计量监管局"),
            ("unit-code",),
            id="renamed",
        ),
        pytest.param(
            [form("上海市普陀区审计局", code="101001"), form("南京市玄武区审计局", code="101001")],
            ("上海市普陀区审计局", "南京市玄武区审计局"),
            "apart",
            id="a code of two cities",
        ),
        pytest.param(
            [form("上海市甲中心", aliases=("上海市乙丙中心",)), form("上海市乙丙中心")],
            ("上海市甲中心", "上海市乙丙中心"),
            ("printed-alias",),
            id="another name printed beside",
        ),
        pytest.param(
            [
                form("上海市甲中心", aliases=("上海市乙丙中心",)),
                form("上海市丁中心", aliases=("上海市乙丙中心",)),
                form("上海市乙丙中心"),
            ],
            ("上海市甲中心", "上海市乙丙中心"),
            "review: printed-alias ambiguous-name",
            id="another name of two",
        ),
        pytest.param(
            [
                form("第一小学", title="普陀区财政项目支出绩效目标申报表", department="上海市普陀区教育局"),
                form("第一小学", "乙", title="长宁区财政项目支出绩效目标申报表"),
                form("上海市普陀区第一小学", "丙"),
            ],
            ("第一小学", "上海市普陀区第一小学"),
            "review: region-open",
            id="a name of two regions",
        ),
    ],
)
def test_of_what_forms_say(records: list[Record], names: tuple[str, str], expected: Any) -> None:
    assert verdict(records, *names) == expected
    for shuffled in permutations(records):
        assert verdict(list(shuffled), *names) == expected
