"""Which project of one side is which of the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from outputs.properties import by_subject, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Store

    from outputs.diff.model import Matched
    from outputs.diff.snapshot import Facts, Snapshot


_APART = (
    "no project is in both builds; to compare years, build the documents of both together and use --years"
)


class Pair(NamedTuple):
    """The keys of one project on both sides (None: it is not there), and what says that they are one."""

    before: str | None
    after: str | None
    matched: Matched | None


class Matching(NamedTuple):
    """Every project of both sides in one pair each, sorted; `notes` tell of what could not be decided."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...] = ()


def by_identity(before: Iterable[str], after: Iterable[str]) -> Matching:
    """Equal keys are one project."""
    ones, others = set(before), set(after)
    shared = [Pair(key, key, "iri") for key in ones & others]
    is_apart = ones and others and not shared
    return Matching(_all(shared, ones, others), (_APART,) if is_apart else ())


def over_years(before: Snapshot, after: Snapshot) -> Matching:
    """Equal keys (a printed code) are one project; else what `jx:continues` says; else unit and normalised name.

    The last two count only where exactly one project of each side is meant.
    """
    pairs = [Pair(key, key, "iri") for key in before.projects.keys() & after.projects.keys()]
    continued = _continued(before.store, before.key)
    for earlier, later, turn in ((before, after, False), (after, before, True)):
        links = (
            (key, origin)
            for key in later.projects
            for origin in _origins(key, continued) & earlier.projects.keys()
        )
        pairs += [
            Pair(key, origin, "continues") if turn else Pair(origin, key, "continues")
            for key, origin in _one_to_one(links, _taken(pairs, turn), _taken(pairs, not turn))
        ]
    named, unsure = _by_name(before.projects, after.projects, _taken(pairs, True), _taken(pairs, False))
    pairs += [Pair(one, other, "unit-and-name") for one, other in named]
    unclear = (before.projects[key] for key in unsure)
    notes = tuple(
        f"{each.name} ({each.unit_name}): several projects of this unit and name; not matched"
        for each in unclear
    )
    return Matching(_all(pairs, set(before.projects), set(after.projects)), notes)


def _taken(pairs: Iterable[Pair], is_before: bool) -> set[str]:
    return {key for pair in pairs if (key := pair.before if is_before else pair.after)}


def _continued(store: Store, key: Callable[[str], str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for project, origins in by_subject(store, "jx:continues").items():
        found[key(project)].update(key(text(origin)) for origin in origins)
    return dict(found)


def _origins(project: str, continued: Mapping[str, set[str]]) -> set[str]:
    """All projects that this one continues, year by year."""
    found: set[str] = set()
    ahead = [project]
    while ahead:
        following = continued.get(ahead.pop(), set()) - found - {project}
        found |= following
        ahead += following
    return found


def _one_to_one(
    links: Iterable[tuple[str, str]], taken_origins: set[str], taken: set[str]
) -> Iterator[tuple[str, str]]:
    free = [(key, origin) for key, origin in links if key not in taken and origin not in taken_origins]
    forth: defaultdict[str, set[str]] = defaultdict(set)
    back: defaultdict[str, set[str]] = defaultdict(set)
    for key, origin in free:
        forth[key].add(origin)
        back[origin].add(key)
    return ((key, origin) for key, origin in sorted(free) if len(forth[key]) == len(back[origin]) == 1)


def _by_name(
    before: Mapping[str, Facts], after: Mapping[str, Facts], taken_before: set[str], taken_after: set[str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Pairs of one unit and name, and the keys before of those that several share."""
    ones = _grouped(before, taken_before)
    others = _grouped(after, taken_after)
    shared = sorted(name for name in ones.keys() & others.keys())
    unique = [name for name in shared if len(ones[name]) == len(others[name]) == 1]
    return [(ones[name][0], others[name][0]) for name in unique], [
        min(ones[name]) for name in shared if name not in set(unique)
    ]


def _grouped(projects: Mapping[str, Facts], taken: set[str]) -> dict[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, facts in projects.items():
        if key not in taken and facts.same_name:
            found[facts.same_name].append(key)
    return dict(found)


def _all(pairs: list[Pair], before: set[str], after: set[str]) -> tuple[Pair, ...]:
    ended = [Pair(key, None, None) for key in before - _taken(pairs, True)]
    new = [Pair(None, key, None) for key in after - _taken(pairs, False)]
    return tuple(sorted([*pairs, *ended, *new], key=lambda pair: (pair.before or "", pair.after or "")))
