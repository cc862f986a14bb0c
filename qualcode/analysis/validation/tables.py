"""What a validation says: quality of each code, where patterns fail, the corrected table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.analysis.validation.persons import persons, references
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.analysis.groups import Group
    from qualcode.analysis.validation.estimation import Estimate, Sample
    from qualcode.analysis.validation.sampling import Sentence
    from qualcode.model.codebook import Code


def quality_table(sample: Sample, codes: Sequence[Code]) -> ResultTable:
    """Return precision, recall and F1 of each code that was hit or found, with intervals."""
    rows = [row for row in (_quality(sample, code) for code in codes) if row]
    return ResultTable(
        "validation",
        Label("编码质量（抽样验证）", "Quality of the codings, by a validated sample"),
        _QUALITY,
        tuple(rows),
        notes=(_how(sample),),
    )


def faults_table(
    sample: Sample, patterns: Mapping[tuple[str, str], str], words: Mapping[str, str]
) -> ResultTable:
    """Return the sentences on which machine and person differ: false hits by pattern, then misses.

    Args:
        sample: The answers.
        patterns: The pattern behind each hit, by sentence key and code.
        words: The text of each sentence, by its key.
    """
    rows = [
        (
            fault,
            code,
            patterns.get((key, code), "") if fault == "false" else "",
            key,
            words.get(key, ""),
        )
        for answer in sample.answers
        for key in [answer.sentence.key]
        for fault, codes in (
            ("false", answer.sentence.hits - answer.true),
            ("missed", answer.true - answer.sentence.hits),
        )
        for code in sorted(codes)
    ]
    often = Counter((row[0], row[1], row[2]) for row in rows)
    rows.sort(key=lambda row: (row[0], -often[row[0], row[1], row[2]], *row[1:4]))
    title = Label("误报与漏报", "False hits and what was missed")
    return ResultTable("validation_faults", title, _FAULTS, tuple(rows))


def corrected_table(
    sample: Sample,
    codes: Sequence[Code],
    sentences: Iterable[Sentence],
    groups: Sequence[Group],
    *,
    seed: int,
) -> ResultTable:
    """Return what the table would be had a person read all: per code and group, with intervals.

    Args:
        sample: The answers.
        codes: Leaf codes in order.
        sentences: All sentences of respondents.
        groups: Of persons, in order; who is in none does not count.
        seed: Of the draws behind the intervals of persons.
    """
    said: dict[str, list[Sentence]] = {name: [] for each in groups for name in each.members}
    for each in sentences:
        if each.participant in said:
            said[each.participant].append(each)
    people = {each.id: {name: said[name] for name in sorted(each.members)} for each in groups}
    rows = [
        _corrected(sample, code, group, members, seed)
        for code in codes
        for group, members in people.items()
    ]
    title = Label("校正后的频次表", "Corrected frequencies")
    return ResultTable(
        "corrected", title, _CORRECTED, tuple(rows), notes=(_ESTIMATED, _how(sample))
    )


def _quality(sample: Sample, code: Code) -> tuple[Cell, ...] | None:
    name = code.id
    hit = [each for each in sample.answers if name in each.sentence.hits]
    true = [each for each in sample.answers if name in each.true]
    if not hit and not true:
        return None
    precision = sample.ratio(lambda a: name in a.true, lambda a: name in a.sentence.hits)
    recall = sample.ratio(lambda a: name in a.sentence.hits, lambda a: name in a.true)
    both = sum(name in each.true for each in hit)
    return (
        *(name, code.name.zh, code.name.en, len(hit), both, len(true)),
        *_three(precision),
        *_three(recall),
        _f1(precision, recall),
    )


def _corrected(
    sample: Sample,
    code: Code,
    group: str,
    people: Mapping[str, Sequence[Sentence]],
    seed: int,
) -> tuple[Cell, ...]:
    hits = sum(code.id in each.hits for said in people.values() for each in said)
    named = sum(any(code.id in each.hits for each in said) for said in people.values())
    refs = references(sample, code.id, people)
    found = persons(sample, code.id, people, seed=seed)
    return (
        *(code.id, code.name.zh, code.name.en, group, len(people)),
        *(named, *_three(found), hits, *_three(refs)),
    )


def _three(estimate: Estimate | None) -> tuple[Cell, Cell, Cell]:
    """Return a number and its interval; what has been read whole is counted and has none."""
    if estimate is None:
        return None, None, None
    if estimate.is_certain:
        return estimate.value, None, None
    return estimate.value, estimate.low, estimate.high


def _f1(precision: Estimate | None, recall: Estimate | None) -> float | None:
    if precision is None or recall is None or not precision.value + recall.value:
        return None
    return 2 * precision.value * recall.value / (precision.value + recall.value)


def _how(sample: Sample) -> Label:
    number, size = len(sample.answers), sample.population
    unread, strata = len(sample.unread), len(sample.sizes)
    zh = f"按编码与主体分层抽取，共 {size} 句，已由人判定 {number} 句。"
    were = "was" if number == 1 else "were"
    en = (
        f"{number} of {case_count(size, 'sentence')}, drawn by code and subject,"
        f" {were} read by a person."
    )
    if unread:
        zh += (
            f"{strata} 层中有 {unread} 层尚无判定，按同类（有命中或无命中）已判定的句子推算；"
            "整类均无判定的不计入。"
        )
        en += (
            f" In {unread} of {case_count(strata, 'stratum', 'strata')} nobody has read yet:"
            " they are taken to be like the others with a hit, or without one;"
            " what has no answer of its kind is left out."
        )
    return Label(zh, en)


def _rates(*keys: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key, Label(zh, key.replace("_", " ")), Form.RATE) for key, zh in keys)


_ESTIMATED = Label(
    "已由人判定的句子按判定计，只对未判定的句子推算；全部判定者即为计数，不给区间。"
    "参考点：有该编码命中的句子与无命中的句子各按其总数推算（事后分层，Cochran 1977, 5A.9），"
    "区间按 Korn–Graubard（1998）；人数假定误报与漏报随机落在各句，编码集中于少数人时偏高。",
    "Sentences that were read count as read, only the others are estimated; what was read whole"
    " is a count and has no interval. References: sentences with a hit of the code and without are"
    " each scaled by their own number (post-stratification, Cochran 1977, 5A.9), intervals after"
    " Korn & Graubard (1998). Persons: false hits and misses are taken to befall sentences alike,"
    " so the estimate is high where a code clusters in few persons.",
)
_NAMES = texts(("code", "编码"), ("name_zh", "名称"), ("name_en", "名称"))
_QUALITY = (
    *_NAMES,
    *counts(("n_hits", "抽到的命中"), ("n_right", "其中正确"), ("n_true", "抽到的应编")),
    *_rates(("precision", "查准率"), ("precision_low", "下限"), ("precision_high", "上限")),
    *_rates(("recall", "查全率"), ("recall_low", "下限"), ("recall_high", "上限"), ("f1", "F1")),
)
_FAULTS = texts(
    ("fault", "误报或漏报"),
    ("code", "编码"),
    ("pattern", "表达式"),
    ("sentence", "句"),
    ("words", "原话"),
)
_CORRECTED = (
    *_NAMES,
    *texts(("subject", "主体")),
    *counts(("n_persons_total", "总人数"), ("persons_found", "命中人数")),
    *_rates(("persons", "估计人数"), ("persons_low", "下限"), ("persons_high", "上限")),
    *counts(("references_found", "命中参考点")),
    *_rates(("references", "估计参考点"), ("references_low", "下限"), ("references_high", "上限")),
)
