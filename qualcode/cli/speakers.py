"""`speakers`: who speaks in which document, and what the project's table says of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.table import Column, Form, ResultTable
from qualcode.cli.options import Documents, Force, Json, Out
from qualcode.cli.options import Form as FormOption
from qualcode.cli.output import Delivery
from qualcode.errors import UnknownNameError
from qualcode.model.label import Label
from qualcode.model.speaker import ALL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from qualcode.analysis.table import Cell
    from qualcode.cli.session import Session
    from qualcode.model.speaker import SpeakerTable, Voice


def speakers(
    context: typer.Context,
    *,
    documents: Documents = None,
    told: Annotated[
        list[str] | None,
        typer.Option("--set", help="Role of a label: 甲=interviewer; repeatable."),
    ] = None,
    forgotten: Annotated[
        list[str] | None, typer.Option("--forget", help="A label to say nothing of; repeatable.")
    ] = None,
    form: FormOption = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """List the speakers of each document, and the table of speakers of the project.

    What the table says goes before what was found out. It holds for documents that are
    imported from now on; import the same files again to apply it to those that are here.
    Roles are interviewer, respondent and note; participants and subjects are told by
    `qualcode import --speakers FILE`.

    列出每份材料的说话人及其角色；--set 指定角色（interviewer、respondent、note），重新导入后生效。

    \b
    Examples:
      qualcode speakers --document P-01
      qualcode speakers --set 说话人1=interviewer && qualcode speakers --forget 说话人1
    """
    from qualcode.workflow.speakers import changed_speakers, kept_speakers

    session: Session = context.obj
    with session.opened() as project:
        store, wanted = project.store, documents or []
        _known(wanted, store.documents.names())
        if told or forgotten:
            changed = changed_speakers(
                store, told=told or (), forgotten=forgotten or (), documents=wanted
            )
            session.say(*(_CHANGED if changed else _SAME))
            _tell_unheard(
                session, told or (), {voice.label for voice in store.participants.voices()}
            )
            return
        voices = [v for v in store.participants.voices() if not wanted or v.document in wanted]
        table = kept_speakers(store)
    delivery = Delivery(session, "json" if json else form, out, force=force)
    delivery.table(_table(voices, table, wanted))


def _tell_unheard(session: Session, told: Iterable[str], heard: Collection[str]) -> None:
    """Say which labels nobody has so far: they may be misspelt."""
    from qualcode.transcripts.labels import canonical
    from qualcode.workflow.speakers import rule_told

    known = {canonical(label) for label in heard}
    labels = [rule_told(each)[0] for each in told]
    unheard = ", ".join(each for each in labels if canonical(each) not in known)
    if unheard:
        session.warn(
            f"no document here has the label {unheard}; `qualcode speakers` lists those there are",
            f"现有材料中没有说话人 {unheard}；`qualcode speakers` 可列出全部",
        )


def _known(wanted: Iterable[str], names: Collection[str]) -> None:
    for name in wanted:
        if name not in names:
            raise UnknownNameError("document", name, names, listing="qualcode status --documents")


def _table(voices: Iterable[Voice], table: SpeakerTable, wanted: Collection[str]) -> ResultTable:
    rows: list[tuple[Cell, ...]] = [
        (*voice[:4], voice.participant, voice.subject, "") for voice in voices
    ]
    rows += [
        (document, label, rule.role or "", None, rule.participant, rule.subject, "told")
        for document, label, rule in table
        if not wanted or document in (ALL, *wanted)
    ]
    columns = (
        Column("document", Label("材料", "document")),
        Column("speaker", Label("说话人", "speaker")),
        Column("role", Label("角色", "role")),
        Column("turns", Label("话轮", "turns"), Form.COUNT),
        Column("participant", Label("受访者", "participant")),
        Column("subject", Label("主体", "subject")),
        Column("origin", Label("来源", "origin")),
    )
    return ResultTable("speakers", Label("说话人", "Speakers"), columns, tuple(rows))


_CHANGED = (
    "kept; import the same files again to apply it to documents that are here",
    "已记下；重新导入同一批文件后对已有材料生效",
)
_SAME = ("unchanged", "未变")


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(speakers)
