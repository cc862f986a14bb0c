"""`codebook rename`, `merge`, `move`, `remove`, `add` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.reader import read_codebook
from qualcode.workflow.project import opened
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def _table(cli: Cli, code: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(cli("table", "--code", code, "--json").out)["rows"]
    return rows


def test_a_rename_keeps_the_table_and_can_be_undone(sample: Path, cli: Cli) -> None:
    before = _table(cli, "backstop-gap")
    text = Path("codebook.yaml").read_text(encoding="utf-8")
    name = read_codebook(Path("codebook.yaml")).by_id["backstop-gap"].name.zh
    answer = cli("codebook", "rename", name, "hardship")
    assert answer.code == 0
    assert "codings carried along" in answer.err
    assert [{**row, "code": ""} for row in _table(cli, "hardship")] == [
        {**row, "code": ""} for row in before
    ]
    assert "nothing to do" in cli("code").err
    assert cli("verify").code == 0
    with opened(Path("study.qualcode")) as project:
        owner = project.store.history.all()[-1].who
        undo(project, by=owner)
    assert Path("codebook.yaml").read_text(encoding="utf-8") == text
    assert _table(cli, "backstop-gap") == before


def test_a_dry_run_prints_a_diff_and_writes_nothing(sample: Path, cli: Cli) -> None:
    before = Path("codebook.yaml").read_bytes()
    answer = cli("codebook", "rename", "contact-scarce", "contact-rare", "--dry-run")
    assert answer.code == 0
    assert "-      - id: contact-scarce\n" in answer.out
    assert "+      - id: contact-rare\n" in answer.out
    assert "would be carried along" in answer.err
    assert Path("codebook.yaml").read_bytes() == before
    assert not Path("codebook.yaml.bak").exists()


def test_removing_asks_and_nobody_answers(sample: Path, cli: Cli) -> None:
    before = Path("codebook.yaml").read_bytes()
    answer = cli("codebook", "remove", "contact-scarce")
    assert answer.code == 2
    assert "--yes" in answer.err
    assert Path("codebook.yaml").read_bytes() == before
    assert cli("codebook", "remove", "contact-scarce", "--yes").code == 0
    assert cli("table", "--code", "contact-scarce").code == 2


def test_unknown_and_taken_names_are_told(sample: Path, cli: Cli) -> None:
    answer = cli("codebook", "rename", "contact-scarse", "x")
    assert answer.code == 2
    assert "did you mean 'contact-scarce'?" in answer.err
    assert cli("codebook", "rename", "contact-scarce", "form-burden").code == 2
    assert cli("codebook", "move", "contact", "--under", "contact-scarce").code == 2
    assert cli("codebook", "move", "form-burden", "--under", "nowhere").code == 2


def test_a_new_code_finds_at_the_next_run(sample: Path, cli: Cli) -> None:
    answer = cli(
        *("codebook", "add", "weather", "--name", "天气 / Weather", "--definition", "天气"),
        *(
            "--under",
            "system",
            "--code-kind",
            "cause",
            "--pattern",
            "下雨",
            "--pattern",
            "re:(大)?雪",
        ),
        *("--example", "下雨天不来。"),
    )
    assert answer.code == 0, answer.err
    assert cli("codebook", "check").code == 0
    assert cli("code").code == 0
    assert cli("codebook", "test", "--code", "weather").code == 0


def test_a_file_of_no_project_is_changed_alone(sample: Path, cli: Cli) -> None:
    text = Path("codebook.yaml").read_text(encoding="utf-8")
    Path("other.yaml").write_text(text, encoding="utf-8")
    words = ("codebook", "merge", "info-silo", "fragmented-action", "--codebook", "other.yaml")
    assert cli(*words).code == 0
    assert "id: info-silo" not in Path("other.yaml").read_text(encoding="utf-8")
    assert Path("codebook.yaml").read_text(encoding="utf-8") == text
