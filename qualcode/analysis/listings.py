"""Tidy tables: one row per coding, per participant, per document, per code.

These are the tables that leave the program for R, pandas or Excel. Their
headers are stable English keys, their order is fixed, and a re-run yields the
same bytes.
"""

from __future__ import annotations

from functools import partial
from itertools import islice, repeat
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.table import Cell, Column, Form, ResultTable, Row, Streamed, counts, texts
from qualcode.analysis.wording import called
from qualcode.model.known import Known
from qualcode.model.label import Label
from qualcode.model.passages import TURNS
from qualcode.model.sides import attribute_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import DocumentInfo
    from qualcode.model.passages import Passages, Spoken


LISTED = frozenset(
    {TURNS, "id", "unit", "start", "stop", "quote", "near_before", "near_after", "code", "coder"}
    | {"source", "pattern", "score", "status", "about", "about_by", "view_of", "review"}
    | {"reasons", "decided_by", "decided_at", "codebook"}
)
"""What `codings_table` is made of, of passages."""


def codings_table(
    passages: Callable[[], Iterable[Passages]],
    count: int,
    codebook: Codebook,
    *,
    attributes: Sequence[str] = (),
    memos: Mapping[str, str] | None = None,
    places: Callable[[str], Callable[[int], str]] | None = None,
) -> ResultTable:
    """Return one row per coding, with its words and its reasons.

    Args:
        passages: Gives the codings with the columns `LISTED`, from the first on each time.
        count: How many rows the table has; codings after them are left out.
        codebook: For the names of codes.
        attributes: Names of participant attributes to append as columns.
        memos: Text of the memos of each coding, by coding id.
        places: Tells, given a document, where a position of it stands in its source.
    """
    codes = Known(lambda code: _code_cells(code, codebook))

    def rows() -> Iterator[Row]:
        for page in passages():
            place = places(page.document) if places else None
            found = map(place, page["start"]) if place else repeat("")
            noted = (notes.get(each, "") for each in page["id"]) if notes else repeat("")
            own = [page.of_turns(partial(_attribute, name)) for name in attributes]
            yield from zip(*_coding_columns(page, codes, found, noted), *own, strict=False)

    notes = memos or {}
    known = called(
        _CODING_COLUMNS,
        family=codebook.names,
        **dict.fromkeys(("subject", "about", "view_of"), codebook.subjects.names),
    )
    columns = (*known, *attribute_columns(attributes, known))
    listed = Streamed(count, lambda: islice(rows(), count))
    return ResultTable("codings", Label("编码一览", "Codings"), columns, listed)


def case_by_code(corpus: Corpus) -> ResultTable:
    """Return one row per participant and one column per code: references, zeros included."""
    cells = tally(corpus.found, Count.REFERENCES, ["participant", "code"])
    attributes = attribute_names(corpus)
    codes = [code.id for code in corpus.codebook.leaves]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            person.id,
            person.subject,
            *(person.attributes.get(name, "") for name in attributes),
            *(cells.get((person.id, code), 0) for code in codes),
        )
        for person in corpus.participants
    )
    who = texts(("participant", "受访者"), ("subject", "主体"))
    numbers = [Column(f"n_{code.id}", code.name, Form.COUNT) for code in corpus.codebook.leaves]
    columns = (*who, *attribute_columns(attributes, (*who, *numbers)), *numbers)
    return ResultTable("case_by_code", Label("受访者×编码", "Case by code"), columns, rows)


def documents_table(documents: Sequence[DocumentInfo], *, brief: bool = False) -> ResultTable:
    """Return one row per document: what was read, and from where.

    Args:
        documents: What is known of each.
        brief: Leave out hashes and header fields, for a terminal.
    """
    header = list(dict.fromkeys(name for each in documents for name in each.header))
    rows = tuple(
        (*_document_cells(each), *(each.header.get(name, "") for name in header))
        for each in documents
    )
    columns = (
        *_DOCUMENT_COLUMNS,
        *(Column(f"header_{name}", Label(name, name)) for name in header),
    )
    table = ResultTable("documents", Label("访谈材料", "Documents"), columns, rows)
    return table.narrowed(_BRIEF) if brief else table


CODINGS_COUNTED = Column("n_codings", Label("计入的编码数", "codings counted"), Form.COUNT)
"""How many codings tables count as references, wherever a listing says so."""


_CODEBOOK_ZH = {
    "code": "编码",
    "name_zh": "名称",
    "name_en": "名称",
    "path": "路径",
    "parent": "上级编码",
    "family": "范畴",
    "kind": "类别",
    "theory": "理论",
    "construct": "概念",
    "definition_zh": "定义",
    "definition_en": "定义",
    "include_zh": "纳入标准",
    "include_en": "纳入标准",
    "exclude_zh": "排除标准",
    "exclude_en": "排除标准",
    "patterns_zh": "表达式",
    "patterns_en": "表达式",
    "masks": "屏蔽词",
    "examples": "例句",
    "non_examples": "反例",
    "opposite": "对立编码",
    "said_by": "由谁说",
    "about": "所谈主体",
    "version": "版本",
}
"""Chinese titles of the columns that a codebook has as a table."""


def codebook_table(
    rows: Sequence[Mapping[str, str]], uses: Mapping[str, int] | None = None
) -> ResultTable:
    """Return one row per code with its wording.

    Args:
        rows: What the codebook says of each code, as column → value.
        uses: Number of codings that tables count by code, for a column of its own.
    """
    keys = list(rows[0]) if rows else ["code"]
    columns = [*texts(*((key, _CODEBOOK_ZH.get(key, key)) for key in keys))]
    cells: list[tuple[Cell, ...]] = [tuple(row[key] for key in keys) for row in rows]
    if uses is not None:
        columns.append(CODINGS_COUNTED)
        cells = [(*row, uses.get(str(row[0]), 0)) for row in cells]
    return ResultTable("codebook", Label("编码手册", "Codebook"), tuple(columns), tuple(cells))


def attribute_names(corpus: Corpus) -> list[str]:
    """Return the names of all attributes of participants, in order of first appearance."""
    return list(dict.fromkeys(name for each in corpus.participants for name in each.attributes))


def attribute_columns(names: Iterable[str], others: Iterable[Column]) -> list[Column]:
    """Return a column for each attribute, by its own name unless another column has it.

    Researchers do record a ``status`` or a ``source`` of a person; that one is
    called ``participant_status``, since two columns of one name lose one in JSON.
    """
    taken = {column.key for column in others}
    found: list[Column] = []
    for name in names:
        key = name
        while key in taken:
            key = f"participant_{key}"
        taken.add(key)
        found.append(Column(key, attribute_name(name)))
    return found


def _attribute(name: str, turn: Spoken) -> str:
    return turn.participant.attributes.get(name, "")


def _code_cells(code: str, codebook: Codebook) -> tuple[str, ...]:
    """Return names, family and kind of a code; one that has left the codebook has its id alone."""
    known = codebook.by_id.get(code)
    family = codebook.family_of(code)
    return (
        (known.name.zh, known.name.en, family, known.kind.value) if known else ("", "", family, "")
    )


def _coding_columns(
    page: Passages,
    codes: Mapping[str, tuple[str, ...]],
    places: Iterable[str],
    memos: Iterable[str],
) -> tuple[Iterable[Cell], ...]:
    """Return the codings of a document, column by column."""
    zh, en, family, kind = zip(*map(codes.__getitem__, page["code"]), strict=True)
    return (
        page["id"],
        repeat(page.document),
        page.of_turns(lambda turn: turn.participant.id),
        page.of_turns(lambda turn: turn.participant.subject),
        page.of_turns(lambda turn: turn.speaker),
        [turn + 1 for turn in page["turn"]],
        [unit + 1 for unit in page["unit"]],
        page["start"],
        page["stop"],
        page.of_turns(lambda turn: turn.time.partition(_TO)[0]),
        page.of_turns(lambda turn: turn.time.partition(_TO)[2]),
        places,
        *(page[name] for name in ("quote", "near_before", "near_after", "code")),
        *(zh, en, family, kind),
        *(page[name] for name in ("coder", "source", "pattern", "score", "status", "about")),
        *(page[name] for name in ("about_by", "view_of", "review", "reasons")),
        memos,
        *(page[name] for name in ("decided_by", "decided_at", "codebook")),
    )


def _document_cells(info: DocumentInfo) -> tuple[Cell, ...]:
    return (
        info.name,
        info.path,
        " ".join(info.participants),
        info.source_sha256,
        info.text_sha256,
        info.encoding,
        info.format,
        info.layout,
        info.language,
        info.turns,
        info.units,
        info.characters,
        info.spoken,
        info.words,
        "; ".join(info.warnings),
    )


_TO = " --> "
"""Between the beginning and the end of a time stamp."""
_CODING_COLUMNS = (
    *texts(("coding", "编码号"), ("document", "材料"), ("participant", "受访者")),
    *texts(("subject", "主体"), ("speaker", "说话人")),
    *counts(("turn", "话轮"), ("unit", "句序"), ("start", "起"), ("end", "止")),
    *texts(("start_time", "开始时间"), ("end_time", "结束时间"), ("place", "原文位置")),
    *texts(("quote", "原话")),
    *texts(("context_before", "上文"), ("context_after", "下文"), ("code", "编码")),
    *texts(("code_name_zh", "编码名称"), ("code_name_en", "编码英文名"), ("family", "类属")),
    *texts(("kind", "性质"), ("coder", "编码者"), ("source", "来源"), ("rule", "规则")),
    Column("score", Label("分值", "score"), Form.RATE),
    *texts(("status", "断言状态"), ("about", "所谈主体"), ("about_by", "所谈依据")),
    *texts(("view_of", "转述谁"), ("review", "审核"), ("reasons", "理由"), ("memo", "备忘")),
    *texts(("decided_by", "审核人"), ("decided_at", "审核时间"), ("codebook", "编码手册版本")),
)

_DOCUMENT_COLUMNS = (
    *texts(("document", "材料"), ("file", "文件"), ("participants", "受访者")),
    *texts(("source_sha256", "文件指纹"), ("text_sha256", "文本指纹"), ("encoding", "编码格式")),
    *texts(("format", "文件格式"), ("layout", "版式"), ("language", "语言")),
    *counts(("n_turns", "话轮数"), ("n_units", "句数"), ("n_chars", "字符数")),
    *counts(("n_spoken", "受访者字符数"), ("n_words", "受访者字数")),
    Column("warnings", Label("提示", "warnings")),
)

_BRIEF = frozenset(
    {
        *("document", "participants", "encoding", "format", "layout", "language"),
        *("n_turns", "n_units", "n_words", "warnings"),
    }
)
"""Columns of the documents table that a terminal shows."""
