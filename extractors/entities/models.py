"""spaCy's trained Chinese pipelines, where one is installed: which it is, and what it adds to the rules.

Nothing of a package is run before its metadata are sound: on PyPI somebody holds the name zh-core-web-sm with a
version 999.9.9, and `spacy.util.is_package` takes it for spaCy's. spaCy itself is imported when a model is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from extractors.entities.found import Found

if TYPE_CHECKING:
    from spacy.language import Language

RULES, AUTO = "rules", "auto"
OFFICIAL = ("zh_core_web_trf", "zh_core_web_lg", "zh_core_web_md", "zh_core_web_sm")
"""spaCy's own, the strongest first; `auto` takes the first that is installed."""

_OFFICIAL_MAJOR = "3"
_NEEDED = frozenset({"ner", "tok2vec", "transformer", "curated_transformer"})
_SOURCE = "https://github.com/explosion/spacy-models/releases"
_LABELS = frozenset({"PERSON", "GPE"})


class ModelError(Exception):
    """A model that cannot be used: one line that says which, what is wrong, what to do."""

    def __init__(self, name: str, what: str, remedy: str) -> None:
        super().__init__(f"{name}: {what}; {remedy}")


class _Meta(msgspec.Struct):
    """What is read of a pipeline's meta.json."""

    lang: str
    name: str
    version: str
    license: str = ""
    pipeline: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A trained pipeline for Chinese with an `ner` component; `folder` holds its data.

    `fingerprint` is a hash of its files, `organisations` says whether its ORG counts beside PERSON and GPE.
    """

    name: str
    version: str
    licence: str
    components: tuple[str, ...]
    folder: str
    fingerprint: str
    organisations: bool = False

    @property
    def identity(self) -> str:
        """What decides, beside the text, what it finds: `zh_core_web_sm-3.8.0+ORG:0123456789abcdef`."""
        labels = "+ORG" if self.organisations else ""
        return f"{self.name}-{self.version}{labels}:{self.fingerprint}"

    def find(self, text: str) -> Iterator[Found]:
        """The persons, places and, if asked for, organisations that the model sees in `text`, in order."""
        wanted = _LABELS | {"ORG"} if self.organisations else _LABELS
        nlp = self.load()
        nlp.max_length = max(nlp.max_length, len(text))
        with nlp.memory_zone():
            seen = [(span.start_char, span.text, span.label_) for span in nlp(text).ents]
        for at, name, label in seen:
            start = at + len(name) - len(name.lstrip())
            if label in wanted and name.strip() and len(name.split()) == 1:
                yield Found(start, start + len(name.strip()), label, "model")

    def load(self) -> Language:
        """The pipeline, once a process. Raises `ModelError` where it cannot be loaded."""
        return _loaded(self.name, self.folder)


def chosen(choice: str, *, organisations: bool = False) -> Model | None:
    """The model that a choice means: None for `rules`, and for `auto` where spaCy's own are not installed.

    Anything else is the name of an installed package or a folder with a saved pipeline. Raises `ModelError` where
    that cannot be used.
    """
    if choice == RULES:
        return None
    if choice == AUTO:
        usable = (found for found in installed() if isinstance(found, Model))
        found = next(usable, None)
    else:
        found = _in_folder(Path(choice), choice) if _is_folder(choice) else _package(choice)
    return found and replace(found, organisations=organisations)


def installed() -> list[Model | ModelError]:
    """spaCy's own models as they are installed, the strongest first; what only has such a name is an error."""
    found: list[Model | ModelError] = []
    for name in OFFICIAL:
        try:
            found.append(_package(name))
        except _NotInstalledError:
            continue
        except ModelError as error:
            found.append(error)
    return found


class _NotInstalledError(ModelError):
    """There is no package of that name."""


def _is_folder(choice: str) -> bool:
    return "/" in choice or "\\" in choice or Path(choice).is_dir()


def _package(name: str) -> Model:
    """The model in the installed package `name`."""
    module = name.replace("-", "_")
    try:
        distribution = metadata.distribution(name)
    except (metadata.PackageNotFoundError, ValueError):
        raise _NotInstalledError(name, "is not installed", _remedy(module)) from None
    version = distribution.version
    if module in OFFICIAL and version.partition(".")[0] != _OFFICIAL_MAJOR:
        what = f"version {version} is not spaCy's model, but a package on PyPI that holds its name"
        raise ModelError(name, what, f"pip uninstall {name}, then {_remedy(module)}")
    folder = _package_folder(module)
    if folder is None:
        raise ModelError(name, "has no files", _remedy(module))
    data = folder / f"{module}-{version}"
    record = distribution.read_text("RECORD")
    fingerprint = hashlib.sha256(record.encode()).hexdigest()[:16] if record else None
    return _in_folder(data if data.is_dir() else folder, module, fingerprint)


def _remedy(module: str) -> str:
    if module in OFFICIAL:
        return f"spaCy's own is at {_SOURCE} (python -m spacy download {module})"
    return "give the name of an installed spaCy package for Chinese, or the folder of a saved pipeline"


def _package_folder(module: str) -> Path | None:
    """Where a package lies, found without running anything of it."""
    try:
        spec = util.find_spec(module) if module.isidentifier() else None
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def _in_folder(folder: Path, name: str, fingerprint: str | None = None) -> Model:
    """The pipeline saved in a folder."""
    try:
        meta = msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta)
    except (OSError, msgspec.DecodeError):
        raise ModelError(
            name, "holds no spaCy pipeline (no meta.json that can be read)", _remedy(name)
        ) from None
    if meta.lang != "zh":
        raise ModelError(name, f"is for the language {meta.lang}, not for Chinese (zh)", _remedy(name))
    if "ner" not in meta.pipeline:
        raise ModelError(name, "has no component ner, so it finds no names", _remedy(name))
    return Model(
        name=f"{meta.lang}_{meta.name}",
        version=meta.version,
        licence=meta.license,
        components=meta.pipeline,
        folder=str(folder),
        fingerprint=fingerprint or _files_hash(folder),
    )


def _files_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


@cache
def _loaded(name: str, folder: str) -> Language:
    """The pipeline in `folder`, as far as its names need it."""
    from spacy.util import load_model_from_path

    try:
        meta: dict[str, Any] = msgspec.json.decode((Path(folder) / "meta.json").read_bytes())
        return load_model_from_path(Path(folder), exclude=[c for c in meta["pipeline"] if c not in _NEEDED])
    except Exception as error:  # whatever a package brings along may fail to load
        what = (
            f"cannot be loaded ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})"
        )
        raise ModelError(name, what, "install what it requires, or use --model rules") from error
