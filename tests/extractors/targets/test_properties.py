"""What holds for any value: how it is printed does not matter, a remark beside it does not either."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.records import Target
from extractors.targets import parse_target

TEXTS = [
    "≥95%",
    "不少于100人次",
    "3-5万元",
    "约30万人",
    "≤300元/人·月",
    "每季度至少2次",
    "2021年11月底前",
    "2019年12月31日前完成",
    "较2020年下降13.5%",
    "不低于2018年",
    "与上年持平",
    "提升25%",
    "三次",
    "四分之三以上",
    "≤18/10万",
    "年内按时完成",
    "2个工作日内办结",
    "1200.50平方米",
    "满意",
]
REMARKS = [
    "按计划不少于30次",
    "2018年为20%",
    "含",
    "见附件3",
    "约100人",
    "其中：财政资金50万元",
    "年内",
    "较上年增长5%",
]
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in ",:;!?"}


def said(target: Target):
    """A target without its text."""
    return (
        target.comparator, target.low, target.high, target.unit, target.kind, target.change,
        target.baseline_year, len(target.more),
    )  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_full_width_is_half_width(text: str) -> None:
    assert said(parse_target(text.translate(WIDE))) == said(parse_target(text))


@pytest.mark.parametrize("brackets", ["（）", "()", "【】", "〔〕"])
@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_remark_never_decides_the_value(text: str, remark: str, brackets: str) -> None:
    value = said(parse_target(text))
    for printed in (
        f"{text}{brackets[0]}{remark}{brackets[1]}",
        f"{text}。{brackets[0]}{remark}{brackets[1]}",
    ):
        assert said(parse_target(printed)) == value, printed


@given(
    st.sampled_from(["≥95%", "≤20万元", "3场", "2021年11月底前"]),
    st.text(alphabet="满意度合格年月日前后不低于第0123456789%人次，。、 ", max_size=30),
)
def test_any_remark_leaves_the_value(text: str, remark: str) -> None:
    assume("".join(remark.split()) != "次")  # 3场（次） states the unit 场次
    assert said(parse_target(f"{text}（{remark}）")) == said(parse_target(text))


@given(st.integers(0, 10**11), st.integers(0, 4), st.booleans(), st.booleans(), st.sampled_from("人次%元亩"))
def test_a_number_may_be_printed_in_many_ways(
    whole: int, zeros: int, comma: bool, wide: bool, unit: str
) -> None:
    printed = (f"{whole:,}" if comma else str(whole)) + ("." + "0" * zeros if zeros else "")
    printed = printed.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}) if wide else printed
    target = parse_target(f"≥{printed}{unit}")
    assert (target.comparator, target.low, target.unit) == (">=", Decimal(whole), unit)
