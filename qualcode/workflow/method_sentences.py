"""The sentences of a methods section, each from what the project knows and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.model.label import Label, case_count
from qualcode.model.rounding import half_up
from qualcode.workflow.approaches import Approach

if TYPE_CHECKING:
    from qualcode.store.origins import Origins
    from qualcode.workflow.method_facts import Facts

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


def material(facts: Facts) -> Label:
    """Say how many interviews there are, of whom."""
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


def coding(facts: Facts, approach: Approach) -> Label:
    """Say by which approach, and under which codebook, was coded."""
    book = facts.corpus.codebook
    how = _HOW[approach]
    source = Label("", "") if approach is Approach.REFLEXIVE else origin(facts)
    theories_zh = "、".join(each.say("zh") for each in book.theories.values())
    theories_en = ", ".join(each.say("en") for each in book.theories.values())
    return Label(
        f"{how.zh}。{source.zh}编码手册“{book.name.say('zh')}”{book.version} 版"
        f"含 {len(book.leaves)} 个编码、{len(book.families)} 个类属"
        + (f"，理论来源为{theories_zh}" if theories_zh else "")
        + "。",
        f"{how.en}. {source.en}The codebook “{book.name.say('en')}”, version {book.version}, has"
        f" {case_count(len(book.leaves), 'code')} in"
        f" {case_count(len(book.families), 'family', 'families')}"
        + (f", drawn from {theories_en}" if theories_en else "")
        + ".",
    )


def origin(facts: Facts) -> Label:
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


def deciding(facts: Facts) -> Label:
    """Say what was coded, by which means it was proposed, and who decided."""
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
    number = len(facts.coders)
    if not number:
        return Label(
            f"统计的编码 {facts.counted} 条，均为机器建议，尚无人审核{_beside(facts).zh}。",
            f"All of the {facts.counted} codings that are counted are proposals of the machine that"
            f" no person has reviewed{_beside(facts).en}.",
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
        f"{zh}{made.zh}。统计的编码 {facts.counted} 条，其中 {facts.undecided} 条尚无人判断"
        f"{_beside(facts).zh}。",
        f"{en}; {made.en}. Of the {facts.counted} codings that are counted, {facts.undecided} have"
        f" not been decided on{_beside(facts).en}.",
    )


def _beside(facts: Facts) -> Label:
    """Say how many codings there are that no table counts."""
    if not facts.beside:
        return Label("", "")
    return Label(
        f"；另有 {facts.beside} 条为否认、转述、愿望等，不计入",
        f"; {facts.beside} more are denied, reported, wished and the like, and not counted",
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


def trust(facts: Facts) -> Label:
    """Say what speaks for the codings: a second coder, a sample read blind, or neither."""
    if not (facts.double_coded or facts.validated):
        return Label(
            "尚无双人编码或抽样验证，以下数字须据此谨慎看待。",
            "There has been no double coding and no validation yet; the numbers are to be read with"
            " that in mind.",
        )
    parts = [*_agreement(facts), _validation(facts)]
    zh, en = "；".join(each.zh for each in parts), "; ".join(each.en for each in parts)
    return Label(f"{zh}。", f"{en[0].upper()}{en[1:]}.")


def _agreement(facts: Facts) -> list[Label]:
    if not facts.double_coded:
        none = Label("尚无双人编码", "there has been no double coding")
        return [none] if facts.coders else []
    parts = [
        Label(
            "编码者间一致性见信度表（qualcode agreement）",
            "agreement between coders is given in the reliability table (qualcode agreement)",
        )
    ]
    if unsettled := facts.corpus.unsettled:
        parts.append(
            Label(
                f"编码者意见不一而未裁决的位置 {unsettled} 处，有一人认可即计入",
                f"{case_count(unsettled, 'place')} on which coders disagree not settled, and"
                " counted where any of them says that the code holds",
            )
        )
    return parts


def _validation(facts: Facts) -> Label:
    if facts.validated:
        return Label(
            "机器编码以分层抽样盲读验证（qualcode validate）",
            "the machine's codings were validated by a stratified sample read blind"
            " (qualcode validate)",
        )
    return Label(
        "机器编码尚未抽样验证，机器漏掉多少不得而知",
        "the machine's codings have not been validated by a sample, so what it missed is not"
        " known (qualcode validate)",
    )


def counting(facts: Facts) -> Label:
    """Say what the tables count."""
    book = facts.corpus.codebook
    return Label(
        "只统计断言与部分断言（对策类另计应然主张）；人数与参考点分列，检验只对人数做，样本非随机，"
        f"仅作描述。编码手册指纹 {book.digest[:12]}。",
        "Only what is asserted, at least in part, is counted (for countermeasures proposals as"
        " well); persons and references are kept apart, tests are of persons only, and as the"
        f" sample is not random they describe. Codebook fingerprint {book.digest[:12]}.",
    )
