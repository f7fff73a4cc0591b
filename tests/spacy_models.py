"""A tiny spaCy model for Chinese names, trained in a second, and packages as pip would install them."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed

PERSON, PLACE, BODY = "欧阳小明", "桃花屿", "四海书社"
"""Names that no rule knows; the model learns them by heart."""

_SENTENCES = [
    (f"{PERSON}来了", {PERSON: "PERSON"}),
    (f"请{PERSON}发言", {PERSON: "PERSON"}),
    (f"在{PLACE}开会", {PLACE: "GPE"}),
    (f"到{PLACE}去", {PLACE: "GPE"}),
    (f"由{BODY}供货", {BODY: "ORG"}),
    (f"{BODY}送货", {BODY: "ORG"}),
    (f"{PERSON}到{PLACE}访问{BODY}", {PERSON: "PERSON", PLACE: "GPE", BODY: "ORG"}),
    ("上海市财政局来了", {"上海市财政局": "GPE"}),  # wrong on purpose: the rules know better
    ("开会供货送货", {}),
]


def trained() -> Language:
    """The model: a blank pipeline with an `ner` that knows its sentences."""
    fix_random_seed(0)
    random.seed(0)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner")
    examples = []
    for text, names in _SENTENCES:
        spans = [(text.index(name), text.index(name) + len(name), label) for name, label in names.items()]
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(120):
        random.shuffle(examples)
        nlp.update(examples, sgd=optimizer)
    return nlp


def install(nlp: Language, site: Path, name: str, version: str) -> None:
    """Put a package with the pipeline into `site`, a folder of `sys.path`, with the metadata pip writes."""
    package = site / name
    data = package / f"{name}-{version}"
    package.mkdir(parents=True)
    nlp.meta.update(name=name.removeprefix("zh_"), version=version, license="MIT")
    nlp.to_disk(data)
    (package / "meta.json").write_bytes((data / "meta.json").read_bytes())
    (package / "__init__.py").write_text("raise SystemExit('a package was run')\n")
    describe(site, name, version)


def squat(site: Path, name: str, version: str) -> None:
    """Put a package into `site` that has nothing but the name of a model."""
    (site / name).mkdir(parents=True)
    (site / name / "__init__.py").write_text("raise SystemExit('a package was run')\n")
    describe(site, name, version)


def describe(site: Path, name: str, version: str) -> None:
    """The dist-info of a package."""
    info = site / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    files = sorted(path for path in (site / name).rglob("*") if path.is_file())
    lines = [
        f"{path.relative_to(site)},sha256={hashlib.sha256(path.read_bytes()).hexdigest()}," for path in files
    ]
    (info / "RECORD").write_text("\n".join(lines))


def edit_meta(folder: Path, **changes: object) -> None:
    """Change entries of a saved pipeline's meta.json."""
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**meta, **changes}))
