"""Words: quotes (T12), the audit of decisions (T13), three levels with typical sentences (T2)."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.table import Column, ResultTable, Streamed, counts, texts
from qualcode.analysis.wording import called
from qualcode.model.codebook import depth, parent, root
from qualcode.model.label import Label
from qualcode.model.passages import TURNS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import Cell, Row
    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.excerpt import ContextTurn, Excerpt
    from qualcode.model.passages import Passages


QUOTED = frozenset({TURNS, "code", "quote", "unit", "status", "about", "review"})
"""What quotes are made of, of passages."""
AUDITED = frozenset(
    {"id", "code", "quote", "source", "coder", "pattern", "reasons", "status", "review"}
    | {"decided_by", "decided_at", "codebook"}
)


def quotes_table(
    passages: Callable[[], Iterable[Passages]], count: int, codebook: Codebook
) -> ResultTable:
    """Return one row per coding: code, quote, who said it, status, one turn around it.

    Args:
        passages: Gives the codings with the columns `QUOTED`, from the first on each time.
        count: How many codings they are.
        codebook: For the names of codes.
    """
    names, subjects = codebook.names, codebook.subjects.names
    rows = Streamed(count, lambda: chain.from_iterable(_quotes(each, names) for each in passages()))
    columns = called(_QUOTES, subject=subjects, about=subjects)
    return ResultTable("quotes", Label("引语", "Quotes"), columns, rows)


def audit_table(
    passages: Callable[[], Iterable[Passages]], count: int, codebook: Codebook
) -> ResultTable:
    """Return one row per coding: who or what put it there, why, and what became of it.

    Args:
        passages: Gives the codings with the columns `AUDITED`, from the first on each time.
        count: How many codings they are.
        codebook: For the names of codes.
    """
    rows = Streamed(count, lambda: chain.from_iterable(map(_audit, passages())))
    columns = called(_AUDIT, code=codebook.names)
    return ResultTable("audit", Label("编码审计", "Audit of codings"), columns, rows)


def levels_table(
    corpus: Corpus, quotes: Mapping[str, Sequence[Excerpt]], chosen: Collection[str] = ()
) -> ResultTable:
    """Return the three-level coding table: core, main and sub-category with typical sentences.

    A codebook of two levels has the study itself as its core category; levels below
    the third stand in the sub-category, as a path.

    Args:
        corpus: What is counted; of its marks, those that are findings: what is denied
            or wished is no evidence.
        quotes: Typical sentences of each code, see `typical.typical`.
        chosen: The leaf codes that are asked for; none = all.
    """
    book, wanted = corpus.codebook, frozenset(chosen)
    names = {each.path: each.name for each in book.codes}
    sources = tally(corpus.found, Count.SOURCES, ["code"])
    references = tally(corpus.found, Count.REFERENCES, ["code"])
    rows: list[tuple[Cell, ...]] = [
        (
            *_levels(code, book, names),
            code.definition.zh,
            code.definition.en,
            sources.get((code.id,), 0),
            references.get((code.id,), 0),
            " / ".join(f"{each.coding.quote} ({where(each)})" for each in quotes.get(code.id, ())),
        )
        for code in book.leaves
        if not wanted or code.id in wanted
    ]
    title = Label("三级编码表", "Three-level coding table")
    return ResultTable("levels", title, _LEVELS, tuple(rows))


def where(excerpt: Excerpt) -> str:
    """Return the tail of a quote: participant (or document) and number of the sentence."""
    return f"{excerpt.participant.id or excerpt.coding.document}-{excerpt.unit + 1}"


def _levels(code: Code, codebook: Codebook, names: Mapping[str, Label]) -> tuple[str, ...]:
    """Return the names of core, main and sub-category in both languages."""
    top, above = names[root(code.path)], parent(code.path)
    if depth(code.path) >= 2:
        steps = code.path.split("/")
        second = names["/".join(steps[:2])]
        below = ["/".join(steps[: number + 1]) for number in range(2, len(steps))]
        sub = Label(*(" / ".join(names[path].say(lang) for path in below) for lang in ("zh", "en")))
        chosen = (top, second, sub)
    else:
        chosen = (codebook.name, top if above else code.name, code.name)
    return tuple(text for name in chosen for text in (name.zh, name.en))


def _quotes(page: Passages, names: Mapping[str, Label]) -> Iterator[Row]:
    """Return the rows of a document, made column by column."""
    named = [names.get(code, _UNKNOWN) for code in page["code"]]
    places = zip(page.of_turns(lambda turn: turn.participant.id), page["unit"], strict=True)
    return zip(
        page["code"],
        [name.zh for name in named],
        [name.en for name in named],
        page["quote"],
        [f"{who or page.document}-{unit + 1}" for who, unit in places],
        page.of_turns(lambda turn: turn.participant.subject),
        page["status"],
        page["about"],
        page["review"],
        page.of_turns(lambda turn: _spoken(turn.before)),
        page.of_turns(lambda turn: _spoken(turn.after)),
        strict=True,
    )


def _audit(page: Passages) -> Iterator[Row]:
    """Return the rows of a document, made column by column."""
    return zip(
        page["id"],
        repeat(page.document),
        *(page[name] for name in _AS_THEY_ARE),
        [digest[:12] for digest in page["codebook"]],
        strict=False,
    )


def _spoken(turns: tuple[ContextTurn, ...]) -> str:
    """Return turns as one text."""
    return " / ".join(f"{turn.speaker}: {turn.text}" for turn in turns)


_UNKNOWN = Label("", "")
_AS_THEY_ARE = (
    *("code", "quote", "source", "coder", "pattern", "reasons", "status", "review"),
    *("decided_by", "decided_at"),
)
"""Columns of passages that the audit prints as they are, in its order."""
_QUOTES = (
    *texts(("code", "编码"), ("name_zh", "名称"), ("name_en", "名称"), ("quote", "引语")),
    *texts(("where", "出处"), ("subject", "主体"), ("status", "断言状态"), ("about", "所谈主体")),
    *texts(("review", "审核"), ("context_before", "上文"), ("context_after", "下文")),
)
_AUDIT = (
    *texts(("coding", "编码号"), ("document", "材料"), ("code", "编码"), ("quote", "原话")),
    *texts(("source", "来源"), ("coder", "编码者"), ("rule", "规则"), ("reasons", "理由")),
    *texts(("status", "断言状态"), ("review", "审核"), ("decided_by", "审核人")),
    *texts(("decided_at", "审核时间"), ("codebook", "编码手册版本")),
)
_LEVELS = (
    *texts(("core_zh", "核心范畴"), ("core_en", "核心范畴英文"), ("main_zh", "主范畴")),
    *texts(("main_en", "主范畴英文"), ("sub_zh", "副范畴"), ("sub_en", "副范畴英文")),
    *texts(("concept_zh", "内涵"), ("concept_en", "内涵英文")),
    *counts(("sources", "材料来源"), ("references", "参考点")),
    Column("quotes", Label("代表性原始语句（编号）", "typical sentences (id)")),
)
