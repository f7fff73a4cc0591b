"""Whom a name in running text means: seen from where the form is."""

from __future__ import annotations

import msgspec
import pytest
from specimen import specimen

from extractors.records import Mention, Record
from kg.graph.links import Body
from kg.graph.projects import place_of
from kg.link import link


def form(
    number: int, unit: str, *named: str, aliases: tuple[str, ...] = (), title: str = "绩效目标表"
) -> Record:
    """A form of a unit whose text names bodies."""
    base = specimen(1)[0]
    replace = msgspec.structs.replace
    return replace(
        base,
        source=replace(base.source, sha256=f"{number:064}"),
        unit=replace(base.unit, name=unit, aliases=aliases),
        form_title=title,
        department=None,
        citations=(),
        findings=(),
        mentions=tuple(Mention(text=name, label="ORG", source="rule", start=0, end=2) for name in named),
    )


OTHERS = (
    form(1, "上海市徐汇区教育局"),
    form(2, "上海市黄浦区教育局"),
    form(3, "上海市徐汇区科学技术委员会", aliases=("徐汇区知识产权局",)),
    form(4, "上海市教育委员会"),
    form(5, "中国某某学会"),
)


@pytest.mark.parametrize(
    ("unit", "named", "meant"),
    [
        ("上海市徐汇区第一小学", "上海市徐汇区教育局", "上海市徐汇区教育局"),
        ("上海市徐汇区第一小学", "徐汇区教育局", "上海市徐汇区教育局"),
        ("上海市徐汇区第一小学", "教育局", "上海市徐汇区教育局"),
        ("上海市黄浦区第一小学", "教育局", "上海市黄浦区教育局"),
        ("上海市徐汇区第一小学", "上海市黄浦区教育局", "上海市黄浦区教育局"),
        ("上海市徐汇区第一小学", "知识产权局", "上海市徐汇区科学技术委员会"),
        ("上海市徐汇区第一小学", "中国某某学会", "中国某某学会"),
        ("上海市宝山区第一小学", "教育局", None),
        ("上海市宝山区第一小学", "宝山区教育局", None),
        ("某某小学", "教育局", None),
        ("某某小学", "上海市教育委员会", "上海市教育委员会"),
        ("上海市徐汇区第一小学", "民政局", None),
    ],
)
def test_the_one_unit_so_called_there(unit: str, named: str, meant: str | None) -> None:
    one = form(9, unit, named)
    links = link([*OTHERS, one]).links
    assert links == link([one, *reversed(OTHERS)]).links
    expected = Body("unit", links.unit(meant).key) if meant else None
    assert links.body(place_of(one), named) == expected


def test_a_form_whose_title_tells_the_region() -> None:
    one = form(9, "第一小学", "教育局", title="徐汇区财政支出项目绩效目标申报表")
    links = link([*OTHERS, one]).links
    assert links.body(place_of(one), "教育局") == Body("unit", links.unit("上海市徐汇区教育局").key)
