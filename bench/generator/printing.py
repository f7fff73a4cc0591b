"""How a form is printed: as such forms are scraped, in tab-separated cells, with tags and page breaks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.damage import cells
from generator.facts import BASIS, PLAN
from generator.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from random import Random

    from generator.facts import Form

_BEFORE_MONEY = ("项目概况", BASIS, "项目设立的必要性", "保证项目实施的制度、措施")
_AFTER_MONEY = (PLAN, "项目总目标", "年度绩效目标")
_DATES = ("{0.year}-{0.month:02}-{0.day:02}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日")
_BOXES = (('<input type="checkbox"/>', '<input checked="" type="checkbox"/>'), ("□", "☑"), ("□", "√"))
"""Boxes as they are left and as they are ticked: tags, or signs."""
_HEADINGS = {
    "two-level": ("分解目标内容", "绩效指标", "指标目标值"),
    "three-level": ("一级指标", "二级指标", "三级指标", "指标目标值"),
    "lines": ("一级指标", "二级指标", "三级指标", "指标目标值"),
}
_WIDTH = 4
_CONTACTS = ("项目负责人", "", "联系人", "张某某", "联系电话", "021-00000000")


def printed(form: Form, rng: Random) -> str:
    """The text of a form; `rng` decides what makes no difference to its facts."""
    head = _lines_head(form, rng) if form.layout == "lines" else _table_head(form, rng)
    lines = [*_title(form, rng), *head, *_money(form, rng), *_goals(form, rng), *_indicators(form, rng)]
    return "\n".join((*lines, _row("备注", rng.choice(("", "无"))), "", ""))


def _title(form: Form, rng: Random) -> Iterator[str]:
    brackets = rng.choice(("(){}", "（）{}"))
    second_name = f"（{form.second_name}）" if form.second_name else ""
    seal = rng.choice(("", "（盖章）", "（盖章）"))
    yield from (words()["title"], "", f"{brackets[0]}{form.year}年{brackets[1]}", "")
    yield from (f"申报单位名称：{form.unit}{second_name}{seal}", "")


def _table_head(form: Form, rng: Random) -> Iterator[str]:
    """The fields in cells; forms of two levels have wider tables, and contact persons."""
    wide = form.layout == "two-level"
    width = len(_CONTACTS) if wide else _WIDTH
    gap = ("",) if wide else ()
    start, end = _dates(form, rng)
    yield _row("项目名称", form.project, width=width)
    boxes = rng.choices(_BOXES, (8, 1, 1))[0]
    yield from _options("项目类型", words()["types"], form.types or (), boxes, width)
    yield from _options("资金用途", words()["fund_uses"], form.fund_uses or (), boxes, width)
    if wide:
        yield _row(*_CONTACTS)
    yield _row("开始时间", start, *gap, "结束时间", end, width=width)
    for heading in _BEFORE_MONEY:
        yield _row(heading, _paragraphs(form.narratives[heading], rng), width=width)
    total, current = _yuan(form.total), _yuan(form.current)
    yield _row("项目总预算（元）", total, *gap, "项目当年预算（元）", current, width=width)


def _lines_head(form: Form, rng: Random) -> Iterator[str]:
    """The fields on lines of their own, without boxes; the table begins in the middle of the narratives."""
    start, end = _dates(form, rng)
    yield from (f"项目名称 {form.project}", "")
    for label in ("types", "fund_uses"):
        first, *others = (" ".join(line) for line in words()[label])
        heading = {"types": "项目类型", "fund_uses": "资金用途"}[label]
        yield from (f"{heading} {first}", *others, "")
    yield from (f"开始时间 {start} 结束时间 {end}", "")
    for heading in _BEFORE_MONEY[:2]:
        yield from (heading, "", *form.narratives[heading], "")
    for heading in _BEFORE_MONEY[2:]:
        yield _row(heading, _paragraphs(form.narratives[heading], rng))
    yield _row("项目总预算（元）", _yuan(form.total), "项目当年预算（元）", _yuan(form.current))


def _dates(form: Form, rng: Random) -> tuple[str, str]:
    def notation(day: date) -> str:
        return pattern.format(day)

    pattern = rng.choice(_DATES)
    return notation(form.start), notation(form.end)


def _options(
    heading: str, lines: Sequence[Sequence[str]], ticked: Sequence[str], boxes: tuple[str, str], width: int
) -> Iterator[str]:
    for label, options in zip((heading, *[""] * len(lines)), lines, strict=False):
        marked = (
            option if option == words()["boxless"] else f"{option} {boxes[option in ticked]}"
            for option in options
        )
        yield _row(label, " ".join(marked), width=width)


def _money(form: Form, rng: Random) -> Iterator[str]:
    if rng.random() < 0.5:
        yield ""
    yield _row(
        "同名项目上年预算额（元）", _yuan(form.prior), "同名项目上年预算执行数（元）", _yuan(form.executed)
    )
    yield from _subprojects(form, rng)


def _subprojects(form: Form, rng: Random) -> Iterator[str]:
    """Sub-projects; the label of the table stands in any of its rows, as merged cells leave it."""
    gap = rng.choice(((), ("",)))
    rows = [("子项目名称", "预算金额（元）"), *((name, _yuan(amount)) for name, amount in form.parts)]
    labelled = rng.randrange(len(rows))
    for place, (name, amount) in enumerate(rows):
        yield _row("项目当年投入资金构成" if place == labelled else "", name, *gap, amount)
    if rng.random() < 0.2:
        yield _row("", "合计", *gap, _yuan(sum((amount for _, amount in form.parts), Decimal(0))))


def _goals(form: Form, rng: Random) -> Iterator[str]:
    for heading in _AFTER_MONEY:
        yield _row(heading, _paragraphs(form.narratives[heading], rng))
    yield _row("分解目标")


def _indicators(form: Form, rng: Random) -> Iterator[str]:
    """The indicator table; a page may break in it, which costs empty cells at the end of its rows."""
    yield _row(*_HEADINGS[form.layout])
    rows = list(cells(form))
    page_end = rng.randrange(2 * len(rows))
    for place, row in enumerate(rows):
        if place == page_end:
            yield from _page_break(_row(*_HEADINGS[form.layout]), rng)
        yield _row(*row, width=_WIDTH if place < page_end else len(row))


def _page_break(headings: str, rng: Random) -> tuple[str, ...]:
    """What stands between two pages: nothing, a page number, the title again, the title and the headings."""
    breaks = (("",), ("", "- 2 -", ""), ("", words()["title"], ""), ("", words()["title"], "", headings))
    return rng.choices(breaks, (7, 1, 1, 1))[0]


def _paragraphs(paragraphs: Sequence[str], rng: Random) -> str:
    """Running text in a cell: plain or tagged, a line now and then broken by a space."""
    style = rng.choice(("plain", "tagged", "broken"))
    if style == "tagged":
        return " ".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    text = "".join(paragraphs)
    middle = len(text) // 2
    between_words = all("一" <= character <= "龥" for character in text[middle - 1 : middle + 1])
    if style == "broken" and between_words:
        return f"{text[:middle]} {text[middle:]}"
    return text


def _yuan(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _row(*cells: str, width: int = _WIDTH) -> str:
    return "\t".join((*cells, *[""] * (width - len(cells))))
