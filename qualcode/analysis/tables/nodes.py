"""Nodes as NVivo lists them: sources, references, share of references, coverage of the text.

Parents aggregate: their sources are a union, never a sum; their references are
the sum of what stands under them; their coverage counts each character once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.model.codebook import depth
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.codebook import Code


def nodes_table(corpus: Corpus, chosen: Collection[str] = ()) -> ResultTable:
    """Return one row per code and family, in the order of the codebook, zeros included.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        chosen: The leaf codes that are asked for; they and what is above them get rows; none = all.

    Returns:
        Coverage is the share of all characters spoken by the participants counted
        that lie in a coding of the node.
    """
    book, wanted = corpus.codebook, frozenset(chosen)
    codes = [
        code for code in book.codes if not wanted or not wanted.isdisjoint(book.under(code.id))
    ]
    return ResultTable(
        "nodes",
        Label("节点统计", "Nodes"),
        _COLUMNS,
        tuple(_rows(corpus, codes)),
        levels=tuple(depth(code.path) for code in codes),
        notes=(
            Label(
                "参考点：编码次数；材料来源：含该编码的文件数；上级节点汇总下级（来源取并集）。"
                "覆盖率：编码所及字符占受访者全部话语字符的比例，重叠只计一次。",
                "References: codings; sources: documents that have it; parents aggregate"
                " (sources as a union). Coverage: characters in codings of the node over all"
                " characters respondents spoke, overlaps counted once.",
            ),
        ),
    )


def _rows(corpus: Corpus, codes: Sequence[Code]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each code and family; each coding counts for the codes above it too."""
    from qualcode.analysis.marks import covered, spread

    book, frame = corpus.codebook, corpus.found
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for code in book.codes:
        for name in book.under(code.id):
            homes[name].append(code.id)
    references = tally(frame, Count.REFERENCES, [], homes)
    sources = tally(frame, Count.SOURCES, [], homes)
    characters = covered(spread(frame, "code", homes, "node"), "node")
    spoken = corpus.characters(person.id for person in corpus.participants)
    for code in codes:
        number = references.get((code.id,), 0)
        yield (
            *(code.id, code.name.zh, code.name.en, sources.get((code.id,), 0), number),
            100 * number / len(frame) if len(frame) else None,
            100 * characters.get(code.id, 0) / spoken if spoken else None,
        )


_COLUMNS = (
    *texts(("code", "编码")),
    Column("name_zh", Label("节点", "node (zh)")),
    Column("name_en", Label("英文名称", "node")),
    *counts(("sources", "材料来源"), ("references", "参考点")),
    Column("pct_references", Label("占参考点%", "% of references"), Form.PERCENT),
    Column("pct_coverage", Label("覆盖率%", "coverage %"), Form.RATE),
)
