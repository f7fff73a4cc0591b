"""What is one and the same across records: decided over all of them, before anything is written.

Equal keys are one IRI; what else is one, rules say (`units`, `projects`, `narratives`, `policies`) and persons
(`decisions`). Records are walked once, and a sketch of each is kept. Every rule yields claims with reason and
place; `clusters` unites what they claim unless something keeps it apart. Units come first, because projects
are known by them. The order of the records has no part in it. See `docs/linking.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.links import Links
from kg.link.between_forms import confirmed, differing, prior_years
from kg.link.bodies import Names
from kg.link.conflicts import contradicting
from kg.link.copied import Copied
from kg.link.corpus import Continued, Corpus
from kg.link.decisions import Decisions
from kg.link.engine import proposed, settle
from kg.link.findings import standing, told
from kg.link.narratives import Match, joins
from kg.link.policies import Policies
from kg.link.projects import Projects
from kg.link.quads import link_quads
from kg.link.review import review_list
from kg.link.seen_units import SeenUnits
from kg.link.sketches import sketch
from kg.link.unequal import differences, unequal_sums
from kg.link.units import compare
from kg.link.years import continuations
from ontology.iris import Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.records import Record
    from kg.graph.projects import ProjectKey
    from kg.link.sums import Texts

__all__ = ["Corpus", "Decisions", "link", "link_quads", "review_list"]

_NO_DECISIONS = Decisions()


def link(
    records: Iterable[Record],
    texts: Texts | None = None,
    decisions: Decisions = _NO_DECISIONS,
    ns: Namespace | None = None,
) -> Corpus:
    """What the records of a build have in common beyond equal keys.

    `texts` gives the text of the document with a sha256: it tells how precisely sums are printed, which are
    taken for exact without it. `ns` mints the IRIs that `decisions` are about.
    """
    units, policies, names, copied, sketches = SeenUnits(), Policies(), Names(), Copied(), []
    for record in records:
        units.add(record)
        policies.add(record)
        names.add(record)
        copied.add(record)
        sketches.append(sketch(record))
    given, ns = decisions.lines, ns or Namespace()
    unit = settle(proposed("unit", units.known, compare(units)), given, ns)
    policy = settle(proposed("policy", policies.known, policies.compare(), policies.number), given, ns)
    projects = Projects(sketches, unit.clusters.root)
    by_rules = list(projects.compare())
    forms = settle(proposed("project", projects.known, by_rules, _code), given, ns)
    results = list(joins(projects.resolved(forms.clusters.root), texts))
    joined = tuple(each for each in results if isinstance(each, Match) and each.reasons)
    by_rules += [match.claim for match in joined]
    project = settle(proposed("project", projects.known, by_rules, _code), given, ns)
    resolved = list(projects.resolved(project.clusters.root))
    continued = tuple(continuations(resolved))
    links = Links(
        same_unit=units.same(unit.clusters),
        same_project=projects.same(project.clusters.root),
        same_policy={merge.member: merge.into for merge in policy.clusters.merges()},
        bodies=dict(names.bodies(units, unit.clusters.root)),
        regions=names.regions,
        unequal=unequal_sums(resolved),
    )
    return Corpus(
        links=links,
        merges=(*unit.clusters.merges(), *policy.clusters.merges(), *project.clusters.merges()),
        located=units.located(unit.clusters),
        joined=joined,
        continued=tuple(Continued(each, confirmed(each, texts)) for each in continued),
        findings=(
            *(told(each) for each in results if not isinstance(each, Match)),
            *differing(differences(resolved, texts)),
            *prior_years(continued, texts),
            *contradicting(policies.conflicts(), resolved),
            *(standing(each, links.same_project) for each in copied.findings()),
        ),
        candidates=(*unit.candidates, *policy.candidates, *project.candidates),
        unused=(*decisions.problems, *unit.unused, *policy.unused, *project.unused),
    )


def _code(key: ProjectKey) -> str | None:
    return key.code
