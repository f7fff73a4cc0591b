"""What a check found as a report for people: one HTML page that works offline, or a workbook.

Rule by rule, never unit by unit: a finding is a question about a place in a document. Nothing from a document
is markup, script or formula in either.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.check.report import SEVERITIES
from kg.link.rulebook import rulebook
from outputs.workbook import Heading, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from kg.check import Report, Result
    from outputs.workbook import Value

    Texts = Callable[[str], str]

SEVERITY_NAMES = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}
CAUSE_NAMES = {
    "filing": "填报 filing",
    "source-damage": "来源受损 source damage",
    "extraction-doubt": "抽取存疑 extraction doubt",
}
_BROKEN = ("图不符合形状", "The graph breaks a shape")
_ENDS = "。；;！？\n\t"
_MOST_AROUND = 120
"""Characters of a sentence that are shown before and after those of the finding."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The characters of a finding with what stands around them in its sentence."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The results of one rule with one severity; `number` names it on the page."""

    number: int
    code: str
    severity: str
    zh: str
    en: str
    results: list[tuple[Result, Sentence | None]]


def write_html(report: Report, texts: Texts, about: Mapping[str, str], output: BinaryIO) -> tuple[str, ...]:
    """The report as one page, with nothing left out.

    `texts` gives the text of the document with a sha256, `about` says what was checked.
    """
    rules = list(_rules(report, texts))
    style = (
        _source("findings.css") + "".join(map(_switch, rules)) + "".join(map(_severity_switch, SEVERITIES))
    )
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(_source("findings.html")).stream(
        policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        style=Markup(style),
        rules=rules,
        severities=[(name, SEVERITY_NAMES[name], report.by_severity[name]) for name in SEVERITIES],
        causes=CAUSE_NAMES,
        severity_names=SEVERITY_NAMES,
        about=about,
    )
    for part in page:
        output.write(part.encode("utf-8", "replace"))
    return ()


def write_xlsx(report: Report, texts: Texts, about: Mapping[str, str], output: BinaryIO) -> tuple[str, ...]:
    """The report as a workbook: a row a result, a row a rule, and what was checked; what Excel could not hold."""
    rules = list(_rules(report, texts))
    with workbook(output, "待核事项 findings", about) as book:
        rows = [_row(rule, result, sentence) for rule in rules for result, sentence in rule.results]
        book.sheet("findings", _HEADINGS, rows)
        counted: list[list[Value]] = [
            [rule.code, rule.severity, rule.zh, rule.en, len(rule.results)] for rule in rules
        ]
        words = ("code 规则", "severity 程度", "title_zh 名称", "title_en", "findings 事项数")
        book.sheet("rules", [Heading(word, 24) for word in words], counted)
        notes = [["note", note] for note in book.notes]
        book.sheet(
            "about", [Heading("property", 20), Heading("value", 70)], [*map(list, about.items()), *notes]
        )
    return tuple(book.notes)


_HEADINGS = (
    Heading("severity 程度", 10),
    Heading("code 规则", 24),
    Heading("rule 规则名称", 28),
    Heading("cause 成因", 16),
    Heading("file 文件", 28),
    Heading("page 页", 8),
    Heading("year 年度", 8),
    Heading("project 项目", 28),
    Heading("unit 单位", 24),
    Heading("printed 印出内容", 50, wraps=True),
    Heading("expected 预期", 40, wraps=True),
    Heading("benign 可能的正常情形", 40, wraps=True),
    Heading("check 如何核对", 40, wraps=True),
    Heading("sentence 原句", 60, wraps=True),
    Heading("exact 原文", 40, wraps=True),
    Heading("start 起", 10),
    Heading("end 止", 10),
    Heading("field 记录位置", 28),
    Heading("form", 20),
    Heading("evidence", 20),
)


def _row(rule: Rule, result: Result, sentence: Sentence | None) -> list[Value]:
    place, form = result.place, result.form
    return [
        result.severity,
        result.code,
        rule.zh,
        result.cause,
        place.file if place else None,
        place.page if place else None,
        form.year if form else None,
        form.project if form else None,
        form.unit if form else None,
        result.printed,
        result.expected,
        result.benign,
        result.check,
        sentence.before + sentence.exact + sentence.after if sentence else None,
        place.exact if place else None,
        place.start if place else None,
        place.end if place else None,
        result.field,
        form.iri if form else None,
        place.evidence if place else None,
    ]


def _rules(report: Report, texts: Texts) -> Iterator[Rule]:
    """The results in their order, by severity and rule. The text of one document is in memory at a time."""
    text = _last(texts)
    groups = groupby(report.results, key=attrgetter("severity", "code"))
    for number, ((severity, code), results) in enumerate(groups):
        rule = rulebook().get(code)
        zh, en = (rule["title_zh"], rule["title_en"]) if rule else _BROKEN
        yield Rule(number, code, severity, zh, en, [(each, _sentence(each, text)) for each in results])


def _sentence(result: Result, texts: Texts) -> Sentence | None:
    """None where nothing is printed, or where the build lacks the text (as of a graph from elsewhere)."""
    place = result.place
    if place is None or place.start is None or place.end is None:
        return None
    try:
        text = texts(place.sha256)
    except OSError:
        return None
    exact = text[place.start : place.end]
    if exact != place.exact:
        return None
    before = text[max(0, place.start - _MOST_AROUND) : place.start]
    after = text[place.end : place.end + _MOST_AROUND]
    begin = max(before.rfind(mark) for mark in _ENDS) + 1
    ends = [at + 1 for mark in _ENDS if (at := after.find(mark)) >= 0]
    return Sentence(before[begin:], exact, after[: min(ends, default=len(after))].rstrip())


def _last(texts: Texts) -> Texts:
    """`texts`, with the text that was asked for last kept."""
    kept: dict[str, str] = {}

    def text(sha256: str) -> str:
        if sha256 not in kept:
            kept.clear()
            kept[sha256] = texts(sha256)
        return kept[sha256]

    return text


def _switch(rule: Rule) -> str:
    return f"body:has(#rule-{rule.number}:not(:checked)) #section-{rule.number}{{display:none}}\n"


def _severity_switch(severity: str) -> str:
    return f"body:has(#severity-{severity}:not(:checked)) .{severity}{{display:none}}\n"


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


@cache
def _source(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")
