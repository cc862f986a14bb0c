"""Importing again, updating, protecting what persons have done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.model.coding import Coding, Review, Source
from qualcode.model.subject import SubjectScheme
from qualcode.store.store import Store
from qualcode.transcripts.options import ReadingOptions
from qualcode.workflow.ingest import ImportOptions, Outcome, import_files
from qualcode.workflow.sources import gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "问：好吗？\n答：好。\n问：苦吗？\n答：不苦。\n"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as opened:
        yield opened


def run(store: Store, *paths: Path, update: bool = False, dry_run: bool = False) -> list[Outcome]:
    options = ImportOptions(update=update, dry_run=dry_run)
    report = import_files(store, paths, SubjectScheme(), options)
    return [file.outcome for file in report.files]


def test_again_changes_nothing_and_another_text_needs_a_word(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "P-01.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert run(store, file) == [Outcome.ADDED]
    assert run(store, file) == [Outcome.UNCHANGED]
    before = len(store.history.all())
    file.write_text(TEXT + "答：就这。\n", encoding="utf-8")
    assert run(store, file) == [Outcome.REFUSED]
    assert store.documents.text("P-01") == TEXT
    assert run(store, file, update=True) == [Outcome.UPDATED]
    assert store.documents.text("P-01").endswith("就这。\n")
    assert len(store.history.all()) > before


def test_a_text_that_a_person_has_coded_is_never_replaced(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "P-01.txt"
    file.write_text(TEXT, encoding="utf-8")
    run(store, file)
    span = store.documents.read("P-01").turns[1].speech
    with store.transaction():
        store.codings.add(
            Coding(
                "c1", "P-01", span, "x", "li", Source.PERSON, span.of(TEXT), 1,
                review=Review.ACCEPTED,
            )
        )  # fmt: skip
    file.write_text("问：变了？\n答：变了。\n", encoding="utf-8")
    assert run(store, file, update=True) == [Outcome.REFUSED]
    assert store.documents.text("P-01") == TEXT
    assert store.codings.misplaced() == []


def mapped(store: Store, file: Path, **columns: str) -> Outcome:
    options = ImportOptions(reading=ReadingOptions(columns=columns))
    (read,) = import_files(store, [file], SubjectScheme(), options).files
    return read.outcome


def test_what_is_said_of_columns_applies_to_a_table_that_is_there(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "P-01.csv"
    file.write_text("speaker,other,text\n甲,问,好吗？\n甲,答,好。\n", encoding="utf-8")
    assert run(store, file) == [Outcome.ADDED]
    assert mapped(store, file, speaker="other", text="text") is Outcome.UPDATED
    assert {turn.speaker for turn in store.documents.read("P-01").turns} == {"问", "答"}
    assert mapped(store, file, speaker="other", text="text") is Outcome.UNCHANGED
    assert run(store, file) == [Outcome.UNCHANGED]


def test_a_table_that_a_person_has_coded_is_not_read_otherwise(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "P-01.csv"
    file.write_text("speaker,other,text\n甲,问,好吗？\n甲,答,好。\n", encoding="utf-8")
    run(store, file)
    document = store.documents.read("P-01")
    span = document.turns[1].speech
    coding = Coding("c1", "P-01", span, "x", "li", Source.PERSON, span.of(document.text), 1)
    store.codings.add(coding.decided(Review.ACCEPTED, by="li", at=""))
    assert mapped(store, file, speaker="other", text="text") is Outcome.REFUSED
    assert store.documents.text("P-01") == document.text


def test_a_table_that_is_parted_otherwise_says_what_is_left_of_before(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    rows = "P1,问,好吗？\nP1,答,好。\nP2,问,苦吗？\nP2,答,苦。\n"
    file.write_text(f"respondent,speaker,text\n{rows}", encoding="utf-8")
    parted = import_files(store, [file], SubjectScheme(), ImportOptions()).files
    assert all("read before" not in doubt for each in parted for doubt in each.warnings)
    told = ImportOptions(reading=ReadingOptions(columns={"speaker": "speaker", "text": "text"}))
    (whole,) = import_files(store, [file], SubjectScheme(), told).files
    assert whole.name == "t"
    assert "`qualcode remove P1 P2`" in " ".join(whole.warnings)


def test_respondents_who_come_again_in_another_table_are_told(store: Store, tmp_path: Path) -> None:
    rows = "P1,问,好吗？\nP1,答,好。\nP2,问,苦吗？\nP2,答,苦。\n"
    waves = [tmp_path / "spring.csv", tmp_path / "autumn.csv"]
    for number, file in enumerate(waves):
        file.write_text(f"respondent,speaker,text\n{rows * (number + 1)}", encoding="utf-8")
    *_, again = import_files(store, waves, SubjectScheme(), ImportOptions()).files
    assert again.error is not None
    assert "'P2' was read of" in again.error.message
    assert again.error.hint.startswith("`--map speaker=WHO,text=WORDS`")
    (*_, later) = import_files(store, waves[1:], SubjectScheme(), ImportOptions()).files
    assert later.error is not None
    assert later.error.hint.startswith(f"{again.error.hint}; ")
    told = ImportOptions(reading=ReadingOptions(columns={"speaker": "speaker", "text": "text"}))
    files = import_files(store, waves, SubjectScheme(), told).files
    assert [file.name for file in files] == ["spring", "autumn"]


def test_dry_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "P-01.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert run(store, file, dry_run=True) == [Outcome.ADDED]
    assert store.documents.count() == 0
    assert store.history.all() == []


def test_two_files_of_one_name_are_not_mixed_up(store: Store, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "P-01.txt").write_text(TEXT + folder, encoding="utf-8")
    assert run(store, tmp_path) == [Outcome.ADDED, Outcome.REFUSED]


def test_folders_leave_out_hidden_files_tables_and_readmes(tmp_path: Path) -> None:
    for name in ("P-01.txt", ".hidden.txt", "participants.csv", "README.md", "~$x.docx", "a.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [source.name for source in gather([tmp_path])] == ["P-01"]
    with pytest.raises(DataError, match="no file or folder"):
        gather([tmp_path / "nowhere"])
