"""The list of commands in help: whole sentences, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.cli.groups import told

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

HELP = """Make tea. It is hot.

Then drink it, with 糖 or without.

泡茶（水：要热）：
先烧水。再喝。
"""


def test_the_first_sentence_is_told_in_either_language() -> None:
    assert told(HELP, "en") == "Make tea."
    assert told(HELP, "zh") == "泡茶（水：要热）：先烧水"
    assert told("Make tea", "zh") == "Make tea"


@pytest.mark.parametrize("group", [(), ("codebook",), ("transcript",), ("memo",), ("validate",)])
def test_no_command_is_told_by_half(group: tuple[str, ...], cli: Cli) -> None:
    listed = cli(*group, "--help").out.split("Commands:")[1]
    assert "..." not in listed


@pytest.mark.parametrize("group", [(), ("codebook",)])
def test_commands_are_listed_in_chinese(group: tuple[str, ...], cli: Cli) -> None:
    listed = cli("--lang", "zh", *group, "--help").out.split("命令:\n")[1]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in line) for line in listed.splitlines())


def test_a_heading_is_told_with_what_it_heads(cli: Cli) -> None:
    listed = " ".join(cli("--lang", "zh", "--help").out.split())
    assert "verify 逐条核对：每条编码的原话" in listed
