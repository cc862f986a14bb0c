"""Who was interviewed (T1), and what material there is from whom (T14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.listings import CODINGS_COUNTED, attribute_columns, attribute_names
from qualcode.analysis.table import Cell, ResultTable, counts, texts
from qualcode.model.label import Label
from qualcode.model.subject import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.document import DocumentInfo


def participants_table(corpus: Corpus) -> ResultTable:
    """Return one row per participant, with attributes, how much was said and how much was coded.

    The notes sum up each subject: persons and characters.
    """
    codings = tally(corpus.found, Count.REFERENCES, ["participant"])
    attributes = attribute_names(corpus)
    scheme = corpus.codebook.subjects
    rows: list[tuple[Cell, ...]] = [
        (
            person.id,
            person.subject,
            scheme.name_of(person.subject).zh if person.subject != UNKNOWN else "",
            scheme.name_of(person.subject).en if person.subject != UNKNOWN else "",
            *(person.attributes.get(name, "") for name in attributes),
            len(corpus.speech.get(person.id, {})),
            corpus.characters([person.id]),
            codings.get((person.id,), 0),
        )
        for person in corpus.participants
    ]
    columns = (*_WHO, *attribute_columns(attributes, (*_WHO, *_HOW_MUCH)), *_HOW_MUCH)
    title = Label("受访者基本情况", "Participants")
    return ResultTable("participants", title, columns, tuple(rows), notes=_per_subject(corpus))


def sources_table(corpus: Corpus, documents: Sequence[DocumentInfo]) -> ResultTable:
    """Return one row per subject and format of material: documents, persons, characters.

    Args:
        corpus: The people and what they spoke.
        documents: What is known of each document; those that the corpus does not
            count are left out.
    """
    counted = set(corpus.documents)
    kinds = {each.name: (each.format, each.language) for each in documents if each.name in counted}
    rows: list[tuple[Cell, ...]] = []
    for group in grouping(corpus, "subject", Level.FINE).groups:
        by_kind = _by_kind(corpus, group.members, kinds)
        for (form, language), (names, people, characters) in sorted(by_kind.items()):
            cells = (group.id, group.name.zh, group.name.en, form, language)
            rows.append((*cells, len(names), len(people), characters))
    return ResultTable(
        "sources",
        Label("材料来源", "Sources of data"),
        _SOURCES,
        tuple(rows),
        notes=(
            Label(
                "一份集体访谈有几类主体时，各类各计一次，份数不可相加。",
                "A group interview with several subjects counts once for each of them,"
                " so documents do not add up.",
            ),
        ),
    )


def _by_kind(
    corpus: Corpus, members: frozenset[str], kinds: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], tuple[set[str], set[str], int]]:
    """Gather documents, persons and characters by format and language."""
    found: dict[tuple[str, str], tuple[set[str], set[str], int]] = {}
    for person in members:
        for document, length in corpus.speech.get(person, {}).items():
            key = kinds.get(document, ("", ""))
            names, people, characters = found.get(key, (set(), set(), 0))
            found[key] = (names | {document}, people | {person}, characters + length)
    return found


def _per_subject(corpus: Corpus) -> tuple[Label, ...]:
    lines = [
        (group.name, len(group.members), corpus.characters(group.members))
        for group in grouping(corpus, "subject", Level.FINE).groups
    ]
    lines.append(
        (
            Label("合计", "all"),
            len(corpus.participants),
            corpus.characters(person.id for person in corpus.participants),
        )
    )
    return tuple(
        Label(
            f"{name.say('zh')}：{n} 人，{size} 字符。",
            f"{name.say('en')}: n = {n}, {size} characters.",
        )
        for name, n, size in lines
    )


_WHO = texts(
    ("participant", "编号"),
    ("subject", "主体代码"),
    ("subject_zh", "主体"),
    ("subject_en", "主体"),
)
_HOW_MUCH = (*counts(("n_documents", "材料数"), ("n_chars", "字符数")), CODINGS_COUNTED)
_SOURCES = (
    *texts(("subject", "主体代码"), ("subject_zh", "主体"), ("subject_en", "主体")),
    *texts(("format", "文件格式"), ("language", "语言")),
    *counts(("n_documents", "份数"), ("n_persons", "人数"), ("n_chars", "字符数")),
)
