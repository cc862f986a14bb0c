"""`codebook import` and `codebook export` from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.reader import read_codebook
from qualcode.codebook.reshaping import same

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_a_codebook_goes_out_and_comes_back(sample: Path, cli: Cli) -> None:
    for name in ("codes.csv", "codes.xlsx", "codes.md"):
        assert cli("codebook", "export", "-o", name).code == 0
        words = ("codebook", "import", name, "--like", "codebook.yaml", "-o", f"{name}.yaml")
        answer = cli(*words)
        assert answer.code == 0, answer.err
        found = read_codebook(Path(f"{name}.yaml"))
        assert same(found, read_codebook(Path("codebook.yaml")))
    assert cli("codebook", "export", "-o", "codes.csv").code == 0
    Path("codes.csv").write_text("mine", encoding="utf-8")
    assert cli("codebook", "export", "-o", "codes.csv").code == 5
    assert Path("codes.csv").read_text(encoding="utf-8") == "mine"


def test_an_imported_table_is_a_codebook_that_codes(sample: Path, cli: Cli) -> None:
    Path("mine.md").write_text(
        "# 我的编码\n\n| 编码 | 定义 | 关键词 |\n|---|---|---|\n| 生病 | 家里有病人 | 病、医院 |\n",
        encoding="utf-8",
    )
    assert cli("codebook", "import", "mine.md", "-o", "mine.yaml").code == 0
    assert cli("codebook", "check", "mine.yaml").code == 0
    answer = cli("code", "--codebook", "mine.yaml")
    assert answer.code == 0
    assert "生病" in cli("table", "--kind", "all", "--format", "csv").out


def test_stdout_is_text_and_faults_are_told(sample: Path, cli: Cli) -> None:
    assert cli("codebook", "export").out.startswith("code,parent,kind,")
    assert cli("codebook", "export", "--format", "qdc").out.startswith("<?xml")
    assert cli("codebook", "export", "-o", "x.docx").code == 2
    assert cli("codebook", "export", "--format", "docx").code == 2
    assert cli("codebook", "import", "missing.csv").code == 3
    Path("frames.csv").write_text("code,patterns_zh\nx,{nobody} … 来\n", encoding="utf-8")
    answer = cli("codebook", "import", "frames.csv")
    assert answer.code == 3
    assert "--like" in answer.err


def test_what_is_missing_everywhere_is_told_a_few_times(sample: Path, cli: Cli) -> None:
    assert cli("codebook", "export", "-o", "c.qdc").code == 0
    told = cli("codebook", "import", "c.qdc").err.splitlines()
    assert len(told) == 5 + 3
    assert told[5].startswith("… and ")
    assert "--like FILE" in told[-1]
