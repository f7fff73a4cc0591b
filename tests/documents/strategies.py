"""Forms invented by hypothesis from `words.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from .facts import Form, Row
from .layouts import Layout
from .layouts.shanghai import TYPES

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def forms(layout: Layout, rows_of_a_category: int = 4) -> st.SearchStrategy[Form]:
    """Forms of a layout, with all that it can print; some or all of its categories have rows, up to a number."""
    return st.builds(
        Form,
        title=st.just(layout.title),
        kind=st.just(layout.kind),
        year=st.just(2019) if layout.name.startswith("shanghai-2019") else st.integers(2021, 2026),
        unit=_joined("places", "bodies"),
        project=_joined("areas", "activities"),
        sums=_some(dict.fromkeys(layout.sums, _sums())),
        narratives=_some({name: _text(name) for name in layout.narratives}),
        rows=_rows(layout, rows_of_a_category),
        **{
            name: st.one_of(value, value, st.none())
            for name, value in _FIELDS.items()
            if name in layout.fields
        },
        **{name: value for name, value in _LISTS.items() if name in layout.fields},
    )


def _some(entries: dict[Any, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[Any, Any]]:
    """All of the entries, or some: cells may be left blank."""
    return st.one_of(st.fixed_dictionaries(entries), st.fixed_dictionaries({}, optional=entries))


def _any(*keys: str) -> st.SearchStrategy[str]:
    words: Any = _WORDS
    for key in keys:
        words = words[key]
    return st.sampled_from(words)


def _joined(*keys: str) -> st.SearchStrategy[str]:
    return st.tuples(*map(_any, keys)).map("".join)


def _sums() -> st.SearchStrategy[int]:
    """Yuan, whole hundreds, so that sums in 万元 have two decimals."""
    return st.one_of(st.just(0), st.integers(1, 10**6)).map(lambda hundreds: hundreds * 100)


def _text(name: str) -> st.SearchStrategy[str]:
    if name == "立项依据":
        return _any("texts", "bases")
    return st.lists(_any("texts", "sentences"), min_size=1, max_size=4, unique=True).map("".join)


_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "department": _joined("places", "offices"),
    "nature": _any("natures"),
    "category": _any("categories"),
    "start": st.dates(date(2019, 1, 1), date(2020, 12, 31)).map(date.isoformat),
    "end": st.dates(date(2021, 1, 1), date(2024, 12, 31)).map(date.isoformat),
}
_LISTS: dict[str, st.SearchStrategy[Any]] = {
    "types": st.sets(st.sampled_from(TYPES)).map(lambda ticked: tuple(t for t in TYPES if t in ticked)),
    "parts": st.lists(st.tuples(_any("parts"), _sums()), max_size=4, unique_by=lambda part: part[0]),
}


@st.composite
def _rows(draw: st.DrawFn, layout: Layout, most: int) -> list[Row]:
    """Rows in the order of the layout's categories; no two of them have one name."""
    categories = [(one, two) for one, below in layout.levels.items() for two in below]
    kept = draw(st.sets(st.sampled_from(categories), min_size=2))
    groups = [pair for pair in categories if pair in kept for _ in range(draw(st.integers(1, most)))]
    names = draw(st.lists(_names(), min_size=len(groups), max_size=len(groups), unique=True))
    return [draw(_row(layout, *group, name)) for group, name in zip(groups, names, strict=True)]


def _names() -> st.SearchStrategy[str]:
    measures = (_any("measures", kind) for kind in _WORDS["measures"])
    return st.tuples(_any("subjects"), st.one_of(*measures)).map("".join)


@st.composite
def _row(draw: st.DrawFn, layout: Layout, level1: str, level2: str | None, name: str) -> Row:
    """Its values are all numbers of one unit, or all words."""
    values, achieved = draw(_values())
    columns = {
        "whole": st.one_of(st.none(), values),
        "actual": achieved,
        "weight": st.integers(1, 20).map(str),
        "score": st.one_of(st.integers(0, 20), st.decimals(0, 20, places=1)).map(str),
        "deviation": st.one_of(st.none(), _any("values", "reasons")),
    }
    printed = {column: draw(strategy) for column, strategy in columns.items() if column in layout.columns}
    return Row(level1, level2, name, draw(st.one_of(values, values, values, st.just(""))), **printed)


def _values() -> st.SearchStrategy[tuple[st.SearchStrategy[str], st.SearchStrategy[str]]]:
    """Strategies for the targets of an indicator, and for what was achieved."""
    words = [_any("values", kind) for kind in ("states", "deadlines")]
    return st.one_of(*(st.just((kind, kind)) for kind in words), _numbers(), _numbers())


@st.composite
def _numbers(draw: st.DrawFn) -> tuple[st.SearchStrategy[str], st.SearchStrategy[str]]:
    """≥40场, =100.00(%) and the like; always of one unit."""
    unit = draw(st.one_of(st.just("%"), _any("values", "units")))
    if draw(st.booleans()):
        achieved = st.integers(0, 20_000).map(lambda n: f"{n}.00({unit})")
    else:
        numbers = st.one_of(st.integers(0, 20_000), st.decimals(0, 100, places=1))
        achieved = numbers.map(lambda n: f"{n}{unit}")
    return st.tuples(_any("values", "signs"), achieved).map("".join), achieved
