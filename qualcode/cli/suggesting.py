"""`suggest`: proposals learned from decisions, or of a language model, reviewed like any other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.asking import Way, ask
from qualcode.cli.output import Delivery

if TYPE_CHECKING:
    from qualcode.cli.session import Session

_MODEL = "Language model: its name, the coder of its proposals."


def suggest(
    context: typer.Context,
    *,
    code: opt.Codes = None,
    document: opt.Documents = None,
    limit: opt.Limit = 200,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0, max=1, help="Leave out what is less likely.")
    ] = 0.05,
    seed: opt.Seed = 1,
    progress: Annotated[
        bool, typer.Option("--progress", help="Only estimate how much is still unseen.")
    ] = False,
    quality: Annotated[
        bool,
        typer.Option("--quality", help="Only show how often learner and rules are right."),
    ] = False,
    semantic: Annotated[
        bool | None,
        typer.Option(
            "--semantic/--no-semantic",
            help=opt.SEMANTIC,
        ),
    ] = None,
    model: Annotated[str, typer.Option("--model", help=_MODEL)] = "",
    write_requests: Annotated[
        Path | None, typer.Option("--write-requests", help="Write what to ask, as a batch file.")
    ] = None,
    read_replies: Annotated[
        Path | None, typer.Option("--read-replies", help="Read the answers of a batch.")
    ] = None,
    endpoint: Annotated[
        str, typer.Option("--endpoint", help="Chat API of a server, http://localhost:11434/v1.")
    ] = "",
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Only count the calls and tokens.")
    ] = False,
    concurrency: Annotated[
        int, typer.Option("--concurrency", min=1, max=64, help="Requests at a time.")
    ] = 2,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, help="Seconds to wait for an answer.")
    ] = 120.0,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="The server may be another machine.")
    ] = False,
    forbid_remote: Annotated[
        bool, typer.Option("--forbid-remote", help="Forbid that in this project, for good.")
    ] = False,
    dry_run: opt.DryRun = False,
    yes: opt.Yes = False,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Propose codings: learned from the decisions so far, or asked of a language model of your own.

    Without a model: what the codebook's definitions, examples and rules teach, and above
    all what persons have decided. Nothing is decided here; each proposal is reviewed, and
    tables leave them out until then. Running it again replaces its own proposals.

    --quality sets what is learned from some interviews against your decisions in the
    others, per code and language, beside the rules; it proposes nothing.

    --semantic also compares what sentences mean, by a small model that the extra
    `semantic` brings along: read once, kept beside the project, nothing is downloaded.

    With a model: write the requests, run them where you like, read the replies. An answer
    counts only if its quote stands in the text; the rest is listed. --dry-run prints the
    prompts, word for word. Interview text stays on this machine.

    提出编码建议：由已有决定、定义和示例学得（无需联网），或由自己的语言模型给出
    （批处理文件或本机服务器；引文必须与原文一致才算数）。
    --quality 按访谈分组做交叉验证，分编码、分语言列出学习器与规则的查准率、查全率和 F1。
    --semantic 另按语义比较句子。建议由人审核，审核前不计入表格。

    \b
    Examples:
      qualcode suggest --limit 20
      qualcode suggest --progress
      qualcode suggest --quality
      qualcode suggest --write-requests requests.jsonl
      qualcode suggest --estimate --document B-01
      qualcode suggest --dry-run --document B-01 --code contact
    """
    session: Session = context.obj
    way = Way(
        codes=code or (),
        documents=document or (),
        model=model,
        requests=write_requests,
        replies=read_replies,
        endpoint=endpoint,
        estimate=estimate,
        concurrency=concurrency,
        timeout=timeout,
        allow_remote=allow_remote,
        forbid_remote=forbid_remote,
        dry_run=dry_run,
        yes=yes,
        form="json" if json else form,
        out=out,
        force=force,
    )
    if way.is_named:
        ask(session, way)
        return
    from qualcode.cli.learning import learn, tell_progress, tell_quality
    from qualcode.workflow.suggesting import Wish

    delivery = Delivery(session, way.form, out, force=force)
    if progress:
        tell_progress(session, delivery)
        return
    wish = Wish(code or (), document or (), limit=limit, min_score=min_score, seed=seed)
    if quality:
        tell_quality(session, wish, delivery)
        return
    learn(session, wish, delivery, by_meaning=semantic)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(suggest)
