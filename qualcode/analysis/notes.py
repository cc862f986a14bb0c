"""What a table says under itself: what is counted, of whom, under which codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import COUNT_NAMES, Count
from qualcode.analysis.exact import DRAWS, SEED
from qualcode.analysis.groups import grouping
from qualcode.analysis.layout import codes_of
from qualcode.model.codebook import Kind
from qualcode.model.coding import AboutBy, Review, Source, Status
from qualcode.model.label import Label, case_count
from qualcode.model.marks import columns_of
from qualcode.model.naming import review_name, status_name
from qualcode.model.query import COUNTED_REVIEWS, COUNTED_STATUSES
from qualcode.model.subject import UNKNOWN

FEW = 3
"""Groups of fewer persons are flagged."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.layout import Layout


def counting_notes(
    corpus: Corpus, layout: Layout, *, reviews: Sequence[Review], empty: Sequence[Label]
) -> tuple[Label, ...]:
    """Return the footer of a frequency table.

    Args:
        corpus: What was counted.
        layout: How.
        reviews: Review statuses that were let through; empty = those counted by default.
        empty: Groups that nobody interviewed belongs to.
    """
    notes = [_unit(layout), _policy(layout, reviews or COUNTED_REVIEWS), _bases(corpus, layout)]
    notes += unknown_note(corpus, layout) + _tests(layout) + _small(corpus, layout)
    notes += _denials(corpus, layout) if layout.denied else []
    notes += about_note(corpus.found_of(codes_of(corpus, layout))) if layout.by == "about" else []
    if empty:
        zh = "、".join(name.say("zh") for name in empty)
        en = ", ".join(name.say("en") for name in empty)
        notes.append(Label(f"未访谈到：{zh}。", f"Nobody interviewed: {en}."))
    notes += [*unsettled_note(corpus), codebook_note(corpus)]
    return tuple(notes)


def _denials(corpus: Corpus, layout: Layout) -> list[Label]:
    """Say how many denials somebody has read: a machine takes many a negation for one."""
    marks = columns_of(corpus.marks)
    codes = codes_of(corpus, layout)
    denied = marks.taken(marks.having("status", [Status.DENIED]) & marks.having("code", codes))
    read = denied.having("review", [Review.ACCEPTED]) | denied.having("source", [Source.PERSON])
    return [
        Label(
            f"否认 {len(denied)} 个参考点，其中经人审核 {int(read.sum())} 个；"
            "未经审核的只是机器对否定词的判读，引用前请先读原话"
            "（`qualcode excerpts --status denied`）。",
            f"Denials: {case_count(len(denied), 'reference')}, {int(read.sum())} reviewed; the"
            " others are a machine's reading of negations: read them before you cite them"
            " (`qualcode excerpts --status denied`).",
        )
    ]


def _tests(layout: Layout) -> list[Label]:
    if layout.tests is None:
        return []
    return [
        Label(
            "检验只对人数做：两组用 Fisher 精确检验，多组用卡方检验，期望频数小于 5 时用"
            f" Fisher–Freeman–Halton 精确检验（表太多时随机抽 {DRAWS} 张，种子 {SEED}）；"
            f"V 为 Cramér V；p 值按编码数校正：{layout.tests.value}。样本非随机，p 值仅作描述。",
            "Tests are of persons only: two groups by Fisher's exact test, more by chi-square,"
            " where an expected count is below 5 by the exact test of Fisher, Freeman and Halton"
            f" (where there are too many tables, by {DRAWS} drawn with seed {SEED}); V: Cramér's;"
            f" p-values adjusted over codes: {layout.tests.value}. The sample is not random: they"
            " describe, they do not generalise.",
        )
    ]


def unknown_note(corpus: Corpus, layout: Layout) -> list[Label]:
    """Say how to tell the program who people are, where a table by subject does not know."""
    unknown = sum(person.subject == UNKNOWN for person in corpus.participants)
    if not unknown or "subject" not in layout.by.split(","):
        return []
    whole = unknown == len(corpus.participants)
    who_zh = "全部受访者" if whole else f"{unknown} 名受访者"
    who_en = (
        "The subjects of all participants are"
        if whole
        else f"The subjects of {unknown} of {len(corpus.participants)} participants are"
    )
    return [
        Label(
            f"{who_zh}的主体未知：把受访者表（列：participant, subject）存为材料文件夹中的"
            " participants.csv 再导入，或用 qualcode import 文件夹 --participants 表。",
            f"{who_en} not known: list them in a participants.csv (columns: participant,"
            " subject), and `qualcode import FOLDER --participants participants.csv`.",
        )
    ]


def _small(corpus: Corpus, layout: Layout) -> list[Label]:
    """Name the groups that are so small that people in them can be recognised."""
    if layout.by in {"participant", "document", "about"}:
        return []
    groups = [
        (each.name, len(each.members)) for each in grouping(corpus, layout.by, layout.level).groups
    ]
    return few_note(groups)


def few_note(groups: Sequence[tuple[Label, int]]) -> list[Label]:
    """Warn of the groups of fewer persons than `FEW`, given the name and size of each."""
    groups = [(name, size) for name, size in groups if size < FEW]
    if not groups:
        return []
    zh = "、".join(f"{name.say('zh')}（N={size}）" for name, size in groups)
    en = ", ".join(f"{name.say('en')} (N={size})" for name, size in groups)
    return [
        Label(
            f"人数不足 {FEW} 人的组，个人可能被认出，引用须谨慎：{zh}。",
            f"Fewer than {FEW} persons, who may be recognised; quote with care: {en}.",
        )
    ]


def counted_named(statuses: Sequence[Status], kinds: Sequence[Kind] = ()) -> Label:
    """Return the statuses that count in words.

    Args:
        statuses: By the user's own word; empty = those that count by default.
        kinds: Of the codes that are counted; empty = all.
    """
    counted = statuses or COUNTED_STATUSES
    proposals = not statuses and Kind.COUNTERMEASURE in (kinds or Kind)
    return Label(
        "、".join(status_name(status).zh for status in counted)
        + ("（对策类另计应然主张）" if proposals else ""),
        ", ".join(counted) + (" (countermeasures: normative as well)" if proposals else ""),
    )


def status_notes(corpus: Corpus) -> tuple[Label, ...]:
    """Return what counts, where the user has said so; what counts by default is in the docs."""
    if not corpus.statuses:
        return unsettled_note(corpus)
    zh = "、".join(status_name(status).zh for status in corpus.statuses)
    counted = Label(f"计入：{zh}。", f"Counted: {', '.join(corpus.statuses)}.")
    return (counted, *unsettled_note(corpus))


def unsettled_note(corpus: Corpus) -> tuple[Label, ...]:
    """Say how many places coders disagree on, and by which rule these are counted."""
    if not corpus.unsettled:
        return ()
    places = case_count(corpus.unsettled, "place")
    return (
        Label(
            f"编码者意见不一且未裁决的位置：{corpus.unsettled} 处（按“有一人认可即计入”统计，"
            "即取并集；`adjudicate` 裁决后以共识为准）。",
            f"{places} on which coders disagree not settled: counted where any one of them says"
            " that the code holds (the union); `adjudicate` settles them, then the consensus"
            " counts.",
        ),
    )


def about_note(found: pd.DataFrame) -> list[Label]:
    """Say how it was found whom codings are about: only what is named is what people said.

    Args:
        found: The codings that count.
    """
    if "about_by" not in found:
        return []
    sums = found["about_by"].value_counts()
    parts = {each: int(sums.get(each.value, 0)) for each in AboutBy}
    named, inferred, usual, unclear = parts.values()
    return [
        Label(
            f"所谈主体的依据（{len(found)} 个参考点）：原话明说 {named}，由上下文推断 {inferred}，"
            f"按编码惯常归入 {usual}，不明 {unclear}。",
            f"Whom the {case_count(len(found), 'reference')} are about: named in {named}, inferred"
            f" from what stands around in {inferred}, by default whom the code is usually about in"
            f" {usual}, unclear in {unclear}.",
        )
    ]


def codebook_note(corpus: Corpus) -> Label:
    """Return the sentence that names the codebook and its wording."""
    book = corpus.codebook
    digest = book.digest[:12]
    return Label(
        f"编码手册：{book.id} {book.version}（{digest}）。",
        f"Codebook: {book.id} {book.version} ({digest}).",
    )


def _unit(layout: Layout) -> Label:
    if layout.count is Count.PERSONS:
        zh, en = "断言该编码的人数", "persons who assert the code"
        if layout.statuses:
            zh = f"有该编码且断言状态为“{counted_named(layout.statuses).zh}”的人数"
            en = f"persons with a coding of the code in status {' or '.join(layout.statuses)}"
        return Label(
            f"单元格：{zh}与占比；参考点为编码次数。一人可提到多个编码，占比之和可超过 100%。",
            f"Cells: {en}, and their share; refs are codings."
            " A person may name several codes, so shares can sum to over 100 %.",
        )
    name = COUNT_NAMES[layout.count]
    return Label(f"单元格：{name.zh}。", f"Cells: {name.en}.")


def _policy(layout: Layout, reviews: Sequence[Review]) -> Label:
    zh = "、".join(review_name(review).zh for review in reviews)
    en = ", ".join(review.value for review in reviews)
    counted = counted_named(layout.statuses, layout.kinds)
    return Label(f"计入：{counted.zh}；审核：{zh}。", f"Counted: {counted.en}; review: {en}.")


def _bases(corpus: Corpus, layout: Layout) -> Label:
    people = len(corpus.participants)
    documents = len(corpus.documents)
    if layout.coded_only:
        found = set(corpus.found_of(codes_of(corpus, layout))["participant"]) - {""}
        told = f"{len(found)} of {people}"
        zh = f"分母：至少有一条计入编码的受访者（{people} 人中 {len(found)} 人）。"
        en = f"Base: participants with any counted coding ({told})."
        if len(found) == people:
            zh += "此处人人都有，与默认分母相同。"
            en += " Here everybody has one: the base is the same as without it."
    elif layout.count is Count.PER_10K:
        zh, en = (
            "分母：该列受访者所说的字符数。",
            "Base: characters spoken by the column's participants.",
        )
    elif layout.by == "about":
        zh, en = (
            "分母：全部受访者（列为所谈主体）。",
            "Base: everybody (columns: who is spoken of).",
        )
    else:
        zh, en = "分母：该列全部受访者。", "Base: all participants of the column."
    return Label(
        f"{zh} N = {people} 人，{documents} 份材料。描述性统计，非随机样本。",
        f"{en} N = {case_count(people, 'person')}, {case_count(documents, 'document')}."
        " Descriptive; the sample is not random.",
    )
