"""A model by file, from requests to the table, as a user walks it; and what it may never do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def _answered(requests: Path, replies: Path, code: str, word: str, **more: object) -> None:
    """Answer as a model that gives one code to each sentence with a word."""
    lines = []
    for line in requests.read_text("utf-8").splitlines():
        request = json.loads(line)
        found = re.findall(
            r"^\[(\d+)\] (.*)$", request["body"]["messages"][-1]["content"], re.MULTILINE
        )
        codings = [
            {"sentence": int(number), "code": code, "quote": text, "status": "asserted", **more}
            for number, text in found
            if word in text
        ]
        content = json.dumps({"codings": codings}, ensure_ascii=False)
        body = {"model": "m", "choices": [{"message": {"content": content}}]}
        answer = {"custom_id": request["custom_id"], "response": {"body": body}}
        lines.append(json.dumps(answer, ensure_ascii=False))
    replies.write_text("\n".join(lines), encoding="utf-8")


def _rows(out: str) -> list[dict[str, Any]]:
    """Return the rows of a table that was printed as JSON, by column."""
    table = json.loads(out)
    rows: list[Any] = table["rows"]
    named = [dict(zip(table["columns"], row, strict=True)) for row in rows if isinstance(row, list)]
    return named or rows


def test_from_requests_over_review_and_terms_to_the_table(sample: Path, cli: Cli) -> None:
    requests, replies = sample / "requests.jsonl", sample / "replies.jsonl"
    assert cli("suggest", "--model", "m", "--write-requests", str(requests)).code == 0
    assert cli("suggest", "--model", "m", "--write-requests", str(requests)).code == 0
    _answered(requests, replies, "form-burden", "表")
    told = cli("suggest", "--read-replies", str(replies))
    assert told.code == 0
    assert " 0 gone" in told.err
    found = _rows(cli("excerpts", "--coder", "m", "--json").out)
    assert found
    assert {each["code"] for each in found} == {"form-burden"}
    terms = _rows(cli("terms", "form-burden", "--json", "--limit", "0").out)
    assert terms
    new = next(each["term"] for each in terms if each["new"])
    assert cli("terms", "form-burden", "--add", new).code == 0
    assert new in (sample / "codebook.yaml").read_text("utf-8")
    assert "0 proposals new" not in cli("code").err
    assert cli("table").code == 0
    assert cli("verify").code == 0


def test_a_reply_can_only_propose(sample: Path, cli: Cli) -> None:
    requests, replies = sample / "requests.jsonl", sample / "replies.jsonl"
    before = (sample / "codebook.yaml").read_bytes()
    cli("suggest", "--model", "m", "--write-requests", str(requests))
    _answered(
        requests,
        replies,
        "form-burden",
        "表",
        review="accepted",
        coder="li",
        decided_by="li",
        id="0" * 16,
        command="qualcode remove --yes",
    )
    cli("suggest", "--read-replies", str(replies))
    found = _rows(cli("excerpts", "--coder", "m", "--json").out)
    assert {(each["review"], each["coder"], each["source"]) for each in found} == {
        ("proposed", "m", "model")
    }
    assert not _rows(cli("excerpts", "--review", "accepted", "--json").out)
    assert (sample / "codebook.yaml").read_bytes() == before


def test_a_dry_run_prints_the_prompts_and_keeps_nothing(sample: Path, cli: Cli) -> None:
    before = (sample / "study.qualcode").read_bytes()
    told = cli("suggest", "--dry-run", "--code", "form-burden")
    assert told.code == 0
    assert "form-burden | " in told.out
    assert "<<interview " in told.out
    assert "tokens" in told.err
    assert "词元" in cli("suggest", "--estimate", "--lang", "zh").err
    assert (sample / "study.qualcode").read_bytes() == before


def test_another_machine_is_refused_unless_allowed_and_never_once_forbidden(
    sample: Path, cli: Cli
) -> None:
    remote = ("suggest", "--model", "m", "--endpoint", "https://model.example/v1")
    refused = cli(*remote)
    assert refused.code == 2
    assert "--allow-remote" in refused.err
    asked = cli(*remote, "--allow-remote")
    assert asked.code == 2
    assert "characters" in asked.err
    assert "--yes" in asked.err
    assert cli("suggest", "--forbid-remote").code == 0
    assert "forbids" in cli(*remote, "--allow-remote", "--yes").err
