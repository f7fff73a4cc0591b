"""What changed in a project between two sides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from ontology.iris import concept
from outputs.diff.indicators import align, indicator, polarity_of
from outputs.diff.model import Change, Stated
from outputs.diff.targets import judge
from outputs.properties import text, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outputs.diff.evidence import Evidence
    from outputs.diff.indicators import Aligned
    from outputs.diff.model import Word
    from outputs.diff.snapshot import AmountKey, Facts, Snapshot
    from outputs.diff.targets import Target


class Side:
    """A snapshot and the places behind it."""

    def __init__(self, snapshot: Snapshot, evidence: Evidence) -> None:
        self.snapshot, self.evidence = snapshot, evidence
        self.indicator = cache(lambda iri: indicator(snapshot.store, iri, snapshot.key))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides; `years` is how far apart they are where they are two years."""

    before: Side
    after: Side
    years: int = 0

    def changes(self, one: Facts, other: Facts) -> Iterator[Change]:
        """All that changed from one statement of a project to the other: money, indicators, policies."""
        for key in sorted(one.amounts.keys() | other.amounts.keys(), key=_order):
            change = self._budget(key, one.amounts.get(key, {}), other.amounts.get(key, {}))
            if change:
                yield change
        yield from self._indicators(one, other)
        for policy in sorted(one.policies.keys() | other.policies.keys()):
            change = self._policy(policy, one, other)
            if change:
                yield change

    def _budget(
        self, key: AmountKey, before: dict[Decimal, list[str]], after: dict[Decimal, list[str]]
    ) -> Change | None:
        """Amounts of one part, scope, phase and source; never of two."""
        if before.keys() == after.keys():
            return None
        word: Word = "changed"
        if not before or not after:
            word = "dropped" if before else "added"
        elif len(before) == len(after) == 1:
            word = "increased" if min(after) > min(before) else "decreased"
        about = {name: str(value) for name, value in key._asdict().items() if value not in ("", None)}
        return Change(
            kind="budget",
            change=word,
            subject=_amount_name(self.after, key),
            about=about,
            before=_money(self.before, before),
            after=_money(self.after, after),
        )

    def _indicators(self, one: Facts, other: Facts) -> Iterator[Change]:
        ones, others = map(self.before.indicator, one.targets), map(self.after.indicator, other.targets)
        for pair in align(ones, others):
            if pair.before is None or pair.after is None:
                yield self._whole_indicator(pair, one, other)
                continue
            before, after = one.targets[pair.before.iri], other.targets[pair.after.iri]
            for period in sorted(before.keys() | after.keys(), reverse=True):
                change = self._target(pair, period, before.get(period, []), after.get(period, []))
                if change:
                    yield change

    def _whole_indicator(self, pair: Aligned, one: Facts, other: Facts) -> Change:
        """An indicator that only one side has, with all its targets."""
        is_new = pair.before is None
        found, facts = (pair.after, other) if is_new else (pair.before, one)
        assert found
        targets = [target for _, each in sorted(facts.targets[found.iri].items()) for target in each]
        stated = _targets(self.after if is_new else self.before, targets)
        return Change(
            kind="indicator",
            change="added" if is_new else "dropped",
            subject=_subject(pair),
            about={"iri": found.iri},
            before=None if is_new else stated,
            after=stated if is_new else None,
        )

    def _target(
        self, pair: Aligned, period: str, before: Sequence[Target], after: Sequence[Target]
    ) -> Change | None:
        if {each.text for each in before} == {each.text for each in after}:
            return None
        about = {"iri": pair.after.iri if pair.after else "", "period": period, "matched": pair.matched or ""}
        values_: tuple[Decimal | None, Decimal | None] = (None, None)
        word: Word
        if not before or not after:
            word = "dropped" if before else "added"
        elif len(before) == len(after) == 1:
            polarity = polarity_of(pair)
            judgement = judge(before[0], after[0], polarity, self.years)
            if judgement is None:
                return None
            word, values_ = judgement.word, (judgement.before, judgement.after)
            about |= {"polarity": polarity}
            about |= {"reason": judgement.reason} if judgement.reason else {}
        else:
            word = "changed"
            about |= {"reason": "several-values"}
        return Change(
            kind="indicator",
            change=word,
            subject=_subject(pair),
            about=about,
            before=_targets(self.before, before, values_[0]),
            after=_targets(self.after, after, values_[1]),
        )

    def _policy(self, policy: str, one: Facts, other: Facts) -> Change | None:
        before, after = one.policies.get(policy, {}), other.policies.get(policy, {})
        if before.keys() == after.keys():
            return None
        word: Word = "cited-otherwise" if before and after else "cited" if after else "no-longer-cited"
        side, facts = (self.after, other) if after else (self.before, one)
        iri = facts.policy_iris[policy]
        roles = ", ".join(sorted(before.keys() | after.keys()))
        return Change(
            kind="policy",
            change=word,
            subject=_policy_name(side, iri),
            about={"iri": iri, "roles": roles},
            before=_cited(self.before, before),
            after=_cited(self.after, after),
        )


def _amount_name(side: Side, key: AmountKey) -> str:
    """Which amount this is, in the words of the schemes: 年度 · 2019 · 申报 · 合计."""
    coded = (("scope", key.scope), ("phase", key.phase), ("fund-source", key.source))
    scope, phase, source = (_word(side, scheme, word) for scheme, word in coded)
    parts = (key.part, scope, key.period, str(key.year or ""), phase, source)
    return " · ".join(part for part in parts if part)


def _word(side: Side, scheme: str, word: str) -> str:
    labels = values(side.snapshot.store, concept(f"{scheme}/{word}"), "skos:prefLabel")
    return text(labels[0]) if labels else word


def yuan(value: Decimal) -> str:
    """An amount as people read it: 9,700,000 元."""
    return f"{value:,.2f}".removesuffix(".00") + " 元"


def _order(key: AmountKey) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in key)


def _money(side: Side, amounts: dict[Decimal, list[str]]) -> Stated | None:
    if not amounts:
        return None
    nodes = [node for each in amounts.values() for node in each]
    shown = " | ".join(map(yuan, sorted(amounts)))
    return Stated(
        text=shown, value=min(amounts) if len(amounts) == 1 else None, places=side.evidence.of_nodes(nodes)
    )


def _targets(side: Side, targets: Iterable[Target], value: Decimal | None = None) -> Stated | None:
    found = sorted(targets, key=lambda each: (each.text, each.node))
    if not found:
        return None
    places = side.evidence.of_nodes(each.node for each in found)
    return Stated(text=" | ".join(dict.fromkeys(each.text for each in found)), value=value, places=places)


def _cited(side: Side, roles: dict[str, list[str]]) -> Stated | None:
    if not roles:
        return None
    nodes = sorted({node for each in roles.values() for node in each})
    return Stated(text=", ".join(sorted(roles)), value=None, places=side.evidence.of_nodes(nodes))


def _subject(pair: Aligned) -> str:
    """The name of the indicator as it is now, with what it was called, and its category."""
    now = pair.after or pair.before
    assert now
    was = f"（{pair.before.name}）" if pair.before and pair.before.name != now.name else ""
    return f"{now.name}{was}" + (f" · {now.category}" if now.category else "")


def _policy_name(side: Side, iri: str) -> str:
    store = side.snapshot.store
    names, titles = (values(store, iri, curie) for curie in ("skos:prefLabel", "dcterms:title"))
    name = text(names[0]) if names else iri.rpartition("/")[2]
    return f"{name} {text(titles[0])}" if titles and text(titles[0]) != name else name
