"""Memos and the history from the command line."""

from __future__ import annotations

import io
import json
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Cli


def rows(cli: Cli, *words: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(cli(*words, "--json").out)["rows"]
    return found


def test_memos_on_anything(sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    coding = rows(cli, "excerpts", "--limit", "1")[0]["coding"]
    ids = []
    for words in (
        ("先看家户访谈",),
        ("与定义不合？", "--code", "contact-scarce"),
        ("录音不清", "--document", "B-02"),
        ("周姐", "--participant", "B-02"),
        ("**反讽**？", "--coding", coding),
    ):
        answer = cli("memo", "add", *words, "--coder", "li")
        assert answer.code == 0, answer.err
        ids.append(answer.out.strip())
    monkeypatch.setattr("sys.stdin", io.StringIO("从管道来\n第二行\n"))
    assert cli("memo", "add", "-", "--coder", "zhao").code == 0
    listed = rows(cli, "memo", "list")
    assert [row["target"] for row in listed] == [
        "project",
        "code",
        "document",
        "participant",
        "coding",
        "project",
    ]
    assert [row["text"] for row in rows(cli, "memo", "list", "--code", "contact-scarce")] == [
        "与定义不合？"
    ]
    assert [row["author"] for row in rows(cli, "memo", "list", "--coder", "zhao")] == ["zhao"]
    assert [row["memo"] for row in rows(cli, "memo", "search", "反讽")] == [ids[4]]
    assert cli("memo", "show", ids[4][:6]).out == "**反讽**？\n"
    assert cli("memo", "edit", ids[0], "先看村干部", "--coder", "li").code == 0
    assert cli("memo", "edit", ids[0], "x", "--coder", "zhao").code == 5
    assert cli("memo", "remove", ids[1], "--coder", "li").code == 0
    assert len(rows(cli, "memo", "list")) == 5
    assert cli("undo", "2", "--coder", "li").code == 0
    assert {row["text"] for row in rows(cli, "memo", "list")} >= {"先看家户访谈", "与定义不合？"}
    assert cli("memo", "export", "memos").code == 0
    page = next(Path("memos").glob("codings-*.md")).read_text(encoding="utf-8")
    assert "> " in page
    assert "**反讽**？" in page
    assert {path.name for path in Path("memos").iterdir()} >= {
        "project.md",
        "code-contact-scarce.md",
        "document-B-02.md",
        "participant-B-02.md",
    }
    assert "反讽" in "".join(row["memo"] for row in rows(cli, "excerpts"))


def test_memos_that_cannot_be_are_told(sample: Path, cli: Cli) -> None:
    assert cli("memo", "add", "  ").code == 2
    assert "did you mean" in cli("memo", "add", "x", "--document", "B02").err
    assert cli("memo", "add", "x", "--document", "B-02", "--code", "skill-gap").code == 2
    assert cli("memo", "add", "x", "--coding", "nope").code == 2
    assert cli("memo", "show", "zzz").code == 2
    assert cli("--no-input", "memo", "add").code == 2


def test_the_editor_is_the_persons_own(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sh -c 'echo 写好了 >> \"$0\"'")
    monkeypatch.delenv("VISUAL", raising=False)
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    name = cli("memo", "add").out.strip()
    assert cli("memo", "show", name).out == "写好了\n"
    assert cli("memo", "edit", name).code == 0
    assert cli("memo", "show", name).out == "写好了\n写好了\n"
    monkeypatch.setenv("EDITOR", "no-such-editor")
    answer = cli("memo", "add")
    assert answer.code == 3
    assert "no-such-editor" in answer.err


def test_undo_redo_restore_from_the_command_line(sample: Path, cli: Cli) -> None:
    cli("memo", "add", "一", "--coder", "li")
    cli("memo", "add", "二", "--coder", "li")
    assert cli("undo", "--coder", "zhao").code == 3
    dry = cli("undo", "--coder", "li", "--dry-run")
    assert dry.err.startswith("would be undone: add memo")
    assert len(rows(cli, "memo", "list")) == 2
    answer = cli("undo", "9", "--coder", "li")
    assert answer.code == 0
    assert "that was all: 2 steps" in answer.err
    assert rows(cli, "memo", "list") == []
    assert cli("redo", "--coder", "li").code == 0
    assert [row["text"] for row in rows(cli, "memo", "list")] == ["一"]
    events = rows(cli, "history")
    second = next(row for row in events if row["action"] == "add memo" and row["state"] == "undone")
    assert cli("restore", str(second["event"])).code == 0
    assert len(rows(cli, "memo", "list")) == 2
    assert cli("restore", "999").code == 2
    assert "已撤销" in cli("--lang", "zh", "undo", "--coder", "li").err
    drawn = cli("history", "--limit", "3", "--format", "table").out
    assert "undo" in drawn
    assert "before" not in drawn


@pytest.fixture
def in_shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where this runs, clocks are eight hours ahead of UTC."""
    monkeypatch.setenv("TZ", "CST-8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_shanghai", "sample")
def test_times_are_local_on_a_terminal_and_utc_for_programs(cli: Cli) -> None:
    cli("memo", "add", "想法", "--coder", "li")
    stored = datetime.fromisoformat(rows(cli, "history", "--limit", "1")[0]["at"])
    assert stored.utcoffset() == timedelta(0)
    here = stored.astimezone().strftime("%Y-%m-%d %H:%M:%S +0800")
    for words in (("history", "--limit", "1"), ("memo", "list")):
        drawn = " ".join(cli(*words, "--format", "table").out.split())
        assert here[:10] in drawn, drawn
        assert "+0800" in drawn
        assert stored.isoformat() in cli(*words, "--format", "csv").out
    assert f"{here}: 1 row" in cli("undo", "--coder", "li").err


@pytest.mark.usefixtures("in_shanghai", "sample")
def test_since_is_a_local_time(cli: Cli) -> None:
    cli("memo", "add", "想法")
    at = datetime.fromisoformat(rows(cli, "history", "--limit", "1")[0]["at"]).astimezone()
    soon, late = (at + timedelta(seconds=by) for by in (0, 1))
    naive = "%Y-%m-%dT%H:%M:%S"
    assert len(rows(cli, "history", "--since", soon.strftime(naive), "--limit", "1")) == 1
    assert rows(cli, "history", "--since", late.strftime(naive), "--limit", "1") == []
    assert len(rows(cli, "history", "--since", soon.isoformat(), "--limit", "1")) == 1
    assert len(rows(cli, "history", "--since", at.strftime("%Y"), "--limit", "1")) == 1
    assert cli("history", "--since", "yesterday").code == 2
