"""Tables that hold no talk but what was made of it: codings, codebooks, counts.

They lie in the same folder as the transcripts they were made from, and their columns of
quotes look like speech. They are known by the names of their columns, as this and other tools
write them (Taguette, MAXQDA, ATLAS.ti, NVivo, Dedoose, QualCoder, RQDA).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.transcripts.columns import named_columns, refuse_columns
from qualcode.transcripts.header_keys import folded

if TYPE_CHECKING:
    from collections.abc import Sequence


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CODES = _set(
    """
    code codes codename codepath codesystem codedwith codesapplied codesappliedcombined tag tags
    node nodes quirk theme themes 编码 編碼 代码 代碼 节点 節點 标签 標籤 编码名 编码名称 代码名称
    节点名称 码号
    """
)
_QUOTES = _set(
    """
    text content segment segments textsegment codedsegment excerpt excerpts excerptcopy quote
    quotes quotation quotationcontent highlight codedtext selectedtext seltext coding passage
    snippet 原文 原话 内容 文本 片段 文本片段 编码片段 文本段 引文 摘录 编码文本 编码内容 参考点内容
    """
)
_PLACES = _set(
    """
    document documentname documentgroup doc file filename source sourcename mediatitle resource
    interview transcript coder codedby createdby modifiedby excerptcreator owner weight
    weightscore beginning startbyte startcp startposition pos0 selfirst index1 材料 材料来源 文档
    文件 文件名 文档名 文档名称 文档组 来源 编码者 编码人 起始位置
    """
)
_DEFINITIONS = _set(
    """
    definition definitionen definitionzh description numberofhighlights 定义 定義
    编码定义 描述 操作性定义
    """
)
_OWN = (
    _set("coding document code"),
    _set("code namezh nameen"),
    _set("编码号 材料 编码"),
    _set("document file sourcesha256"),
    _set("材料 文件 文件指纹"),
    _set("sources references"),
    _set("npersons nreferences"),
    _set("table column titlezh"),
)
"""Columns that, all together, only a table of results has."""
_COUNT = re.compile(r"n_\w|.+\sN\s?=\s?\d")
"""The head of a column of counts: of a code (``n_contact``) or of a group (``Women N=12``)."""
_COUNTS = 2
"""Fewer columns of counts than this may be a chance."""


def result_of(header: Sequence[str]) -> str:
    """Tell what a table holds that is no talk, by the names of its columns; mostly nothing."""
    names = {folded(name) for name in header}
    if names & _CODES and names & _DEFINITIONS:
        return "a codebook"
    if any(own <= names for own in _OWN):
        return "results of a study"
    if sum(bool(_COUNT.match(name.strip())) for name in header) >= _COUNTS:
        return "counts"
    is_coded = names & _CODES and names & _QUOTES and names & _PLACES
    return "codings" if is_coded and named_columns(header).speaker < 0 else ""


def refuse_table(path: str, headers: Sequence[Sequence[str]]) -> DataError:
    """Make the error for a file whose tables hold no speech.

    Args:
        path: The file.
        headers: The first row of each of its tables.
    """
    for header in headers:
        if what := result_of(header):
            return _refusal(path, header, what)
    return refuse_columns(path, headers[0] if headers else ())


def _refusal(path: str, header: Sequence[str], what: str) -> DataError:
    reads = "`qualcode codebook import` reads it; " if what == "a codebook" else ""
    return DataError(
        f"{path} holds {what}, not a transcript: {', '.join(filter(None, header))[:200]}",
        hint=f"{reads}import the interviews themselves, or, if it is one all the same,"
        " say which column is what: --map speaker=WHO,text=WORDS",
    )
