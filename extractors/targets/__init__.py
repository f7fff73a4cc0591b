"""Target values 目标值: from their text to comparator, numbers and unit.

`numbers`, `dates` and `units` read what stands at one position, `lexer` makes tokens of a whole text,
`conditions`, `context`, `amounts` and `clauses` are the grammar, `parse` gives the `Target`. The words of the grammar
are data: units.tsv, target_comparators.tsv, target_words.tsv.
"""

from extractors.targets.concepts import Conversion, UnitConcept, conversion, unit_concepts
from extractors.targets.damage import damaged_number
from extractors.targets.parse import parse_target, states_deadline
from extractors.targets.units import unit_concept

__all__ = [
    "Conversion",
    "UnitConcept",
    "conversion",
    "damaged_number",
    "parse_target",
    "states_deadline",
    "unit_concept",
    "unit_concepts",
]
