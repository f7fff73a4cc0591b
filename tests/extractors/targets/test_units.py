"""Units: what is printed, and the concept behind it."""

import pytest

from extractors.targets import unit_concept, unit_concepts
from extractors.targets.units import read_unit


@pytest.mark.parametrize(
    ("text", "name", "concept"),
    [
        ("人次以上", "人次", "人次"),
        ("人(次)", "人次", "人次"),
        ("件(套)", "件套", "件套"),
        ("场 (次)以上", "场次", "场"),
        ("家(户)", "家", "家"),
        ("人(次", "人", "人"),
        ("千瓦时", "千瓦时", "千瓦时"),
        ("个百分点", "百分点", "百分点"),
        ("个月", "个月", "个月"),
        ("名学员", "名", "人"),
        ("平米", "平米", "平方米"),
        ("㎡", "㎡", "平方米"),
        ("元/人·月", "元/人·月", "元/人·月"),
        ("次/每月", "次/月", "次/月"),
        ("次每季度", "次/季度", "次/季度"),
        ("次/2年", "次/2年", "次/2年"),
        ("次/两年", "次/2年", "次/2年"),
        ("次/半年", "次/半年", "次/半年"),
        ("Mbps", "Mbps", "兆比特每秒"),
        ("M", "M", "兆"),
    ],
)
def test_reads_the_longest_unit(text, name, concept):
    unit = read_unit(text, 0)
    assert (unit.name, unit.concept.name) == (name, concept)


@pytest.mark.parametrize("text", ["", "的", "Matrix", "gate", "率"])
def test_other_words_are_no_units(text):
    assert read_unit(text, 0) is None


@pytest.mark.parametrize(
    ("unit", "kind", "dimension", "qudt"),
    [
        ("%", "percent", "share", "http://qudt.org/vocab/unit/PERCENT"),
        ("公里", "quantity", "length", "http://qudt.org/vocab/unit/KiloM"),
        ("元", "money", "money", None),
        ("元/平方米", "money", "composite", None),
        ("场次", "quantity", "count", None),
    ],
)
def test_concepts(unit, kind, dimension, qudt):
    concept = unit_concept(unit)
    assert (concept.kind, concept.dimension, concept.qudt) == (kind, dimension, qudt)


def test_unknown_units_have_no_concept():
    assert unit_concept("丈二") is None


def test_every_unit_of_the_vocabulary_is_its_own_concept():
    for concept in unit_concepts():
        assert unit_concept(concept.name) == concept
