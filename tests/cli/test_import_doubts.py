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


def test_an_unknown_doubt_is_told_as_it_is() -> None:
    assert doubt_said("something new").zh == "something new"
