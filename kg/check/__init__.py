"""What a person should look at in a build: findings in the graph, and nodes that break its shapes.

`docs/checks.md` describes the report, and which part of SHACL the shapes may use.
"""

from kg.check.checking import check
from kg.check.report import BrokenConstraint, Form, Place, Report, Result, to_json
from kg.check.shapes_file import ShapesError
from kg.check.table import render_table

__all__ = [
    "BrokenConstraint",
    "Form",
    "Place",
    "Report",
    "Result",
    "ShapesError",
    "check",
    "render_table",
    "to_json",
]
