"""The README keeps its word in both languages: session, links and picture are true."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

REPO = Path(__file__).parents[2]
BY_LANGUAGE = {"en": REPO / "README.md", "zh": REPO / "README.zh.md"}
TABLE = (
    "table --subjects five --subject government --subject poor-household --sort size"
    " --kind problem --code contact --code voice --code system --code backstop"
)
PICTURES = {
    "en": (TABLE, "explain gift-only-help poor-household --subjects five --context 0"),
    "zh": (
        TABLE,
        "explain contact-formalistic poor-household --subjects five --participant P-03 --context 0",
    ),
}
"""What the pictures show: a table, and words behind one of its cells, in the reader's language."""


def text(language: str) -> str:
    return BY_LANGUAGE[language].read_text(encoding="utf-8")


def session(language: str) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", text(language), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def code_of(language: str) -> str:
    (block,) = re.findall(r"```python\n(.*?)```", text(language), re.DOTALL)
    return str(block)


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    os.chdir(tmp_path)


def test_the_five_minute_session_runs_and_python_reads_it(at_home: Path) -> None:
    lines = session("en")
    assert len(lines) > 12
    for line in lines:
        words = shlex.split(line)
        if words[0] == "cd":
            os.chdir(words[1])
        else:
            assert main(words[1:]) == 0, line
    os.chdir(at_home)
    names: dict[str, object] = {}
    exec(code_of("en"), names)
    assert len(getattr(names["codings"], "index", ())) > 100
    assert len(getattr(names["people"], "index", ())) == 32


def test_both_languages_have_the_same_sections_and_commands() -> None:
    for pattern in (r"^#+", r"^```.*", r"^- "):
        en, zh = (re.findall(pattern, text(each), re.MULTILINE) for each in BY_LANGUAGE)
        assert en == zh
    assert session("en") == session("zh")
    uncommented = [re.sub(r" *#.*", "", code_of(each)) for each in BY_LANGUAGE]
    assert uncommented[0] == uncommented[1]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_links_lead_somewhere(language: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)", text(language))
    assert len(targets) > 12
    for target in targets:
        assert target.startswith("http") or (REPO / target).exists(), target


def test_the_picture_is_what_the_samples_give(
    coded_sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(coded_sample)
    for language, path in BY_LANGUAGE.items():
        shown: list[str] = []
        for line in PICTURES[language]:
            capsys.readouterr()
            assert main(["--lang", language, *line.split(), "--format", "table"]) == 0
            out = (each.rstrip() for each in capsys.readouterr().out.splitlines())
            shown.append("\n".join((f"$ qualcode {line}", *out)).rstrip())
        wanted = "\n```text\n" + "\n\n".join(shown) + "\n```\n"
        before, _, rest = text(language).partition("<!-- picture -->")
        picture, _, after = rest.partition("<!-- /picture -->")
        if os.environ.get("UPDATE_GOLDEN"):
            new = f"{before}<!-- picture -->{wanted}<!-- /picture -->{after}"
            path.write_text(new, encoding="utf-8")
        else:
            assert picture == wanted
