"""Who speaks: the researcher's table first, then the header, then the file's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from qualcode.model.label import Label
from qualcode.model.participant import Participant
from qualcode.model.subject import Subject, SubjectScheme
from qualcode.store.store import Store
from qualcode.transcripts.people import ParticipantRow
from qualcode.transcripts.reader import read_bytes
from qualcode.workflow.coding import code_project
from qualcode.workflow.imported import ImportOptions
from qualcode.workflow.ingest import import_files
from qualcode.workflow.people import People

if TYPE_CHECKING:
    from qualcode.model.transcript import Transcript
    from qualcode.workflow.project import Project

SCHEME = SubjectScheme(
    (
        Subject("PH", Label("贫困户", "Poor household"), "household", prefixes=("P",)),
        Subject("VC", Label("村委会", "Village committee"), "village", prefixes=("C", "CG")),
        Subject("GOV", Label("政府", "Government"), "government", prefixes=("G",)),
    )
)


def transcript(text: str, name: str = "P-01") -> Transcript:
    return read_bytes(text.encode(), suffix=".txt", name=name, path=f"in/{name}.txt")


def row(name: str, document: str = "", speaker: str = "", subject: str = "") -> ParticipantRow:
    return ParticipantRow(name, document, speaker, subject, {"gender": "女"}, 2)


ALONE = "问：好吗？\n答：好。\n问：苦吗？\n答：不苦。\n"
COUPLE = "访谈者：好吗？\n丈夫：好。\n妻子：不好。\n访谈者：咋了？\n丈夫：没咋。\n妻子：哼。\n"


def test_the_file_name_is_the_participant_and_its_prefix_the_subject() -> None:
    people = People((), SCHEME).of(transcript(ALONE))
    assert {label: (who.id, who.subject) for label, who in people.items()} == {"答": ("P-01", "PH")}


def test_the_header_is_asked_before_the_prefix() -> None:
    text = "编号：X-9\n性别：女\n身份：村委会\n\n" + ALONE
    (person,) = People((), SCHEME).of(transcript(text, "P-01")).values()
    assert (person.id, person.subject) == ("X-9", "VC")
    assert person.attributes["gender"] == "女"


def test_a_row_with_the_id_has_the_last_word() -> None:
    people = People([row("P-01", subject="government")], SCHEME)
    (person,) = people.of(transcript(ALONE)).values()
    assert (person.id, person.subject, person.attributes) == ("P-01", "GOV", {"gender": "女"})


def test_a_row_may_name_the_file_with_its_ending() -> None:
    people = People([row("wang", document="P-01.txt", subject="PH")], SCHEME)
    assert [who.id for who in people.of(transcript(ALONE)).values()] == ["wang"]


def test_rows_by_speaker_tell_a_couple_apart() -> None:
    rows = [row("P-04a", "P-04", "丈夫", "PH"), row("P-04b", "P-04", "妻子", "PH")]
    people = People(rows, SCHEME).of(transcript(COUPLE, "P-04"))
    assert {label: who.id for label, who in people.items()} == {"丈夫": "P-04a", "妻子": "P-04b"}


def test_without_a_table_each_of_several_labels_is_somebody() -> None:
    people = People((), SCHEME).of(transcript(COUPLE, "P-04"))
    assert {who.id: who.subject for who in people.values()} == {
        "P-04-丈夫": "PH",
        "P-04-妻子": "PH",
    }


def test_one_row_is_one_person_and_who_else_spoke_is_told() -> None:
    people = People([row("P-04", subject="PH")], SCHEME)
    talk = COUPLE.replace("丈夫：好。", "丈夫：好得很，你坐，喝水。").replace("妻子", "邻居")
    found = people.of(transcript(talk, "P-04"))
    assert {label: (who.id, who.subject) for label, who in found.items()} == {
        "丈夫": ("P-04", "PH"),
        "邻居": ("P-04-邻居", "PH"),
    }
    (doubt,) = people.doubts(transcript(talk, "P-04"), found)
    assert "邻居 spoke as well" in doubt


def test_a_bystander_has_neither_row_nor_header_nor_prefix() -> None:
    talk = "编号：P-07\n性别：女\n\n" + COUPLE.replace("丈夫", "受访者").replace("妻子", "工友")
    talk = talk.replace("受访者：好。", "受访者：好得很，你坐，喝水，慢慢说。")
    for rows in ((), (row("P-07", subject="PH"),)):
        found = People(rows, SCHEME).of(transcript(talk, "x"))
        assert {
            label: (who.id, who.subject, dict(who.attributes)) for label, who in found.items()
        } == {
            "受访者": ("P-07", "PH", {"gender": "女"}),
            "工友": ("P-07-工友", "", {}),
        }


def test_the_table_goes_before_the_header_value_by_value() -> None:
    text = "编号：P-03\n性别：男\n年龄：58\n身份：村委会\n\n" + ALONE
    bare = ParticipantRow("P-03", "", "", "", {"village": "A村"}, 2)
    (person,) = People([bare], SCHEME).of(transcript(text)).values()
    attributes = {"gender": "男", "age": "58", "role": "村委会", "village": "A村"}
    assert person == Participant("P-03", "VC", attributes)
    (person,) = People([row("P-03", subject="GOV")], SCHEME).of(transcript(text)).values()
    assert (person.subject, person.attributes["gender"], person.attributes["age"]) == (
        "GOV",
        "女",
        "58",
    )


def test_a_header_that_says_another_subject_than_the_prefix_is_believed_and_told() -> None:
    text = "编号：P-05\n访谈对象：王某，W镇S村村委会主任，男\n\n" + ALONE
    people = People((), SCHEME)
    found = people.of(transcript(text))
    assert [who.subject for who in found.values()] == ["VC"]
    assert people.doubts(transcript(text), found) == [
        "P-05 is VC by the header, PH by the prefix of the id"
    ]


def test_a_title_names_a_subject_only_where_it_names_one() -> None:
    assert SCHEME.named_in("W镇S村村委会主任") == "VC"
    assert SCHEME.named_in("政府派到村委会的") == ""
    assert SCHEME.named_in("站长") == ""


def test_unknown_subjects_and_rows_for_nobody_are_problems_with_a_line() -> None:
    people = People([row("P-01", subject="贫苦户"), row("P-99")], SCHEME)
    (subject,) = people.check(Path("participants.csv"))
    assert "participants.csv:2" in str(subject)
    assert "贫困户" in subject.hint
    people.of(transcript(ALONE))
    (nobody,) = people.unused(Path("participants.csv"))
    assert "P-99 speaks in none" in nobody.message


def test_a_workbook_of_participants_in_the_folder_is_found(tmp_path: Path) -> None:
    book = Workbook()
    for line in (("编号", "身份", "性别"), ("P-01", "贫困户", "女")):
        book.worksheets[0].append(line)
    book.save(tmp_path / "participants.xlsx")
    (tmp_path / "P-01.txt").write_text(ALONE, encoding="utf-8")

    with Store.in_memory() as store:
        report = import_files(store, [tmp_path], SCHEME, ImportOptions())
        (person,) = store.participants.all()

    assert [file.name for file in report.files] == ["P-01"]
    assert (person.subject, person.attributes) == ("PH", {"性别": "女"})


def test_a_subject_that_no_codebook_has_is_told_with_the_nearest() -> None:
    text = "编号：X-9\n身份：贫苦户\n\n" + ALONE
    people, read = People((), SCHEME), transcript(text, "X-9")
    (doubt,) = people.doubts(read, people.of(read))
    assert "no subject '贫苦户'" in doubt
    assert "'贫困户'" in doubt


def test_a_prefix_added_later_takes_effect_at_the_next_coding(study: Project) -> None:
    unknown = Participant("X-01")
    study.store.participants.put([unknown, Participant("P-01", "GOV")])
    text = study.codebook_path.read_text(encoding="utf-8")
    study.codebook_path.write_text(
        text.replace("prefixes: [P]", "prefixes: [P, X]"), encoding="utf-8"
    )
    code_project(study)
    known = {each.id: each.subject for each in study.store.participants.all()}
    assert known["X-01"] == "PH"
    assert known["P-01"] == "GOV"


def test_a_subject_by_the_prefix_is_told_where_the_header_names_a_role() -> None:
    text = "编号：P-05\n访谈对象：李某（站长，39岁）\n\n" + ALONE
    people = People((), SCHEME)
    found = people.of(transcript(text))
    assert [who.subject for who in found.values()] == ["PH"]
    (doubt,) = people.doubts(transcript(text), found)
    assert "by the prefix of the id" in doubt
    assert "站长" in doubt


HEADED = "编号：P-03\n对象：村委会\n年龄：45\n性别：女性\n\n"
PAIR = "访谈者：好吗？\n受访者：好。\n访谈者：嗯？\n妻子：好好。\n"


def test_a_header_belongs_to_the_row_of_its_id_whoever_else_speaks() -> None:
    rows = [ParticipantRow("P-03", "", "", "", {"age": "45岁", "gender": "女"}, 2)]
    found = People(rows, SCHEME).of(transcript(HEADED + PAIR))
    assert {who.id: who.subject for who in found.values()} == {"P-03": "VC", "P-03-受访者": "PH"}
    doubts = People(rows, SCHEME).doubts(transcript(HEADED + PAIR), found)
    assert not any("by the table" in doubt for doubt in doubts)


def test_what_table_and_header_say_differently_is_told() -> None:
    row = ParticipantRow("P-03", "", "", "GOV", {"年龄": "46", "gender": "男"}, 2)
    people = People([row], SCHEME)
    headed = transcript(HEADED + ALONE)
    found = people.of(headed)
    assert people.doubts(headed, found) == [
        "P-03: subject is GOV by the table, VC by the header",
        "P-03: 年龄 is 46 by the table, 45 by the header",
        "P-03: gender is 男 by the table, 女性 by the header",
    ]


def test_a_row_that_names_its_speaker_is_held_against_the_header_too() -> None:
    row = ParticipantRow("P-03", "P-03", "答", "GOV", {"gender": "男"}, 2)
    people = People([row], SCHEME)
    headed = transcript(HEADED + ALONE, "P-03")
    assert people.doubts(headed, people.of(headed)) == [
        "P-03: subject is GOV by the table, VC by the header",
        "P-03: gender is 男 by the table, 女性 by the header",
    ]


def test_a_header_is_not_held_against_a_bystander() -> None:
    row = ParticipantRow("P-09", "P-03", "妻子", "GOV", {"gender": "男"}, 2)
    people = People([row], SCHEME)
    headed = transcript(HEADED + PAIR.replace("受访者：好。", "受访者：好得很，什么都好。"), "P-03")
    doubts = people.doubts(headed, people.of(headed))
    assert not any("by the table" in doubt for doubt in doubts)


def test_where_the_table_says_the_subject_the_prefix_is_not_asked() -> None:
    people = People([row("P-05", subject="VC")], SCHEME)
    headed = transcript("编号：P-05\n对象：村委会\n\n" + ALONE)
    assert people.doubts(headed, people.of(headed)) == []


def test_an_unknown_subject_says_what_the_person_is_taken_for() -> None:
    people = People([row("P-01", subject="VOL")], SCHEME)
    people.of(transcript(ALONE))
    (problem,) = people.check(Path("participants.csv"))
    assert problem.message.endswith("'VOL' in the codebook, taken for PH by header or prefix")


def test_who_has_a_subject_by_the_prefix_alone_is_kept_apart() -> None:
    texts = {
        "P-01": ALONE,
        "P-02": "对象：贫困户\n\n" + ALONE,
        "P-03": ALONE,
        "X-04": ALONE,
        "P-05": "问：好吗？\n村委会：好。\n问：苦吗？\n村委会：不苦。\n",
    }
    people = People([row("P-03", subject="PH")], SCHEME)
    found = {name: people.of(transcript(text, name)) for name, text in texts.items()}
    assert all(found.values())
    assert people.by_prefix.keys() <= {"P-01", "P-05"}
    assert people.by_prefix["P-01"] == "PH"
