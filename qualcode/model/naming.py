"""What people call the values of the model: statuses, decisions, kinds, and the steps of a reason.

Files keep the stable English values; terminals and screens say these names, so
that a Chinese reader never meets `asserted` or `proposed` among Chinese words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.model.codebook import Kind
from qualcode.model.coding import AboutBy, Review, Source, Status, in_words
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from qualcode.model.coding import Reason
    from qualcode.model.label import Language

_STATUSES = {
    Status.ASSERTED: "断言",
    Status.PARTIAL: "部分断言",
    Status.DENIED: "否认",
    Status.HISTORICAL: "曾经",
    Status.HYPOTHETICAL: "假设",
    Status.NORMATIVE: "应然",
    Status.ATTRIBUTED: "转述",
    Status.IRONIC: "反语",
    Status.QUESTION: "疑问",
}
_REVIEWS = {
    Review.PROPOSED: "机器建议待审",
    Review.ACCEPTED: "已接受",
    Review.REJECTED: "已拒绝",
}
_SOURCES = {Source.RULE: "规则", Source.PERSON: "人工", Source.MODEL: "模型"}
_ABOUT_BY = {
    AboutBy.NAMED: "明说",
    AboutBy.INFERRED: "推断",
    AboutBy.DEFAULT: "惯常",
    AboutBy.UNCLEAR: "不明",
}
_KINDS = {
    "problem": "问题",
    "cause": "原因",
    "positive": "积极面",
    "countermeasure": "对策",
    "theme": "主题",
}
_WINDOWS = {"unit": "句", "turn": "话轮", "document": "材料", "person": "受访者"}
_VIEWS = {"self": "自述", "other": "他述"}
_ROLES = {
    "interviewer": "访谈者",
    "respondent": "受访者",
    "note": "附注",
    "unknown": "不明",
}
_FATES = {
    "counts": "计入",
    "within a longer match": "在更长的匹配之内",
    "masked": "被遮蔽词排除",
    "taken back by 'unless'": "因 unless 而取消",
    "the question before does not fit": "前面的提问不符",
    "said by another subject": "说话人主体不符",
    "about another subject": "所谈主体不符",
    "unlikely, as coded interviews have it": "据已编码访谈推断多半不对",
}
_ACTIONS = {
    "accept": "接受",
    "reject": "拒绝",
    "reopen": "重新待定",
    "recode": "改编码",
    "status": "改断言状态",
    "about": "改所谈主体",
    "edges": "改边界",
    "add memo": "记备忘",
    "code by hand": "手工编码",
    "undo": "撤销",
    "redo": "重做",
    "flag": "标记",
    "unflag": "取消标记",
    "import: added": "导入：新增",
    "import: changed": "导入：更新",
    "import": "导入",
    "code": "机器编码",
    "assign": "分工",
    "draw sample": "抽样",
    "validate": "录入验证",
    "rename code": "编码改名",
    "re-anchor": "重新定位",
    "find again": "重新找到",
    "lose": "失去原位",
    "suggest": "学习建议",
    "draw": "随机抽取",
}
_MERGED = {"added": "新增", "same": "相同", "conflict": "冲突", "unplaced": "未能定位"}
_TARGETS = {
    "project": "项目",
    "document": "材料",
    "participant": "受访者",
    "code": "编码",
    "coding": "编码片段",
}
_COLUMNS: dict[str, dict[str, str]] = {
    "status": {each.value: zh for each, zh in _STATUSES.items()},
    "review": {each.value: zh for each, zh in _REVIEWS.items()},
    "source": {each.value: zh for each, zh in _SOURCES.items()},
    "about_by": {each.value: zh for each, zh in _ABOUT_BY.items()},
    "kind": {**_KINDS, **_VIEWS},
    "window": _WINDOWS,
    "view": _VIEWS,
    "target": _TARGETS,
    "role": _ROLES,
    "fate": _FATES,
    "action": _ACTIONS,
    "outcome": _MERGED,
}
"""The Chinese of values, by the key of the column that they stand in."""

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
        f"{status}, as coded interviews have it": f"据已编码访谈推断是{zh}"
        for status, zh in _STATUSES.items()
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


def status_name(status: Status) -> Label:
    """Return the name of an assertion status."""
    return Label(_STATUSES[status], status.value)


def review_name(review: Review) -> Label:
    """Return the name of what a person has made of a coding."""
    return Label(_REVIEWS[review], review.value)


def source_name(source: Source) -> Label:
    """Return the name of a kind of coder."""
    return Label(_SOURCES[source], source.value)


def kind_name(kind: str) -> Label:
    """Return the name of a kind of code."""
    return Label(_KINDS.get(kind, kind), kind)


def kinds_named(kinds: Container[Kind]) -> Label:
    """Return the names of kinds of code one after another, in the order of the format."""
    names = [kind_name(kind) for kind in Kind if kind in kinds]
    return Label("、".join(each.zh for each in names), ", ".join(each.en for each in names))


def about_name(about_by: AboutBy) -> Label:
    """Return how it was found whom a coding is about."""
    return Label(_ABOUT_BY[about_by], about_by.value)


def value_name(column: str, value: str, language: Language) -> str:
    """Return how a value in a column is said, or the value where it has no other name.

    Args:
        column: Key of the column, such as ``status``.
        value: As files have it.
        language: Of the reader.
    """
    return _COLUMNS.get(column, {}).get(value, value) if language == "zh" else value


def has_names(column: str) -> bool:
    """Tell whether the values in a column, by its key, are said otherwise in Chinese."""
    return column in _COLUMNS


def reasons_said(reasons: Iterable[Reason], language: Language) -> str:
    """Return the steps that judged a coding in one line."""
    if language == "en":
        return in_words(reasons)
    return "；".join(map(_reason_zh, reasons))


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
