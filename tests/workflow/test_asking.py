"""A model asked by file and by server: the same proposals, kept, never over a decision."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from qualcode.errors import UsageError
from qualcode.model.coding import Review, Source
from qualcode.suggestion.client import Server, ask_all
from qualcode.suggestion.replies import Fault
from qualcode.workflow.answers import read_replies, take
from qualcode.workflow.asking import plan, remember, write_requests
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.filters import Filters
from qualcode.workflow.serving import check_remote, forbid_remote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


def _answer(user: str) -> str:
    """Answer as a simple model does: every sentence with 钱 is about income."""
    found = [
        {"sentence": int(number), "code": "income", "quote": words, "status": "asserted"}
        for number, words in re.findall(r"^\[(\d+)\] (.*钱.*)$", user, re.MULTILINE)
    ]
    return "```json\n" + json.dumps({"codings": found}, ensure_ascii=False) + "\n```"


def _completion(body: dict[str, Any]) -> dict[str, Any]:
    content = _answer(body["messages"][-1]["content"])
    return {"model": body["model"], "choices": [{"message": {"content": content}}]}


def _reply_file(requests: Path, replies: Path) -> Path:
    lines = [json.loads(line) for line in requests.read_text("utf-8").splitlines()]
    answers = [
        {
            "custom_id": each["custom_id"],
            "response": {"status_code": 200, "body": _completion(each["body"])},
        }
        for each in lines
    ]
    replies.write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
    return replies


def _asked_by_file(study: Project, folder: Path, model: str = "m") -> Path:
    requests = folder / f"{model}.requests.jsonl"
    write_requests(study, plan(study, Filters(), model), requests, force=True)
    return _reply_file(requests, folder / f"{model}.replies.jsonl")


def _of_model(study: Project) -> list[Coding]:
    names = study.store.documents.names()
    every = [each for name in names for each in study.store.codings.of_document(name)]
    return [each for each in every if each.source is Source.MODEL]


def _shape(coding: Coding) -> tuple[object, ...]:
    return coding.document, coding.span, coding.code, coding.status, coding.quote, coding.about


class _Fake(BaseHTTPRequestHandler):
    """A chat server that is busy at first."""

    busy = 0

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = 200
        if type(self).busy:
            type(self).busy -= 1
            status = 429
        content = json.dumps(_completion(body) if status == 200 else {"error": "busy"}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Fake)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_file_and_server_give_the_same_proposals(
    study: Project, study_path: Path, endpoint: str
) -> None:
    pytest.importorskip("httpx")
    read_replies(study, _asked_by_file(study, study_path.parent), model="m")
    by_file = _of_model(study)
    assert len(by_file) == 4
    _Fake.busy = 2
    asked = plan(study, Filters(), "n")
    remember(study, asked)
    take(study, ask_all(Server(endpoint, "n", pause=0.01), asked.prompts), model="n")
    by_server = [each for each in _of_model(study) if each.coder == "n"]
    assert _Fake.busy == 0
    assert [_shape(each) for each in by_server] == [_shape(each) for each in by_file]


def test_reading_again_changes_nothing_and_asks_for_nothing(
    study: Project, study_path: Path
) -> None:
    replies = _asked_by_file(study, study_path.parent)
    first = read_replies(study, replies)
    before = _of_model(study)
    again = read_replies(study, replies)
    assert (first.added, again.added, again.removed, again.kept) == (4, 0, 0, 4)
    assert _of_model(study) == before
    assert {each.coder for each in before} == {"m"}
    assert plan(study, Filters(), "m").prompts == ()
    assert len(plan(study, Filters(), "other").prompts) == 2


def test_the_rules_proposals_and_decisions_stay(study: Project, study_path: Path) -> None:
    rules = [each for each in study.store.codings.of_document("P-01") if each.code == "income"]
    decide(study, [rules[0].id], Decision(Review.REJECTED), by="li")
    outcome = read_replies(study, _asked_by_file(study, study_path.parent), model="m")
    assert outcome.decided == 1
    after = study.store.codings.of_document("P-01")
    assert not [e for e in after if e.source is Source.MODEL and e.span == rules[0].span]
    assert {each.id for each in rules} <= {each.id for each in after}


def test_what_is_missing_or_double_is_told_and_asked_again(
    study: Project, study_path: Path
) -> None:
    replies = _asked_by_file(study, study_path.parent)
    first = replies.read_text("utf-8").splitlines()[0]
    stranger = json.dumps({"custom_id": "nobody", "content": "{}"})
    replies.write_text(f"{first}\n{first}\n{stranger}\n{{", encoding="utf-8")
    outcome = read_replies(study, replies, model="m")
    assert sorted(each.fault for each in outcome.dropped) == sorted(
        [Fault.TWICE, Fault.NO_REQUEST, Fault.NOT_JSON, Fault.NO_ANSWER]
    )
    assert (outcome.answers, outcome.missing) == (1, 1)
    assert len(plan(study, Filters(), "m").prompts) == 1


def test_one_code_in_one_document(study: Project, study_path: Path) -> None:
    read_replies(study, _asked_by_file(study, study_path.parent), model="m")
    asked = plan(study, Filters(codes=["contact"], documents=["P-01"]), "m")
    (prompt,) = asked.prompts
    assert "scarce |" in prompt.system
    assert "income |" not in prompt.system
    requests = study_path.parent / "one.jsonl"
    write_requests(study, asked, requests)
    outcome = read_replies(study, _reply_file(requests, study_path.parent / "answers"), model="m")
    assert {each.fault for each in outcome.dropped} == {Fault.UNKNOWN_CODE}
    assert len(_of_model(study)) == 4


def test_a_dead_server_is_given_up_and_a_later_run_goes_on(study: Project, endpoint: str) -> None:
    pytest.importorskip("httpx")
    asked = plan(study, Filters(), "m")
    remember(study, asked)
    dead = Server("http://127.0.0.1:1/v1", "m", retries=1, pause=0.01)
    outcome = take(study, ask_all(dead, asked.prompts * 10), model="m")
    assert {each.fault for each in outcome.dropped} == {Fault.ERROR}
    assert len(outcome.dropped) < 10
    take(study, ask_all(Server(endpoint, "m"), plan(study, Filters(), "m").prompts), model="m")
    assert len(_of_model(study)) == 4


def test_what_came_before_an_interruption_is_kept(study: Project, study_path: Path) -> None:
    from qualcode.suggestion.batches import read_batch

    replies = _asked_by_file(study, study_path.parent)

    def broken_off() -> Iterator[Any]:
        yield next(iter(read_batch(replies)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(study, broken_off(), model="m")
    assert _of_model(study)
    assert len(plan(study, Filters(), "m").prompts) == 1


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:11434", True),
        ("http://127.0.0.9/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://localhost.example.org/v1", False),
        ("http://10.0.0.1/v1", False),
        ("https://api.example.org/v1", False),
    ],
)
def test_only_this_machine_is_local(address: str, local: bool) -> None:
    assert Server(address, "m").is_local is local


def test_another_machine_needs_leave_and_a_project_can_forbid_it(study: Project) -> None:
    server = Server("https://api.example.org/v1", "m")
    with pytest.raises(UsageError, match="another machine"):
        check_remote(study, server, allowed=False)
    check_remote(study, server, allowed=True)
    forbid_remote(study)
    with pytest.raises(UsageError, match="forbids"):
        check_remote(study, server, allowed=True)


def test_a_model_may_not_bear_the_name_of_a_coder(study: Project) -> None:
    (first, *_) = study.store.codings.of_document("P-01")
    decide(study, [first.id], Decision(Review.ACCEPTED), by="li")
    with pytest.raises(UsageError, match="li"):
        plan(study, Filters(), "li")
