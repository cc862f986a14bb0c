"""Real files and synthetic field recordings, with the speakers that a reader found in them."""

from __future__ import annotations

import pathlib
from collections import Counter

import pytest

from qualcode.errors import DataError
from qualcode.model.transcript import Role
from qualcode.transcripts.reader import read_transcript

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared material is not here")

GOLD = {
    "A02": ("label-colon", {"访谈者": 23}, {"受访者": 23}),
    "A05": ("label-dash", {"调研员": 22}, {"小刘": 24}),
    "B01": ("label-colon", {"问": 20}, {"答": 20}),
    "B04": ("label-colon", {"甲": 13, "乙": 7}, {"李": 24}),
    "C01": ("label-colon", {"问": 15}, {"答": 15}),
    "C05": ("label-colon", {"访谈者": 19}, {"受访者": 22, "旁边工友": 4}),
    "E02": ("label-colon", {"Q": 13}, {"FS": 14}),
    "E05": ("label-colon", {"Student": 33, "Interpreter": 10}, {"Old man": 38}),
}
FILES = {
    "layouts/bracket_time_speaker.txt": ({"Speaker 1": 24}, {"Speaker 2": 36}),
    "layouts/fangtan_shoufang.txt": ({"访谈者": 12}, {"受访者": 28}),
    "layouts/feishu_minutes.txt": ({"说话人 1": 12}, {"说话人 2": 28}),
    "layouts/i_r.txt": ({"I": 24}, {"R": 36}),
    "layouts/otter.txt": ({"Miriam Meckel": 24}, {"Audrey Tang": 36}),
    "layouts/qa_fullwidth_letters.txt": ({"Ｑ": 12}, {"Ａ": 28}),
    "layouts/tencent_meeting.txt": ({"林宏达": 12, "林文义": 2}, {"唐凤": 26}),
    "layouts/wen_da.txt": ({"问": 12}, {"答": 28}),
    "layouts/zh_feishu_one_paragraph.docx": ({"说话人 1": 12}, {"说话人 2": 28}),
    "encodings/big5_traditional.txt": ({"林宏達": 79, "林文義": 42}, {"唐鳳": 222}),
    "encodings/gb18030.txt": ({"林宏达": 79, "林文义": 42}, {"唐凤": 222}),
    "encodings/utf16le_bom.txt": ({"林宏达": 79, "林文义": 42}, {"唐凤": 222}),
    "encodings/utf8_bom_crlf.txt": ({"林宏达": 79, "林文义": 42}, {"唐凤": 222}),
    "encodings/cr_only.txt": ({"林宏达": 79, "林文义": 42}, {"唐凤": 222}),
    "zh/audreyt/2016-05-13-端傳媒採訪.md": ({"蔣珮伊": 190, "蔣金": 25}, {"唐鳳": 312}),
    "layouts/teams.vtt": ({"Miriam Meckel": 18}, {"Audrey Tang": 19}),
    "layouts/zoom.vtt": ({"Miriam Meckel": 18}, {"Audrey Tang": 19}),
    "layouts/nvivo_table.docx": ({"Miriam Meckel": 24}, {"Audrey Tang": 36}),
    "layouts/en_unicode.rtf": ({"Miriam Meckel": 24}, {"Audrey Tang": 36}),
    "layouts/zh_unicode.rtf": ({"林宏達": 12, "林文義": 2}, {"唐鳳": 26}),
    "zh/audreyt_archive/2016-05-13-端傳媒採訪.an.xml": (
        {"蔣珮伊": 190, "蔣金": 25},
        {"唐鳳": 312},
    ),
    "en/talkpython/youtube_transcripts_534-diskcache.vtt": (
        {"Michael Kennedy": 126},
        {"Vincent Warmerdam": 125},
    ),
    "en/coraal/amberscript_transcripts_original_DCB_se2_ag4_f_03_1.json": (
        {"Interviewer": 125},
        {"Interviewee": 125},
    ),
    "en/dhbw_example/Lecturer A.odt": ({"S00": 8}, {"S01": 8}),
    "en/dhbw_example/Lecturer B.txt": ({"A": 8}, {"B": 8}),
    "en/dhbw_example/Lecturer C.md": ({"Interviewer": 8}, {"Lecturer C": 8}),
    "en/hitsave/Wintermoor Tactics Club/Wintermoor Tactics Club interview transcription.md": (
        {"Jonas Rosland": 45},
        {"Ben Walker": 51, "Kyla Fury": 84, "Ryan Anderson": 110},
    ),
}


def speakers(path: pathlib.Path) -> tuple[dict[str, int], dict[str, int]]:
    transcript = read_transcript(path)
    counts = Counter((turn.role, turn.speaker) for turn in transcript.turns)
    asking = {name: n for (role, name), n in counts.items() if role is Role.INTERVIEWER}
    asked = {name: n for (role, name), n in counts.items() if role is Role.RESPONDENT}
    return asking, asked


@pytest.mark.parametrize("name", GOLD)
def test_gold(name: str) -> None:
    path = SHARED / "gold" / "transcripts" / f"{name}.txt"
    layout, asking, asked = GOLD[name]

    assert read_transcript(path).layout == layout
    assert speakers(path) == (asking, asked)


@pytest.mark.parametrize("name", FILES)
def test_file(name: str) -> None:
    assert speakers(SHARED / "data" / name) == FILES[name]


def test_the_same_words_in_every_encoding() -> None:
    names = ("gb18030", "utf16le_bom", "utf8", "utf8_bom_crlf", "cr_only")
    paths = [SHARED / "data" / "encodings" / f"{name}.txt" for name in names]

    assert len({read_transcript(path).text for path in paths}) == 1


def test_mojibake_is_refused() -> None:
    path = SHARED / "data" / "encodings" / "mojibake_gbk_read_as_latin1.txt"

    with pytest.raises(DataError, match="damaged at character 0: gb18030 text was read as cp1252"):
        read_transcript(path)
