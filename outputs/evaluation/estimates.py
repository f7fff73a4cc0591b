"""From annotated sheets to figures: precision of sampled facts, precision and recall of sampled forms, agreement."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import msgspec

from outputs.evaluation.answers import FIELDS
from outputs.evaluation.scores import ALL
from outputs.evaluation.statistics import Estimate, Kappa, clustered, cohen, f1, ratio, stratified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outputs.evaluation.annotated import Judgement, Listing, Question


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A measure of a field: of how many judged facts how many are right, and what that says of all.

    `undecided` rows were left open. `population` counts what the estimate speaks of: the facts or forms in all strata
    with a judged row. `estimate` is weighted by the sizes of these; null where nothing was judged.
    """

    field: str
    measure: Literal["precision", "recall"]
    right: int
    judged: int
    undecided: int
    population: int
    estimate: Estimate | None


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """How far two annotators agree on a field.

    Of sampled facts: `kappa` over the verdicts right and wrong, and the share of rows on which both typed the
    `same_answer`. Of whole forms, where nothing counts what neither saw: `f1` of one list against the other.
    """

    field: str
    kappa: Kappa | None = None
    same_answer: float | None = None
    f1: float | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A row to look at: an annotator differs from us or from the other one. Of lists, only what differs."""

    no: str
    field: str
    ours: str
    answers: tuple[str, ...]


class FactRow(NamedTuple):
    """A sampled fact and what each annotator says of it."""

    question: Question
    judgements: Sequence[Judgement]


class FormRow(NamedTuple):
    """A field of a sampled form and what each annotator lists."""

    question: Question
    listings: Sequence[Listing]


def precision_of_facts(rows: Sequence[FactRow]) -> list[Measured]:
    """The precision of each field and of all, by the first annotator."""
    return [
        Measured(
            field=name,
            measure="precision",
            right=sum(row.judgements[0].right is True for row in group),
            judged=sum(row.judgements[0].right is not None for row in group),
            undecided=sum(row.judgements[0].right is None for row in group),
            population=_population(row.question for row in group if row.judgements[0].right is not None),
            estimate=_precision(group, rows),
        )
        for name, group in _by_field(rows)
    ]


def _precision(group: Sequence[FactRow], everything: Sequence[FactRow]) -> Estimate | None:
    """Stratum by stratum where the strata are the field's own, else as a ratio in strata of several fields."""
    own = {row.question.stratum for row in group}
    drawn = Counter(row.question.stratum for row in everything if row.judgements[0].right is not None)
    judged = [row for row in group if row.judgements[0].right is not None]
    sizes = {row.question.stratum: row.question.size for row in judged}
    if len(group) == sum(row.question.stratum in own for row in everything):
        right = Counter(row.question.stratum for row in judged if row.judgements[0].right)
        return stratified((size, drawn[stratum], right[stratum]) for stratum, size in sizes.items())
    weights = {stratum: size / drawn[stratum] for stratum, size in sizes.items()}
    return clustered(
        [(weights[row.question.stratum], 1, int(row.judgements[0].right or 0)) for row in judged]
    )


def measures_of_forms(rows: Sequence[FormRow]) -> list[Measured]:
    """Precision and recall of each field and of all, by the first annotator; forms are the units drawn."""
    return [measured for name, group in _by_field(rows) for measured in _measures(name, group)]


def _measures(name: str, rows: Sequence[FormRow]) -> Iterator[Measured]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    strata: dict[str, tuple[str, int]] = {}
    for row in rows:
        if (annotated := row.listings[0].facts) is not None:
            ours = row.question.listing()
            forms[row.question.fact].update(
                annotated=annotated.total(), found=ours.total(), right=row.listings[0].common(ours)
            )
            strata[row.question.fact] = row.question.stratum, row.question.size
    drawn = Counter(stratum for stratum, _ in strata.values())
    weights = {form: size / drawn[stratum] for form, (stratum, size) in strata.items()}
    measures: tuple[tuple[Literal["precision", "recall"], str], ...] = (
        ("precision", "found"),
        ("recall", "annotated"),
    )
    for measure, whole in measures:
        yield Measured(
            field=name,
            measure=measure,
            right=sum(count["right"] for count in forms.values()),
            judged=sum(count[whole] for count in forms.values()),
            undecided=sum(row.listings[0].facts is None for row in rows),
            population=_population(row.question for row in rows if row.listings[0].facts is not None),
            estimate=clustered(
                [(weights[form], count[whole], count["right"]) for form, count in forms.items()]
            ),
        )


def agreement_on_facts(rows: Sequence[FactRow]) -> list[Agreed]:
    """Cohen's kappa and same answers, field by field and over all."""
    return [
        Agreed(field=name, kappa=cohen(_verdicts(group)), same_answer=_same_answers(group))
        for name, group in _by_field(rows)
    ]


def agreement_on_forms(rows: Sequence[FormRow]) -> list[Agreed]:
    """F1 of one annotator's lists against the other's, field by field and over all."""
    return [Agreed(field=name, f1=_f1_of_lists(group)) for name, group in _by_field(rows)]


def fact_differences(rows: Iterable[FactRow]) -> Iterator[Difference]:
    """The rows on which an annotator calls us wrong."""
    for row in rows:
        if any(judgement.right is False for judgement in row.judgements):
            answers = tuple(judgement.answer or _said(judgement) for judgement in row.judgements)
            yield _difference(row.question, "\n".join(row.question.ours), answers)


def form_differences(rows: Iterable[FormRow]) -> Iterator[Difference]:
    """The lists in which an annotator has other facts than we: what only we, and what only they have."""
    for row in rows:
        ours = row.question.listing()
        lists = [listing.facts for listing in row.listings]
        extra = Counter[str]()
        for facts in lists:
            extra |= ours - facts if facts is not None else Counter()
        answers = tuple("\n".join((facts - ours).elements()) if facts is not None else "" for facts in lists)
        if extra or any(answers):
            yield _difference(row.question, "\n".join(extra.elements()), answers)


Row = TypeVar("Row", FactRow, FormRow)


def _by_field(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of each field, and of all where there are several."""
    groups: dict[str, list[Row]] = {name: [] for name in FIELDS}
    for row in rows:
        groups[row.question.label].append(row)
    groups = {name: group for name, group in groups.items() if group}
    if len(groups) > 1:
        groups[ALL] = list(rows)
    return list(groups.items())


def _population(questions: Iterable[Question]) -> int:
    return sum({question.stratum: question.size for question in questions}.values())


def _verdicts(rows: Iterable[FactRow]) -> Iterator[tuple[object, object]]:
    for row in rows:
        first, second = (judgement.right for judgement in row.judgements)
        if first is not None and second is not None:
            yield first, second


def _same_answers(rows: Iterable[FactRow]) -> float | None:
    typed = [[judgement.typed for judgement in row.judgements] for row in rows]
    both = [(first, second) for first, second in typed if first and second]
    return ratio(sum(first == second for first, second in both), len(both))


def _f1_of_lists(rows: Iterable[FormRow]) -> float | None:
    common = first_only = second_only = 0
    for row in rows:
        first, second = (listing.facts for listing in row.listings)
        if first is not None and second is not None:
            common += (first & second).total()
            first_only += (first - second).total()
            second_only += (second - first).total()
    return f1(common, first_only, second_only)


def _said(judgement: Judgement) -> str:
    return {True: "y", False: "n", None: ""}[judgement.right]


def _difference(question: Question, ours: str, answers: tuple[str, ...]) -> Difference:
    return Difference(no=question.no, field=question.label, ours=ours, answers=answers)
