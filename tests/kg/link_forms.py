"""Forms for tests of linking: only what linking looks at is filled in."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import Any

from extractors.records import Amount, Budget, Project, Record, Source, Unit

SHANGHAI = "上海市财政支出项目绩效目标申报表"


def form(unit: str | None, project: str | None = "科普活动", year: int | None = 2019, **said: Any) -> Record:
    """A form in a document of its own, unless `document` says which.

    `said` may have title, department, aliases, code (of the unit), project_code, kind, start, and amounts as
    (phase, fiscal year, yuan).
    """
    document = said.get("document", repr((unit, project, year, sorted(said.items(), key=str))))
    amounts = tuple(_amount(*each) for each in said.get("amounts", ()))
    fields = {"/unit/name": unit, "/project/name": project, "/department": said.get("department")}
    return Record(
        source=Source(
            path="form.txt",
            sha256=sha256(document.encode()).hexdigest(),
            page=None,
            start=said.get("start", 0),
            end=9,
        ),
        form_kind=said.get("kind", "target"),
        form_title=said.get("title"),
        year=year,
        framework=None,
        unit=Unit(name=unit, aliases=said.get("aliases", ()), code=said.get("code")),
        department=said.get("department"),
        project=Project(name=project, code=said.get("project_code")),
        amounts=amounts,
        budget=Budget(),
        subprojects=(),
        narratives={},
        milestones=(),
        citations=(),
        indicators=(),
        mentions=(),
        absent={},
        findings=(),
        spans={pointer: ((0, 1),) for pointer, value in fields.items() if value}
        | {f"/amounts/{index}/value": ((0, 1),) for index in range(len(amounts))},
    )


def _amount(phase: Any, year: int | None, value: int, source: str = "total", scope: Any = "annual") -> Amount:
    return Amount(
        scope=scope, fiscal_year=year, phase=phase, source=source, value=Decimal(value), label="金额（元）"
    )
