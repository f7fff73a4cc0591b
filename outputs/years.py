"""Which fiscal year the facts of a project are of.

A project without a code is of one year, and so is all that is said of it. One with a code lives on under it: there
a fact is of the years of the forms that say it, and its evidence names those.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from outputs.properties import instances, representatives, select, text, values

if TYPE_CHECKING:
    from pyoxigraph import Store

_STATED = "SELECT ?node ?year { ?node a %s ; jx:fiscalYear ?year }"


class Years:
    """The projects of a store with the fiscal years that their forms state."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._merged = representatives(store)
        self._of_form = {form: min(years) for form, years in self._stated("jx:PerformanceForm").items()}
        self._of_project = self._stated("jx:Project")
        self.projects = sorted({self.same(project) for project in instances(store, "jx:Project")})

    def same(self, node: str) -> str:
        """The node itself, or the one that it was merged into."""
        return self._merged.get(node, node)

    def of_form(self, form: str) -> int | None:
        """The year of a form."""
        return self._of_form.get(form)

    def of_project(self, project: str) -> frozenset[int]:
        """The years of a project: none where no form states one, several only where it has a code."""
        return frozenset(self._of_project.get(project, ()))

    def of_fact(self, fact: str, project: str) -> frozenset[int]:
        """The years in which a node that has evidence (a target, an amount …) is stated of its project."""
        years = self.of_project(project)
        if len(years) < 2:
            return years
        evidence = (text(each).partition("#")[0] for each in values(self._store, fact, "jx:evidence"))
        found = {self._of_form[form] for form in evidence if form in self._of_form}
        return frozenset(found) or years

    def _stated(self, cls: str) -> dict[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for row in select(self._store, _STATED % cls):
            found[self.same(text(row["node"]))].add(int(text(row["year"])))
        return dict(found)
