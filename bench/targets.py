"""How fast target values are read, against plain `re` over the same texts.

`python bench/targets.py [--forms 200]`

The values are those of generated forms, each read anew, without the memory of `parse_target`. The reference finds
comparator, number and what follows it with one regular expression: no Chinese numerals, units, ranges, dates or
baselines. Prints values a second, characters a second, the ratio to the reference in the same run, and growth from
one hostile text to the same twice over (2 is linear).
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from functools import partial

from corpus import files

from extractors.targets.parse import read_target

PLAIN = re.compile(
    r"(≥|≤|>|<|=|不少于|不低于|不超过|至少|超过|约)?\s*([0-9]+(?:\.[0-9]+)?)\s*(万|亿)?(%|[一-鿿]{1,3})?(以上|以下|以内|左右)?"
)
HOSTILE = ("每两年", "低于5分的扣", "(((》》)", "一", "5人/", "较上年5人", "举办三场", "由5人到")
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """The least processor seconds that some work takes."""
    least = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        least = min(least, time.process_time() - started)
    return least


def ours(texts: Sequence[str]) -> None:
    for text in texts:
        read_target(text, None)


def reference(texts: Sequence[str]) -> None:
    for text in texts:
        PLAIN.findall(text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=200)
    forms = [form for file in files(parser.parse_args().forms) for form in file.forms]
    texts = [row.value.text for form in forms for row in form.rows if row.value]
    ours(texts[:5])
    taken, plain = seconds(partial(ours, texts)), seconds(partial(reference, texts))
    characters = sum(map(len, texts))
    print(
        f"{'values of forms':16} {len(texts) / taken:8.0f} values/s  {characters / taken / 1e6:6.3f} M characters/s  "
        f"{plain / taken:6.4f} x re"
    )
    for piece in HOSTILE:
        text = piece * (20_000 // len(piece))
        once, twice = seconds(partial(ours, [text])), seconds(partial(ours, [text + text]))
        print(f"{piece:16} {len(text) / once / 1e6:6.3f} M characters/s  twice/once {twice / once:4.2f}")


if __name__ == "__main__":
    main()
