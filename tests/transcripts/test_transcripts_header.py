"""Header blocks: fields, several on a line, descriptions of persons, what is no field."""

from __future__ import annotations

import pytest

from qualcode.transcripts.header import read_header
from qualcode.transcripts.persons import describe


def test_chinese_block() -> None:
    header = read_header(
        "访谈编号：P-01\n访谈时间：2018年11月6日 下午\n访谈地点：W镇A村\n"
        "访谈对象：张某某，女，58岁，建档立卡贫困户，小学\n访谈者：L某\n知情同意：口头同意\n"
        "----\n问：好吗？\n答：时间：晚上。"
    )

    assert header.fields == {
        "id": "P-01",
        "date": "2018年11月6日 下午",
        "place": "W镇A村",
        "participant": "张某某，女，58岁，建档立卡贫困户，小学",
        "interviewer": "L某",
        "consent": "口头同意",
        "gender": "女",
        "age": "58",
        "household_type": "建档立卡贫困户",
        "education": "小学",
    }


def test_english_block() -> None:
    header = read_header(
        "Interview ID: E-01\nDate: 2018-12-06\nPlace: W Town\n"
        "Participant: Mr Wang (pseudonym), male, 41, township official\nInterviewer: L.\n\n"
        "Q: Is it on?\n\nA: Date: none."
    )

    assert header.fields == {
        "id": "E-01",
        "date": "2018-12-06",
        "place": "W Town",
        "participant": "Mr Wang (pseudonym), male, 41, township official",
        "interviewer": "L.",
        "gender": "male",
        "age": "41",
    }


def test_several_fields_on_a_line() -> None:
    header = read_header(
        "编号：C-03 时间：2019年7月11日晚 受访者：韩某某，男，44岁 在场：L某\n\n问：好？"
    )

    assert header.fields == {
        "id": "C-03",
        "date": "2019年7月11日晚",
        "participant": "韩某某，男，44岁",
        "present": "L某",
        "gender": "男",
        "age": "44",
    }


def test_front_matter() -> None:
    header = read_header('---\nid: D-02\ndate: 2019-05-16\n性别: 女\nmood: "good"\n---\n问：好？')

    assert header.fields == {"id": "D-02", "date": "2019-05-16", "gender": "女", "mood": "good"}


def test_unknown_fields_keep_their_name() -> None:
    assert read_header("编号：A1\n天气：晴\n\n问：好？\n答：好。").fields == {
        "id": "A1",
        "天气": "晴",
    }


@pytest.mark.parametrize(
    "text",
    [
        "访谈者：屋子收拾得挺利索。\n受访者：嗯。\n访谈者：好？",
        "Q1：这是什么？\nA1：高车。",
        "[00:00:40] 访谈者：录音可以开着吗？",
        "Interviewer  0:21\nOkay.",
    ],
)
def test_speech_is_no_header(text: str) -> None:
    assert (read_header(text).fields, read_header(text).end) == ({}, 0)


def test_interviewer_by_statement() -> None:
    assert read_header("Interviewer = A\n\nA: Why?\nB: So.").interviewers == {"a"}
    assert read_header("说话人1＝访谈者，说话人2＝冯某\n").interviewers == {"说话人1"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("王某，男，45岁，副镇长", {"gender": "男", "age": "45", "role": "副镇长"}),
        ("何某，女，48岁；田某，男，52岁", {}),
        ("马某某（男，76岁，回族，五保）", {
            "gender": "男", "age": "76", "ethnicity": "回族", "household_type": "五保",
        }),
        ("赵某某  女  41岁  小学四年级", {"gender": "女", "age": "41", "education": "小学四年级"}),
        ("March 26, 2021", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_descriptions(value: str, expected: dict[str, str]) -> None:
    assert describe(value) == expected


@pytest.mark.parametrize("form", ["{}：{}", "{}\t{}", "【{}】{}", "[{}] {}"])
def test_ways_to_write_a_field(form: str) -> None:
    fields = (("受访者编号", "C-07"), ("性别", "男"), ("年龄", "62"), ("身份", "合作社理事长"))
    block = "\n".join(form.format(*each) for each in fields)
    header = read_header(f"{block}\n\n问：几户？\n答：一百户。\n")
    assert header.fields == {"id": "C-07", "gender": "男", "age": "62", "role": "合作社理事长"}
    assert header.end == len(block)


def test_a_subject_is_a_field_and_what_follows_it_is_kept() -> None:
    fields = "ID: A1\nSubject: Government\nAge: 44\nInterviewer: Li\nRespondent: Wang\n\n"
    header = read_header(f"{fields}Interviewer: How are you?\nRespondent: Fine.\n")
    assert (header.fields["subject"], header.fields["age"]) == ("Government", "44")
    assert header.end == len(fields) - 2


@pytest.mark.parametrize("label", ["Subject", "SUBJECT", "subject", "**Subject", "Subject "])
def test_a_subject_who_speaks_is_no_field(label: str) -> None:
    sign = "**:" if "*" in label else ":"
    talk = f"ID: A1\n{label}{sign} Yes\nInterviewer: Why?\n{label}{sign} So\n"
    assert read_header(talk).fields == {"id": "A1"}
