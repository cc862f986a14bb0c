"""The manners of the command line: help, streams, formats, colour, options, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from qualcode import __version__
from qualcode.cli.app import app
from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.project import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Cli

REPO = Path(__file__).parents[2]
COMMAND: Any = typer.main.get_command(app)


def commands(command: Any = COMMAND, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    for name, sub in getattr(command, "commands", {}).items():
        yield (*path, name), sub
        yield from commands(sub, (*path, name))


LEAVES = [(path, sub) for path, sub in commands() if not hasattr(sub, "commands")]
NAMES = [" ".join(path) for path, _ in LEAVES]


def test_bare_command_is_short_help_on_stdout(cli: Cli) -> None:
    answer = cli()
    assert answer.code == 0
    assert answer.err == ""
    assert "Examples:" in answer.out
    assert "Next:" in answer.out
    assert cli("-h").out == cli("--help").out


def test_version_is_one_line(cli: Cli) -> None:
    assert cli("--version") == (0, f"qualcode {__version__}\n", "")


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_help_in_two_languages_and_two_examples(name: str, cli: Cli) -> None:
    answer = cli(*name.split(), "--help")
    assert answer.code == 0
    assert len(re.findall(r"^ +qualcode ", answer.out, re.MULTILINE)) >= 2
    assert re.search(r"[\u4e00-\u9fff]{4}", answer.out)


def examples() -> list[str]:
    found = []
    for _, command in LEAVES:
        found += re.findall(r"^ +(qualcode .*)$", command.help, re.MULTILINE)
    return found


def codes_of(words: list[str]) -> set[int]:
    """Return the exit codes an example may have on the sample, where nothing has been lost."""
    if words[1] == "transcript" and words[2] in {"restore", "place", "forget"}:
        return {2, 3}
    if words[1:3] == ["validate", "show"]:
        return {3}  # nobody has answered a sample yet
    if "--quality" in words:
        return {3}  # nobody has decided on anything yet
    return {0, 1} if {"check", "test"} & set(words) else {0}


@pytest.mark.parametrize("example", examples())
def test_each_example_of_the_help_runs_on_the_sample_project(
    example: str, sample: Path, cli: Cli
) -> None:
    if " zhang" in example:
        _two_persons_review(sample)
    for command in example.split(" && "):
        words = shlex.split(command)
        if words[0] == "cd":
            os.chdir(words[1])
            continue
        answer = cli(*words[1:])
        assert answer.code in codes_of(words), answer.err


def _two_persons_review(sample: Path) -> None:
    """Let Zhang and Li decide on a few proposals, so that there is something to agree on."""
    with opened(sample / "study.qualcode") as project:
        found = [each.coding.id for each in project.store.excerpts.find(CodingQuery())]
        decide(project, found[:4], Decision(Review.ACCEPTED), by="zhang")
        decide(project, found[:2], Decision(Review.ACCEPTED), by="li")
        decide(project, found[2:4], Decision(Review.REJECTED), by="li")


def test_long_options_mean_the_same_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for _, command in LEAVES:
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    meanings.setdefault(option, set()).add(parameter.help or "")
    different = {option: helps for option, helps in meanings.items() if len(helps) > 1}
    # A file or a folder; sample interviews, or a sample of codings; where a project comes from or
    # goes to; what is looked for, or what a coding gets: same word, same idea.
    allowed = {"--out", "--codebook", "--force", "--sample", "--format", "--strict", "--qdpx"}
    allowed |= {"--status", "--about", "--code"}
    assert {option for option in different if option not in allowed} == set()


@pytest.mark.parametrize("command", ["add", "change", "remove"])
def test_the_help_of_coding_by_hand_shows_that_command_and_says_what_is_set(
    command: str, cli: Cli
) -> None:
    said = cli("code", command, "--help").out
    assert f"qualcode code {command} " in said.split("Examples:")[1]
    assert "Only these" not in said


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from qualcode.cli.main import main; main(['--help']);"
        "bad = {'pandas','spacy','sklearn','jieba','textual','rich','ruamel','opencc','numpy'};"
        "sys.exit(str(sorted(bad & set(sys.modules))) if bad & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_stdout_is_data_and_stderr_is_for_people(sample: Path, cli: Cli) -> None:
    answer = cli("excerpts", "--limit", "3")
    rows = list(csv.reader(io.StringIO(answer.out), delimiter="\t"))
    assert len(rows) == 4
    assert rows[0][:2] == ["coding", "document"]
    assert "references" in answer.err
    assert cli("excerpts", "--limit", "3", "--quiet").err == ""


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "md", "table"])
def test_every_listing_has_every_format(form: str, sample: Path, cli: Cli) -> None:
    for words in (
        ["table"],
        ["excerpts"],
        ["status"],
        ["doctor"],
        ["codebook", "show"],
        ["config"],
    ):
        answer = cli(*words, "--format", form)
        assert answer.code == 0, (words, answer.err)
        assert answer.out.strip()
        if form == "json":
            assert json.loads(answer.out)["schema_version"] == 1


def test_json_is_an_alias(sample: Path, cli: Cli) -> None:
    assert cli("table", "--json").out == cli("table", "--format", "json").out


def test_formats_agree_cell_for_cell(sample: Path, cli: Cli) -> None:
    as_csv = list(csv.DictReader(io.StringIO(cli("table", "--format", "csv").out)))
    as_tsv = list(csv.DictReader(io.StringIO(cli("table", "--format", "tsv").out), delimiter="\t"))
    as_json = json.loads(cli("table", "--format", "json").out)
    assert as_csv == as_tsv
    bases = {f"{group}_base": str(base) for group, base in as_json["bases"].items()}
    rows = [{key: str(value) for key, value in row.items()} | bases for row in as_json["rows"]]
    assert rows == as_csv


def test_csv_files_carry_a_mark_for_excel_and_stdout_does_not(sample: Path, cli: Cli) -> None:
    assert cli("table", "--out", "t.csv").code == 0
    assert Path("t.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,")
    assert b"\r\n" in Path("t.csv").read_bytes()
    assert cli("table", "--format", "csv").out.startswith("code,")
    assert cli("table", "--out", "-", "--format", "csv").out.startswith("code,")


def test_errors_are_said_in_the_language_of_the_session(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample
    told = {
        ("excerpts", "--document", "P-99"): ("没有材料 'P-99'", "status"),
        ("table", "--by", "gendr"): ("没有分组方式 'gendr'", "是不是 'gender'？"),
        ("agreement",): ("信度需要两名编码者", "可并入同事的工作"),
        ("compare", "PH", "PH"): ("两侧相同", "请给出两个不同的"),
        ("export",): ("没有说明导出到哪里", "请给出文件夹"),
        ("table", "--out", "x.abc"): ("无法从 'x.abc' 判断格式", "文件名请以"),
        ("tabel",): ("没有命令 'tabel'，是不是 'table'？", "有全部说明"),
        ("table", "--count", "abc"): ("'--count' 的值不对：'abc' 不在可选之列", "有全部说明"),
        ("--project", "nowhere", "status"): ("没有", "qualcode init"),
    }
    for words, (message, hint) in told.items():
        lines = cli("--lang", "zh", *words).err.splitlines()
        (error,) = [line for line in lines if line.startswith("error: ")]
        (advice,) = [line for line in lines if line.startswith("hint: ")]
        assert message in error, words
        assert hint in advice, words
        assert not re.search("[一-龥]", "".join(cli(*words).err.splitlines()[-2:])), words
    monkeypatch.setenv("QUALCODE_LANG", "zh")
    assert "两侧相同" in cli("compare", "PH", "PH").err
    monkeypatch.setenv("QUALCODE_LANG", "xx")
    assert "both sides are the same" in cli("compare", "PH", "PH").err


def test_chinese_headers_and_language(sample: Path, cli: Cli) -> None:
    answer = cli("table", "--lang", "zh", "--format", "table")
    assert "问题频次表" in answer.out
    assert "走访联系稀少" in answer.out
    assert "编码" in cli("table", "--headers", "zh", "--format", "csv").out.splitlines()[0]
    assert "无需编码" in cli("--lang", "zh", "code").err


def test_language_follows_the_system(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "无需编码" in cli("code").err
    monkeypatch.setenv("QUALCODE_LANG", "en")
    assert "nothing to do" in cli("code").err


def test_settings_precedence_and_origin(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def coder() -> tuple[str, str]:
        rows = json.loads(cli("config", "--origin", "--json").out)["rows"]
        row = next(row for row in rows if row["key"] == "coder")
        return row["value"], row["origin"]

    user = tmp_path / "config" / "qualcode" / "config.toml"
    user.parent.mkdir(parents=True)
    user.write_text('coder = "user"', encoding="utf-8")
    assert coder() == ("user", str(user))
    Path("qualcode.toml").write_text('coder = "project"', encoding="utf-8")
    assert coder()[0] == "project"
    monkeypatch.setenv("QUALCODE_CODER", "env")
    assert coder() == ("env", "environment")
    Path("qualcode.toml").write_text('codr = "x"', encoding="utf-8")
    answer = cli("config")
    assert answer.code == 3
    assert "did you mean 'coder'?" in answer.err


def test_no_colour_in_pipes_and_on_request(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in cli("table", "--format", "table").out
    assert "\x1b[" in cli("--color", "always", "table", "--format", "table").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in cli("table", "--format", "table").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in cli("table", "--format", "table").out


def test_global_options_may_stand_anywhere(sample: Path, cli: Cli) -> None:
    assert cli("--lang", "zh", "code").err == cli("code", "--lang", "zh").err
    assert cli("code", "--lang=zh", "-q").err == ""


def test_works_from_a_folder_below(sample: Path, cli: Cli) -> None:
    os.chdir("transcripts")
    assert cli("status").code == 0
    assert cli("code").err.startswith("nothing to do")


def test_nothing_ever_touches_the_network(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    codebook = REPO / "codebooks" / "teacher-burnout.yaml"
    for words in (
        ["import", "transcripts"],
        ["code", "--codebook", str(codebook)],
        ["table", "--kind", "all"],
        ["excerpts"],
        ["export", "out"],
        ["verify"],
        ["doctor"],
    ):
        assert cli(*words).code == 0, words


def test_head_of_a_pipe_gives_no_traceback(sample: Path) -> None:
    shell = f"{sys.executable} -m qualcode excerpts --format csv | head -n 1"
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_terminal_of_another_encoding_does_not_end_the_program(sample: Path) -> None:
    for encoding in ("gbk", "ascii"):
        environment = os.environ | {"PYTHONIOENCODING": encoding}
        command = [sys.executable, "-m", "qualcode", "--lang", "zh", "table", "--format", "table"]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        assert b"contact" in done.stdout or b"\xd7" in done.stdout or b"\\u" in done.stdout


def test_a_fault_of_our_own_names_a_log_without_words(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("周姐说的秘密")

    monkeypatch.setattr("qualcode.workflow.standing.standing_of", fail)
    answer = cli("status")
    assert answer.code == 70
    assert "crash.log" in answer.err
    assert "秘密" not in answer.err
    log = re.search(r"(\S+crash\.log)", answer.err)
    assert log
    text = Path(log.group(1)).read_text(encoding="utf-8")
    assert "秘密" not in text
    assert "standing" in text or "project" in text


def test_completion_offers_codes_by_id_and_chinese(sample: Path) -> None:
    from qualcode.cli.completion import complete_code, complete_document, complete_grouping

    assert ("contact-scarce", "走访联系稀少") in complete_code("contact-s")
    assert [code for code, _ in complete_code("走访联系稀少")] == ["contact-scarce"]
    assert ("P-01", "") in complete_document("P-")
    assert ("gender", "") in complete_grouping("g")
    os.chdir("/")
    assert complete_code("c") == []


def test_the_reference_is_what_the_app_says() -> None:
    script = REPO / "docs" / "reference.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("group", ["codebook", "memo", "transcript", "trap", "validate"])
def test_a_group_alone_gives_its_help(group: str, cli: Cli) -> None:
    answer = cli(group)
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: qualcode {group} ")
    assert answer.err == ""


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("validate", "draw", "--size", "3"), ""),
        (("doctor", "--where", "x"), ""),
        (("agreement", "--where", "x"), ""),
        (("table", "--staus", "denied"), "--status"),
        (("excerpts", "--coders", "li"), "--coder"),
        (("agreement", "--coders", "li"), ""),
    ],
)
def test_only_what_is_near_is_taken_for_a_missing_option(
    words: tuple[str, ...], near: str, cli: Cli
) -> None:
    answer = cli(*words)
    assert answer.code == 2
    hint = answer.err.partition("hint: ")[2]
    assert hint.startswith(f"did you mean {near}" if near else "`")
    assert near or "Possible" not in answer.err


def test_the_draft_of_methods_goes_where_it_is_sent(sample: Path, cli: Cli) -> None:
    said = cli("methods").out
    assert cli("methods", "--out", "m.md").out == ""
    assert (sample / "m.md").read_text("utf-8") == said
    for words in (("--json",), ("--format", "xlsx"), ("--out", "m.xlsx")):
        answer = cli("methods", *words)
        assert (answer.code, answer.out) == (2, "")
        assert "the draft is prose" in answer.err
    assert not (sample / "m.xlsx").exists()
