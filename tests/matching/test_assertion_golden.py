"""The golden sentences come out as they are marked."""

from __future__ import annotations

import pytest

from tests.matching.assertion_support import judged
from tests.matching.golden_status import CHINESE, ENGLISH


def lines(table: str) -> list[tuple[str, str, str]]:
    """Return the status, the kind of code and the sentence of each line."""
    rows = [line.split(" ", 2) for line in table.strip().splitlines() if not line.startswith("#")]
    return [(status, kind, sentence) for status, kind, sentence in rows]


def marked_as_in_chinese(sentence: str) -> str:
    return sentence.replace("[", "【").replace("]", "】")


@pytest.mark.parametrize(("status", "kind", "sentence"), lines(CHINESE))
def test_chinese(status: str, kind: str, sentence: str) -> None:
    assert judged(sentence, kind).status == status


@pytest.mark.parametrize(("status", "kind", "sentence"), lines(ENGLISH))
def test_english(status: str, kind: str, sentence: str) -> None:
    assert judged(marked_as_in_chinese(sentence), kind).status == status


def test_there_are_enough_of_every_status() -> None:
    for table in (CHINESE, ENGLISH):
        statuses = [status for status, _, _ in lines(table)]
        assert len(statuses) >= 60
        assert len(set(statuses)) == 9


@pytest.mark.parametrize(
    ("turn", "kind", "status"),
    [
        ("2013年那会儿乱。会上举个手，【户族大的占便宜】。", "problem", "historical"),
        ("那几年难。路不通。【吃的都不够】。", "problem", "historical"),
        ("那几年难。现在好了。就是【看病贵】。", "problem", "asserted"),
        ("那几年难。到现在【还是没水】。", "problem", "asserted"),
        ("那几年难。队长【天天跑】。", "positive", "asserted"),
        ("公开？【公开】在柜子里。", "positive", "ironic"),
    ],
)
def test_what_the_sentences_before_tell(turn: str, kind: str, status: str) -> None:
    assert judged(turn, kind).status == status
