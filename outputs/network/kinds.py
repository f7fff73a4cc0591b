"""Which projections there are, and what their nodes, edges and weights mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Used = Literal["policies", "indicators"]
"""What projects have in common: policy documents that they cite, or indicators that they use."""

WHOLE = "whole"
"""The name of the graph of all entities and relations; its edges weigh as many relations as they stand for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A projection. `nodes` are what an edge joins: `pairs` of a project and what it uses, `items` that a project
    uses together, or `units` whose projects use the same; `weight` says what an edge counts."""

    used: Used
    nodes: Literal["pairs", "items", "units"]
    zh: str
    en: str
    weight: str


PROJECTIONS = {
    "project-policy": Kind(
        "policies", "pairs", "项目与所引政策文件", "projects and the policies they cite", "1 project 项目"
    ),
    "policy-cocitation": Kind(
        "policies",
        "items",
        "政策文件共引",
        "policies cited by the same project",
        "projects that cite both 同时引用两文件的项目数",
    ),
    "units-by-policy": Kind(
        "policies",
        "units",
        "引用相同政策文件的单位",
        "units that cite the same policies",
        "projects of the two units that cite a policy which both cite 两单位引用共同文件的项目数",
    ),
    "project-indicator": Kind(
        "indicators", "pairs", "项目与所用指标", "projects and the indicators they use", "1 project 项目"
    ),
    "indicator-cooccurrence": Kind(
        "indicators",
        "items",
        "指标共现",
        "indicators used by the same project",
        "projects that use both 同时使用两指标的项目数",
    ),
    "units-by-indicator": Kind(
        "indicators",
        "units",
        "使用相同指标的单位",
        "units that use the same indicators",
        "projects of the two units that use an indicator which both use 两单位使用共同指标的项目数",
    ),
}
"""Every projection by its name."""

ROLES = ("basis", "compliance", "background", "deliverable")
"""The roles of citations (scheme `citation-role`)."""
