"""What linking decided, as far as the lines of a form go by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ontology.iris import normalise_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.projects import FormPlace, Known, ProjectKey


class KnownUnit(NamedTuple):
    """A unit by its key (a normalised name), and the name that is its label."""

    key: str
    label: str


class Body(NamedTuple):
    """Whom a name means: a `unit` or an `issuing-body`, by its normalised name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Links:
    """Key as a form alone would have it → what stands for it; what is not there stands for itself.

    `same_project` also has a project that several forms call by different names. `bodies` says whom a
    normalised name in running text means in forms of a region, `regions` which region a form is of ("" where
    it is not there); `unequal` has the numbers of the amounts in a form that another form of the project
    states otherwise.
    """

    same_unit: Mapping[str, KnownUnit] = field(default_factory=dict)
    same_project: Mapping[ProjectKey, Known] = field(default_factory=dict)
    same_policy: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[tuple[str, str], Body] = field(default_factory=dict)
    regions: Mapping[FormPlace, str] = field(default_factory=dict)
    unequal: Mapping[FormPlace, frozenset[int]] = field(default_factory=dict)

    def unit(self, name: str) -> KnownUnit:
        """The unit of that name."""
        key = normalise_name(name)
        return self.same_unit.get(key) or KnownUnit(key, key)

    def body(self, form: FormPlace, name: str) -> Body | None:
        """Whom a name in the running text of a form means."""
        return self.bodies.get((self.regions.get(form, ""), normalise_name(name)))


ALONE = Links()
"""Every form by itself."""
