"""What was recognised in the documents of a build, and what was left over, as tables."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cli.console import show_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.coverage import Counts
    from kg.store import CoverageReport

MOST_GAPS = 20
"""So many gaps of each kind are shown; the JSON report has more."""

_WHOLES = (
    ("files read 读取文件", "documents", "documents_with_forms"),
    ("pages 页", "pages", "pages_with_forms"),
    ("tables 表格", "tables", "tables_in_forms"),
)
_PARTS = (
    ("goals 目标表", "target_forms"),
    ("self-evaluations 自评表", "self_evaluations"),
    ("narratives 情况说明", "narratives"),
    ("indicator rows 指标行", "rows"),
    ("forms left aside 未采用的表", "aside"),
    ("texts no rule explained 无规则可解的文字", "unplaced"),
    ("…号 not cited 未识别的文号", "uncited"),
    ("targets not parsed 未解析的目标值", "unparsed"),
)
_KINDS = {
    "monitoring": "monitoring 绩效监控表",
    "whole-department": "department 部门整体表",
    "run-together": "run together 粘连",
    "unplaced": "text 文字",
    "uncited": "…号 文号",
    "unparsed": "target 目标值",
}


def show_totals(total: Counts) -> None:
    """How much there was, how much of it is forms, and how much of the forms nothing explains."""
    rows = [(label, getattr(total, whole), getattr(total, part)) for label, whole, part in _WHOLES]
    rows += [(label, None, getattr(total, name)) for label, name in _PARTS]
    show_table("coverage 覆盖", ("", "all 全部", "in forms 表内"), rows)


def show_coverage(report: CoverageReport) -> None:
    """The totals, document by document, and some of the gaps with their places."""
    show_totals(report.total)
    columns = ("name", "forms", "rows", "text", "…号", "target", "pages without form 无表的页")
    show_table("documents 文件", columns, _documents(report))
    if gaps := list(_gaps(report)):
        show_table("not explained 未解释", ("what", "name", "page", "start", "text"), gaps)


def _documents(report: CoverageReport) -> Iterator[Sequence[object]]:
    for each in report.documents:
        counts = each.coverage.counts
        forms = counts.target_forms + counts.self_evaluations + counts.narratives
        gaps = (counts.unplaced, counts.uncited, counts.unparsed)
        yield each.name, forms, counts.rows, *gaps, _ranges(each.coverage.other_pages)


def _gaps(report: CoverageReport) -> Iterator[Sequence[object]]:
    shown: Counter[str] = Counter()
    for each in report.documents:
        for gap in each.coverage.gaps:
            shown[gap.kind] += 1
            if shown[gap.kind] <= MOST_GAPS:
                yield _KINDS[gap.kind], each.name, gap.page, str(gap.start), gap.text


def _ranges(pages: Sequence[int]) -> str:
    """1, 2, 3, 7 as `1-3, 7`."""
    breaks = [index for index, (one, next_) in enumerate(pairwise(pages), 1) if next_ != one + 1]
    edges = [0, *breaks, len(pages)] if pages else []
    runs = (pages[start:end] for start, end in pairwise(edges))
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
