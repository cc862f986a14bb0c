"""What `import` and its neighbours advise can be typed as it stands, and leads on."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import typed

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

_TALK = """编号：{id}
访谈者：家里怎么样？
受访者：我们家没钱，孩子上学要借，药费也报不了多少，去年还欠着信用社两万块。
访谈者：干部来过吗？
受访者：干部一年见不着一回，来了也是走形式，拍了照片就走，什么都没有问过。
"""


@pytest.fixture
def project(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, stood in."""
    monkeypatch.chdir(tmp_path)
    assert cli("init", "p", "--sample").code == 0
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


def _write(name: str, who: str = "Z-01", *, old: str = "", new: str = "") -> str:
    text = _TALK.format(id=who)
    assert old in text
    Path(name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return name


def _commands(told: str) -> list[list[str]]:
    """Return the commands in a hint, as a shell takes them apart, without the program."""
    return [shlex.split(each)[1:] for each in re.findall(r"`(qualcode [^`]+)`", told)]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("P-01",), "P-01"),
        (("甲村 1",), "'甲村 1'"),
        (("乡镇（东）",), "'乡镇（东）'"),
        (("-dash",), "-- -dash"),
        (("a'b", "x y"), """'a'"'"'b' 'x y'"""),
        (("村1",), "村1"),
    ],
)
def test_names_are_written_as_a_shell_wants_them(names: tuple[str, ...], words: str) -> None:
    assert typed(*names) == words
    assert [each for each in shlex.split(words) if each != "--"] == list(names)


def test_a_copy_under_another_name_is_refused_with_a_way_on(project: Path, cli: Cli) -> None:
    assert cli("import", _write("A02 副本.txt")).code == 0
    refused = cli("import", _write("A02.txt"))
    assert refused.code != 0
    assert _commands(refused.err) == [["transcript", "rename", "A02 副本", "A02"]]
    assert cli(*_commands(refused.err)[0]).code == 0
    assert cli("import", "A02.txt").code == 0


def test_a_changed_file_is_refused_with_both_ways(project: Path, cli: Cli) -> None:
    assert cli("import", _write("Q 1.txt")).code == 0
    refused = cli("import", _write("Q 1.txt", old="两万块", new="三万块"))
    assert "--update" in refused.err
    assert _commands(refused.err) == [["transcript", "replace", "Q 1", "Q 1.txt"]]
    assert cli(*_commands(refused.err)[0], "--yes").code == 0


def test_a_correction_under_another_name_is_doubted(project: Path, cli: Cli) -> None:
    assert cli("import", _write("Z-01.txt")).code == 0
    Path("new").mkdir()
    told = cli("import", _write("new/Q1.txt", old="两万块", new="三万块"))
    assert "% the text of 'Z-01', by the same person: if it is a correction" in told.err
    remove, replace = _commands(told.err)
    assert remove == ["remove", "Q1"]
    assert replace == ["transcript", "replace", "Z-01", "new/Q1.txt"]
    stopped = cli(*replace, "--yes")
    assert stopped.code != 0
    assert _commands(stopped.err) == [remove]
    assert cli(*remove, "--yes").code == 0
    assert cli(*replace, "--yes").code == 0


def test_another_talk_with_the_same_person_is_not_doubted(project: Path, cli: Cli) -> None:
    assert cli("import", _write("Z-01.txt")).code == 0
    other = "编号：Z-01\n访谈者：家里怎么样？\n受访者：今年好多了，娃娃毕业了，路也修到门口了。\n"
    Path("Z-01 第二次.txt").write_text(other, encoding="utf-8")
    told = cli("import", "Z-01 第二次.txt")
    assert told.code == 0
    assert "by the same person" not in told.err


def test_one_file_is_called_by_the_name_that_is_given(project: Path, cli: Cli) -> None:
    assert cli("import", _write("Q1.txt"), "--name", "Z-01").code == 0
    assert cli("transcript", "show", "Z-01").code == 0
    assert cli("transcript", "show", "Q1").code == 2
    two = cli("import", _write("a.txt", "Z-02"), _write("b.txt", "Z-03"), "--name", "Z-09")
    assert two.code == 2
    assert "--name is for one file; 2 are meant" in two.err


def test_persons_are_counted_once_and_those_here_are_not_missed(project: Path, cli: Cli) -> None:
    cli("import", "transcripts/")
    one = cli("import", "transcripts/P-04.txt", "--participants", "transcripts/participants.csv")
    assert "speaks in none" not in one.err
    text = _TALK.format(id="Z-07") + "受访者：没了。\n"
    Path("x.txt").write_text(text, encoding="utf-8")
    Path("y.txt").write_text(text.replace("Z-07\n", "Z-07\n年龄：60\n"), encoding="utf-8")
    assert "1 participant new or changed" in cli("import", "x.txt", "y.txt").err


def test_a_label_that_nobody_has_is_told(project: Path, cli: Cli) -> None:
    cli("import", "transcripts/")
    told = cli("speakers", "--set", "不存在=note")
    assert "no document here has the label 不存在" in told.err
    assert "has the label" not in cli("speakers", "--set", "受访者=respondent").err
    rows = cli("speakers", "--format", "csv").out.splitlines()
    assert [row.split(",")[3] for row in rows if row.endswith(",told")] == ["", ""]


def test_a_name_like_an_option_is_told_how_to_be_typed(project: Path, cli: Cli) -> None:
    told = cli("transcript", "show", "-dash")
    assert "a name that begins with - comes after --" in told.err
    assert "comes after --" not in cli("transcript", "show", "--dash").err
