"""What a person may set for a build: in a TOML file, and on the command line over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kg.link.rulebook import Choice, unknown
from kg.store import BuildError
from ontology.iris import DEFAULT_BASE, Namespace

if TYPE_CHECKING:
    from pathlib import Path


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `jixiao.toml`.

    `base` is what the IRIs of data begin with; `vocabulary` is a folder of local tables; `model` finds names beside the
    rules (`rules`, `auto`, a package or a folder), organisations among them with `model_org`; `links` is a file of
    decisions on what is the same; `rules` switches rules off or gives them another severity, by their codes.
    """

    base: str = DEFAULT_BASE
    vocabulary: str | None = None
    links: str | None = None
    model: str = "rules"
    model_org: bool = False
    rules: dict[str, Choice] = {}


def load(path: Path) -> Config:
    """The settings in a TOML file. Raises `BuildError` where it cannot be read or says what is not known."""
    try:
        config = msgspec.toml.decode(path.read_bytes(), type=Config)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise BuildError(path, what, "check the path given as --config") from None
    except msgspec.DecodeError as error:
        known = ", ".join(Config.__struct_fields__)
        raise BuildError(path, f"is not a configuration ({error})", f"what may be set: {known}") from None
    for problem in unknown(config.rules):
        raise BuildError(path, f"[rules]: {problem}", "docs/rules.md lists the rules")
    # Files and folders are named as seen from the file.
    named = {"vocabulary": config.vocabulary, "links": config.links}
    seen = {name: str(path.parent / value) for name, value in named.items() if value is not None}
    return msgspec.structs.replace(config, **seen)


def namespace(base: str) -> Namespace:
    """The namespace that mints IRIs under `base`. Raises `BuildError` where it is no base."""
    try:
        return Namespace(base)
    except ValueError:
        remedy = f"give an absolute IRI that ends in /, such as {DEFAULT_BASE}"
        raise BuildError(base or '""', "cannot be the base of IRIs", remedy) from None
