"""What linking decided, all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph.links import Links
    from kg.graph.projects import ProjectKey
    from kg.link.findings import CorpusFinding
    from kg.link.merges import Merge, NearMiss
    from kg.link.narratives import Match
    from kg.store import Unused


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the records of a build have in common.

    `links` is what `form_quads` goes by. `joined` are the narratives that describe a form's project, `candidates`
    pairs for a person to look at, `unused` decisions of persons that mean nothing here.
    """

    links: Links
    merges: tuple[Merge[str] | Merge[ProjectKey], ...]
    joined: tuple[Match, ...]
    findings: tuple[CorpusFinding, ...]
    candidates: tuple[NearMiss[str] | NearMiss[ProjectKey], ...]
    unused: tuple[Unused, ...]
