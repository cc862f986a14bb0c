"""What a researcher says of speakers: read, kept, applied, applied again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ProblemsError
from qualcode.model.label import Label
from qualcode.model.speaker import SpeakerRule, SpeakerTable
from qualcode.model.subject import Subject, SubjectScheme
from qualcode.model.transcript import Role
from qualcode.store.store import Store
from qualcode.workflow.imported import ImportOptions, ImportReport, Outcome
from qualcode.workflow.ingest import import_files
from qualcode.workflow.speaker_file import read_speakers
from qualcode.workflow.speakers import kept_speakers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEME = SubjectScheme((Subject("PH", Label("贫困户", "Poor household"), "h", prefixes=("P",)),))
TALK = "甲：我家五口人。\n乙：都在家。\n甲：不在。\n乙：打工去了。\n"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "P-01.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def table(tmp_path: Path, text: str) -> SpeakerTable:
    path = tmp_path / "speakers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_speakers(path)


def run(store: Store, file: Path, speakers: SpeakerTable | None = None) -> ImportReport:
    options = ImportOptions(speakers=speakers or SpeakerTable())
    return import_files(store, [file], SCHEME, options)


def roles(report: ImportReport) -> dict[str, str]:
    return {each.label: each.role.value for each in report.files[0].speakers}


def test_a_file_of_speakers(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "all:\n  说话人1: interviewer\nP-01:\n"
        "  说话人1: {role: respondent, participant: P-01, subject: PH}\n  旁人: note\n",
    )

    assert found.of("P-09") == {"说话人1": SpeakerRule(Role.INTERVIEWER)}
    assert found.of("P-01") == {
        "说话人1": SpeakerRule(Role.RESPONDENT, "P-01", "PH"),
        "旁人": SpeakerRule(Role.NOTE),
    }


def test_all_faults_of_a_file_of_speakers_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        table(tmp_path, "all:\n  甲: interviewr\n  乙: {rolle: respondent}\n  乙: note\nP: x\n")

    said = [f"{problem.place.line}: {problem.message}" for problem in caught.value.problems]
    assert said == [
        "2: there is no role 'interviewr'",
        "3: a speaker has no 'rolle'",
        "4: '乙' comes twice",
        "5: names with values are expected here",
    ]
    assert "did you mean 'interviewer'" in caught.value.problems[0].hint


def test_the_table_has_the_last_word_and_is_remembered(
    store: Store, file: Path, tmp_path: Path
) -> None:
    report = run(store, file, table(tmp_path, "all:\n  乙: interviewer\n"))
    assert roles(report) == {"甲": "respondent", "乙": "interviewer"}

    file.with_name("P-02.txt").write_text(TALK.replace("五", "六"), encoding="utf-8")
    assert roles(run(store, file.with_name("P-02.txt"))) == {
        "甲": "respondent",
        "乙": "interviewer",
    }
    assert kept_speakers(store).of("any") == {"乙": SpeakerRule(Role.INTERVIEWER)}


def test_saying_another_role_later_reads_the_document_again(
    store: Store, file: Path, tmp_path: Path
) -> None:
    first = table(tmp_path, "all:\n  甲: interviewer\n")
    second = table(tmp_path, "P-01:\n  甲: respondent\n  乙: interviewer\n")

    assert run(store, file, first).files[0].outcome is Outcome.ADDED
    assert run(store, file).files[0].outcome is Outcome.UNCHANGED
    assert run(store, file, second).files[0].outcome is Outcome.UPDATED
    assert run(store, file, second).files[0].outcome is Outcome.UNCHANGED
    assert store.turns.roles("P-01") == {"甲": "respondent", "乙": "interviewer"}


def test_participants_and_subjects_by_label(store: Store, file: Path, tmp_path: Path) -> None:
    told = "P-01:\n  甲: {role: respondent, participant: P-07}\n  乙: {subject: 贫困户}\n"

    report = run(store, file, table(tmp_path, told))

    people = {each.label: (each.participant, each.subject) for each in report.files[0].speakers}
    assert people["甲"] == ("P-07", "PH")


def test_a_dry_run_remembers_nothing(store: Store, file: Path, tmp_path: Path) -> None:
    told = table(tmp_path, "all:\n  乙: interviewer\n")

    report = import_files(store, [file], SCHEME, ImportOptions(speakers=told, dry_run=True))

    assert roles(report)["乙"] == "interviewer"
    assert not kept_speakers(store).rules
    assert not store.documents.names()


def test_unknown_subjects_name_the_nearest(store: Store, file: Path, tmp_path: Path) -> None:
    told = table(tmp_path, "P-01:\n  甲: {subject: 贫苦户}\n")

    (problem,) = run(store, file, told).problems

    assert "贫苦户" in problem.message
    assert "贫困户" in problem.hint


def test_strict_refuses_what_is_not_sure(store: Store, file: Path) -> None:
    file.write_text("这里没有说话人。\n", encoding="utf-8")

    report = import_files(store, [file], SCHEME, ImportOptions(strict=True))

    assert report.files[0].outcome is Outcome.REFUSED
    assert "is uncertain: no speaker labels found" in str(report.files[0].error)
    assert not store.documents.names()


def test_a_survey_is_a_document_and_a_participant_for_each_row(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    rows = "编号,性别,有什么困难？\nP-01,女,看病贵。\nP-02,男,路不好走。\n"
    path.write_text(rows, encoding="utf-8")

    report = run(store, path)

    assert store.documents.names() == ["P-01", "P-02"]
    people = {person.id: (person.subject, person.attributes) for person in store.participants.all()}
    assert people == {"P-01": ("PH", {"gender": "女"}), "P-02": ("PH", {"gender": "男"})}
    assert [file.outcome for file in run(store, path).files] == [Outcome.UNCHANGED] * 2
    assert report.files[0].columns.startswith("respondent=编号")
    assert store.documents.places("P-02").of(3) == "row 3"
