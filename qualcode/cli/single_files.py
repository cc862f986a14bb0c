"""What `export` writes as one file: a workbook, tables for Word, packages, coded interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import UsageError
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qualcode.cli.enums import Headers
    from qualcode.cli.session import Session
    from qualcode.model.label import Headers as Words
    from qualcode.workflow.export import ExportOptions
    from qualcode.workflow.project import Project

_ENDINGS = {"--xlsx": ".xlsx", "--docx": ".docx", "--qdpx": ".qdpx", "--interviews": ".jsonl"}
"""How a file has to end, by the option that names it."""


def refuse_endings(files: Mapping[str, Path | None]) -> None:
    """Refuse a name that promises another format than the one that would be written."""
    for option, path in files.items():
        ending = _ENDINGS[option]
        if path and path.suffix.lower() != ending:
            raise UsageError(
                f"{option} {path}: the name does not end in {ending}",
                hint=f"{option} {path.with_suffix(ending)}"
                if path.name
                else f"{option} FILE{ending}",
            )


def refuse_folder(folder: Path) -> None:
    """Refuse a folder that is called as one of the files would be."""
    for option, ending in _ENDINGS.items():
        if folder.suffix.lower() == ending:
            hint = f"for a file: {option} {folder}"
            raise UsageError(f"{folder} is no name of a folder", hint=hint)


def save_package(
    session: Session, project: Project, path: Path, *, proposals: bool, utf16: bool, force: bool
) -> None:
    """Write the project for other programs, and say what of it they cannot take."""
    from qualcode.workflow.sharing import package_of

    made = package_of(project, proposals=proposals, utf16=utf16)
    _save(session, path, made.content, force=force)
    session.say(
        f"{case_count(made.sources, 'document')}, {case_count(made.codings, 'coding')};"
        f" {made.not_claimed} of them with a code of their status (denied, …) beside their own",
        f"{made.sources} 份材料，{made.codings} 条编码，"
        f"其中 {made.not_claimed} 条另带状态编码（否认等）",
    )
    if made.proposals:
        session.say(
            f"left out: {case_count(made.proposals, 'proposal')} that nobody has decided on"
            " (--proposals takes them along)",
            f"未导出：{made.proposals} 条尚无人决定的建议（--proposals 一并导出）",
        )
    if made.settled:
        session.say(
            f"left out: {case_count(made.settled, 'coding')} that did not hold in adjudication",
            f"未导出：{made.settled} 条经裁定不成立的编码",
        )
    if made.homeless:
        session.warn(
            f"left out: {case_count(made.homeless, 'coding')} whose code is gone or has become"
            " a family",
            f"未导出：{made.homeless} 条编码，其编码已不存在或已成为上级编码",
        )
    if made.astral and not utf16:
        session.say(
            f"{made.astral} characters count twice in NVivo for Windows (--utf16 for it)",
            f"{made.astral} 个字符在 NVivo（Windows）中按两个计（为其导出用 --utf16）",
        )


def save_interviews(session: Session, project: Project, path: Path, *, force: bool) -> None:
    """Write what persons have coded, and say how a codebook learns from it."""
    from qualcode.workflow.own_interviews import own_interviews

    made = own_interviews(project)
    _save(session, path, made.text.encode(), force=force)
    session.say(
        f"{case_count(made.documents, 'document')}, of which {made.whole} marked as read to the end"
        f" (`qualcode read --whole`): {case_count(made.told, 'sentence')} of which it is said what"
        " they hold",
        f"{made.documents} 份材料，其中 {made.whole} 份标为已通读（`qualcode read --whole`）；"
        f"{made.told} 句说明了有什么编码或没有编码",
    )
    _tell_learning(session, project, path)


def _tell_learning(session: Session, project: Project, path: Path) -> None:
    """Say how the codebook comes to learn from a file; what it names by now stays named."""
    from qualcode.codebook.reader import examine_codebook
    from qualcode.workflow.paths import seen_from

    book = project.codebook_path
    present, _ = examine_codebook(book)  # as it is now, coded under it or not
    name, others = seen_from(book.parent, str(path)), (present or project.codebook()).interviews
    if name in others:
        session.say("next: `qualcode codebook learn`", "下一步：`qualcode codebook learn`")
        return
    named = ", ".join([*others, name])
    session.say(
        f"next: in {book}: `interviews: [{named}]`, then `qualcode codebook learn`",
        f"下一步：在 {book} 中写 `interviews: [{named}]`，再运行 `qualcode codebook learn`",
    )


def save_workbook(session: Session, project: Project, path: Path, options: ExportOptions) -> None:
    """Write the study as a workbook."""
    from qualcode.workflow.workbook import study_workbook

    book = study_workbook(
        project, command=options.command, headers=options.headers, where=options.where
    )
    _save(session, path, book.content, force=options.force)
    if book.cut:
        session.say(
            f"{book.cut} cells were longer than Excel takes and were cut, with a mark",
            f"{book.cut} 个单元格超出 Excel 上限，已截断并注明",
        )


def save_document(
    session: Session, project: Project, path: Path, options: ExportOptions, headers: Headers | None
) -> None:
    """Write the tables of a thesis for Word."""
    from qualcode.workflow.workbook import study_document

    words: Words = headers.value if headers else session.language
    content = study_document(project, headers=words, where=options.where)
    _save(session, path, content, force=options.force)


def _save(session: Session, path: Path, content: bytes, *, force: bool) -> None:
    from qualcode.exchange.files import write_file

    said = (
        ("wrote", "已写入") if write_file(path, content, force=force) else ("unchanged:", "未变：")
    )
    session.say(f"{said[0]} {path}", f"{said[1]} {path}")
