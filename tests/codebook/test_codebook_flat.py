"""Any codebook through a flat table and back, compared with itself, and edited in place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qualcode.codebook.comparing import compare
from qualcode.codebook.editing import CodebookText
from qualcode.codebook.flat import COLUMNS, flat_rows, yaml_of_rows
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.reshaping import same
from qualcode.codebook.writer import to_yaml
from qualcode.errors import UsageError
from tests.codebook.test_codebook_round_trips import codebooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.codebook import Codebook

QUICK = settings(
    max_examples=80, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


@QUICK
@given(codebooks())
def test_what_belongs_to_codes_comes_back_from_a_table(codebook: Codebook) -> None:
    rows = flat_rows(codebook)
    assert all(tuple(row) == COLUMNS for row in rows)
    text = yaml_of_rows(rows, name="again", head=codebook)
    again, problems = read_codebook_text(text, path="again.yaml")
    assert again, problems
    assert same(again, codebook)


@QUICK
@given(codebooks(), codebooks())
def test_a_codebook_differs_from_another_and_not_from_itself(
    one: Codebook, other: Codebook
) -> None:
    assert compare(one, one) == []
    assert (compare(one, other) == []) == same(one, other)


@QUICK
@given(codebooks(), st.data())
def test_any_code_can_be_renamed_moved_merged_and_added(
    codebook: Codebook, data: st.DataObject
) -> None:
    if not codebook.codes:
        return
    text = CodebookText(to_yaml(codebook), path="b.yaml")
    ids = st.sampled_from([code.id for code in codebook.codes])
    one, other = data.draw(ids), data.draw(ids)
    renamed, _ = read_codebook_text(text.rename(one, "brand-new"), path="b.yaml")
    left, _ = read_codebook_text(text.remove(one), path="b.yaml")
    assert renamed is not None
    assert left is not None
    assert {each.id for each in renamed.codes} == {*codebook.by_id, "brand-new"} - {one}
    assert one not in left.by_id
    edits: tuple[Callable[[], str], ...] = (
        lambda: text.move(one, other),
        lambda: text.merge(one, other),
        lambda: text.add(replace(codebook.by_id[one], id="brand-new"), other),
    )
    for edit in edits:
        with suppress(UsageError):
            edit()


def test_bars_between_what_a_person_typed_part_it_and_those_of_an_expression_do_not() -> None:
    row = dict.fromkeys(COLUMNS, "") | {
        "code": "road",
        "name_zh": "修路",
        "patterns": "修路|路不通｜泥路；re:来(一|两)回",
    }
    codebook, _ = read_codebook_text(yaml_of_rows([row], name="x"), path="")
    assert codebook is not None
    (code,) = codebook.codes
    assert [each.text for each in code.patterns] == ["修路", "路不通", "泥路", "来(一|两)回"]
