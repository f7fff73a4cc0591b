"""Target values 目标值: from their text to comparator, numbers and unit.

The grammar, from the outside in; what is in quotation marks is data (units.tsv, target_comparators.tsv,
target_words.tsv):

    text       = clause { break clause }                     `lexer`, without sanctions (`conditions`)
    clause     = { comparison | amount | words | remark }    `clauses`; a remark in brackets is opaque
    comparison = "than" reference [ "standing" | amount ]    与上年持平, 较2018年增长5%
    amount     = [ "comparator" ] figures [ "comparator" ]   `amounts`, with what stands beside it (`context`)
               | [ "until" ] date [ "by" ]                   2021年11月底前
    figures    = quantity [ "range" quantity ]               3-5万元, ±5%
    quantity   = number [ multiplier ] [ unit ]              `quantities`: 4.2万人次, 5（万元）
    unit       = "unit" { "/" [ count ] ( "unit" | "per" ) } `units`: 元/人·月, 例/10万人
    number     = digits | Chinese numeral | fraction | share `numbers`: 1,000 · 两千三 · 四分之三 · 百分之五
    date       = day | month | quarter | year                `dates`

What the grammar does not make a value is no value: running prose is full of numbers that are none.
`names` adds what the name of the indicator says, `parse` gives the `Target`; `concepts` and `scheme` are the units as
concepts, `damage` finds numbers that are torn.
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
