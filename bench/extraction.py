"""How fast forms are extracted from text, by layout, against spaCy's blank Chinese tokenizer on the same text.

`python bench/extraction.py [--forms 200]`

Prints forms a second, characters a second, the ratio to the reference in the same run, growth from half the
forms to all of them, and the peak memory of the process. One process; processor time.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from functools import partial

import spacy
from corpus import files

from extractors.extract import extract
from extractors.read import read_bytes


def tabs(text: str) -> str:
    """As generated: cells between tabs."""
    return text


def cells(text: str) -> str:
    """The same forms with every filled cell on a line of its own."""
    return "\n".join(cell for line in text.splitlines() for cell in line.split("\t") if cell.strip())


LAYOUTS: dict[str, Callable[[str], str]] = {"tabs": tabs, "one cell a line": cells}


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def extracted(texts: Sequence[str]) -> int:
    """The number of forms in the texts."""
    return sum(len(extract(read_bytes(text.encode(), "form.txt")).records) for text in texts)


def tokenized(tokenizer: spacy.Language, texts: Sequence[str]) -> None:
    """The reference: every text as a Doc of characters."""
    for text in texts:
        tokenizer.make_doc(text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=200)
    texts = [file.text for file in files(parser.parse_args().forms)]
    tokenizer = spacy.blank("zh")
    extracted(texts[:5])
    for name, shown in LAYOUTS.items():
        pages = [shown(text) for text in texts]
        forms = extracted(pages)
        ours = seconds(partial(extracted, pages))
        half = seconds(partial(extracted, pages[: len(pages) // 2]))
        reference = seconds(partial(tokenized, tokenizer, pages))
        characters = sum(map(len, pages))
        print(
            f"{name:16} {forms / ours:7.0f} forms/s  {characters / ours / 1e6:5.2f} M characters/s  "
            f"{reference / ours:5.2f} x spacy.blank('zh')  all/half {ours / half:4.2f}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
