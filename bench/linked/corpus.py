"""Records of generated forms, each with what it is truly about. The same numbers give the same corpus."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from itertools import groupby, islice
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from extractors.records import Amount, Budget, Indicator, Mention, Project, Record, Source, Target
from extractors.records import Unit as UnitOfRecord
from linked import measures, policies, projects, units
from linked.wording import words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

_ROWS_OF_A_FORM = 6
_SELF_EVALUATED, _FILED_TWICE = 0.35, 0.08
_FRAMEWORK_FROM_2021, _FRAMEWORK_BEFORE = "ministry-2021", "shanghai-2019"


class Told(NamedTuple):
    """What something in a form truly is, how it is printed, and in which way that is unusual.

    `impossible`: nothing tells what is meant; so it is too where no form prints `known_by` as another name of it.
    """

    truth: Hashable
    printed: str
    way: str
    impossible: bool = False
    known_by: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A record with the truth about it. `line` is what goes on over the years under the project's year."""

    record: Record
    text: str
    unit: Told
    department: Told | None
    project: Told
    line: str
    citations: tuple[Told, ...]
    rows: tuple[Told, ...]
    mention: Told | None


def forms(count: int, seed: int) -> Iterator[Form]:
    """So many forms, unit by unit. A smaller corpus is the beginning of a larger one."""
    return islice(_every(seed), count)


@dataclass(slots=True)
class _Page:
    """The text of a document under construction, and where everything on it stands."""

    name: str
    text: str = ""
    start: int = 0
    spans: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def begin(self) -> None:
        """Another form on the same page."""
        self.start, self.spans = len(self.text), {}

    def put(self, pointer: str, value: str | None) -> str | None:
        if value is not None:
            start = len(self.text)
            self.text += f"{value}\n"
            self.spans[pointer] = ((start, start + len(value)),)
        return value


class _Filing(NamedTuple):
    """One document: whose, of which year and kind; `number` tells copies apart."""

    unit: units.Unit
    year: int
    kind: str
    number: int


def _every(seed: int) -> Iterator[Form]:
    for _, of_place in groupby(units.units(seed), key=lambda unit: unit.place):
        neighbours: list[units.Unit] = []
        for unit in of_place:
            neighbours.append(unit)
            every = sorted(projects.editions(unit, seed), key=lambda edition: edition.year)
            for year, of_year in groupby(every, key=lambda edition: edition.year):
                yield from _year(unit, year, list(of_year), neighbours, seed)


def _year(
    unit: units.Unit,
    year: int,
    editions: Sequence[projects.Edition],
    neighbours: Sequence[units.Unit],
    seed: int,
) -> Iterator[Form]:
    rng = Random(f"{seed} filings {unit.number} {year}")
    filings = [_Filing(unit, year, "target", 0)]
    if rng.random() < _SELF_EVALUATED:
        filings.append(_Filing(unit, year, "self-evaluation", 1))
    if rng.random() < _FILED_TWICE:
        filings.append(_Filing(unit, year, "target", 2))
    for filing in filings:
        yield from _document(filing, editions, neighbours, seed)


def _document(
    filing: _Filing, editions: Sequence[projects.Edition], neighbours: Sequence[units.Unit], seed: int
) -> Iterator[Form]:
    """The forms of one document: the unit is printed in one way throughout."""
    rng = Random(f"{seed} document {filing.unit.number} {filing.year} {filing.number}")
    page = _Page(f"{seed}-{filing.unit.number}-{filing.year}-{filing.number}")
    how = units.printed(filing.unit, filing.year, rng)
    title, department = _heading(filing, how, rng)
    for edition in editions:
        yield _form(page, filing, how, title, department, edition, neighbours, seed, rng)


def _heading(filing: _Filing, how: units.Printed, rng: Random) -> tuple[str, Told | None]:
    unit, year = filing.unit, filing.year
    kind = "自评表" if filing.kind == "self-evaluation" else "绩效目标申报表"
    with_place = how.context == "title" or (not how.impossible and rng.random() < 0.25)
    title = f"{unit.place.full if with_place else ''}{year}年度项目支出{kind}"
    own = unit.department or (unit.body_in(year) if how.context == "department" or how.role else None)
    if how.impossible or own is None or (how.context != "department" and rng.random() < 0.2):
        return title, None
    truth = (unit.place.code, unit.department or unit.body)
    if (
        how.context != "department"
        and unit.place.is_alone
        and unit.place.own != unit.place.full
        and rng.random() < 0.15
    ):
        return title, Told(truth, unit.place.own + own, "upper-dropped")
    return title, Told(truth, unit.place.full + own, "plain")


def _form(
    page: _Page,
    filing: _Filing,
    how: units.Printed,
    title: str,
    department: Told | None,
    edition: projects.Edition,
    neighbours: Sequence[units.Unit],
    seed: int,
    rng: Random,
) -> Form:
    page.begin()
    unit, year, is_evaluated = filing.unit, filing.year, filing.kind == "self-evaluation"
    name = projects.printed(edition, unit, rng)
    framework = _FRAMEWORK_FROM_2021 if year >= 2021 else _FRAMEWORK_BEFORE
    topic = next((each for each in words()["topics"] if each in edition.name), words()["topics"][0])
    rows = rng.sample(every := measures.rows(topic, framework, rng), min(_ROWS_OF_A_FORM, len(every)))
    page.put("/form_title", title)
    page.put("/year", str(year))
    page.put("/unit/name", how.name)
    for index, alias in enumerate(how.aliases):
        page.put(f"/unit/aliases/{index}", alias)
    page.put("/unit/role", how.role)
    page.put("/unit/code", how.code)
    page.put("/department", department.printed if department else None)
    page.put("/project/name", name.name)
    page.put("/project/code", name.code)
    amounts = _amounts(edition, is_evaluated, page, rng)
    overview, mention, told = _overview(unit, neighbours, page, rng)
    basis, cited = _basis(unit, page, seed, rng)
    indicators = tuple(_indicator(page, index, row) for index, row in enumerate(rows))
    record = Record(
        source=Source(
            path=f"{page.name}.txt",
            sha256=sha256(page.name.encode()).hexdigest(),
            page=None,
            start=page.start,
            end=len(page.text),
        ),
        form_kind="self-evaluation" if is_evaluated else "target",
        form_title=title,
        year=year,
        framework=framework,
        unit=UnitOfRecord(name=how.name, aliases=how.aliases, role=how.role, code=how.code),
        department=department.printed if department else None,
        project=Project(name=name.name, code=name.code),
        amounts=amounts,
        budget=Budget(),
        subprojects=(),
        narratives={"项目概况": overview, "立项依据": basis},
        milestones=(),
        citations=tuple(each.citation for each in cited),
        indicators=indicators,
        mentions=(mention,) if mention else (),
        absent={},
        findings=(),
        spans=page.spans,
    )
    return Form(
        record=record,
        text=page.text,
        unit=Told(unit.number, how.name, how.way, how.impossible, None if how.aliases else how.known_by),
        department=department,
        project=Told(
            (edition.line, year),
            name.name,
            name.way if name.way != "plain" else edition.trap or "plain",
            name.impossible or how.impossible,
        ),
        line=edition.line,
        citations=tuple(
            Told(each.truth, each.citation.number or each.citation.title or "", each.way, each.impossible)
            for each in cited
        ),
        rows=tuple(Told(row.truth, row.name, row.way, row.impossible) for row in rows),
        mention=told,
    )


def _amounts(edition: projects.Edition, is_evaluated: bool, page: _Page, rng: Random) -> tuple[Amount, ...]:
    """This year's amount, and on more than half of the forms that ask for money what last year had."""
    year, label = edition.year, "项目当年预算（元）"
    phase = "approved" if is_evaluated else "requested"
    amounts = [
        Amount(
            scope="annual", fiscal_year=year, phase=phase, source="total", value=edition.amount, label=label
        )
    ]
    if not is_evaluated and rng.random() < 0.6:
        prior = edition.prior or Decimal(0)
        amounts.append(
            Amount(
                scope="annual",
                fiscal_year=year - 1,
                phase="approved",
                source="total",
                value=prior,
                label="同名项目上年预算额（元）",
            )
        )
    for index, amount in enumerate(amounts):
        page.put(f"/amounts/{index}/value", f"{amount.value:f}")
    return tuple(amounts)


def _overview(
    unit: units.Unit, neighbours: Sequence[units.Unit], page: _Page, rng: Random
) -> tuple[str, Mention | None, Told | None]:
    """A sentence that names another body of the same place, one that files nothing, or none."""
    told = _named(unit, neighbours, rng)
    if told is None:
        return str(page.put("/narratives/项目概况", "本项目由本单位组织实施。")), None, None
    head = "本项目由本单位会同"
    start = len(page.text) + len(head)
    text = str(page.put("/narratives/项目概况", f"{head}{told.printed}组织实施。"))
    field, end = "/narratives/项目概况", start + len(told.printed)
    return (
        text,
        Mention(text=told.printed, label="ORG", source="rule", field=field, start=start, end=end),
        told,
    )


def _named(unit: units.Unit, neighbours: Sequence[units.Unit], rng: Random) -> Told | None:
    drawn = rng.random()
    if drawn < 0.3:
        return None
    if drawn < 0.4:
        outside = rng.choice(words()["bodies"]["outside"])
        return Told(("outside", outside), outside, "outside")
    other = rng.choice(neighbours)
    if other is unit:
        return None
    place = other.place
    spellings = [(6, other.name, "plain"), (1, other.body, "place-dropped")]
    if place.own != place.full and place.is_alone:
        spellings.append((2, place.own + other.body, "upper-dropped"))
    if other.second:
        spellings.append((2, other.second, "second-name"))
    _, name, way = rng.choices(spellings, [share for share, _, _ in spellings])[0]
    return Told(other.number, name, way)


def _basis(unit: units.Unit, page: _Page, seed: int, rng: Random) -> tuple[str, list[policies.Cited]]:
    """立项依据 with its citations where they stand."""
    field, text = "/narratives/立项依据", "根据"
    base, placed = len(page.text), []
    for number in policies.chosen(unit.number, rng):
        cited = policies.cited(policies.document(number, seed), rng)
        citation = cited.citation
        titled = f"《{citation.title}》（" if citation.number and citation.title else ""
        start = base + len(text) + len(titled)
        placed.append(
            policies.Cited(
                replace(
                    citation,
                    field=field,
                    start=start,
                    end=start + len(citation.surface),
                    title_start=start - len(titled) + 1 if titled else start + 1 if citation.title else None,
                    title_end=start - 2
                    if titled
                    else start + len(citation.surface) - 1
                    if citation.title
                    else None,
                ),
                cited.truth,
                cited.way,
                cited.impossible,
                cited.defines,
            )
        )
        text += titled + citation.surface + ("）" if titled else "")
        text += f"（以下简称“{cited.defines}”）、" if cited.defines else "、"
    text = text.rstrip("、") + "，开展本项目。"
    page.put(field, text)
    return text, placed


def _indicator(page: _Page, index: int, row: measures.Row) -> Indicator:
    """A row; its target is a number that no other row of the form has."""
    page.put(f"/indicators/{index}/name", row.name)
    number = Decimal(100 + index)
    text = str(page.put(f"/indicators/{index}/target", f"≥{number}"))
    target = Target(text=text, comparator=">=", low=number, kind="quantity")
    return Indicator(level1=row.level1, level2=row.level2, name=row.name, target=target)
