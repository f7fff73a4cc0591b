"""How fast names are found, against plain `re` over the same text and against spaCy's own costs.

`python bench/entities.py [--forms 200]`

Prints characters a second and the ratio to the reference in the same run: `find_mentions` on plain text, spaCy's blank
Chinese tokenizer alone, and the pipeline `zh_jixiao`, which makes a Doc and finds the same names. The reference is
one regular expression of common endings, tried at every position, as simple rules for names are written. One
process; processor time; the best of three rounds.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence

import spacy
from corpus import files

from extractors.entities import find_mentions
from extractors.entities.pipeline import zh_jixiao

REFERENCE = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:委员会|人民政府|领导小组|办公室|中心|大学|学院|医院|公司|集团|协会|研究院|研究所|局|厅|委|部)"
)
ROUNDS = 3


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Characters a second that `work` reads, in the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - started)
    return sum(map(len, texts)) / best


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=200)
    texts = [file.text for file in files(parser.parse_args().forms)]
    blank, pipeline = spacy.blank("zh"), zh_jixiao()
    works: dict[str, Callable[[str], object]] = {
        "plain re": lambda text: sum(1 for _ in REFERENCE.finditer(text)),
        "find_mentions": find_mentions,
        "spacy.blank": blank.make_doc,
        "zh_jixiao": pipeline,
    }
    for work in works.values():
        work(texts[0])
    rates = {name: rate(work, texts) for name, work in works.items()}
    plain, tokenizer = rates["plain re"], rates["spacy.blank"]
    print(f"{sum(map(len, texts)):,} characters")
    for name, value in rates.items():
        print(
            f"{name:14} {value / 1e6:6.2f} M characters/s  {value / plain:6.3f} x plain re  "
            f"{value / tokenizer:5.2f} x spacy.blank('zh')"
        )


if __name__ == "__main__":
    main()
