"""Rules about the running text of a form: basis, goals, plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractors.cleaning import clean
from extractors.forms.assemble import Form
from extractors.labels import label_of
from extractors.rules.doubt import Doubt, Rule, words_of

_SENTENCE_END = "。；;\n"
_BREAKS = "，。；、：“”（"
_LEAD_IN = re.compile(r"^(?:[和与及]|.*?(?:根据|按照|依据|围绕|落实|贯彻|以及|在)(?=.{4}))")
_SHORTEST_NAME, _LONGEST_NAME = 4, 40
_CLAUSE = re.compile(r"[^。；，,;\n]*")
_SENTENCE = re.compile(r"[^。；;\n]*")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_DAY_OF_YEAR = r"(?:年?[底末初中]|\d{1,2}月(?:\d{1,2}[日号]|[底末初]|[上中下]旬|份)?)?"
_LINE = re.compile(r"[^<>\n]+")
_DATED = re.compile(
    r"(?P<year>20\d\d)年(?:第?(?P<quarter>[一二三四1-4])(?:季度)?(?:.{1,3}?(?P<last_quarter>[一二三四1-4]))?季度"
    r"|(?P<month>\d{1,2})月?(?:\s?[-—–~～至到]\s?(?:(?P<last_year>20\d\d)年)?(?P<last_month>\d{1,2})月)?)"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNT = r"(?P<{0}>\d+(?:\.\d+)?)(?P<{0}_scale>[万亿]?)(?P<{0}_unit>[名人家个项次场篇份件台套户])"


def basis_without_document(form: Form) -> Iterator[Doubt]:
    """The layout has 立项依据 and it names no number, no 《title》 and no known law."""
    rule = words_of("basis-without-document")
    field: str = rule["field"]
    absence = form.record.absent.get(field)
    if absence == "blank":
        yield Doubt("basis-without-document", field, {"printed": rule["printed_blank"]})
    if absence is not None:
        return
    text = form.record.narratives[field.removeprefix("/narratives/")]
    if "《" in text or any(citation.field == field for citation in form.record.citations):
        return
    named = _instead(text)
    printed = rule["printed_named"].format(named="、".join(named)) if named else rule["printed_plain"]
    yield Doubt("basis-without-document", field, {"printed": printed})


def _instead(text: str) -> list[str]:
    """Plans, meetings and programmes that the text leans on without naming a document; at most three."""
    found: list[str] = []
    before = 0
    for match in _endings().finditer(text):
        start = max(before, *(text.rfind(mark, 0, match.start()) + 1 for mark in _BREAKS))
        name = _LEAD_IN.sub("", text[start : match.end()])
        if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME:
            found.append(name)
        before = match.end()
    return list(dict.fromkeys(found))[:3]


@cache
def _endings() -> re.Pattern[str]:
    endings = "|".join(sorted(words_of("basis-without-document")["instead"], key=len, reverse=True))
    return re.compile(rf"(?:{endings})(?=[，。；、：）)”“等的在中上提所精和与及]|$)")


def goal_year_past(form: Form) -> Iterator[Doubt]:
    """A goal is to be completed by a year before the form's. Not when it is a baseline or a past success."""
    year = form.record.year
    for name in words_of("goal-year-past")["fields"]:
        text = form.record.narratives.get(name)
        if year is None or not text:
            continue
        for match in _until_year().finditer(text):
            if int(match["year"]) < year and not (
                _tells_the_past(match, text) or _goes_on(match, text, year)
            ):
                words = {"field": name, "phrase": match["phrase"] + match["rest"], "year": year}
                yield Doubt(
                    "goal-year-past", f"/narratives/{name}", words, span=_find(form, name, match["phrase"])
                )


def _tells_the_past(match: re.Match[str], text: str) -> bool:
    """Whether what follows the year has been done: 到2018年已建成, 建成了; 截至2018年底，全区建成 without intent.

    截至 says how things stand; directly before its verb (截至2018年底完成), or with 前, it is read like 到.
    """
    rule = words_of("goal-year-past")
    clause = match["rest"] + _CLAUSE.match(text, match.end())[0]  # type: ignore[index]
    for word in rule["no_done"]:
        clause = clause.replace(word, "")
    if any(word in clause for word in rule["done"]):
        return True
    standing = match["until"] in rule["as_of"] and not match["by"] and match["rest"] not in rule["verbs"]
    return standing and not any(word in match["rest"] for word in rule["intent"])


def _goes_on(match: re.Match[str], text: str, year: int) -> bool:
    """Whether the sentence comes to the form's own year: what went before it is history (…，2019年继续增加)."""
    sentence = _SENTENCE.match(text, match.end())[0]  # type: ignore[index]
    now = any(word in sentence for word in words_of("goal-year-past")["now"])
    return now or any(int(later) >= year for later in _YEAR.findall(sentence))


def _find(form: Form, narrative: str, phrase: str) -> tuple[int, int] | None:
    """Where a phrase without white space stands in a narrative's source, if it does so unbroken."""
    for start, end in form.record.spans[f"/narratives/{narrative}"]:
        at = form.text.find(phrase, start, end)
        if at >= 0:
            return at, at + len(phrase)
    return None


@cache
def _until_year() -> re.Pattern[str]:
    rule = words_of("goal-year-past")
    until = "|".join(sorted(rule["until"], key=len, reverse=True))
    verbs = "|".join(rule["verbs"])
    return re.compile(
        rf"(?:^|(?<=[，。；：、\s（]))(?P<phrase>(?P<until>{until})(?P<year>(?:19|20)\d\d)年{_DAY_OF_YEAR}(?P<by>之?前|以前)?)"
        rf"(?P<rest>[，,]?[^。；，,]{{0,6}}?(?:{verbs}))"
    )


def goal_equals_annual(form: Form) -> Iterator[Doubt]:
    """The overall goal and the annual goal are the same text."""
    overall = form.record.narratives.get("项目总目标")
    if overall and overall == form.record.narratives.get("年度绩效目标"):
        yield Doubt("goal-equals-annual", "/narratives/年度绩效目标")


def label_inside_field(form: Form) -> Iterator[Doubt]:
    """A line inside a field is the label of another field."""
    for name in form.record.narratives:
        for start, end in form.record.spans[f"/narratives/{name}"]:
            for line in _LINE.finditer(form.text, start, end):
                label = label_of(line[0])
                if label and label.kind == "narrative" and label.field != f"/narratives/{name}":
                    words = {"field": name, "label": label.words}
                    place = clean(form.text, *line.span()).span
                    yield Doubt("label-inside-field", f"/narratives/{name}", words, span=place)


def plan_outside_period(form: Form) -> Iterator[Doubt]:
    """A dated milestone lies wholly outside the project's period."""
    project = form.record.project
    if not project.start or not project.end:
        return
    for i, milestone in enumerate(form.record.milestones):
        months = _months(milestone.period)
        if months and (months[1] < project.start[:7] or months[0][: len(project.end)] > project.end[:7]):
            words = {"period": milestone.period, "start": project.start, "end": project.end}
            yield Doubt("plan-outside-period", f"/milestones/{i}/period", words)


def _months(period: str) -> tuple[str, str] | None:
    """First and last month of a dated period as YYYY-MM; None where it names no year."""
    match = _DATED.match(period)
    if match is None:
        return None
    year = match["year"]
    if match["quarter"]:
        begin, last = (
            3 * _QUARTERS[q] for q in (match["quarter"], match["last_quarter"] or match["quarter"])
        )
        return f"{year}-{begin - 2:02d}", f"{year}-{last:02d}"
    first, last = int(match["month"]), int(match["last_month"] or match["month"])
    return f"{year}-{first:02d}", f"{match['last_year'] or year}-{last:02d}"


def prose_arithmetic(form: Form) -> Iterator[Doubt]:
    """A total and the parts it consists of do not add up, beyond rounding. Not when the list is open (等, 其中)."""
    open_lists = words_of("prose-arithmetic")["open_lists"]
    for name, text in form.record.narratives.items():
        for whole in _whole().finditer(text):
            end = min(
                (at for mark in _SENTENCE_END if (at := text.find(mark, whole.end())) >= 0), default=len(text)
            )
            parts = [
                p for p in _part().finditer(text, whole.end(), end) if p["part_unit"] == whole["whole_unit"]
            ]
            if len(parts) < 2 or any(word in text[whole.end() : end] for word in open_lists):
                continue
            total, slack = _number(whole, "whole")
            numbers = [_number(part, "part") for part in parts]
            added = sum((number for number, _ in numbers), Decimal(0))
            if abs(added - total) > slack + sum((place for _, place in numbers), Decimal(0)):
                words = {"phrase": text[whole.start() : parts[-1].end()], "parts": added, "whole": total}
                yield Doubt(
                    "prose-arithmetic", f"/narratives/{name}", words, span=_find(form, name, whole[0])
                )


def _number(match: re.Match[str], group: str) -> tuple[Decimal, Decimal]:
    """A count and half a unit of its last printed place (0 for a plain whole number)."""
    scale = {"": 1, "万": 10_000, "亿": 100_000_000}[match[f"{group}_scale"]]
    number = Decimal(match[group])
    place = Decimal(10) ** int(number.as_tuple().exponent) * scale
    return number * scale, place / 2 if scale > 1 or "." in match[group] else Decimal(0)


@cache
def _whole() -> re.Pattern[str]:
    openers = "|".join(words_of("prose-arithmetic")["openers"])
    return re.compile(_COUNT.format("whole") + rf"[^，。；、\d]{{0,15}}[，：]?(?:{openers})")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(_COUNT.format("part"))


RULES: tuple[Rule, ...] = (
    basis_without_document,
    goal_year_past,
    goal_equals_annual,
    label_inside_field,
    plan_outside_period,
    prose_arithmetic,
)
