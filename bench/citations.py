"""How fast citations are found, resolved, aggregated and annotated, against a plain regular expression.

`python bench/citations.py [--forms 200]`

The reference is what one writes in an afternoon: a run of Chinese characters, a year in brackets, a serial, 号.
Prints characters a second, the ratio to the reference in the same run, and growth from half the text to all of it.
Then the same for text made to be slow. One process; processor time.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from functools import partial

from corpus import files

from extractors.policies import (
    aggregate_citations,
    annotate_citations,
    find_citations,
    resolve_citations,
)

PLAIN = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[（(【]\d{4}[〕\]）)】]第?\d{1,5}号")
HOSTILE = (
    "《",
    "〔2019〕",
    "令第8号",
    "国发〔2019〕1号、",
    "该通知",
    "以下简称《甲》",
    "1号文",
    "&lt;",
    "关于",
)


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def show(name: str, text: str, work: Callable[[str], object]) -> None:
    """A line on one way of reading the text."""
    ours, half = seconds(partial(work, text)), seconds(partial(work, text[: len(text) // 2]))
    plain = seconds(lambda: PLAIN.findall(text))
    print(
        f"{name:24} {len(text) / ours / 1e6:7.2f} M characters/s  {ours / plain:6.1f} x plain re  "
        f"all/half {ours / half:4.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=200)
    text = "\n".join(file.text for file in files(parser.parse_args().forms))
    found = find_citations(text)
    print(f"{len(text):,} characters, {len(found)} citations, {len(PLAIN.findall(text))} by plain re")
    show("find", text, find_citations)
    show("find and resolve", text, resolve_citations)
    show("aggregate", text, lambda _: aggregate_citations(found))
    show("annotate", text, lambda part: annotate_citations(part, [c for c in found if c.end <= len(part)]))
    for unit in HOSTILE:
        show(repr(unit), unit * (400_000 // len(unit)), resolve_citations)


if __name__ == "__main__":
    main()
