"""Write a corpus of generated forms: `python bench/corpus.py --forms N --out DIR [--seed S]`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from generator.inventing import World
from generator.printing import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.facts import Form

_BLOCK = 5
_EVERY = 7
"""Of so many blocks of five forms, one is a single file; all other forms have files of their own."""

_GB18030 = 0.1
"""Share of files in the older encoding."""

_NAME = "generated-{:06}.txt"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the corpus: its name, what its forms say, its text and encoding."""

    name: str
    forms: tuple[Form, ...]
    text: str
    encoding: str


def files(forms: int, seed: int = 0) -> Iterator[File]:
    """The files that hold so many forms. The same numbers give the same files."""
    world = World(seed)
    for first, numbers in groupby(range(forms), key=_first_of_file):
        inside = [(number, world.form(number)) for number in numbers]
        texts = (printed(form, Random(f"{seed} print {number}")) for number, form in inside)
        encoding = "gb18030" if Random(f"{seed} file {first}").random() < _GB18030 else "utf-8"
        yield File(_NAME.format(first), tuple(form for _, form in inside), "".join(texts), encoding)


def write(forms: int, out: Path, seed: int = 0) -> int:
    """Write the files to a folder, in place of those of an earlier run; how many files there are."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob(_NAME.replace("{:06}", "[0-9]*")):
        old.unlink()
    written = 0
    for file in files(forms, seed):
        (out / file.name).write_bytes(file.text.encode(file.encoding))
        written += 1
    return written


def _first_of_file(number: int) -> int:
    """The number of the first form in the file of this one."""
    block = number // _BLOCK
    return block * _BLOCK if block % _EVERY == _EVERY - 1 else number


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a corpus of generated forms.")
    parser.add_argument("--forms", type=_count, required=True, metavar="N", help="how many forms")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another seed, another corpus")
    options = parser.parse_args()
    try:
        count = write(options.forms, options.out, options.seed)
    except OSError as error:
        parser.error(f"{options.out}: cannot be written ({error.strerror})")
    print(f"{options.out}: {options.forms} forms in {count} files")


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError("a corpus cannot have fewer than 0 forms")
    return count


if __name__ == "__main__":
    main()
