"""Verdicts counted: precision, recall and F1 a field, and the cases that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from outputs.evaluation import citations, records, targets
from outputs.evaluation.facts import Field
from outputs.evaluation.statistics import Interval, f1, ratio, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outputs.evaluation.facts import Verdict

ALL = "all"

_FIELDS: tuple[Field, ...] = (
    *records.FIELDS,
    *((citations.SECTION, name) for name in citations.KEYS),
    *((targets.SECTION, name) for name in targets.KEYS),
    targets.WHOLE_FIELD,
)
_ORDER = {field: place for place, field in enumerate(_FIELDS)}
_SECTIONS = list(dict.fromkeys(section for section, _ in _FIELDS))


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How one field did; the field `all` is the micro average of its section.

    A wrong value is `spurious` and `missed` at once. Intervals are Wilson's, 95 %. What has nothing to divide by is
    null.
    """

    section: str
    field: str
    correct: int
    spurious: int
    missed: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: Interval | None
    recall_interval: Interval | None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A difference: in which item, which field, about what, what is annotated and what was found."""

    item: str
    section: str
    field: str
    about: str
    gold: str | None
    found: str | None


def score(section: str, field: str, correct: int, spurious: int, missed: int) -> Score:
    """The score with these counts."""
    precision, recall = ratio(correct, correct + spurious), ratio(correct, correct + missed)
    return Score(
        section=section,
        field=field,
        correct=correct,
        spurious=spurious,
        missed=missed,
        precision=precision,
        recall=recall,
        f1=f1(correct, spurious, missed),
        precision_interval=None if precision is None else wilson(precision, correct + spurious),
        recall_interval=None if recall is None else wilson(recall, correct + missed),
    )


def scores(verdicts: Iterable[Verdict]) -> list[Score]:
    """A score for each field, in the order of sections, and behind those of a section its micro average."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for verdict in verdicts:
        section, name = verdict.field
        counts[section][name] += _counted(verdict)
    found = []
    for section in sorted(counts, key=_SECTIONS.index):
        fields = counts[section]
        ordered = sorted(fields, key=lambda name: _ORDER[section, name])
        found += [_score(section, name, fields[name]) for name in ordered]
        parts = [counter for name, counter in fields.items() if (section, name) != targets.WHOLE_FIELD]
        if len(parts) > 1:
            found.append(_score(section, ALL, sum(parts, Counter())))
    return found


def case(item: str, verdict: Verdict) -> Case:
    """The case of a verdict."""
    section, name = verdict.field
    fact = verdict.gold or verdict.found
    return Case(
        item=item,
        section=section,
        field=name,
        about=fact.about if fact else "",
        gold=verdict.gold.shown() if verdict.gold else None,
        found=verdict.found.shown() if verdict.found else None,
    )


def _counted(verdict: Verdict) -> Counter[str]:
    match verdict.outcome:
        case "wrong":
            return Counter(spurious=1, missed=1)
        case outcome:
            return Counter({outcome: 1})


def _score(section: str, field: str, counter: Counter[str]) -> Score:
    return score(section, field, counter["correct"], counter["spurious"], counter["missed"])
