"""Dates, money and tick boxes of header fields."""

from decimal import Decimal

import pytest

from extractors.values import parse_date, parse_money, parse_period, read_boxes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-01-01", "2019-01-01"),
        ("2019/1/1", "2019-01-01"),
        ("2019.12.31", "2019-12-31"),
        ("2019年3月5日", "2019-03-05"),
        (" 2019 年 3 月 5 日 ", "2019-03-05"),
        ("２０１９-1-3", "2019-01-03"),
        ("20191231", "2019-12-31"),
        ("2019/1/1 0:00:00", "2019-01-01"),
        ("2019年6月", "2019-06"),
        ("2019-02-30", None),
        ("2019/13/1", None),
        ("2019", None),
        ("2019-01-01至2019-12-31", None),
        ("待定", None),
        ("", None),
    ],
)
def test_date(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("9700000", "元", "9700000"),
        ("9,700,000.50", "元", "9700000.50"),
        ("970", "万元", "9700000"),
        ("97.5483", "万元", "975483"),
        ("970万元", "元", "9700000"),
        ("１２３", "元", "123"),
        ("123", None, None),
        ("0", None, "0"),
        ("12万元", None, "120000"),
        ("0", "元", "0"),
        ("-5", "元", "-5"),
        ("￥12.30元", None, "12.30"),
        ("1.23456", "万元", "12345.6"),
        ("1.234", "元", None),
        ("12,34", "元", None),
        ("约100", "元", None),
        ("100/200", "元", None),
        ("", "元", None),
        ("3000万", "元", "30000000"),
        ("854万（含上年结转）", "元", "8540000"),
        ("100（万元）", None, "1000000"),
        ("0.5亿", None, "50000000"),
    ],
)
def test_money_is_exact_yuan(text: str, unit: str | None, expected: str | None) -> None:
    assert parse_money(text, unit) == (None if expected is None else Decimal(expected))


BOX, TICK = '<input type="checkbox"/>', '<input checked="" type="checkbox"/>'


@pytest.mark.parametrize(
    ("text", "visible", "ticked", "boxless"),
    [
        (f"结转项目 {BOX} 一次性项目 {TICK}", 2, ["一次性项目"], []),
        (f"购买服务 资产购置 {TICK} 其他 {BOX}", 2, ["资产购置"], ["购买服务"]),
        (f"甲 {BOX}\n\t乙 {BOX}", 2, [], []),
        (f"甲 {BOX} 乙", 1, [], ["乙"]),
        ("甲 乙 丙", 0, [], ["甲", "乙", "丙"]),
        ("☐甲 ☑乙", 2, ["乙"], []),
        ("□ 甲 ■ 乙 □ 丙", 3, ["乙"], []),
        ("甲□ 乙√", 2, ["乙"], []),
        (f"{TICK} 甲 {BOX} 乙", 2, ["甲"], []),
        ('甲 <input type="checkbox" data-checked="no"/>', 1, [], []),
        ("结转项目 √其他一次性项目 其他经常性项目", 1, ["其他一次性项目"], ["结转项目", "其他经常性项目"]),
        ("结转项目√ 其他经常性项目□", 2, ["结转项目"], []),
        ("结转项目（√） 其他经常性项目（ ）", 1, ["结转项目"], ["其他经常性项目"]),
        ("甲：☑、乙：☐", 2, ["甲"], []),
        ("🗹甲 ☐乙", 2, ["甲"], []),
        ("", 0, [], []),
    ],
)
def test_boxes(text: str, visible: int, ticked: list[str], boxless: list[str]) -> None:
    boxes = read_boxes(text, 0, len(text))
    assert boxes.visible == visible
    assert [text[slice(*span)] for span in boxes.ticked] == ticked
    assert [text[slice(*span)] for span in boxes.boxless] == boxless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年1月1日至2019年12月31日", ("2019-01-01", "2019-12-31", "2019年1月1日", "2019年12月31日")),
        ("2026年1月1日至2027年12月31日。", ("2026-01-01", "2027-12-31", "2026年1月1日", "2027年12月31日")),
        ("2019.1-2019.12", ("2019-01", "2019-12", "2019.1", "2019.12")),
        ("2019年1月-12月", ("2019-01", "2019-12", "2019年1月", "12月")),
        ("2019-01-01 - 2019-12-31", ("2019-01-01", "2019-12-31", "2019-01-01", "2019-12-31")),
        ("20190101-20191231", ("2019-01-01", "2019-12-31", "20190101", "20191231")),
        ("2019年", ("2019", "2019", "2019", "2019")),
        ("2021-2023年", ("2021", "2023", "2021", "2023")),
        ("2023-2021年", None),
        ("2019年12月-1月", None),
        ("2019年2月30日至2019年12月31日", None),
    ],
)
def test_periods_in_one_value(text: str, expected: tuple[str, ...] | None) -> None:
    period = parse_period(text)
    shown = period and (period.start, period.end, *(text[slice(*place)] for place in period.places))
    assert shown == expected
