"""Every doubt that reading a transcript raises is told to Chinese readers in Chinese."""

from __future__ import annotations

import re

import pytest

from qualcode.cli.import_doubts import doubt_said
from qualcode.transcripts.content import Content
from qualcode.transcripts.options import ReadingOptions
from qualcode.transcripts.understanding import understand

TEXTS = {
    "bare": "今天天气好。\n没有人问。\n",
    "once": "访谈者：您好？\n医生：好，您问吧。\n",
    "long": "问：好？\n答：" + "好" * 5000 + "。\n问：还有？\n答：没了。\n",
    "respondents": "[甲] 好。\n[乙] 也好。\n[甲] 是。\n[丙] 是的，很好。\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_doubts_of_reading_have_their_chinese(name: str) -> None:
    doubts = understand(Content("text", "utf-8", TEXTS[name]), ReadingOptions()).warnings
    assert doubts
    for doubt in doubts:
        said = doubt_said(doubt)
        assert said.en == doubt
        assert said.zh != doubt
        assert not re.search(r"[a-z]{4,} [a-z]{3,}", said.zh)


@pytest.mark.parametrize(
    ("doubt", "chinese"),
    [
        (
            "the file was read before as 'A', still in the project: `x`, or all counts twice",
            "该文件先前读作 'A'，仍在项目中，会重复计入：请 `x`",
        ),
        (
            "F01 is PH by the header, NPH by the prefix of the id",
            "F01 按文首为 PH，按编号前缀为 NPH",
        ),
        (
            "P-03: subject is GOV by the table, VC by the header",
            "P-03：主体在表中为 GOV，在文首为 VC",
        ),
        (
            "P-03: 年龄 is 46 by the table, 45 by the header",
            "P-03：年龄 在表中为 46，在文首为 45",
        ),
        (
            "no subject 'x' in the codebook (did you mean 'y'?)",
            "编码手册中没有主体 'x'（是不是 'y'？）",
        ),
    ],
)
def test_doubts_of_persons_have_their_chinese(doubt: str, chinese: str) -> None:
    assert doubt_said(doubt).zh == chinese


def test_an_unknown_doubt_is_told_as_it_is() -> None:
    assert doubt_said("something new").zh == "something new"
