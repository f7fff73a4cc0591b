"""What linking decided, all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.links import Links
    from kg.graph.projects import ProjectKey
    from kg.link.findings import CorpusFinding
    from kg.link.merges import Merge, NearMiss
    from kg.link.narratives import Match
    from kg.link.regions import Region
    from kg.link.years import Continuation
    from kg.store import Unused


class Continued(NamedTuple):
    """A project that continues one of the year before, and whether the sums that both forms print agree."""

    said: Continuation
    agrees: bool


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the records of a build have in common.

    `links` is what `form_quads` goes by, `located` has the regions of units. `joined` are the narratives that
    describe a form's project, `continued` the projects that go on from year to year, `candidates` pairs for a
    person to look at, `unused` decisions of persons that mean nothing here.
    """

    links: Links
    merges: tuple[Merge[str] | Merge[ProjectKey], ...]
    located: Mapping[str, Region]
    joined: tuple[Match, ...]
    continued: tuple[Continued, ...]
    findings: tuple[CorpusFinding, ...]
    candidates: tuple[NearMiss[str] | NearMiss[ProjectKey], ...]
    unused: tuple[Unused, ...]
