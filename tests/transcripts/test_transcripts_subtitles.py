"""Subtitles of srt and vtt: cues in, turns out."""

from __future__ import annotations

import json

import pytest

from qualcode.errors import DataError
from qualcode.model.landmark import Places
from tests.transcripts.reading import read, table


def test_srt_with_names_over_several_cues() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn Lee: Hello, and\nwelcome\n\n"
        "2\n00:00:02,000 --> 00:00:03,500\nto the show. Who are you?\n\n"
        "3\n00:00:04,000 --> 00:00:05,000\nBob: I&#39;m Bob.\n"
    )

    assert table(read(srt, ".srt")) == [
        "I Ann Lee 00:00:01|Hello, and welcome to the show. Who are you?",
        "R Bob 00:00:04|I'm Bob.",
    ]


def test_chinese_cues_are_joined_without_blanks() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\n看病\n\n2\n00:00:02,000 --> 00:00:03,000\n难，药也贵。\n"
    )

    assert table(read(srt.encode("gb18030"), ".srt")) == ["R  00:00:01|看病难，药也贵。"]


def test_vtt_with_voices_open_and_closed() -> None:
    vtt = (
        "WEBVTT\n\nNOTE made by a tool\n\nid-1/2\n00:01.000 --> 00:02.000\n<v Ann>Why?</v>\n\n"
        "00:00:02.000 --> 00:00:03.000 align:start\n<v Bob>Because <i>so</i> &amp; so.\n\n"
        "00:00:03.000 --> 00:00:04.000\n[laughter]\n\n"
        "00:00:04.000 --> 00:00:05.000\n<v Bob>Yes.\n"
    )

    assert table(read(vtt, ".vtt")) == [
        *("I Ann 00:01|Why?", "R Bob 00:00:02|Because so & so."),
        *("N  00:00:03|[laughter]", "R Bob 00:00:04|Yes."),
    ]


def test_vtt_with_names_in_brackets() -> None:
    vtt = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n(Danyel Fisher)\nWhy?\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\n(Ann Lee)\nSo.\n"
    )

    assert table(read(vtt, ".vtt")) == ["I Danyel Fisher 00:00:01|Why?", "R Ann Lee 00:00:02|So."]


def test_subtitles_without_cues_are_refused() -> None:
    with pytest.raises(DataError, match=r"a\.srt has no cues"):
        read("hello", ".srt")


def test_two_speakers_in_one_cue() -> None:
    vtt = (
        "WEBVTT\n\n00:00:08.000 --> 00:00:12.000\n(Danyel Fisher)\nI wanted to start\n\n"
        "00:00:12.000 --> 00:00:15.000\n- with you.\n- (Ann Lee) Sure, why not?\n\n"
        "00:00:15.000 --> 00:00:18.000\n- Good.\n- Thanks.\n"
    )

    assert table(read(vtt, ".vtt")) == [
        "R Danyel Fisher 00:00:08|I wanted to start with you.",
        "I Ann Lee 00:00:12|Sure, why not? Good.",
        "R Danyel Fisher 00:00:15|Thanks.",
    ]


def test_signs_of_a_change_of_speaker() -> None:
    srt = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n>> {line}\n\n"
        for n, line in enumerate(("Ann: How are you?", "Bob: Fine.", "Ann: And?"), 1)
    )

    assert table(read(srt, ".srt")) == [
        *("I Ann 00:00:01|How are you?", "R Bob 00:00:02|Fine.", "I Ann 00:00:03|And?"),
    ]


def test_words_with_speakers_of_their_own() -> None:
    words = [("How", "A"), ("are", "A"), ("you?", None), ("Fine.", "B")]
    segment = {
        "start": 0,
        "text": "How are you? Fine.",
        "words": [
            {"word": word, "start": n, **({"speaker": who} if who else {})}
            for n, (word, who) in enumerate(words)
        ],
    }

    transcript = read(json.dumps({"segments": [segment]}), ".json")

    assert table(transcript) == ["I A 00:00:00|How are you?", "R B 00:00:03|Fine."]


def test_cues_keep_their_times_within_a_turn() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn: Hello,\n\n"
        "2\n00:01:02,000 --> 00:01:03,000\nwelcome.\n\n3\n00:01:04,000 --> 00:01:05,000\nBob: Hi.\n"
    )
    transcript = read(srt, ".srt")
    places = Places(transcript.text, transcript.landmarks)

    assert places.of(transcript.text.index("welcome")) == "00:01:02"
    assert places.of(transcript.text.index("Hi")) == "00:01:04"
