"""What attributes of participants are called in tables, however their columns were written."""

from __future__ import annotations

import pytest

from qualcode.model.label import Label
from qualcode.model.sides import attribute_name, side_meant


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("gender", "性别", "gender"),
        ("Gender", "性别", "Gender"),
        ("Household_type", "户类型", "Household type"),
        ("Household Type", "户类型", "Household Type"),
        ("Occupation", "职业", "Occupation"),
        ("years_in_post", "years in post", "years in post"),
        ("政治面貌", "政治面貌", "政治面貌"),
    ],
)
def test_usual_attributes_have_names_in_both_languages(key: str, zh: str, en: str) -> None:
    assert attribute_name(key) == Label(zh, en)


@pytest.mark.parametrize(
    ("word", "known", "side"),
    [
        ("性别", ("subject", "Gender"), "Gender"),
        ("职业", ("subject", "Occupation"), "Occupation"),
        ("职务", ("position", "role"), "role"),
        ("主体", ("subject", "Gender"), "subject"),
        ("性别", ("subject", "性别", "gender"), "性别"),
        ("民族", ("subject", "Gender"), "民族"),
    ],
)
def test_what_tables_call_an_attribute_may_be_typed(
    word: str, known: tuple[str, ...], side: str
) -> None:
    assert side_meant(word, known) == side
