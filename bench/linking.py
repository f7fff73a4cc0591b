"""How well, and how fast, records are linked whose truth is known.

`python bench/linking.py [--forms 4000] [--seeds 0 1] [--errors 3]`

Corpora of so many forms, twice and four times as many are made of records (no text is read). For the smallest of each
seed it prints what was found of each kind, over all mentions and over distinct spellings (a common name counts once):
precision and recall of pairs and B-cubed, and the share of mentions of which nothing in the corpus tells what they mean
(they are counted like all others). Of each way of printing: how many were kept apart from their kind, and how many put
among strangers. At last the processor seconds for 1 000 forms and the exponent of growth (1 is linear).
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from linked.answers import answers
from linked.corpus import forms as generated
from linked.scoring import Rate, b_cubed, by_way, growth, links, pairs, spellings

from kg.link import link, link_quads
from ontology.iris import Namespace

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from linked.corpus import Form
    from linked.scoring import Mention

_KINDS = ("units", "departments", "projects", "policies", "indicators")
_SIZES = (1, 2, 4)


def show_quality(forms: Sequence[Form], errors: int) -> None:
    """Print the figures of each kind and each way."""
    found = answers(forms, link(form.record for form in forms))
    print(
        f"{'':14}{'mentions':>9}{'pairs: P':>10}{'R':>8}{'B3: P':>9}{'R':>8}{'spelt: P':>10}{'R':>8}{'untold':>9}"
    )
    for kind in _KINDS:
        _show_kind(kind, found.mentions.get(kind, []), errors)
    _show_rate("continues", links(*found.continues))
    _show_rate("named in text", Rate(*found.named))
    print(f"units that supervise themselves: {found.self_supervised}")


def show_speed(seed: int, forms: int) -> None:
    """Print the processor seconds of linking for each size."""
    measured = []
    for size in _SIZES:
        records = [form.record for form in generated(size * forms, seed)]
        started = time.process_time()
        lines = sum(1 for _ in link_quads(link(records), Namespace()))
        seconds = time.process_time() - started
        measured.append((len(records), seconds))
        print(
            f"{len(records):7} forms {1000 * seconds / len(records):7.3f} s for 1 000 forms  {lines:7} lines"
        )
    print(f"grows with the power of {growth(measured):.2f}")


def _show_kind(kind: str, mentions: list[Mention], errors: int) -> None:
    rate, cubed, spelt = pairs(mentions), b_cubed(mentions), b_cubed(spellings(mentions))
    untold = sum(mention.impossible for mention in mentions) / max(len(mentions), 1)
    print(
        f"{kind:14}{len(mentions):9}{rate.precision:10.4f}{rate.recall:8.4f}{cubed[0]:9.4f}{cubed[1]:8.4f}"
        f"{spelt[0]:10.4f}{spelt[1]:8.4f}{untold:9.2%}"
    )
    for way, (count, apart, strangers) in sorted(by_way(mentions).items()):
        if apart or strangers:
            print(f"    {way:20}{count:7}  apart {apart:6}  among strangers {strangers:5}")
    for line in _examples(mentions, errors):
        print(f"        {line}")


def _show_rate(what: str, rate: Rate) -> None:
    print(f"{what:14}{rate.wanted:9.0f}{rate.precision:10.4f}{rate.recall:8.4f}")


def _examples(mentions: list[Mention], count: int) -> list[str]:
    """Some things that were put together and some that were kept apart, as they are printed."""
    of_found: defaultdict[Hashable, dict[Hashable, str]] = defaultdict(dict)
    of_truth: defaultdict[Hashable, dict[Hashable, str]] = defaultdict(dict)
    for mention in mentions:
        of_found[mention.found].setdefault(mention.truth, mention.printed)
        of_truth[mention.truth].setdefault(mention.found, mention.printed)
    together = [" + ".join(list(each.values())[:4]) for each in of_found.values() if len(each) > 1]
    apart = [" | ".join(list(each.values())[:4]) for each in of_truth.values() if len(each) > 1]
    return [f"together: {each}" for each in together[:count]] + [f"apart: {each}" for each in apart[:count]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=4000, metavar="N", help="forms of the smallest corpus")
    parser.add_argument(
        "--seeds", type=int, nargs="+", default=[0], metavar="S", help="other seeds, other corpora"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="errors of each kind to print")
    options = parser.parse_args()
    for seed in options.seeds:
        print(f"seed {seed}, {options.forms} forms")
        show_quality(list(generated(options.forms, seed)), options.errors)
    show_speed(options.seeds[0], options.forms)


if __name__ == "__main__":
    main()
