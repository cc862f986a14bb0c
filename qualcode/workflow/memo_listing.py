"""Memos as a table, and as Markdown files to read and to keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.analysis.table import ResultTable, texts
from qualcode.model.label import Label
from qualcode.model.memo import Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.memo import Memo
    from qualcode.workflow.project import Project

_COLUMNS = texts(
    ("memo", "备忘"),
    ("target", "对象"),
    ("target_id", "编号"),
    ("author", "作者"),
    ("at", "时间"),
    ("text", "内容"),
)
_UNSAFE = re.compile(r"[^\w.\-]+")


def memos_table(memos: Iterable[Memo]) -> ResultTable:
    """Return memos as a table."""
    rows = tuple(
        (memo.id, memo.target.value, memo.target_id, memo.author, memo.at, memo.text)
        for memo in memos
    )
    return ResultTable("memos", Label("备忘", "Memos"), _COLUMNS, rows)


def memo_files(project: Project) -> dict[str, bytes]:
    """Return all memos as Markdown files: one for each thing they are on, codings by document."""
    pages: dict[str, list[str]] = {}
    for memo in project.store.memos.all():
        name, title, about = _page(project, memo)
        page = pages.setdefault(name, [f"# {title}\n"])
        page.append(f"## {memo.author}, {memo.at}\n\n{about}{memo.text.strip()}\n")
    return {name: "\n".join(parts).encode() for name, parts in sorted(pages.items())}


def _page(project: Project, memo: Memo) -> tuple[str, str, str]:
    """Return file name, title, and for a coding the words it is on."""
    if memo.target is Target.PROJECT:
        return "project.md", "Project", ""
    if memo.target is not Target.CODING:
        safe = _UNSAFE.sub("-", memo.target_id).strip(".-") or "unnamed"
        return f"{memo.target}-{safe}.md", f"{memo.target} {memo.target_id}", ""
    coding = project.store.codings.get(memo.target_id)
    if coding is None:
        return "codings-gone.md", "Codings that are gone", f"coding {memo.target_id}\n\n"
    safe = _UNSAFE.sub("-", coding.document).strip(".-") or "unnamed"
    quote = "> " + coding.quote.replace("\n", "\n> ")
    head = f"{coding.code} · {coding.document} {coding.span.start}-{coding.span.end}"
    return f"codings-{safe}.md", f"Codings in {coding.document}", f"{head}\n\n{quote}\n\n"
