"""What attributes of participants are called in tables, however their columns were written."""

from __future__ import annotations

import pytest

from qualcode.model.label import Label
from qualcode.model.sides import attribute_name


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
