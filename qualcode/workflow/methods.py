"""The methods section in draft, and the checklists, from what the project knows and nothing else.

What is drafted is directed content analysis: codes from theory, applied by rules,
decided by persons; codes added on the way are named where there were any. It is not
called grounded theory, and nothing "emerges". Reflexive thematic analysis rejects coefficients of
agreement, so with that approach none are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.analysis.saturation import chao2
from qualcode.model.label import Label, case_count
from qualcode.model.rounding import half_up
from qualcode.workflow.approaches import Approach
from qualcode.workflow.checklists import checklist_table
from qualcode.workflow.method_facts import facts_of

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable
    from qualcode.store.origins import Origins
    from qualcode.workflow.method_facts import Facts
    from qualcode.workflow.project import Project

_HOW: dict[Approach, Label] = {
    Approach.DIRECTED: Label(
        "采用定向内容分析法（Hsieh 与 Shannon，2005）",
        "We used directed content analysis (Hsieh & Shannon 2005)",
    ),
    Approach.CODEBOOK: Label(
        "采用编码手册式主题分析：编码手册先行制定",
        "We used codebook thematic analysis: a codebook was drawn up first",
    ),
    Approach.REFLEXIVE: Label(
        "采用反身性主题分析（Braun 与 Clarke）：编码是研究者与资料之间的解释，不求编码者之间的一致",
        "We used reflexive thematic analysis (Braun & Clarke): coding is an interpretation of the"
        " researcher, and agreement between coders is not sought",
    ),
}


_FEW_NAMES = 10
"""Codes that are named before the rest is an ellipsis."""


def methods_paragraph(project: Project, approach: Approach = Approach.DIRECTED) -> Label:
    """Return a draft of the methods section, for the researcher to correct and complete.

    Raises:
        DataError: When nothing has been coded yet.
    """
    facts = facts_of(project)
    parts = [_material(facts), _coding(facts, approach), _deciding(facts)]
    if approach is not Approach.REFLEXIVE:
        parts.append(_trust(facts))
    parts.append(_counting(facts))
    return Label("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def checklist(project: Project, standard: str) -> ResultTable:
    """Return a reporting checklist, filled as far as the project knows.

    Raises:
        DataError: When nothing has been coded yet.
    """
    facts = facts_of(project)
    known = _coreq(facts) if standard == "coreq" else _srqr(facts)
    return checklist_table(standard, known)


def _material(facts: Facts) -> Label:
    people, documents = len(facts.corpus.participants), len(facts.documents)
    characters = facts.corpus.characters(person.id for person in facts.corpus.participants)
    subjects = facts.subjects
    return Label(
        f"资料为 {documents} 份访谈，受访者 {people} 人（{subjects.zh}），"
        f"受访者话语共 {characters} 字符。",
        f"The material is {case_count(documents, 'interview')} with"
        f" {case_count(people, 'participant')} ({subjects.en}), {characters}"
        " characters of respondents' speech.",
    )


def _coding(facts: Facts, approach: Approach) -> Label:
    book = facts.corpus.codebook
    how = _HOW[approach]
    origin = Label("", "") if approach is Approach.REFLEXIVE else _origin(facts)
    theories_zh = "、".join(each.say("zh") for each in book.theories.values())
    theories_en = ", ".join(each.say("en") for each in book.theories.values())
    return Label(
        f"{how.zh}。{origin.zh}编码手册“{book.name.say('zh')}”{book.version} 版"
        f"含 {len(book.leaves)} 个编码、{len(book.families)} 个类属"
        + (f"，理论来源为{theories_zh}" if theories_zh else "")
        + "。",
        f"{how.en}. {origin.en}The codebook “{book.name.say('en')}”, version {book.version}, has"
        f" {case_count(len(book.leaves), 'code')} in"
        f" {case_count(len(book.families), 'family', 'families')}"
        + (f", drawn from {theories_en}" if theories_en else "")
        + ".",
    )


def _origin(facts: Facts) -> Label:
    """Say where the codes come from, as far as the project shows it."""
    theories = facts.corpus.codebook.theories
    given = (
        Label("编码先由理论给出", "Codes came from theory")
        if theories
        else Label("编码由编码手册给出", "Codes were given by a codebook")
    )
    if not facts.added:
        return Label(f"{given.zh}。", f"{given.en}. ")
    names, number = ", ".join(facts.added[:_FEW_NAMES]), len(facts.added)
    more = "…" if number > _FEW_NAMES else ""
    codes = "one code was" if number == 1 else f"{number} codes were"
    return Label(
        f"{given.zh}，编码过程中补充 {number} 个（{names}{more}）。",
        f"{given.en}; {codes} added in the course of coding ({names}{more}). ",
    )


def _deciding(facts: Facts) -> Label:
    parts = [Label("编码单位为句。", "The unit of coding was the sentence.")]
    if facts.origins.proposed:
        zh, en = _means(facts)
        parts.append(
            Label(
                f"qualcode {__version__} 提出编码建议（{zh}），并判断断言状态"
                "（断言、否认、转述、愿望等）与所谈主体。",
                f"qualcode {__version__} proposed codings ({en}), with their"
                " assertion status (asserted, denied, reported, wished …) and whom they are about.",
            )
        )
    parts.append(_review(facts))
    return Label("".join(each.zh for each in parts), " ".join(each.en for each in parts))


def _review(facts: Facts) -> Label:
    """Say who has decided on how much."""
    total, number = facts.decided + facts.proposed, len(facts.coders)
    if not number:
        return Label(
            f"现有编码 {total} 条，均为机器建议，尚无人审核。",
            f"All of the {total} codings are proposals of the machine that no person has reviewed.",
        )
    who = "One person" if number == 1 else f"{number} persons"
    from_ = facts.origins
    decided = from_.accepted + from_.rejected
    share = half_up(100 * from_.rejected / decided, 0) if decided else "0"
    zh = f"{number} 名编码者参与。机器建议 {from_.proposed} 条，其中 {decided} 条经人工判断"
    zh += f"（接受 {from_.accepted} 条，拒绝 {from_.rejected} 条，占 {share}%）" if decided else ""
    en = f"{who} coded or reviewed. Of {from_.proposed} proposals of the machine, {decided} were"
    en += " decided on by a person"
    en += (
        f" ({from_.accepted} accepted, {from_.rejected} rejected, {share} %, by who decided first)"
        if decided
        else ""
    )
    made = _made(from_)
    return Label(
        f"{zh}{made.zh}。统计的编码 {total} 条，其中 {facts.proposed} 条尚无人判断。",
        f"{en}; {made.en}. Of the {total} codings that are counted, {facts.proposed} have"
        " not been decided on.",
    )


def _made(origins: Origins) -> Label:
    """Say what persons made: from nothing, and in the place of proposals."""
    made, replacing = origins.made, origins.replacing
    hand, place = case_count(made, "coding was", "codings were"), case_count(replacing, "coding")
    first = (
        Label(f"；另有手工编码 {made} 条", f"{hand} made by hand")
        if made
        else Label("，无人在建议之外编码", "nobody coded anything that was not proposed")
    )
    if not replacing:
        return first
    return Label(
        f"{first.zh}，以其他编码取代建议 {replacing} 条",
        f"{first.en}, and {place} with another code put in the place of a proposal",
    )


def _means(facts: Facts) -> tuple[str, str]:
    """Return by what the machine proposed, with how many of each."""
    from_ = facts.origins
    means = (
        (from_.proposed - from_.learned - from_.models, "手册表达式", "by the codebook's patterns"),
        (from_.learned, "从已编码访谈学得的权重", "by weights learned from coded interviews"),
        (from_.models, "模型", "by models"),
    )
    there = [(number, zh, en) for number, zh, en in means if number]
    return (
        "，".join(f"{zh} {number} 条" for number, zh, _ in there),
        ", ".join(f"{number} {en}" for number, _, en in there),
    )


def _trust(facts: Facts) -> Label:
    zh, en = [], []
    if facts.double_coded:
        zh.append("编码者间一致性见信度表（qualcode agreement）")
        en.append("agreement between coders is given in the reliability table (qualcode agreement)")
        if unsettled := facts.corpus.unsettled:
            zh.append(f"编码者意见不一而未裁决的位置 {unsettled} 处，有一人认可即计入")
            en.append(
                f"{case_count(unsettled, 'place')} on which coders disagree not settled, and"
                " counted where any of them says that the code holds"
            )
    elif len(facts.coders) and facts.validated:
        zh.append("尚无双人编码")
        en.append("there has been no double coding")
    if facts.validated:
        zh.append("机器编码以分层抽样盲读验证（qualcode validate）")
        en.append(
            "the machine's codings were validated by a stratified sample read blind"
            " (qualcode validate)"
        )
    elif zh:
        zh.append("机器编码尚未抽样验证，机器漏掉多少不得而知")
        en.append(
            "the machine's codings have not been validated by a sample, so what it missed is not"
            " known (qualcode validate)"
        )
    if not zh:
        return Label(
            "尚无双人编码或抽样验证，以下数字须据此谨慎看待。",
            "There has been no double coding and no validation yet; the numbers are to be read with"
            " that in mind.",
        )
    joined_zh, joined_en = "；".join(zh), "; ".join(en)
    return Label(f"{joined_zh}。", f"{joined_en[0].upper()}{joined_en[1:]}.")


def _counting(facts: Facts) -> Label:
    book = facts.corpus.codebook
    return Label(
        "只统计断言与部分断言（对策类另计应然主张）；人数与参考点分列，检验只对人数做，样本非随机，"
        f"仅作描述。编码手册指纹 {book.digest[:12]}。",
        "Only what is asserted, at least in part, is counted (for countermeasures proposals as"
        " well); persons and references are kept apart, tests are of persons only, and as the"
        f" sample is not random they describe. Codebook fingerprint {book.digest[:12]}.",
    )


def _coreq(facts: Facts) -> dict[str, Label]:
    """Return what the project knows of the items of COREQ."""
    book = facts.corpus.codebook
    people = len(facts.corpus.participants)
    known = {
        "9": _coding(facts, Approach.DIRECTED),
        "12": Label(f"{people} 人", case_count(people, "person")),
        "16": facts.subjects,
        "22": _saturation(facts),
        "24": Label(f"{len(facts.coders)} 人", f"{len(facts.coders)}"),
        "25": Label(
            f"{len(book.families)} 个类属、{len(book.leaves)} 个编码，见编码手册",
            f"{case_count(len(book.families), 'family', 'families')},"
            f" {case_count(len(book.leaves), 'code')}, see the codebook",
        ),
        "26": _origin(facts),
        "27": Label(
            f"qualcode {__version__}，手册指纹 {book.digest[:12]}",
            f"qualcode {__version__}, codebook {book.digest[:12]}",
        ),
        "29": Label("引语附编号，见 report quotes", "with ids, see `report quotes`"),
        "30": Label(
            "每个数字可打开至原话（explain）", "every number opens to its words (`explain`)"
        ),
        "31": Label("见频次表", "see the frequency table"),
        "32": Label("见节点表", "see the table of nodes"),
    }
    return known | _from_headers(facts)


def _from_headers(facts: Facts) -> dict[str, Label]:
    """Fill the items that header fields of the transcripts speak of."""
    fields = (("14", "place"), ("15", "present"), ("19", "mode"), ("21", "duration"))
    known = {}
    for item, field in fields:
        told = [each.header[field] for each in facts.documents if each.header.get(field)]
        if told:
            few = "; ".join(dict.fromkeys(told))[:200]
            number = len(told)
            known[item] = Label(f"{number} 份写明：{few}", f"stated in {number}: {few}")
    return known


def _saturation(facts: Facts) -> Label:
    by_document: dict[str, set[str]] = {name: set() for name in facts.corpus.documents}
    for mark in facts.corpus.marks:
        by_document.setdefault(mark.document, set()).add(mark.code)
    found = chao2([frozenset(codes) for codes in by_document.values()])
    if found is None:
        return Label("不足两份访谈", "fewer than two interviews")
    estimate = half_up(found.estimate, 1)
    return Label(
        f"见 {found.seen} 个编码，Chao2 估计 {estimate}；手册既定，非归纳饱和",
        f"{case_count(found.seen, 'code')} met, Chao2 estimate {estimate}; a given"
        " codebook, so not inductive saturation",
    )


def _srqr(facts: Facts) -> dict[str, Label]:
    """Return what the project knows of the items of SRQR."""
    return {
        "5": _coding(facts, Approach.DIRECTED),
        "10": _material(facts),
        "12": facts.subjects,
        "13": Label(
            "文字稿原样保存，位置以 Unicode 字符计，可逐条核对（verify）",
            "transcripts are kept unchanged, positions in Unicode characters, provable by `verify`",
        ),
        "14": _deciding(facts),
        "15": _trust(facts),
        "17": Label("引语附编号，见 report quotes", "with ids, see `report quotes`"),
    }
