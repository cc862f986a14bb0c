"""What people call the steps of a reason and what they concluded.

Files keep the English words that the engine writes; a Chinese reader is told every one
of them in Chinese. What a codebook names itself stays as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.model.coding import ADJUDICATED, CORRECTED, RECODED, SECOND, Status, in_words
from qualcode.model.label import Label
from qualcode.model.naming import status_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.model.coding import Coding, Reason
    from qualcode.model.label import Language

_STEPS = {
    "pattern": "表达式",
    "learned": "学得",
    "model": "模型",
    "about": "所谈",
    "attribution": "转述",
    "negation": "否定",
    "double negation": "双重否定",
    "condition": "条件",
    "counterfactual": "反事实",
    "intention": "意愿",
    "time": "时间",
    "partial": "部分",
    "hedge": "保留",
    "question": "疑问",
    "rhetorical": "反问",
    "irony": "反语",
    "slogan": "口号",
    "additive": "递进",
    "aside": "旁及",
    "rule": "规定",
    "opposite": "对立编码",
    "answer": "答话",
    "corrected": "改动",
    "recoded": "改编码",
    "because": "缘由",
    "coders": "编码者",
    "adjudicated": "裁决",
    "second-opinion": "另一人的判断",
    "open": "是否",
    "a-not-a": "正反问",
    "word": "整词",
    "forecast": "预计",
    "fear": "担心",
    "wish": "愿望",
    "cue": "线索",
    "prompt": "提示词",
    "theme": "主题",
}
_OUTCOMES = {
    "somebody else's view": "他人的看法",
    "held before": "以前如此",
    "held in the beginning": "起初如此",
    "has ended": "已经结束",
    "has been overcome": "已经克服",
    "no longer holds": "不再如此",
    "told of the past": "说的是往事",
    "told in a story": "讲的是故事",
    "yet to come": "尚未发生",
    "not so": "并非如此",
    "it is not so": "并非如此",
    "none of it": "全无",
    "never": "从未",
    "nobody": "无人",
    "cannot be had": "做不到、得不到",
    "did not come": "没有来",
    "said to be untrue": "被说成不实",
    "should not be": "不应如此",
    "ought not to be": "不应如此",
    "ought to be": "理应如此",
    "holds for some": "只对一部分成立",
    "likely, as coded interviews have it": "据已编码访谈推断",
    "holds in fact": "事实如此",
    "with a limit": "有限度",
    "to some degree": "某种程度上",
    "not enough": "还不够",
    "a condition": "条件",
    "a fear": "担心",
    "a wish": "愿望",
    "a proposal": "建议",
    "a slogan": "口号",
    "a need, not a report": "需要，而非陈述",
    "an aim": "目标",
    "an intention": "打算",
    "no side taken": "未表态",
    "this and more": "不止如此",
    "not only": "不仅",
    "claimed": "断言",
    "claimed all the same": "仍是断言",
    "claimed by asking": "以问作答，仍是断言",
    "asked, not claimed": "只是问，未断言",
    "a cue of the codebook": "编码手册中的线索",
    "in quotation marks": "在引号中",
    "what would be otherwise": "假设的另一种情形",
    "taken up and confirmed": "接过话头并肯定",
    "taken up and denied": "接过话头并否认",
    "taken up as a question": "接过话头反问",
    "a question mark": "问号",
    "asked back": "反问",
    "praise that mocks": "似褒实贬",
    "fine words": "漂亮话",
    "brought low": "贬低",
    "turned over": "意思反转",
    "so it is said": "据说",
    "so it is written": "文件如此写",
    "official formula": "公文套话",
    "known to all": "众所周知",
    "all": "全都",
    "always": "总是",
    "everybody": "人人",
    "none": "没有",
    "often": "常有",
    "more than once": "不止一次",
    "cannot but": "不得不",
    "no negator": "并非否定词",
    "so-called": "所谓的",
    **{
        f"{status}, as coded interviews have it": f"据已编码访谈推断是{status_name(status).zh}"
        for status in Status
    },
}
_PERSON = ": for a person to decide"
_SENTENCES = (
    (re.compile(r"nobody named; the code is usually about (.+)"), "未点名；此编码通常说的是 {}"),
    (re.compile(r"the question names (.+)"), "提问中点到 {}"),
    (re.compile(r"the sentence has (.+) too"), "同一句中另有 {}"),
    (re.compile(r"one of (.+)"), "{} 之一"),
    (re.compile(r"confirms (“.+”) of the question"), "肯定提问中的{}"),
    (re.compile(r"denies (“.+”) of the question"), "否认提问中的{}"),
)


def reasons_said(reasons: Iterable[Reason], language: Language) -> str:
    """Return the steps that judged a coding in one line."""
    if language == "en":
        return in_words(reasons)
    return "；".join(map(_reason_zh, reasons))


def why_said(coding: Coding, language: Language) -> str:
    """Return why a coding is as it is in one line: the steps, and what persons made of it.

    A change is told from what it was to what it is now; ids of codings are for files.
    """
    between, own = ("；", _reason_zh) if language == "zh" else ("; ", str)
    told = (
        _DEEDS[each.step](each, coding).say(language) if each.step in _DEEDS else own(each)
        for each in coding.evidence.reasons
    )
    return between.join(filter(None, told))


def _corrected(reason: Reason, coding: Coding) -> Label:
    """Say what a side of a coding was and is; nothing where it is as it was."""
    span, about = coding.span, " ".join(coding.about)
    now = {"status": str(coding.status), "edges": f"{span.start}-{span.end}", "about": about}
    was, present = reason.outcome, now.get(reason.cue, "")
    if reason.cue == "about":
        was = " ".join(was.split()[1:])  # behind how it was found
    if was == present:
        return Label()
    side = Label(_SIDES.get(reason.cue, reason.cue), reason.cue)
    return _became(side, *(_value(reason.cue, each) for each in (was, present)))


def _value(side: str, value: str) -> Label:
    if side == "status":
        return Label(status_name(Status(value)).zh, value)
    return Label(value or "未定", value or "unclear")


def _became(side: Label, was: Label, now: Label) -> Label:
    return Label(
        f"{side.zh}原为“{was.zh}”，现为“{now.zh}”", f"{side.en} was {was.en}, now {now.en}"
    )


def _recoded(reason: Reason, coding: Coding) -> Label:
    was, now = (Label(each, each) for each in (reason.cue, coding.code))
    return _became(Label("编码", "code"), was, now)


_SIDES = {"status": "判断", "about": "所指", "edges": "范围"}
_DEEDS: dict[str, Callable[[Reason, Coding], Label]] = {
    CORRECTED: _corrected,
    RECODED: _recoded,
    SECOND: lambda reason, _: Label(
        f"对 {reason.cue} 所编的另一判断", f"a second opinion on what {reason.cue} coded"
    ),
    ADJUDICATED: lambda reason, _: Label(
        f"裁决：{reason.outcome}", f"adjudicated: {reason.outcome}"
    ),
    "coders": lambda reason, _: Label(f"编码者：{reason.cue}", f"coders: {reason.cue}"),
}
"""What persons did, told with what the coding is now."""


def _reason_zh(reason: Reason) -> str:
    text = _STEPS.get(reason.step, reason.step) + (f"“{reason.cue}”" if reason.cue else "")
    return f"{text} → {_outcome_zh(reason.outcome)}" if reason.outcome else text


def _outcome_zh(outcome: str) -> str:
    plain = outcome.removesuffix(_PERSON)
    tail = "：须由人判断" if plain != outcome else ""
    for sentence, chinese in _SENTENCES:
        if found := sentence.fullmatch(plain):
            return chinese.format(found[1])
    return _OUTCOMES.get(plain, plain) + tail
