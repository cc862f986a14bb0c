"""Every cell of every frequency table, against a recount with plain loops."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.counting import Count
from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.groups import Level
from qualcode.analysis.layout import Layout
from qualcode.analysis.long_form import frequency_long
from qualcode.errors import UnknownNameError
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from tests.analysis.analysis_samples import LEAVES, corpora
from tests.analysis.slow_recount import groups_of, recounted

if TYPE_CHECKING:
    from random import Random

    from qualcode.analysis.corpus import Corpus

LAYOUTS = st.builds(
    Layout,
    kinds=st.sampled_from([(), (Kind.PROBLEM,), (Kind.COUNTERMEASURE, Kind.CAUSE)]),
    codes=st.sampled_from([(), ("scarce", "error", "plan"), LEAVES]),
    by=st.sampled_from(["subject", "about", "participant", "document", "sex"]),
    level=st.sampled_from(Level),
    count=st.sampled_from(Count),
    statuses=st.sampled_from([(), (), (Status.DENIED,), (Status.NORMATIVE, Status.ASSERTED)]),
    coded_only=st.booleans(),
    denied=st.booleans(),
    historical=st.booleans(),
    totals=st.booleans(),
    families=st.booleans(),
)


def _has(corpus: Corpus, by: str) -> bool:
    return by != "sex" or any("sex" in person.attributes for person in corpus.participants)


@settings(max_examples=250, deadline=None)
@given(corpora(), LAYOUTS)
def test_every_cell_is_what_a_slow_recount_finds(corpus: Corpus, layout: Layout) -> None:
    if not _has(corpus, layout.by):
        with pytest.raises(UnknownNameError):
            frequency_table(corpus, layout)
        return
    table = frequency_table(corpus, layout)
    keys = [column.key for column in table.columns]
    assert len(keys) == len(set(keys))
    found = {str(row[0]): dict(zip(keys[3:], row[3:], strict=True)) for row in table.rows}
    expected = recounted(corpus, layout)
    assert list(found) == list(expected)
    for row, cells in expected.items():
        assert list(found[row]) == list(cells)
        assert found[row] == pytest.approx(cells)


@settings(max_examples=60, deadline=None)
@given(corpora(), LAYOUTS)
def test_headings_carry_the_bases_of_the_recount(corpus: Corpus, layout: Layout) -> None:
    if not _has(corpus, layout.by):
        return
    layout = replace(layout, coded_only=False, totals=True)
    bases = {each.group: each.base for each in frequency_table(corpus, layout).headings}
    expected = {group: len(members) for group, members in groups_of(corpus, layout).items()}
    assert bases == expected | {"total": len(corpus.participants)}


@settings(max_examples=60, deadline=None)
@given(corpora(), LAYOUTS)
def test_the_long_table_has_the_same_facts(corpus: Corpus, layout: Layout) -> None:
    if not _has(corpus, layout.by):
        return
    layout = replace(layout, totals=True, count=Count.PERSONS)
    long = frequency_long(corpus, layout)
    keys = [column.key for column in long.columns]
    facts = [dict(zip(keys, row, strict=True)) for row in long.rows]
    persons = recounted(corpus, layout)
    references = recounted(corpus, replace(layout, count=Count.REFERENCES))
    sources = recounted(corpus, replace(layout, count=Count.SOURCES))
    assert len(facts) == len(persons) * (len(groups_of(corpus, layout)) + 1)
    for fact in facts:
        row, group = str(fact["code"]), fact["group"]
        assert fact["n_persons"] == persons[row][f"{group}_n"]
        assert fact["pct_persons"] == pytest.approx(persons[row][f"{group}_pct"])
        assert fact["n_references"] == references[row][f"{group}_references"]
        assert fact["n_sources"] == sources[row][f"{group}_sources"]


@settings(max_examples=60, deadline=None)
@given(corpora(), LAYOUTS, st.randoms(use_true_random=False))
def test_the_order_of_codings_and_people_changes_nothing(
    corpus: Corpus, layout: Layout, random: Random
) -> None:
    if not _has(corpus, layout.by):
        return
    people, marks = list(corpus.participants), list(corpus.marks)
    random.shuffle(people)
    random.shuffle(marks)
    shuffled = replace(corpus, participants=people, marks=marks)
    assert frequency_table(shuffled, layout) == frequency_table(corpus, layout)


@settings(max_examples=60, deadline=None)
@given(corpora(), LAYOUTS)
def test_splitting_the_codings_splits_the_references(corpus: Corpus, layout: Layout) -> None:
    layout = replace(layout, count=Count.REFERENCES, by="participant", totals=True)
    whole = frequency_table(corpus, layout).column("total_references")
    half = len(corpus.marks) // 2
    parts = [
        frequency_table(replace(corpus, marks=marks), layout).column("total_references")
        for marks in (corpus.marks[:half], corpus.marks[half:])
    ]
    assert list(whole) == [int(a or 0) + int(b or 0) for a, b in zip(*parts, strict=True)]


@settings(max_examples=60, deadline=None)
@given(corpora(), LAYOUTS)
def test_sorting_by_size_moves_rows_but_no_code_from_under_its_family(
    corpus: Corpus, layout: Layout
) -> None:
    layout = replace(layout, by="subject", by_size=True, totals=True, count=Count.REFERENCES)
    table = frequency_table(corpus, layout)
    plain = frequency_table(corpus, replace(layout, by_size=False))
    assert sorted(table.rows, key=str) == sorted(plain.rows, key=str)
    above: list[tuple[int, str]] = []
    paths = {code.id: code.path for code in corpus.codebook.codes}
    for row, level in zip(table.rows, table.levels, strict=True):
        above = [each for each in above if each[0] < level]
        if layout.families and row[0] != "any":
            assert "/".join([*(name for _, name in above), str(row[0])]) == paths[str(row[0])]
        above.append((level, str(row[0])))
