"""The units of measure as a SKOS scheme in Turtle: `python -m extractors.targets.scheme > ontology/units.ttl`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction

from extractors.targets.concepts import UnitConcept, unit_concepts
from extractors.targets.numbers import plain
from extractors.vocabulary import table
from ontology.iris import PREFIXES, SCHEMES

_WIDE = Context(prec=60)
_PLACES = Decimal("1e-15")
"""What an xsd:decimal of the store keeps with room for large numbers before the point."""

_HEAD = f"""\
# Units of measure 计量单位, written from extractors/vocabulary/units.tsv (edit that) by extractors/targets/scheme.py
# One unit is jx:conversionMultiplier of its jx:baseUnit; numbers in units of one base are compared by their products.

@prefix jx: <{PREFIXES["jx"]}> .
@prefix skos: <{PREFIXES["skos"]}> .
@base <{SCHEMES}> .

<dimension> a skos:ConceptScheme ;
    skos:prefLabel "量纲"@zh, "dimensions"@en .
<unit> a skos:ConceptScheme ;
    skos:prefLabel "计量单位"@zh, "units of measure"@en .
"""


def turtle() -> str:
    """The whole file."""
    return "\n".join([_HEAD, *_dimensions(), "", *map(_unit, unit_concepts())]) + "\n"


def decimal(multiplier: Fraction) -> Decimal:
    """A multiplier as a decimal, to 15 places (1 亩 is 2000/3 平方米)."""
    exact = _WIDE.divide(Decimal(multiplier.numerator), Decimal(multiplier.denominator))
    return plain(exact.quantize(_PLACES, context=_WIDE))


def _dimensions() -> Iterator[str]:
    for row in table("dimensions"):
        yield (
            f"<dimension/{row['dimension']}> a skos:Concept ; skos:inScheme <dimension> ;"
            f' skos:notation "{row["dimension"]}" ;\n'
            f'    skos:prefLabel "{row["zh"]}"@zh, "{row["en"]}"@en .'
        )


def _unit(unit: UnitConcept) -> str:
    slugs = {other.name: other.slug for other in unit_concepts()}
    others = "".join(f', "{word}"@zh' for word in (*unit.spellings, *unit.synonyms))
    lines = [
        f'<unit/{unit.slug}> a skos:Concept ; skos:inScheme <unit> ; skos:notation "{unit.name}"',
        f'skos:prefLabel "{unit.name}"@zh, "{unit.en}"@en',
        f"skos:altLabel {others[2:]}" if others else "",
        f"jx:dimension <dimension/{unit.dimension}>",
        f"jx:baseUnit <unit/{slugs[unit.base or unit.name]}> ;"
        f" jx:conversionMultiplier {_literal(decimal(unit.multiplier))}",
        f"skos:exactMatch <{unit.qudt}>" if unit.qudt else "",
        f"skos:closeMatch <{unit.close}>" if unit.close else "",
    ]
    return " ;\n    ".join(line for line in lines if line) + " ."


def _literal(number: Decimal) -> str:
    digits = format(number, "f")
    return digits if "." in digits else f"{digits}.0"


if __name__ == "__main__":
    sys.stdout.write(turtle())
