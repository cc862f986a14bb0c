"""What people call the values of the model: statuses, decisions, kinds; `reasoning` has reasons.

Files keep the stable English values; terminals and screens say these names, so
that a Chinese reader never meets `asserted` or `proposed` among Chinese words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.model.codebook import Kind
from qualcode.model.coding import AboutBy, Review, Source, Status
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Container

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
    "edit memo": "改备忘",
    "remove memo": "删备忘",
    "add coding": "手工编码",
    "remove coding": "移除编码",
    "adjudicate": "裁决",
    "erase": "彻底删除",
    "import decisions": "录入审核表",
    "import codings": "导入编码",
    "merge": "合并项目",
    "remove": "移除材料",
    "replace": "更换文本",
    "place": "安放编码",
    "give up": "放弃安放",
    "propose": "按含义建议",
    "forbid remote models": "禁用远程模型",
    "restore": "恢复",
    "add code": "新增编码条目",
    "add pattern": "新增表达式",
    "add word": "新增词语",
    "merge code": "合并编码条目",
    "move code": "移动编码条目",
    "remove code": "删除编码条目",
    "undo": "撤销",
    "redo": "重做",
    "read whole": "通读",
    "not read whole": "取消通读",
    "flag": "标记",
    "unflag": "取消标记",
    "import: added": "导入：新增",
    "import: changed": "导入：更新",
    "import": "导入",
    "code": "机器编码",
    "assign": "分工",
    "draw sample": "抽样",
    "validate": "录入验证",
    "rename": "改名",
    "rename code": "编码改名",
    "re-anchor": "重新定位",
    "find again": "重新找到",
    "lose": "失去原位",
    "suggest": "学习建议",
    "draw": "随机抽取",
}
_NOTES = {
    "n/a: no unit coded by two coders": "无法计算：没有两人都编过的单位",
    "n/a: a single unit, of which nothing is expected by chance": (
        "无法计算：只有一个单位，谈不上偶然一致"
    ),
    "n/a: no variation (only one value used)": "无法计算：没有差异（只用到一个取值）",
}
_DRAWS = re.compile(r"no interval: draws do not differ; coded on (\d+) units? in (\d+) interviews?")
"""The note of a coefficient whose bootstrap has nothing to draw."""
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
    "note": _NOTES,
    "state": {"undone": "已撤销", "fixed": "不可撤销"},
    "differ_in": {
        "missing": "有无编码",
        "span": "边界",
        "status": "断言状态",
        "about": "所谈主体",
    },
}
"""The Chinese of values, by the key of the column that they stand in."""
_ALSO = {
    "review": {"待审核": "proposed", "待审": "proposed", "接受": "accepted", "拒绝": "rejected"},
    "status": {"部分": "partial", "讽刺": "ironic"},
    "kind": {"全部": "all"},
}
"""Other words for a value, by column: those of sheets and of everyday speech."""


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
    if language == "en":
        return value
    if column == "note" and (drawn := _DRAWS.fullmatch(value)):
        return f"无区间：各次抽样无差别；{drawn[2]} 份访谈的 {drawn[1]} 个单位有此编码"
    return _COLUMNS.get(column, {}).get(value, value)


def value_meant(column: str, word: str) -> str:
    """Return the value, as files have it, that a word in either language means.

    What is no name of any value is returned as it is: `value_meant("status", "否认")` is
    ``denied``, and so is ``Denied``.
    """
    names = {zh: value for value, zh in _COLUMNS.get(column, {}).items()} | _ALSO.get(column, {})
    folded = word.strip().casefold()
    is_value = folded in _COLUMNS.get(column, {})
    return folded if is_value else names.get(word.strip(), word)


def action_said(action: str, language: Language) -> str:
    """Return what an event of the history did; with the number that follows ``undo 64``."""
    verb, _, number = action.rpartition(" ")
    if number.isdecimal():
        return f"{value_name('action', verb, language)} {number}"
    return value_name("action", action, language)


def has_names(column: str) -> bool:
    """Tell whether the values in a column, by its key, are said otherwise in Chinese."""
    return column in _COLUMNS
