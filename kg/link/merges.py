"""The nouns of linking: what says that two are one, what came of it, and what a person should look at.

They are the same for every kind of thing. A rule yields `Claim`s and `NearMiss`es; `kg.link.clusters` makes
`Merge`s of the claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from kg.graph.projects import FormPlace, ProjectKey, project_iri

if TYPE_CHECKING:
    from ontology.iris import Namespace

Kind = Literal["unit", "project", "policy"]
KINDS: tuple[Kind, ...] = ("unit", "project", "policy")

Key = str | ProjectKey
"""The identity of a thing among those of its kind: a normalised name, a policy's key, a project's."""

K = TypeVar("K", bound=Key)
"""The keys of one kind."""

BY_A_PERSON = "person"
"""The reason of a merge that a person decided."""


class Address(NamedTuple):
    """Where evidence stands: a form, and the JSON Pointer in its record."""

    form: FormPlace
    pointer: str


@dataclass(frozen=True, slots=True)
class Claim(Generic[K]):
    """Two of a kind are one. `reasons` are words of the scheme `merge-reason`, `places` what says so.

    Of claims that contradict each other the one with the smaller `rank` is believed.
    """

    one: K
    other: K
    reasons: tuple[str, ...]
    places: tuple[Address, ...] = ()
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Merge(Generic[K]):
    """The thing that was known by the key `member` is the one known by `into`."""

    kind: Kind
    member: K
    into: K
    reasons: tuple[str, ...]
    places: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class NearMiss(Generic[K]):
    """Two of a kind that may be one: how alike (0–100), and words of `review.toml` on what speaks for and against."""

    kind: Kind
    one: K
    other: K
    score: int
    reasons: tuple[str, ...]


def order(key: Key) -> tuple[object, ...]:
    """What keys of a kind are sorted by; the smallest of a cluster stands for it.

    A project's code comes before a name, and a name before a form: what is known best stands for the rest.
    """
    if isinstance(key, str):
        return (key,)
    parts = (key.code or "", key.unit or "", key.name or "", key.year or 0, key.form or ("", 0))
    return (not key.code, not key.name, *parts)


def iri_of(kind: Kind, key: Key, ns: Namespace) -> str:
    """The IRI of the thing of that kind and key."""
    if isinstance(key, ProjectKey):
        return project_iri(key, ns)
    return ns.policy(key) if kind == "policy" else ns.unit(key, "")
