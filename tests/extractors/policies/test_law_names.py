"""Laws named without 《》."""

import pytest

from extractors.policies import find_citations
from extractors.policies.laws import law_named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("规范（符合合同法，符合内控制度）", ["合同法"]),
        ("按照预算法、政府采购法和会计法的规定", ["预算法", "政府采购法", "会计法"]),
        ("依据政府采购法实施条例执行", ["政府采购法实施条例"]),
        ("遵守国家安全生产法", ["安全生产法"]),
        ("《中华人民共和国审计法》及会计法", ["《中华人民共和国审计法》", "会计法"]),
        ("中华人民共和国统计法的要求", ["中华人民共和国统计法"]),
        ("符合会计法规定", ["会计法"]),
        ("符合劳动合同法", ["劳动合同法"]),
        ("符合合同法律要求", []),
        ("符合会计法规", []),
        ("预算法定原则", []),
        ("学生会计法律知识竞赛", []),
        ("各类合同法务审核", []),
        ("研究方法和做法", []),
        ("符合法律、行政法规", []),
    ],
)
def test_names_after_a_cue(text: str, names: list[str]) -> None:
    assert [citation.surface for citation in find_citations(text)] == names


def test_a_bare_law_is_a_whole_citation() -> None:
    text = "内容符合合同法，"
    (citation,) = find_citations(text, role="compliance")
    assert (citation.start, citation.end) == (4, 7)
    assert (citation.title, citation.title_start, citation.title_end) == ("合同法", 4, 7)
    assert (citation.number, citation.jurisdiction, citation.nature) == (None, "中央", "law")
    assert (citation.series, citation.role, citation.status) == ("none", "compliance", "resolved")


def test_a_law_inside_a_title_is_not_cited_again() -> None:
    assert [c.surface for c in find_citations("《关于贯彻会计法的通知》")] == ["《关于贯彻会计法的通知》"]


def test_validity_is_known() -> None:
    law = law_named("合同法")
    assert law is not None
    assert (law.name, law.in_force, law.repealed, law.successor) == (
        "中华人民共和国合同法",
        "1999-10-01",
        "2021-01-01",
        "中华人民共和国民法典",
    )
