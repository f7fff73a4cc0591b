"""The settings of the page, from `view.toml` and `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from ontology.iris import expand

FOLDER = files(__package__)


class Look(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the nodes of a class are shown; `view.toml` explains the fields."""

    term: str
    shape: str
    mark: str
    color: str
    size: int
    font: int
    on: bool
    only_used: bool = False

    @property
    def iri(self) -> str:
        return expand(self.term)


class FactSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How statements become facts; lists of IRIs."""

    order: list[str]
    hidden: list[str]
    label: list[str]
    name: list[str]
    content: list[str]
    money: list[str]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The content of `view.toml`, with whole IRIs."""

    classes: tuple[Look, ...]
    facts: FactSettings
    labels: dict[str, tuple[str, str]]


def source(name: str) -> str:
    """The text of a file of this package, with line ends as browsers see them."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def view() -> View:
    """What is shown, and how."""
    raw = tomllib.loads(source("view.toml"))
    return View(
        classes=tuple(msgspec.convert(raw["class"], list[Look])),
        facts=msgspec.convert(
            {key: list(map(expand, terms)) for key, terms in raw["facts"].items()}, FactSettings
        ),
        labels={expand(term): (zh, en) for term, (zh, en) in raw["labels"].items()},
    )


@cache
def words() -> dict[str, tuple[str, str]]:
    """The words of the page itself, in Chinese and English."""
    return msgspec.convert(tomllib.loads(source("words.toml")), dict[str, tuple[str, str]])
