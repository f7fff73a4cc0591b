"""A unit's name as printed: seal, date, code and role taken off, other names told from parts of the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.cleaning import Value, clean
from extractors.forms.names import unit_name


def plain(text: str) -> tuple[str, list[str], str | None, str | None]:
    found = unit_name(clean(text))
    return (
        found.name.text,
        [alias.text for alias in found.aliases],
        found.role.text if found.role else None,
        found.code.text if found.code else None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # seals
        ("某区图书馆（盖章）", ("某区图书馆", [], None, None)),
        ("某区图书馆 (盖 章)", ("某区图书馆", [], None, None)),
        ("某区图书馆【盖章】", ("某区图书馆", [], None, None)),
        ("某区图书馆[公章]", ("某区图书馆", [], None, None)),
        ("某区图书馆〔章〕", ("某区图书馆", [], None, None)),
        ("某区图书馆（单位公章）：", ("某区图书馆", [], None, None)),
        ("某区图书馆（盖章", ("某区图书馆", [], None, None)),
        ("某区图书馆（盖章]", ("某区图书馆", [], None, None)),
        ("某区图书馆 盖章", ("某区图书馆", [], None, None)),
        ("某区图书馆（盖章）（公章）", ("某区图书馆", [], None, None)),
        # dates and people behind the name
        ("某区图书馆（盖章）填报日期：2019年3月1日", ("某区图书馆", [], None, None)),
        ("某区图书馆（填报日期：2019年3月1日）", ("某区图书馆", [], None, None)),
        ("某区图书馆 日期：2019-03-01", ("某区图书馆", [], None, None)),
        ("某区图书馆（公章） 填表时间： 年 月 日", ("某区图书馆", [], None, None)),
        ("某区图书馆　联系人：██　电话：████", ("某区图书馆", [], None, None)),
        # other names
        ("甲中心（乙中心）", ("甲中心", ["乙中心"], None, None)),
        ("甲中心（乙中心）（盖章）", ("甲中心", ["乙中心"], None, None)),
        ("甲中心（盖章）（乙中心）", ("甲中心", ["乙中心"], None, None)),
        ("甲局（乙中心、丙中心）", ("甲局", ["乙中心", "丙中心"], None, None)),
        ("甲局（乙中心，丙中心）", ("甲局", ["乙中心", "丙中心"], None, None)),
        ("甲局（乙中心）（丙中心）", ("甲局", ["乙中心", "丙中心"], None, None)),
        ("甲局（乙中心（丙站））", ("甲局", ["乙中心", "丙站"], None, None)),
        ("甲局（加挂乙中心牌子）", ("甲局", ["乙中心"], None, None)),
        ("甲局（简称“甲办公厅”）", ("甲局", ["甲办公厅"], None, None)),
        ("甲局（原乙委员会）", ("甲局", ["乙委员会"], None, None)),
        ("某区青少年活动中心（少年宫）", ("某区青少年活动中心", ["少年宫"], None, None)),
        ("某区人民政府办公室（区外事办公室）", ("某区人民政府办公室", ["区外事办公室"], None, None)),
        ("某科技馆(Science Museum)", ("某科技馆", ["Science Museum"], None, None)),
        ("甲中心【乙中心）", ("甲中心", ["乙中心"], None, None)),
        # parts of the body
        ("某区科学技术委员会（本级）", ("某区科学技术委员会", [], "本级", None)),
        ("某区科学技术委员会（机 关）", ("某区科学技术委员会", [], "机关", None)),
        ("某区科学技术委员会本级", ("某区科学技术委员会", [], "本级", None)),
        ("某大学本部", ("某大学", [], "本部", None)),
        ("某区委（宣传部）", ("某区委", [], "宣传部", None)),
        ("某服务中心（党建服务部）", ("某服务中心", [], "党建服务部", None)),
        ("某学院（科研处）（公章）", ("某学院", [], "科研处", None)),
        ("某市公安局（交警支队）", ("某市公安局", [], "交警支队", None)),
        # codes
        ("123001-某区科学技术委员会", ("某区科学技术委员会", [], None, "123001")),
        ("123001 某区图书馆（盖章）", ("某区图书馆", [], None, "123001")),
        ("[123001]某区图书馆", ("某区图书馆", [], None, "123001")),
        ("123001某区图书馆", ("某区图书馆", [], None, "123001")),
        ("某区图书馆[123001]", ("某区图书馆", [], None, "123001")),
        ("某区图书馆（123001）", ("某区图书馆", [], None, "123001")),
        ("某区图书馆-123001", ("某区图书馆", [], None, "123001")),
        ("某区图书馆（单位编码：123001）", ("某区图书馆", [], None, "123001")),
        ("205-某区图书馆本级", ("某区图书馆", [], "本级", "205")),
        # parts of the name
        ("某公司（上海）", ("某公司（上海）", [], None, None)),
        ("某公司（上海）（盖章）", ("某公司（上海）", [], None, None)),
        ("上海市（静安区）图书馆", ("上海市（静安区）图书馆", [], None, None)),
        ("某项目办公室（筹）", ("某项目办公室（筹）", [], None, None)),
        ("某区图书馆（含分馆）", ("某区图书馆（含分馆）", [], None, None)),
        ("（某区图书馆）", ("（某区图书馆）", [], None, None)),
        ("第36中学", ("第36中学", [], None, None)),
        ("301医院", ("301医院", [], None, None)),
        ("2019年博览会组委会", ("2019年博览会组委会", [], None, None)),
        ("甲局（乙中心、其他）", ("甲局（乙中心、其他）", [], None, None)),
        ("某区机关事务管理局", ("某区机关事务管理局", [], None, None)),
        ("盖章", ("盖章", [], None, None)),
        ("某区图书馆）", ("某区图书馆）", [], None, None)),
        ("123001", ("123001", [], None, None)),
    ],
)  # fmt: skip
def test_names(text: str, expected: tuple[str, list[str], str | None, str | None]) -> None:
    assert plain(text) == expected


@given(st.text(alphabet="（）()【】[]某局馆中心盖章本级、-123 日期：", min_size=1, max_size=60))
def test_every_part_stands_where_it_says(text: str) -> None:
    value = clean(text)
    if not value.text:
        return
    found = unit_name(value)
    parts: list[Value] = [found.name, *found.aliases, *filter(None, (found.role, found.code))]
    assert all(part.text for part in parts)
    assert all(text[part.offsets[i]] == part.text[i] for part in parts for i in range(len(part.text)))


@pytest.mark.parametrize(
    "piece", ["（", "）", "（）", "（中心", "中心）", "（本级）", "（盖章）", "1-", "、", "日期"]
)
def test_long_hostile_names_keep_a_name(piece: str) -> None:
    assert unit_name(clean(piece * 5_000)).name.text
