"""Places with what they lie in, and in which ways their names are printed before the names of bodies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random

from extractors.vocabulary import table

_HOMONYM_EVERY = 6
"""Of so many places one shares its name with another (鼓楼区 of 南京市 and of 徐州市), and both are there."""

_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Place:
    """A province, prefecture or county. `upper` is the city a district belongs to, or "" ."""

    code: str
    own: str
    level: str
    upper: str
    province: str
    is_alone: bool

    @property
    def full(self) -> str:
        """As bodies print it that leave nothing to guess: districts with their city, others alone."""
        return (self.upper if self.own.endswith("区") or not self.is_alone else "") + self.own

    @property
    def whole(self) -> str:
        """With all that it lies in."""
        city = self.upper if self.upper != self.province else ""
        return (self.province if self.province != self.own else "") + city + self.own

    @property
    def bare(self) -> str | None:
        """Without its last character where two or more remain: 上海, 徐汇."""
        is_plain = self.own[-1] in "省市区县" and not self.own.endswith(
            ("自治区", "自治县", "新区", "矿区", "林区")
        )
        return self.own[:-1] if len(self.own) > 2 and is_plain else None


@cache
def places(seed: int) -> tuple[Place, ...]:
    """All places in the order in which a corpus takes them."""
    rows = {row["code"]: row["name"] for row in table("regions") if row["code"] and row["code"] != "000000"}
    often = Counter(name for code, name in rows.items() if not code.endswith("00"))
    every = [_place(code, rows, often) for code in rows]
    every = [place for place in every if place.level != "county" or place.upper]
    rng = Random(f"{seed} places")
    rng.shuffle(every)
    homonyms = sorted(
        (place for place in every if not place.is_alone and place.level == "county"),
        key=lambda place: place.own,
    )
    usual = [place for place in every if place.is_alone]
    mixed: list[Place] = []
    while usual:
        mixed += usual[: _HOMONYM_EVERY - 1]
        del usual[: _HOMONYM_EVERY - 1]
        if len(homonyms) >= 2:
            mixed += (homonyms.pop(), homonyms.pop())
    return tuple(mixed)


def _place(code: str, rows: dict[str, str], often: Counter[str]) -> Place:
    province, prefecture = rows.get(code[:2] + "0000", ""), rows.get(code[:4] + "00", "")
    level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    upper = (province if code[:2] in _MUNICIPALITIES else prefecture) if level == "county" else ""
    return Place(code, rows[code], level, upper, province, often[rows[code]] <= 1)
