"""The ways of asking a language model: print it, count it, write it, read it, or ask a server."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from qualcode.cli.confirming import confirmed
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.errors import UsageError
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qualcode.analysis.table import ResultTable
    from qualcode.cli.session import Session
    from qualcode.suggestion.batches import Reply
    from qualcode.suggestion.client import Server
    from qualcode.suggestion.replies import Dropped
    from qualcode.workflow.answers import Outcome
    from qualcode.workflow.asking import Plan
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Way:
    """What the command line says of asking a model."""

    codes: Sequence[str] = ()
    documents: Sequence[str] = ()
    model: str = ""
    requests: Path | None = None
    replies: Path | None = None
    endpoint: str = ""
    estimate: bool = False
    concurrency: int = 2
    timeout: float = 120.0
    allow_remote: bool = False
    forbid_remote: bool = False
    dry_run: bool = False
    yes: bool = False
    form: str | None = None
    out: Path | None = None
    force: bool = False

    @property
    def is_named(self) -> bool:
        """Tell whether a model is meant at all."""
        return bool(
            self.model
            or self.requests
            or self.replies
            or self.endpoint
            or self.estimate
            or self.forbid_remote
            or self.dry_run
        )


def ask(session: Session, way: Way) -> None:
    """Do what the command line says.

    Raises:
        UsageError: When it says too much.
    """
    with session.opened() as project:
        if way.forbid_remote:
            _forbid(session, project)
        elif way.replies:
            _read(session, project, way)
        else:
            _plan(session, project, way)


def _forbid(session: Session, project: Project) -> None:
    from qualcode.workflow.serving import forbid_remote

    forbid_remote(project, by=session.coder)
    session.say(
        "interview text of this project will not be sent to another machine, whatever the command",
        "本项目的访谈文本从此不会发往其他机器，任何命令均不例外",
    )


def _read(session: Session, project: Project, way: Way) -> None:
    from qualcode.workflow.answers import read_replies

    assert way.replies is not None
    with project.store.copied() if way.dry_run else nullcontext(project.store) as store:
        outcome = read_replies(
            replace(project, store=store), way.replies, model=way.model, by=session.coder
        )
    _tell(session, way, outcome)


def _plan(session: Session, project: Project, way: Way) -> None:
    from qualcode.workflow.asking import plan, write_requests
    from qualcode.workflow.filters import Filters

    asked = plan(project, Filters(codes=way.codes, documents=way.documents), way.model)
    if way.dry_run:
        for prompt in asked.prompts:
            typer.echo(f"=== {prompt.window.document} {prompt.hash}\n")
            typer.echo(f"{prompt.system}\n\n{prompt.user}\n")
        _count(session, asked)
    elif way.estimate:
        _count(session, asked)
    elif way.requests:
        number = write_requests(project, asked, way.requests, force=way.force)
        session.say(
            f"{number} requests written to {way.requests}; {asked.answered} were answered before",
            f"已写入 {number} 个请求：{way.requests}；{asked.answered} 个此前已有回答",
        )
        _count(session, asked)
    else:
        _serve(session, project, way, asked)


def _count(session: Session, asked: Plan) -> None:
    longest = max((prompt.tokens for prompt in asked.prompts), default=0)
    session.say(
        f"{len(asked.prompts)} calls, about {asked.tokens:,} tokens to send (the longest"
        f" {longest:,}) and {asked.reply_tokens:,} to receive; {asked.answered} answered before",
        f"{len(asked.prompts)} 次调用，约发送 {asked.tokens:,} 个词元（最长一次 {longest:,}），"
        f"接收 {asked.reply_tokens:,} 个；{asked.answered} 次此前已有回答",
    )


def _serve(session: Session, project: Project, way: Way, asked: Plan) -> None:
    from qualcode.suggestion.client import Server
    from qualcode.workflow.serving import check_remote

    if not (way.model and way.endpoint):
        raise UsageError("a server needs both", hint="--model NAME --endpoint URL")
    server = Server(way.endpoint, way.model, way.concurrency, way.timeout)
    if not server.is_local:
        check_remote(project, server, allowed=way.allow_remote)
        session.warn(
            f"interview text will leave this machine: {asked.characters:,} characters"
            f" to {server.url}",
            f"访谈文本将离开本机：{asked.characters:,} 个字符，发往 {server.url}",
        )
        if not (way.yes or confirmed(session, "send it? / 发送？")):
            session.say("nothing sent", "未发送")
            return
    _tell(session, way, _asked(session, project, server, asked))


def _asked(session: Session, project: Project, server: Server, asked: Plan) -> Outcome:
    from qualcode.suggestion.client import ask_all
    from qualcode.workflow.answers import take
    from qualcode.workflow.asking import remember

    remember(project, asked)
    total = len(asked.prompts)

    with progress_bar(session, "suggest") as progress:

        def counted() -> Iterator[Reply | Dropped]:
            for done, answer in enumerate(ask_all(server, asked.prompts), 1):
                yield answer
                progress(done, total)

        return take(project, counted(), model=server.model, by=session.coder)


def _tell(session: Session, way: Way, outcome: Outcome) -> None:
    """List what does not count, and say in a line what became of the rest."""
    if outcome.dropped:
        Delivery(session, way.form, way.out, force=way.force).table(_dropped_table(outcome))
    session.say(
        f"{case_count(outcome.answers, 'answer')}: {case_count(outcome.added, 'proposal')} new,"
        f" {outcome.removed} gone, {outcome.kept} unchanged;"
        f" decided before: {case_count(outcome.decided, 'place')}",
        f"{outcome.answers} 份回答：新增建议 {outcome.added} 条，撤下 {outcome.removed} 条，"
        f"未变 {outcome.kept} 条，{outcome.decided} 处已有人工决定",
    )
    faults = Counter(each.fault.value for each in outcome.dropped)
    if faults:
        told = ", ".join(f"{number} {fault}" for fault, number in sorted(faults.items()))
        session.say(f"not counted: {told}", f"不算数：{told}")


def _dropped_table(outcome: Outcome) -> ResultTable:
    from qualcode.analysis.table import ResultTable, texts
    from qualcode.model.label import Label

    columns = texts(
        ("document", "材料"), ("request", "请求"), ("fault", "问题"), ("detail", "内容")
    )
    rows = tuple(
        (each.document, each.request, each.fault.value, each.detail) for each in outcome.dropped
    )
    return ResultTable("not-counted", Label("不算数的回答", "Not counted"), columns, rows)
