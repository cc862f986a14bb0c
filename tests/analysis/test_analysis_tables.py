"""The tables of a thesis, by small studies and by slow recounts of random ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counting import TOTAL
from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.layout import Layout, rows_of
from qualcode.analysis.marks import covered, mark_frame
from qualcode.analysis.table import texts
from qualcode.analysis.tables.chain import chain_table
from qualcode.analysis.tables.cooccurrence import (
    cooccurrence_matrix,
    cooccurrence_table,
    together,
)
from qualcode.analysis.tables.framework import framework_table, homes
from qualcode.analysis.tables.nodes import nodes_table
from qualcode.analysis.tables.people import participants_table, sources_table
from qualcode.analysis.tables.quotes import audit_table, levels_table, quotes_table
from qualcode.analysis.tables.speaker_about import speaker_about_table
from qualcode.analysis.tables.theory import theory_table
from qualcode.analysis.tables.typical import BEST_LENGTH, first_in_cells, places, typical
from qualcode.analysis.tables.windows import Window
from qualcode.errors import UsageError
from qualcode.model.coding import Coding, Review, Source, Status
from qualcode.model.document import DocumentInfo
from qualcode.model.excerpt import ContextTurn, Excerpt
from qualcode.model.finding import is_finding
from qualcode.model.participant import Participant
from qualcode.model.passages import Passages, Spoken
from qualcode.model.span import Span
from tests.analysis.analysis_samples import BOOK, LEAVES, corpora, corpus_of, mark, villagers

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import Cell, ResultTable

PEOPLE = villagers("P1:PH", "P2:PH", "G1:GOV")
KINDS = {code.id: code.kind for code in BOOK.codes}


def records(table: ResultTable) -> dict[Cell, dict[str, Cell]]:
    keys = [column.key for column in table.columns]
    return {row[0]: dict(zip(keys, row, strict=True)) for row in table.rows}


def excerpt(
    code: str, quote: str, person: str = "P1", *, unit: int = 0, review: Review = Review.PROPOSED
) -> Excerpt:
    span = Span(unit * 100, unit * 100 + len(quote))
    coding = Coding(
        f"{code}-{person}-{unit}",
        f"D-{person}",
        span,
        code,
        "rules",
        Source.RULE,
        quote,
        review=review,
    )
    return Excerpt(coding, Participant(person, "PH"), "答", unit)


def said(*excerpts: Excerpt) -> Corpus:
    """Return a corpus of excerpts without their words."""
    marks = [
        mark(
            each.coding.code,
            each.participant.id,
            document=each.coding.document,
            unit=each.unit,
            coding=each.coding.id,
        )._replace(
            start=each.coding.span.start,
            stop=each.coding.span.end,
            review=each.coding.review.value,
        )
        for each in excerpts
    ]
    return corpus_of(PEOPLE, marks)


def named(corpus: Corpus, chosen: dict[str, list[int]]) -> dict[str, list[str]]:
    """Return the ids of chosen lines of the marks."""
    return {code: [corpus.marks[line].coding for line in lines] for code, lines in chosen.items()}


@given(corpora(), st.integers(1, 3))
def test_typical_ones_and_first_places_by_pencil_and_paper(corpus: Corpus, most: int) -> None:
    """As one would pick them by hand: findings in order, each of another person."""
    held = [each for each in corpus.marks if is_finding(each.status, KINDS[each.code])]
    by_code: dict[str, dict[str, str]] = {}
    for each in sorted(
        held,
        key=lambda m: (abs(m.stop - m.start - BEST_LENGTH), m.document, m.start, m.stop),
    ):
        by_code.setdefault(each.code, {}).setdefault(each.participant or each.document, each.coding)
    expected = {code: list(found.values())[:most] for code, found in by_code.items()}
    assert named(corpus, typical(corpus, most=most)) == expected
    cells: dict[tuple[str, str], list[str]] = {}
    for each in sorted(held, key=lambda m: (m.document, m.start, m.stop, m.code)):
        cell = cells.setdefault((each.participant, each.code), [])
        cell.append(f"{each.participant or each.document}-{each.unit + 1}")
    found = places(corpus, {code: code for code in LEAVES})
    assert {key: (each.number, each.where) for key, each in found.items()} == {
        key: (len(each), tuple(each[:3])) for key, each in cells.items()
    }


@given(corpora(), st.sampled_from(["subject", "about", "participant"]))
def test_the_first_finding_of_each_cell_by_pencil_and_paper(corpus: Corpus, by: str) -> None:
    layout = Layout(by=by)
    groups = grouping(corpus, by)
    expected: dict[tuple[str, str], int] = {}
    ordered = sorted(
        (each.document, each.start, each.stop, each.code, line)
        for line, each in enumerate(corpus.marks)
        if is_finding(each.status, KINDS[each.code])
    )
    for *_, line in ordered:
        for row in rows_of(corpus, layout):
            if corpus.marks[line].code in row.codes:
                for group in (*groups.of(corpus.marks[line]), TOTAL):
                    expected.setdefault((row.id, group), line)
    assert first_in_cells(corpus, layout) == expected


class TestNodes:
    """材料来源, 参考点, 覆盖率."""

    def test_parents_aggregate_sources_as_a_union(self) -> None:
        marks = [
            mark("scarce", "P1")._replace(start=0, stop=100),
            mark("formal", "P1", unit=1)._replace(start=50, stop=150),
            mark("scarce", "P2")._replace(start=0, stop=10),
        ]
        found = records(nodes_table(corpus_of(PEOPLE, marks)))
        assert (found["contact"]["sources"], found["contact"]["references"]) == (2, 3)
        assert (found["scarce"]["sources"], found["formal"]["sources"]) == (2, 1)
        assert found["contact"]["pct_coverage"] == pytest.approx(100 * 160 / 3000)
        assert found["scarce"]["pct_references"] == pytest.approx(200 / 3)
        assert found["near"]["references"] == 0

    def test_nothing_coded_has_no_share(self) -> None:
        found = records(nodes_table(corpus_of([])))
        assert found["contact"]["pct_references"] is None
        assert found["contact"]["pct_coverage"] is None

    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=9))
    def test_coverage_counts_each_character_once(self, spans: list[tuple[int, int]]) -> None:
        marks = [mark()._replace(start=a, stop=a + n) for a, n in spans]
        places = {place for a, n in spans for place in range(a, a + n)}
        assert covered(mark_frame(marks), "code") == ({"scarce": len(places)} if spans else {})


@given(corpora(), st.sampled_from(list(Window)))
def test_cooccurrence_by_pencil_and_paper(corpus: Corpus, window: Window) -> None:
    places: dict[str, set[tuple[str, int]]] = {code: set() for code in LEAVES}
    for each in corpus.marks:
        if is_finding(each.status, KINDS[each.code]):
            units = range(each.unit, each.unit_last + 1)
            places[each.code] |= {
                Window.UNIT: {(each.document, unit) for unit in units},
                Window.TURN: {(each.document, each.turn)},
                Window.DOCUMENT: {(each.document, 0)},
                Window.PERSON: {(each.participant, 0)},
            }[window]
    found = together(corpus, LEAVES, window)
    assert dict(found.alone) == {code: len(places[code]) for code in LEAVES}
    for number, one in enumerate(LEAVES):
        for other in LEAVES[number + 1 :]:
            both, either = places[one] & places[other], places[one] | places[other]
            assert found.both.get((one, other), 0) == len(both)
            share = len(both) / len(either) if either else None
            assert found.jaccard(one, other) == found.jaccard(other, one) == share


@given(corpora(), st.integers(1, 3))
def test_cooccurrence_within_reach_by_pencil_and_paper(corpus: Corpus, reach: int) -> None:
    units: dict[str, set[tuple[str, int]]] = {code: set() for code in LEAVES}
    for each in corpus.marks:
        if is_finding(each.status, KINDS[each.code]):
            units[each.code] |= {(each.document, n) for n in range(each.unit, each.unit_last + 1)}

    def near(place: tuple[str, int], code: str) -> bool:
        return any((place[0], place[1] + step) in units[code] for step in range(-reach, reach + 1))

    found = together(corpus, LEAVES, Window.UNIT, reach=reach)
    for number, one in enumerate(LEAVES):
        for other in LEAVES[number + 1 :]:
            both = {p for p in units[one] if near(p, other)} | {
                p for p in units[other] if near(p, one)
            }
            assert found.both.get((one, other), 0) == len(both)


def test_the_published_jaccard() -> None:
    """Fourteen with one code, ten with the other, six with both: 6/18."""
    marks = [mark("scarce", "P1", unit=n) for n in range(14)]
    marks += [mark("formal", "P1", unit=n) for n in range(8, 18)]
    corpus = corpus_of(PEOPLE, marks)
    (row,) = cooccurrence_table(corpus, LEAVES, Window.UNIT).rows
    assert row[7:10] == (6, 14, 10)
    assert row[10] == pytest.approx(1 / 3)
    matrix = records(cooccurrence_matrix(corpus, LEAVES, Window.UNIT))
    assert (matrix["scarce"]["formal"], matrix["formal"]["scarce"]) == ("6", "0.33")
    assert matrix["scarce"]["scarce"] == "14"


def test_pairs_that_come_together_once_do_not_lead() -> None:
    """Of one window Jaccard is 1; three windows of five say more."""
    marks = [mark(code, "P1", unit=40) for code in ("scarce", "near")]
    marks += [mark("formal", "P2", unit=n) for n in range(4)]
    marks += [mark("error", "P2", unit=n) for n in range(1, 5)]
    table = cooccurrence_table(corpus_of(PEOPLE, marks), LEAVES, Window.UNIT)
    assert [row[10] for row in table.rows] == [pytest.approx(3 / 5), 1.0]
    assert any("fewer than 3" in note.en for note in table.notes)


class TestSpeakerAbout:
    """Who speaks of whom."""

    def test_the_diagonal_is_self_report(self) -> None:
        marks = [
            mark("scarce", "P1", about="GOV"),
            mark("poverty", "P1", about="PH"),
            mark("poverty", "G1", about="PH"),
            mark("poverty", "G1", about="PH", unit=2),
            mark("formal", "P2"),
        ]
        table = speaker_about_table(corpus_of(PEOPLE, marks))
        found = records(table)
        assert (found["PH"]["PH_n"], found["PH"]["GOV_n"]) == (1, 1)
        assert (found["GOV"]["PH_n"], found["GOV"]["PH_refs"]) == (1, 2)
        assert found["PH"]["unclear_n"] == 1
        assert "Of themselves: 1; of others: 3; unclear: 1" in table.notes[1].en

    def test_codes_and_groups_can_be_chosen(self) -> None:
        marks = [mark("scarce", "P1", about="GOV"), mark("poverty", "P1", about="SPH")]
        found = records(speaker_about_table(corpus_of(PEOPLE, marks), ["poverty"], Level.FIVE))
        assert found["poor"]["poor_n"] == 1
        assert "state_n" not in found["poor"]


def test_participants_say_how_much_and_sum_up() -> None:
    people = [Participant("P1", "PH", {"sex": "女"}), Participant("G1", "GOV")]
    table = participants_table(corpus_of(people, [mark("scarce", "P1")]))
    found = records(table)
    assert (found["P1"]["sex"], found["P1"]["n_chars"], found["P1"]["n_codings"]) == ("女", 1000, 1)
    assert found["G1"]["n_codings"] == 0
    assert table.notes[-1].en == "all: n = 2, 2000 characters."


def test_sources_by_subject_and_format() -> None:
    corpus = corpus_of(PEOPLE)
    infos = [_info(name, "text" if name != "D-G1" else "docx") for name in corpus.documents]
    found = [row[:1] + row[3:] for row in sources_table(corpus, infos).rows]
    assert found == [("GOV", "docx", "zh", 1, 1, 1000), ("PH", "text", "zh", 2, 2, 2000)]


def _info(name: str, form: str) -> DocumentInfo:
    return DocumentInfo(
        *(name, f"{name}.txt", "", "", "utf-8", form, "", "zh", (), 2, 1, 1000, 1000, 900, {}, ())
    )


class TestWords:
    """Quotes, audit, levels, framework: the words stay the words."""

    excerpts = (
        excerpt("scarce", "一年来不了一两回"),
        excerpt("scarce", "人影子都没见过，一年到头就来过一回，照了个相就走了么", "P2"),
        excerpt("scarce", "来得少", unit=3),
        excerpt("poverty", "一场病就又回去了", unit=5),
    )

    def test_typical_quotes_are_of_different_people(self) -> None:
        corpus = said(*self.excerpts)
        found = named(corpus, typical(corpus, most=2))["scarce"]
        assert found == ["scarce-P2-0", "scarce-P1-0"]

    def test_what_a_person_accepted_comes_first(self) -> None:
        accepted = excerpt("scarce", "x", unit=9, review=Review.ACCEPTED)
        corpus = said(*self.excerpts, accepted)
        found = named(corpus, typical(corpus, most=1))
        assert found["scarce"] == [accepted.coding.id]

    def test_what_is_denied_shows_nothing(self) -> None:
        denied = replace(said(*self.excerpts), statuses=(Status.DENIED,))
        assert typical(denied, most=2) == {}
        assert places(denied, homes(BOOK, BOOK.families)) == {}

    def test_three_levels(self) -> None:
        quotes = {"scarce": [self.excerpts[1]]}
        found = {row[4]: row for row in levels_table(said(*self.excerpts), quotes).rows}
        assert found["走访少"][:6:2] == ("小手册", "帮扶联系", "走访少")
        assert found["识别不准"][:6:2] == ("制度", "识别", "识别不准")
        assert "(P2-1)" in str(found["走访少"][-1])
        assert found["走访少"][8:10] == (2, 3)

    def test_the_framework_never_invents(self) -> None:
        corpus, families = said(*self.excerpts), BOOK.families
        cells = places(corpus, homes(BOOK, families))
        quotes = {line: each.coding.quote for line, each in enumerate(self.excerpts)}
        table = framework_table(corpus, cells, quotes, columns=families)
        found = records(table)
        assert found["G1"]["contact"] == ""
        assert found["P1"]["contact"] == "“一年来不了一两回” [2: P1-1, P1-4]"
        own = {("P1", "contact"): "几乎不来。"}
        told = framework_table(corpus, cells, quotes, columns=families, summaries=own)
        assert str(records(told)["P1"]["contact"]).startswith("几乎不来。 “")


class TestListings:
    """Quotes and audit: a row for each coding, made from columns, anew each time."""

    page = Passages(
        "D1",
        {
            0: Spoken(Participant("P1", "PH"), "答", "", (ContextTurn(0, "问", "来吗？"),), ()),
            1: Spoken(Participant(""), "旁人", "", (), (ContextTurn(2, "", "嗯"),)),
        },
        {
            "turn": (0, 0, 1),
            "id": ("a", "b", "c"),
            "code": ("scarce", "gone", "scarce"),
            "quote": ("一年来不了一两回", "来得少", "没来"),
            "unit": (0, 3, 7),
            "status": ("asserted", "asserted", "denied"),
            "about": ("GOV", "", "PH GOV"),
            "review": ("proposed", "accepted", "proposed"),
            "source": ("rule", "person", "rule"),
            "coder": ("rules", "li", "rules"),
            "pattern": ("来不了", "", ""),
            "reasons": ("pattern “来不了”", "", ""),
            "decided_by": ("", "li", ""),
            "decided_at": ("", "2026", ""),
            "codebook": ("d" * 64, "", "e" * 64),
        },
    )

    def test_a_quote_has_its_name_its_place_and_the_turns_around_it(self) -> None:
        table = quotes_table(lambda: [self.page, self.page], 6, BOOK)
        rows = list(table.rows)
        assert rows == [*rows[:3], *rows[:3]] == list(table.rows)
        name = BOOK.by_id["scarce"].name
        assert rows[0] == (
            *("scarce", name.zh, name.en, "一年来不了一两回", "P1-1", "PH", "asserted", "GOV"),
            *("proposed", "问: 来吗？", ""),
        )
        assert rows[1][:3] == ("gone", "", "")
        assert rows[2][4:6] == ("D1-8", "")
        assert rows[2][-2:] == ("", ": 嗯")

    def test_the_audit_tells_who_why_and_what_became_of_it(self) -> None:
        table = audit_table(lambda: [self.page], 3, BOOK)
        assert len(table.rows) == 3
        keys = [column.key for column in table.columns]
        first, second, _ = (dict(zip(keys, row, strict=True)) for row in table.rows)
        assert first == {
            "coding": "a",
            "document": "D1",
            "code": "scarce",
            "quote": "一年来不了一两回",
            "source": "rule",
            "coder": "rules",
            "rule": "来不了",
            "reasons": "pattern “来不了”",
            "status": "asserted",
            "review": "proposed",
            "decided_by": "",
            "decided_at": "",
            "codebook": "d" * 12,
        }
        assert (second["decided_by"], second["decided_at"]) == ("li", "2026")


def test_the_chain_names_what_is_said_in_the_same_answer() -> None:
    marks = [
        mark("scarce", "P1"),
        mark("forms", "P1", unit=1),
        mark("plan", "P1", unit=2, status=Status.NORMATIVE),
        mark("plan", "P2", status=Status.NORMATIVE),
    ]
    quotes = {"scarce": "一年来不了一两回"}
    (row,) = chain_table(corpus_of(PEOPLE, marks), quotes).rows
    assert row[0] == "scarce"
    assert row[3:] == (1, 1, "forms (1.00)", "plan (0.50) n=2", "一年来不了一两回")


def test_theory_shows_what_it_does_not_see() -> None:
    book = replace(
        BOOK,
        theories={"part": BOOK.name},
        codes=tuple(
            replace(code, theory=("part",)) if code.id in {"scarce", "near"} else code
            for code in BOOK.codes
        ),
    )
    corpus = replace(corpus_of(PEOPLE, [mark("scarce", "P1", unit_last=1)]), codebook=book)
    table = theory_table(corpus, units=10)
    first = table.rows[0]
    assert (first[0], first[3], first[4:8]) == ("part", "problem", (1, 1, 1, 1))
    assert table.rows[-1][0] == "total"
    assert table.rows[-1][4] == len(LEAVES)
    assert "Of 10 sentences of respondents, 8 (80.0 %)" in table.notes[0].en
    assert "near" in table.notes[1].en


def test_a_matrix_that_nobody_could_read_is_refused_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qualcode.analysis.tables.cooccurrence.MOST_CODES", 3)
    with pytest.raises(UsageError, match="a matrix of 8 codes") as caught:
        cooccurrence_matrix(corpus_of(PEOPLE), LEAVES, Window.TURN)
    assert "report cooccurrence" in caught.value.hint


@given(corpora(), st.sampled_from(list(Window)))
def test_partners_are_the_codes_of_all_pairs(corpus: Corpus, window: Window) -> None:
    found = together(corpus, LEAVES, window)
    for code in LEAVES:
        others = [each for each in LEAVES if each != code and found.jaccard(code, each)]
        mine = [each for each in found.partners.get(code, ()) if found.jaccard(code, each)]
        assert mine == others


def test_ids_and_names_have_titles_of_their_own() -> None:
    pairs = (("subject", "主体"), ("subject_zh", "主体"), ("subject_en", "主体"))
    titles = [column.title for column in texts(*pairs)]
    assert [title.en for title in titles] == ["subject id", "subject (zh)", "subject"]
    assert [title.zh for title in titles] == ["主体代码", "主体", "主体（英文）"]
