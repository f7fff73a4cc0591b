"""Running text: narratives, the basis with its citations, the plan with its periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.facts import Citation, Policy
from generator.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random


def narrative(heading: str, about: Mapping[str, str], rng: Random) -> tuple[str, ...]:
    """Some of the sentences of a heading, in their order."""
    sentences = words()["narratives"][heading]
    chosen = sorted(rng.sample(range(len(sentences)), rng.randint(2, len(sentences))))
    return tuple(sentences[place].format_map(about) for place in chosen)


def basis(
    policies: Sequence[Policy], about: Mapping[str, str], rng: Random
) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """立项依据 with a citation of each policy, now and then of a law too."""
    cited = [_cited(policy, rng) for policy in policies]
    if rng.random() < 0.1:
        law = rng.choice(words()["laws"]["names"])
        cited.append((f"《{law}》", Citation(None, law)))
    separator = rng.choice(words()["basis"]["separators"])
    bases = separator.join(text for text, _ in cited)
    text = rng.choice(words()["basis"]["with_documents"]).format(bases=bases, **about)
    return (text,), tuple(citation for _, citation in cited)


def without_documents(topic: str, rng: Random) -> tuple[str, ...]:
    """立项依据 that names no document."""
    return (rng.choice(words()["basis"]["without_documents"]).format(topic=topic),)


def plan(rng: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """项目实施计划 and the periods that it names."""
    plans = words()["plan"]
    kind = rng.choice(("quarters", "months", "steps"))
    if kind == "steps":
        return ("；".join(f"{i}. {step}" for i, step in enumerate(plans["steps"], 1)) + "。",), ()
    periods = plans[kind]
    return ("；".join(f"{period}{what}" for period, what in periods) + "。",), tuple(
        period for period, _ in periods
    )


def _cited(policy: Policy, rng: Random) -> tuple[str, Citation]:
    """A citation of a policy as printed, and what it says."""
    notation = rng.choice(words()["citations"])
    text = notation["text"].format(
        title=policy.title,
        issuer=policy.issuer,
        code=policy.code,
        year=policy.year,
        serial=policy.serial,
        padded=f"{policy.serial:03}",
    )
    serial = f"{policy.serial:03}" if "{padded}" in notation["text"] else policy.serial
    number = f"{policy.code}〔{policy.year}〕{serial}号"
    return text, Citation(number, policy.title if notation["titled"] else None)
