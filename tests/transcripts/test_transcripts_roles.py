"""Who asks: by the user, by the header, by role words, by questions."""

from __future__ import annotations

import pytest

from qualcode.model.transcript import Role
from qualcode.transcripts.header import Header
from qualcode.transcripts.options import ReadingOptions
from qualcode.transcripts.roles import assign_roles

ASKS, TELLS = Role.INTERVIEWER, Role.RESPONDENT
Spoken = list[tuple[str, str]]


def roles(
    spoken: Spoken, header: Header | None = None, options: ReadingOptions | None = None
) -> dict[str, Role]:
    return assign_roles(spoken, header or Header(), options or ReadingOptions())


def test_role_words_decide() -> None:
    assert roles([("受访者", "为什么问我？"), ("记者", "嗯。")]) == {"受访者": TELLS, "记者": ASKS}


def test_all_others_answer_a_known_interviewer() -> None:
    spoken = [("访谈者", "好吗？"), ("丈夫", "好。"), ("妻子", "好吗？")]

    assert roles(spoken) == {"访谈者": ASKS, "丈夫": TELLS, "妻子": TELLS}


def test_whoever_asks_is_the_interviewer_even_if_second() -> None:
    spoken = [("说话人1", "坐，喝茶。"), ("说话人2", "忙吗？"), ("说话人1", "忙，天天忙。")]

    assert roles(spoken) == {"说话人1": TELLS, "说话人2": ASKS}


def test_question_words_serve_where_there_are_no_marks() -> None:
    spoken = [
        *[("Speaker 1", "那一年种了多少亩呢"), ("Speaker 2", "种了十二亩苹果还有些玉米")],
        *[("Speaker 1", "收成怎么样"), ("Speaker 2", "就那样一年不如一年了")],
    ]

    assert roles(spoken) == {"Speaker 1": ASKS, "Speaker 2": TELLS}


def test_a_colleague_who_asks_too_is_an_interviewer() -> None:
    long = "我们当时是这样想的，先修路，再通水，然后才说产业的事情，一步一步来。"
    spoken = [("林", "为什么？"), ("唐", long), ("王", "怎么做？"), ("唐", long), ("林", "好吗？")]

    assert roles(spoken) == {"林": ASKS, "唐": TELLS, "王": ASKS}


def test_interpreters_are_context() -> None:
    spoken = [("Student", "Who built it?"), ("Old man", "They."), ("Interpreter", "He means us.")]

    assert roles(spoken) == {"Student": ASKS, "Old man": TELLS, "Interpreter": ASKS}


def test_header_names_interviewers() -> None:
    header = Header(fields={"interviewer": "甲（提问）、乙（记录并补充提问）"})

    assert roles([("甲", "汇报。"), ("李", "要我说？"), ("乙", "好。")], header) == {
        "甲": ASKS,
        "李": TELLS,
        "乙": ASKS,
    }


def test_header_states_a_letter() -> None:
    assert roles([("A", "Well."), ("B", "Why?")], Header(interviewers={"a"})) == {
        "A": ASKS,
        "B": TELLS,
    }


def test_letters_a_and_b_are_judged_by_questions() -> None:
    assert roles([("A", "Why?"), ("B", "So.")]) == {"A": ASKS, "B": TELLS}


@pytest.mark.parametrize("label", ["老王", " 老王 "])
def test_the_user_overrides(label: str) -> None:
    spoken = [("访谈者", "好吗？"), ("老王", "好。")]
    options = ReadingOptions(interviewer=(label,))

    assert roles(spoken, options=options) == {"访谈者": TELLS, "老王": ASKS}


def test_the_user_names_a_respondent() -> None:
    spoken = [("张三", "为什么？为什么？"), ("李四", "怎么说呢，就是这样的一个事情？")]
    options = ReadingOptions(respondent=("张三",))

    assert roles(spoken, options=options) == {"张三": TELLS, "李四": ASKS}


def test_one_voice_is_a_respondent() -> None:
    assert roles([("", "为什么呢？")]) == {"": TELLS}


def test_r_alone_may_be_a_researcher() -> None:
    asking = [("R", "How many are you?"), ("Xiaomei", "Three."), ("R", "Who comes?")]
    told = [("I", "How many are you?"), ("R", "Three. Why?"), ("I", "Who comes?")]

    assert roles(asking) == {"R": ASKS, "Xiaomei": TELLS}
    assert roles(told) == {"I": ASKS, "R": TELLS}


def test_whom_the_user_names_asks_beside_others_who_ask() -> None:
    spoken = [("访谈者", "好吗？"), ("乙", "几口人？"), ("李", "好，五口人，都在家。")]
    options = ReadingOptions(interviewer=("乙",))
    assert roles(spoken, options=options) == {"访谈者": ASKS, "乙": ASKS, "李": TELLS}


def test_who_only_asks_goes_on_asking_where_the_user_names_another() -> None:
    spoken = [
        *(("说话人1", "那后来呢？"), ("说话人2", "后来就把羊卖了，卖了两千多，还了账。")) * 3,
        ("说话人3", "这是谁家的？我看看，路上下了雨，车走得慢。"),
        ("说话人3", "我先记下。"),
    ]
    options = ReadingOptions(interviewer=("说话人3",))
    assert roles(spoken, options=options) == {"说话人1": ASKS, "说话人2": TELLS, "说话人3": ASKS}
