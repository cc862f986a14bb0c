"""What an import understood, for a person: the sum first, then each document that matters.

A few documents are told one by one. Of thousands, those with something doubtful are,
and `--verbose` tells the others too.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.cli.import_doubts import doubt_said
from qualcode.model.label import Label, case_count
from qualcode.model.transcript import Role
from qualcode.report.error_words import error_words
from qualcode.workflow.imported import ImportedFile, ImportReport, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.workflow.imported import Speaker

_FEW = 5
"""Documents that are told one by one even if nothing is doubtful."""
_MANY = 20
"""Doubtful documents that are told without `--verbose`."""
_MOST_KINDS = 6
"""Kinds of a format, encoding or layout that a line of the sum names."""
_MOST_DOUBTS = 5
"""Doubts of one document that are told without `--verbose`."""

_OUTCOMES = {
    Outcome.ADDED: Label("新增", "added"),
    Outcome.UPDATED: Label("更新", "updated"),
    Outcome.UNCHANGED: Label("未变", "unchanged"),
    Outcome.REFUSED: Label("跳过", "skipped"),
}
_ROLES = {
    Role.INTERVIEWER: Label("访谈者", "interviewer"),
    Role.RESPONDENT: Label("受访者", "respondent"),
    Role.NOTE: Label("旁注", "note"),
}


def report_lines(report: ImportReport, *, verbose: bool, dry_run: bool) -> Iterator[Label]:
    """Yield the lines of a report in both languages.

    Args:
        report: What an import did.
        verbose: Tell every document and every doubt.
        dry_run: Nothing was written.
    """
    yield from _sum(report, dry_run=dry_run)
    yield from _by_prefix(report)
    yield from _problems(report, verbose=verbose)
    every = verbose or len(report.files) <= _FEW
    told = [file for file in report.files if every or file.warnings or file.error]
    shown = told if verbose else told[: max(_MANY, _FEW)]
    for file in shown:
        yield Label("", "")
        yield from _document(file, verbose=verbose)
    if len(told) > len(shown):
        rest = len(told) - len(shown)
        yield Label("", "")
        yield Label(
            f"另有 {rest} 份有疑问（-v 全部列出）", f"{rest} more with doubts (-v tells all)"
        )


def _problems(report: ImportReport, *, verbose: bool) -> Iterator[Label]:
    """Yield what is odd in the researcher's tables; a table with one fault often has many."""
    shown = report.problems if verbose else report.problems[:_MOST_DOUBTS]
    for problem in shown:
        message, hint = (error_words(each, "zh") for each in (problem.message, problem.hint))
        advice = f"（{hint}）" if hint else ""
        yield Label(f"警告：{problem.place}：{message}{advice}", f"{problem.severity}: {problem}")
    if len(report.problems) > len(shown):
        rest = len(report.problems) - len(shown)
        yield Label(f"另有 {rest} 条类似警告（-v 全部列出）", f"{rest} more warnings (-v: all)")


def set_in(text: str, width: int) -> str:
    """Break a line of a report at a width; what goes on is set in a little further."""
    from qualcode.report.wrapping import line_starts

    lead = len(text) - len(text.lstrip())
    margin = " " * (lead + 2)
    starts = line_starts(text, width)
    if not starts:
        return text
    first, rest = text[: starts[0]], text[starts[0] :].lstrip()
    inner = [0, *line_starts(rest, width - len(margin)), len(rest)]
    lines = [margin + rest[a:b].strip() for a, b in pairwise(inner)]
    return "\n".join((first.rstrip(), *lines))


def _sum(report: ImportReport, *, dry_run: bool) -> Iterator[Label]:
    files = report.files
    read = [file for file in files if file.error is None]
    outcomes = [(each, count) for each in Outcome if (count := report.count(each))]
    would = Label("试运行，未写入：", "dry run, nothing written: ") if dry_run else Label("", "")
    yield Label(
        f"{would.zh}读取 {len(read)} 份，跳过 {len(files) - len(read)} 份"
        f"（{'，'.join(f'{_OUTCOMES[each].zh} {count}' for each, count in outcomes)}；"
        f"受访者新增或变更 {report.participants} 人）",
        f"{would.en}read {case_count(len(read), 'document')}, skipped {len(files) - len(read)}"
        f" ({', '.join(f'{count:,} {_OUTCOMES[each].en}' for each, count in outcomes)};"
        f" {case_count(report.participants, 'participant')} new or changed)",
    )
    if len(read) > 1:
        yield from _kinds(read)


def _kinds(files: list[ImportedFile]) -> Iterator[Label]:
    """Yield how many documents are of which format, encoding and layout, and who speaks."""
    for title, kinds in (
        (Label("格式", "format"), Counter(file.format for file in files)),
        (Label("编码", "encoding"), Counter(file.encoding for file in files)),
        (Label("版式", "layout"), Counter(file.layout for file in files)),
    ):
        said = _counted(kinds)
        yield Label(f"  {title.zh}  {said}", f"  {title.en:<10}{said}")
    speakers = [speaker for file in files for speaker in file.speakers]
    people = {s.participant: s.subject for s in speakers if s.participant}
    yield _people(Counter(subject or "?" for subject in people.values()), len(people))
    doubtful = sum(bool(file.warnings) for file in files)
    if doubtful:
        yield Label(f"  存疑  {doubtful} 份", f"  {'doubts':<10}{case_count(doubtful, 'document')}")


def _by_prefix(report: ImportReport) -> Iterator[Label]:
    """Yield whose subject is guessed from the name alone: it decides on the column of a table."""
    if report.by_prefix:
        said, number = _counted(Counter(report.by_prefix.values())), len(report.by_prefix)
        yield Label(
            f"  前缀  {number} 人的主体仅据编号前缀（{said}）；"
            "可在 participants.csv 的 subject 列另行说明",
            f"  {'prefix':<10}the id alone says the subject of {number:,} ({said});"
            " a column subject in participants.csv goes before it",
        )


def _people(subjects: Counter[str], number: int) -> Label:
    said = _counted(subjects)
    return Label(f"  受访者  {number} 人（{said}）", f"  {'persons':<10}{number:,} ({said})")


def _counted(kinds: Counter[str]) -> str:
    parts = [f"{kind} {count:,}" for kind, count in kinds.most_common(_MOST_KINDS)]
    rest = len(kinds) - len(parts)
    return ", ".join(parts) + (f", … {rest} more" if rest > 0 else "")


def _document(file: ImportedFile, *, verbose: bool) -> Iterator[Label]:
    if not file.format:
        yield _skipped(file)
        yield from _hint(file)
        return
    yield _same(f"{file.path}" + (f" → {file.name}" if file.name not in file.path else ""))
    yield Label(
        f"  {_OUTCOMES[file.outcome].zh} · {file.format} · {file.encoding} · {file.layout}"
        f" · {file.turns:,} 轮 · {file.characters:,} 字符",
        f"  {_OUTCOMES[file.outcome].en} · {file.format} · {file.encoding} · {file.layout}"
        f" · {case_count(file.turns, 'turn')} · {file.characters:,} characters",
    )
    yield from _speakers(file.speakers)
    if file.columns:
        yield Label(f"  列  {file.columns}", f"  columns  {file.columns}")
    if file.header:
        yield _same("  " + " · ".join(f"{key}={value}" for key, value in file.header.items()))
    doubts = file.warnings if verbose else file.warnings[:_MOST_DOUBTS]
    for doubt in doubts:
        said = doubt_said(doubt)
        yield Label(f"  提示：{said.zh}", f"  note: {said.en}")
    if len(file.warnings) > len(doubts):
        rest = len(file.warnings) - len(doubts)
        yield Label(f"  另有 {rest} 条提示", f"  {rest} more notes")
    if file.error:
        yield _skipped(file, "  ")
        yield from _hint(file)


def _skipped(file: ImportedFile, margin: str = "") -> Label:
    is_named = margin or file.path in str(file.error)
    what = "" if is_named else f"{file.path}: "
    said = error_words(str(file.error), "zh")
    return Label(f"{margin}跳过：{what}{said}", f"{margin}skipped: {what}{file.error}")


def _hint(file: ImportedFile) -> Iterator[Label]:
    if file.error and file.error.hint:
        said = error_words(file.error.hint, "zh")
        yield Label(f"  建议：{said}", f"  hint: {file.error.hint}")


def _speakers(speakers: Iterable[Speaker]) -> Iterator[Label]:
    """Yield a line for each speaker, in columns that fit Chinese labels too."""
    from rich.cells import cell_len

    told = list(speakers)
    widest = max((cell_len(_name(each)) for each in told), default=0)
    for each in told:
        name = _name(each) + " " * (widest - cell_len(_name(each)))
        role = _ROLES[each.role]
        who = f"  {each.participant} {each.subject or '?'}" if each.participant else ""
        yield Label(
            f"  {name}  {role.zh}  {each.turns:,} 轮  {each.characters:,} 字符{who}",
            f"  {name}  {role.en:<11}  {case_count(each.turns, 'turn')},"
            f" {each.characters:,} characters{who}",
        )


def _name(speaker: Speaker) -> str:
    return speaker.label or "–"


def _same(text: str) -> Label:
    return Label(text, text)
