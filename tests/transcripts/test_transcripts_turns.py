"""Layouts as people have them: a few lines in, the turns out."""

from __future__ import annotations

import pytest

from tests.transcripts.reading import read, table

CASES = {
    "wen da": ("问：多大了？\n答：58岁。", ["I 问 |多大了？", "R 答 |58岁。"]),
    "blanks and half-width colons": (
        "访谈者:   有钱吗?\n 受访者 : 没有\n　　访谈者：真的？\n　　受访者：真的。",
        ["I 访谈者 |有钱吗?", "R 受访者 |没有", "I 访谈者 |真的？", "R 受访者 |真的。"],
    ),
    "several paragraphs": (
        "问：您一个人？\n\n答：一个人。\n\n早上馍馍。\n晌午挂面。\n\n问：嗯。",
        ["I 问 |您一个人？", "R 答 |一个人。⏎⏎早上馍馍。⏎晌午挂面。", "I 问 |嗯。"],
    ),
    "numbered": (
        "Q1：这是什么？\nA1：高车。\nQ2：会缝吗？\nA2：会。",
        ["I Q |这是什么？", "R A |高车。", "I Q |会缝吗？", "R A |会。"],
    ),
    "couple": (
        "访谈者：结婚几年了？\n丈夫：二十八年。\n妻子：二十九。\n丈夫：二十八。",
        ["I 访谈者 |结婚几年了？", "R 丈夫 |二十八年。", "R 妻子 |二十九。", "R 丈夫 |二十八。"],
    ),
    "time line before the label": (
        "[00:00:12]\n访谈者：冷吗？\n受访者：不冷。\n\n[00:01:05]\n访谈者：嗯？",
        ["I 访谈者 00:00:12|冷吗？", "R 受访者 |不冷。", "I 访谈者 00:01:05|嗯？"],
    ),
    "time within the line": (
        "(00:05)访谈者：忙吗？\n[00:00:11] 受访者：忙。",
        ["I 访谈者 00:05|忙吗？", "R 受访者 00:00:11|忙。"],
    ),
    "recogniser": (
        "说话人1 00:03:12\n姐忙着呢吗\n\n说话人2 00:03:20\n忙着呢",
        ["I 说话人1 00:03:12|姐忙着呢吗", "R 说话人2 00:03:20|忙着呢"],
    ),
    "otter": (
        "Interviewer  0:21  \nIs it on?\n\nDaniel  0:29  \nIt is.",
        ["I Interviewer 0:21|Is it on?", "R Daniel 0:29|It is."],
    ),
    "bold": (
        "# Talk\n\n**访谈者：** 你种的？\n\n**D-02：** 对。\n\n**访谈者：** 哪儿人？",
        ["I 访谈者 |你种的？", "R D-02 |对。", "I 访谈者 |哪儿人？"],
    ),
    "bold with time": (
        "**Interviewer:** [00:00:05] Why?\n\n**First Secretary:** Because.\n",
        ["I Interviewer 00:00:05|Why?", "R First Secretary |Because."],
    ),
    "headings": (
        "### 林宏達：\n是你加的？\n\n### 唐鳳：\n對。\n\n### 唐鳳：\n是我。",
        ["I 林宏達 |是你加的？", "R 唐鳳 |對。", "R 唐鳳 |是我。"],
    ),
    "dashes": (
        "调研员——补了吗？\n小刘——补了。\n（发动）\n——差一点。\n调研员——嗯？\n小刘——好。",
        [
            *("I 调研员 |补了吗？", "R 小刘 |补了。", "N  |（发动）"),
            *("R 小刘 |——差一点。", "I 调研员 |嗯？", "R 小刘 |好。"),
        ],
    ),
    "clock time in speech": (
        "访谈者：几点起床？\n受访者A：我8:30起床\n受访者B：我7：30。他说：早睡。",
        ["I 访谈者 |几点起床？", "R 受访者A |我8:30起床", "R 受访者B |我7：30。他说：早睡。"],
    ),
    "quoted speech and notes with a colon": (
        '问：他咋说？\n答：他说："好。"\n我说：不好。\n注：听不清。\n问：后来呢？\n答：完了。',
        [
            *("I 问 |他咋说？", 'R 答 |他说："好。"⏎我说：不好。⏎注：听不清。'),
            *("I 问 |后来呢？", "R 答 |完了。"),
        ],
    ),
    "addresses": (
        "问：看哪里？\n答：网上。\nhttp://a.cn/b 上有。",
        ["I 问 |看哪里？", "R 答 |网上。⏎http://a.cn/b 上有。"],
    ),
    "two labels on a line": (
        "记者：您怎么看？受访者：要看。记者：为什么？受访者：表上写“问：好吗？答：好。”就这样。",
        [
            *("I 记者 |您怎么看？", "R 受访者 |要看。", "I 记者 |为什么？"),
            "R 受访者 |表上写“问：好吗？答：好。”就这样。",
        ],
    ),
    "questions only": (
        "问：后来呢？\n后来就去了。\n\n老师很好。\n\n问：毕业以后呢？\n回家。",
        [
            *("I 问 |后来呢？", "R  |后来就去了。⏎⏎老师很好。"),
            *("I 问 |毕业以后呢？", "R  |回家。"),
        ],
    ),
    "answers only": (
        "1、几口人？\n答：五口。\n2、收入呢？\n答：两万：\n一是牛。\n3. 还有吗？\n\n答：没有。",
        [
            *("I  |1、几口人？", "R 答 |五口。", "I  |2、收入呢？", "R 答 |两万：⏎一是牛。"),
            *("I  |3. 还有吗？", "R 答 |没有。"),
        ],
    ),
    "section headings": (
        "一、基本情况\n问：几口人？\n答：五口。\n\n二、帮扶\n问：收入？\n答：两点：\n一、牛\n二、羊",
        [
            *("I 问 |几口人？", "R 答 |五口。", "N  |二、帮扶", "I 问 |收入？"),
            "R 答 |两点：⏎一、牛⏎二、羊",
        ],
    ),
    "three who speak once": (
        "张: 你好吗?\n李: 我很好。\n王: 我也是。\n张: 吃了吗?",
        ["I 张 |你好吗?", "R 李 |我很好。", "R 王 |我也是。", "I 张 |吃了吗?"],
    ),
    "stage directions": (
        "问：喝水不？\n答：喝。（笑）\n（有人进来）\n这水咸。\n【沉默】\n问：咸吗？",
        [
            *("I 问 |喝水不？", "R 答 |喝。（笑）", "N  |（有人进来）", "R 答 |这水咸。"),
            *("N  |【沉默】", "I 问 |咸吗？"),
        ],
    ),
    "bystander in brackets": (
        "(00:20)访谈者：这是啥？\n(00:22)受访者：校服。\n（旁边工友：你才胖。）\n(00:36)受访者：（笑）",
        [
            *("I 访谈者 00:20|这是啥？", "R 受访者 00:22|校服。", "R 旁边工友 |你才胖。"),
            "R 受访者 00:36|（笑）",
        ],
    ),
    "note with a time": (
        "(08:08)访谈者：嗯？\n(08:10)（沉默）\n(08:31)受访者：没事。",
        ["I 访谈者 08:08|嗯？", "N  08:10|(08:10)（沉默）", "R 受访者 08:31|没事。"],
    ),
    "role in brackets": (
        "张某（村支书）：坐。\n访谈员：您好？\n张某：好。",
        ["R 张某（村支书） |坐。", "I 访谈员 |您好？", "R 张某（村支书） |好。"],
    ),
    "voice tags": (
        "00:00:00 <v Ana B>Hello\n00:00:05 <v Sam Lau>Is it?\n00:00:09 <v Ana B>Yes.",
        ["R Ana B 00:00:00|Hello", "I Sam Lau 00:00:05|Is it?", "R Ana B 00:00:09|Yes."],
    ),
    "continuation with a time": (
        (
            "Eric Ries (00:00:00):\nPeople.\n\nLenny (00:00:20):\nWhy?\n\n(00:01:24):\nSo.\n\n"
            "Eric Ries (00:02:00):\nYes."
        ),
        [
            *("R Eric Ries 00:00:00|People.", "I Lenny 00:00:20|Why?"),
            *("I Lenny 00:01:24|So.", "R Eric Ries 00:02:00|Yes."),
        ],
    ),
    "time at the end": (
        "I: Warum?\nB: Gern. #00:01:02-5#\nI: Und?\nB: Nein. #00:01:12-5#",
        ["I I |Warum?", "R B 00:01:02-5|Gern.", "I I |Und?", "R B 00:01:12-5|Nein."],
    ),
    "label on its own line": (
        "访谈者\n多大了？\n\n受访者\n58岁。\n\n访谈者\n嗯？",
        ["I 访谈者 |多大了？", "R 受访者 |58岁。", "I 访谈者 |嗯？"],
    ),
    "Q alone on a line": (
        "Q:\n\nHow do these go?\n\nAlami:\n\nYes.\n\nQ:\n\nAnd then?\n\nAlami:\n\nNo.",
        ["I Q |How do these go?", "R Alami |Yes.", "I Q |And then?", "R Alami |No."],
    ),
    "numbered paragraphs": (
        "1 Dan: Ready?\n2 P1: Yes.\n3 Dan: Good?\n4 P1: Good.",
        ["I Dan |Ready?", "R P1 |Yes.", "I Dan |Good?", "R P1 |Good."],
    ),
    "times without speakers": (
        "[00:43.810 --> 00:47.850]  Hello\n[00:47.850 --> 00:49.850]  and welcome",
        ["R  00:43.810 --> 00:47.850|Hello", "R  00:47.850 --> 00:49.850|and welcome"],
    ),
    "no labels": (
        "据张某某讲，他家去年脱贫了。\n\n他认为政策好。",
        ["R  |据张某某讲，他家去年脱贫了。", "R  |他认为政策好。"],
    ),
    "chat log": (
        (
            "2019-07-16 10:12:33 李四\n可以\n2019-07-16 10:13:33 王五\n为什么？\n"
            "2019-07-16 10:15:33 李四\n好"
        ),
        [
            *("R 李四 2019-07-16 10:12:33|可以", "I 王五 2019-07-16 10:13:33|为什么？"),
            "R 李四 2019-07-16 10:15:33|好",
        ],
    ),
    "backslash after the time": (
        "说话人 1 00:01\\\n好吗？\n说话人 2 00:05\\\n好",
        ["I 说话人 1 00:01|好吗？", "R 说话人 2 00:05|好"],
    ),
    "initials": (
        "甲：汇报吧？\n李：好，我把全镇的基本情况汇报一下。\n乙：能给一份吗？\n李：能。\n甲：为什么？\n李：动态管理，有生的，有死的，有嫁进来的。",
        [
            *(
                "I 甲 |汇报吧？",
                "R 李 |好，我把全镇的基本情况汇报一下。",
                "I 乙 |能给一份吗？",
                "R 李 |能。",
            ),
            *("I 甲 |为什么？", "R 李 |动态管理，有生的，有死的，有嫁进来的。"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_layout(case: str) -> None:
    text, expected = CASES[case]

    assert table(read(text)) == expected


def test_turn_spans_cover_label_and_time() -> None:
    transcript = read("[00:00:12]\n访谈者：冷吗？\n受访者：不冷。\n")

    assert [turn.span.of(transcript.text) for turn in transcript.turns] == [
        "[00:00:12]\n访谈者：冷吗？",
        "受访者：不冷。",
    ]


def test_header_lines_are_no_turns() -> None:
    transcript = read(
        "编号：P-01\n访谈者：L某\n受访者：张某，女，58岁\n----\n访谈者：好吗？\n受访者：好。"
    )

    assert table(transcript) == ["I 访谈者 |好吗？", "R 受访者 |好。"]


def test_sample_mark_is_neither_field_nor_turn() -> None:
    transcript = read(
        "【合成样例，非真实访谈 / synthetic sample】\n编号：P-01\n\n问：好吗？\n答：好。"
    )

    assert transcript.header == {"id": "P-01"}
    assert table(transcript) == ["I 问 |好吗？", "R 答 |好。"]


def test_a_label_with_nothing_said_is_kept() -> None:
    transcript = read("问：走了？\n答：\n问：嗯。\n答：走了。")

    assert table(transcript) == ["I 问 |走了？", "R 答 |", "I 问 |嗯。", "R 答 |走了。"]


def test_warnings_say_what_is_doubtful() -> None:
    transcript = read(
        "访谈者：好吗？\n村民：" + "好" * 3001 + "\n访谈者：嗯？\n村民：好。\n邻居：来了。"
    )

    assert transcript.warnings == (
        "the label '邻居' appears only once",
        "the turn at line 2 has 3,004 characters: is a label missing?",
    )


def test_bare_text_is_told() -> None:
    transcript = read("他说政策好。")

    assert transcript.layout == "none"
    assert transcript.warnings == (
        "no speaker labels found: the whole text is taken as one respondent's",
    )


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_elsewhere_ends_it_here_and_stays(sign: str) -> None:
    text = sign.join(("问：好？", "答：好。", "问：真？", "答：真。"))
    transcript = read(text)
    assert transcript.text == text
    assert table(transcript) == ["I 问 |好？", "R 答 |好。", "I 问 |真？", "R 答 |真。"]


FOCUS_GROUP = """主持人：今天谈什么呢？
刘婶：没人听我们的。
{name}：我们入户少了。
王大爷：我不是。
{name}：等靠要还是有的。
刘婶：是的。
王大爷：好。
"""


@pytest.mark.parametrize("name", ["小张", "小张伟", "老王", "张三", "李红", "张队长"])
def test_a_plain_name_among_others_is_a_speaker(name: str) -> None:
    turns = read(FOCUS_GROUP.format(name=name)).turns
    assert [turn.speaker for turn in turns] == [
        *("主持人", "刘婶", name, "王大爷", name, "刘婶", "王大爷")
    ]


def test_a_name_that_the_header_lists_is_a_speaker_once() -> None:
    text = "参加者：刘婶、王大爷、欧阳（驻村工作队）\n\n" + FOCUS_GROUP.format(name="欧阳")
    text = text.replace("欧阳：等靠要还是有的。\n", "")
    assert "欧阳" in {turn.speaker for turn in read(text).turns}


def test_a_label_that_comes_again_and_is_not_believed_is_told() -> None:
    found = read(FOCUS_GROUP.format(name="收入"))
    assert "收入" not in {turn.speaker for turn in found.turns}
    assert any("'收入' stands where speakers do" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("again", "once"),
    [
        (("张三", "李四"), "王五"),
        (("张三", "李四"), "高中"),
        (("Anna", "Ben"), "Chris"),
        (("Anna", "Ben"), "Honestly"),
    ],
)
def test_a_word_shaped_like_the_names_of_speakers_is_doubted_not_believed(
    again: tuple[str, str], once: str
) -> None:
    first, second = again
    order = [first, second, first, second, once, first]
    found = read("\n".join(f"{name}：We did it, {n}." for n, name in enumerate(order)))
    assert [turn.speaker for turn in found.turns] == [first, second, first, second, first]
    assert f"'{once}' stands where speakers do and was not taken for one (--speakers)" in (
        found.warnings
    )


def test_a_word_among_prose_is_no_speaker_for_being_shaped_like_one() -> None:
    prose = "\nA long report goes on.\nAnd on.\nAnd on."
    names = ["Anna", "Ben", "Anna", "Ben", "Method"]
    found = read("\n".join(f"{name}: We did it.{prose}" for name in names))
    assert "Method" not in {turn.speaker for turn in found.turns}


@pytest.mark.parametrize("word", ["项目", "方法", "金额", "高中", "小路", "老路"])
def test_a_word_that_could_be_a_name_cuts_no_answer_where_both_sides_are_named(word: str) -> None:
    times = 1 if word[0] in "小老" else 2
    listed = "\n".join(f"{word}：有一个。" for _ in range(times))
    found = read(f"问：几口人？\n答：五口。\n{listed}\n问：还有呢？\n答：没了。\n")
    assert {turn.speaker for turn in found.turns} == {"问", "答"}
    assert any(f"'{word}' stands where speakers do" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("asking", "heading"),
    [("Interviewer", "Results"), ("Interviewer", "Discussion"), ("访谈者", "访谈内容")],
)
def test_a_heading_of_a_report_speaks_not_though_another_says_who_asked(
    asking: str, heading: str
) -> None:
    found = read(f"# R\n\n## {asking}\n\nJane.\n\n## {heading}\n\nThe road was bad.\n")
    assert heading not in {turn.speaker for turn in found.turns}


def test_who_speaks_once_under_a_heading_is_a_speaker_where_somebody_asks_again() -> None:
    talk = "## Interviewer\nHow?\n\n## Anna\nFine.\n\n## Interviewer\nAnd?\n\n## Ben\nNo.\n"
    assert {turn.speaker for turn in read(talk).turns} == {"Interviewer", "Anna", "Ben"}
