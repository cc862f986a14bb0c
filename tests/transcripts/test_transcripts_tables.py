"""Tables: turns, questions with answers, one row per respondent, several documents."""

from __future__ import annotations

import pytest

from qualcode.errors import DataError, UsageError
from qualcode.model.landmark import Landmark, Places
from qualcode.model.transcript import Role, Transcript
from qualcode.transcripts.columns import parse_columns
from qualcode.transcripts.reader import ReadingOptions, read_several
from tests.transcripts.layout_cases import turns_of
from tests.transcripts.writers import workbook


def read(data: bytes | str, suffix: str = ".csv", *told: str) -> tuple[Transcript, ...]:
    content = data.encode() if isinstance(data, str) else data
    options = ReadingOptions(columns=parse_columns(told))
    return read_several(content, suffix=suffix, name="f", path=f"f{suffix}", options=options)


SURVEY = (
    "编号,性别,年龄,您家几口人？,收入怎么样？\n"
    'P-01,女,58,五口。,"不好，\n两万多。"\n'
    "P-02,男,44,三口人,\n"
    "P-03,男,30,,\n"
)


def test_one_row_per_respondent_is_one_interview_each() -> None:
    first, second = read(SURVEY)

    assert (first.name, second.name) == ("P-01", "P-02")
    assert turns_of(first) == [
        *("I 问 |您家几口人？", "R 答 |五口。"),
        *("I 问 |收入怎么样？", "R 答 |不好，⏎两万多。"),
    ]
    assert first.attributes == {"gender": "女", "age": "58"}
    assert first.header == {"id": "P-01", "gender": "女", "age": "58"}
    assert turns_of(second) == ["I 问 |您家几口人？", "R 答 |三口人"]


def test_a_reading_of_columns_can_be_given_back() -> None:
    read_at_first = read(SURVEY)
    again = read(SURVEY, ".csv", read_at_first[0].columns)

    assert read_at_first[0].columns == (
        "respondent=编号, questions=您家几口人？+收入怎么样？, attributes=性别+年龄"
    )
    assert [one.text for one in again] == [one.text for one in read_at_first]


def test_a_respondent_without_answers_is_told() -> None:
    assert read(SURVEY)[0].warnings == ("row 4 (P-03) answers no question and was left out",)


def test_a_change_in_one_row_leaves_the_others_the_same() -> None:
    before = read(SURVEY)
    after = read(SURVEY.replace("三口人", "四口人"))

    assert before[0].source_sha256 == after[0].source_sha256
    assert before[1].source_sha256 != after[1].source_sha256


def test_english_survey_with_numbers_for_names() -> None:
    rows = "id,gender,What is hard?\n1,f,The road is far.\n2,m,Water costs too much.\n"

    first, second = read(rows)

    assert (first.name, second.name) == ("f-1", "f-2")
    assert turns_of(first) == ["I Q |What is hard?", "R A |The road is far."]
    assert second.header["id"] == "2"


def test_the_user_says_whose_rows_and_which_questions() -> None:
    rows = "no,kind,a,b\n7,PH,没钱,没路\n8,VC,没人,没水\n"

    first, second = read(rows, ".csv", "respondent=no,questions=a+b")

    assert turns_of(first) == ["I 问 |a", "R 答 |没钱", "I 问 |b", "R 答 |没路"]
    assert second.attributes == {"kind": "VC"}


def test_columns_by_number_and_attributes_named() -> None:
    rows = "no,kind,a,b\n7,PH,没钱,没路\n"

    (only,) = read(rows, ".csv", "respondent=1", "questions=4,attributes=2+3")

    assert turns_of(only) == ["I 问 |b", "R 答 |没路"]
    assert only.attributes == {"kind": "PH", "a": "没钱"}


def test_a_column_names_the_document_of_each_turn() -> None:
    rows = (
        "编号,说话人,内容,时间\nP1,问,好吗？,0:01\nP1,答,好。,0:02\nP2,问,忙？,0:01\n,答,忙。,3\n"
    )

    first, second = read(rows, ".csv", "speaker=说话人,text=内容,time=时间,document=编号")

    assert (first.name, turns_of(first)) == ("P1", ["I 问 0:01|好吗？", "R 答 0:02|好。"])
    assert (second.name, turns_of(second)) == ("P2", ["I 问 0:01|忙？", "R 答 00:00:03|忙。"])
    assert first.columns == "speaker=说话人, text=内容, time=时间, document=编号"


@pytest.mark.parametrize(("person", "speaker"), [("participant", "speaker"), ("受访者", "说话人")])
def test_a_column_of_respondents_parts_interviews_and_says_not_who_speaks(
    person: str, speaker: str
) -> None:
    rows = "P1,问,好吗？\nP1,答,好。\nP2,问,苦吗？\nP2,答,苦。\n"
    first, second = read(f"{person},{speaker},text\n{rows}")
    assert (first.name, second.name) == ("P1", "P2")
    assert turns_of(second) == ["I 问 |苦吗？", "R 答 |苦。"]
    assert first.columns == f"speaker={speaker}, text=text, document={person}"


def test_one_respondent_in_a_column_is_one_interview_of_the_file() -> None:
    (only,) = read("participant,role,text\nP1,interviewer,好吗？\nP1,respondent,好。\n")
    assert only.name == "f"
    assert turns_of(only) == ["I interviewer |好吗？", "R respondent |好。"]


def test_merged_cells_of_respondents_go_on() -> None:
    rows = "P1,问,好吗？\n,答,好。\nP2,问,苦吗？\n,答,苦。\n"
    assert [each.name for each in read(f"受访者,说话人,text\n{rows}")] == ["P1", "P2"]


@pytest.mark.parametrize("number", ["序号", "编号", "id", "No", "code"])
def test_a_column_that_numbers_questions_parts_no_interview(number: str) -> None:
    (only,) = read(f"{number},speaker,text\n1,问,好吗？\n1,答,好。\n2,问,苦吗？\n2,答,苦。\n")
    assert (only.name, len(only.turns)) == ("f", 4)


def test_a_column_of_persons_says_who_speaks_where_no_other_does() -> None:
    rows = "Moderator,Shall we?\nP1,We shall.\nModerator,And?\nP2,No.\n"
    (only,) = read(f"participant,text\n{rows}")
    assert [turn.speaker for turn in only.turns] == ["Moderator", "P1", "Moderator", "P2"]


@pytest.mark.parametrize("header", ["name,role,text", "姓名,角色,内容", "participant,role,text"])
def test_persons_of_a_group_stay_apart_though_a_column_says_their_roles(header: str) -> None:
    rows = "李,主持人,好吗？\n张三,受访者,好。\n王五,受访者,不好。\n李,主持人,咋？\n"
    (only,) = read(f"{header}\n{rows}")
    assert turns_of(only) == ["I 李 |好吗？", "R 张三 |好。", "R 王五 |不好。", "I 李 |咋？"]


def test_persons_named_only_where_they_answer_are_not_who_speaks() -> None:
    rows = ",问,好吗？\nP1,答,好。\n,问,苦吗？\nP2,答,苦。\n"
    (only,) = read(f"participant,speaker,text\n{rows}")
    assert [turn.speaker for turn in only.turns] == ["问", "答", "问", "答"]


def test_sheets_are_documents_and_sheets_of_notes_are_not() -> None:
    data = workbook(
        {
            "P-01": [["说话人", "内容"], ["问", "好吗？"], ["答", "好。"]],
            "Sheet2": [["speaker", "text"], ["Q", "Busy?"], ["A", "Yes."]],
            "说明": [["本表由课题组整理"]],
        }
    )

    first, second = read(data, ".xlsx")

    assert (first.name, second.name) == ("P-01", "f-Sheet2")
    assert turns_of(second) == ["I Q |Busy?", "R A |Yes."]


def test_tables_without_names_of_columns() -> None:
    (pairs,) = read("1,您好吗？,好的。\n2,忙不忙？,不忙。\n")
    (turns,) = read("访谈者,您好吗？\n受访者,好的。\n")

    assert turns_of(pairs) == ["I 问 |您好吗？", "R 答 |好的。", "I 问 |忙不忙？", "R 答 |不忙。"]
    assert turns_of(turns) == ["I 访谈者 |您好吗？", "R 受访者 |好的。"]


def test_places_are_rows_as_a_spreadsheet_counts_them() -> None:
    (only,) = read("speaker,text\n\n问,好吗？\n答,好。\n")

    assert only.landmarks == (Landmark(0, "row 3"), Landmark(6, "row 4"))
    respondent = next(turn for turn in only.turns if turn.role is Role.RESPONDENT)
    assert Places(only.text, only.landmarks).of(respondent.speech.start) == "row 4"


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("speaker", "not a column"),
        ("speeker=a", "a column cannot be 'speeker'"),
        ("speaker=c", "there is no column 'c'"),
        ("speaker=9", "there is no column '9'"),
    ],
)
def test_what_cannot_be_a_column_is_refused(told: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read("a,b\n1,2\n", ".csv", told)


def test_names_of_columns_may_hold_commas_and_plus_signs() -> None:
    rows = "id,How many, and who?\n".replace("How many, and who?", '"How many, and who?"')

    (only,) = read(rows + "P1,Five\n", ".csv", "respondent=id, questions=How many, and who?")

    assert turns_of(only) == ["I Q |How many, and who?", "R A |Five"]


def test_a_table_of_figures_is_refused_with_a_way_out() -> None:
    with pytest.raises(DataError, match="no column of speech") as caught:
        read("year,income\n2018,300\n2019,400\n")
    assert "--map" in caught.value.hint
