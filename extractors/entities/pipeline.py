"""`zh_jixiao`: a spaCy pipeline of rules for Chinese government prose, saved so that `spacy.load` opens it.

    python -m extractors.entities.pipeline zh_jixiao      write it to the folder zh_jixiao
    spacy.load("zh_jixiao")                               open it from there
    python -m spacy package zh_jixiao dist --build wheel  make a package that spacy.load knows anywhere

It is no trained model: one token a character, no tags, no vectors, no entities but those of `find_mentions`.
spaCy finds the components by their entry points, so whoever opens it needs this product installed.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import spacy
from spacy.language import Language

NAME, COMPONENTS = "jixiao", ("policy_citations", "jixiao_entities")
_DISTRIBUTION = "jixiao-kg"


def zh_jixiao() -> Language:
    """The pipeline: spaCy's character segmenter, then those of our components that are installed."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    for component in COMPONENTS:
        if nlp.has_factory(component):
            nlp.add_pipe(component)
    nlp.meta.update(
        name=NAME,
        version=_version(),
        description="Rules for Chinese government prose: citations, organisations, places, persons, dates, money",
        author=_DISTRIBUTION,
        license="MIT",
        requirements=[_DISTRIBUTION],
    )
    return nlp


def save(folder: Path) -> None:
    """Write the pipeline to `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    zh_jixiao().to_disk(folder)


def _version() -> str:
    try:
        return metadata.version(_DISTRIBUTION)
    except metadata.PackageNotFoundError:  # run from a checkout
        return "0.0.0"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m extractors.entities.pipeline FOLDER")
    save(Path(sys.argv[1]))
