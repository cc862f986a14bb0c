"""What people call the sides of the data that tables group by and questions ask for.

Files and options have stable keys (``gender``, ``subject``); a Chinese reader meets
性别 and 主体 above every column, and so may type these as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Collection

_ATTRIBUTES = {
    "name": "姓名",
    "gender": "性别",
    "age": "年龄",
    "ethnicity": "民族",
    "education": "文化程度",
    "role": "身份",
    "organisation": "单位",
    "household_type": "户类型",
    "household_size": "家庭人口",
    "labour": "劳动力",
    "poverty_cause": "致贫原因",
    "village": "村",
    "place": "地点",
    "date": "日期",
}
"""The usual attributes of participants, by the key that headers of transcripts are read into."""
_ALSO_CALLED = {
    "sex": "性别",
    "occupation": "职业",
    "position": "职务",
    "education_level": "文化程度",
    "marital_status": "婚姻状况",
    "religion": "宗教",
    "income": "收入",
    "household_income": "家庭收入",
    "family_size": "家庭人口",
    "township": "乡镇",
    "county": "县",
}
"""Other names of columns that people give their tables of participants."""
_PROPERTIES = {
    "subject": "主体 说话人主体",
    "about": "所谈主体 所谈 所指",
    "participant": "受访者",
    "document": "材料",
    "speaker": "说话人",
    "text": "原文 文本 原话",
    "status": "断言状态 状态 判断",
    "review": "审核 审核状态",
    "source": "来源",
    "coder": "编码者 编码人",
    "decided_by": "审核人",
    "codebook": "编码手册",
}
_SAID = {zh: key for key, names in _PROPERTIES.items() for zh in names.split()}
_SAID |= {zh: key for key, zh in _ATTRIBUTES.items()} | {"职务": "role", "学历": "education"}

_GROUPED_BY = {
    zh: key
    for zh, key in _SAID.items()
    if key in {"subject", "about", "participant", "document", "coder", "codebook"}
}


def attribute_name(key: str) -> Label:
    """Return what an attribute of participants is called, however its name is written.

    The usual ones (`Gender`, `household_type`, `Household Type`) have a Chinese name, any
    other goes by its own; below a heading, underscores are blanks.
    """
    words = key.replace("_", " ").strip() or key
    usual = words.casefold().replace(" ", "_")
    return Label(_ATTRIBUTES.get(usual) or _ALSO_CALLED.get(usual) or words, words)


def sides_in_keys(words: str) -> str:
    """Return what to group by, ``主体，性别``, with the keys of what is no attribute.

    An attribute stays as it is written: only a project knows which there are.
    """
    parts = (part.strip() for part in words.replace("，", ",").split(","))
    return ",".join(_GROUPED_BY.get(part, part) for part in parts)


def side_meant(word: str, known: Collection[str]) -> str:
    """Return the known side that a word names, by its key or in Chinese; else the word itself.

    What tables call an attribute may be typed, however its own column is written.
    """
    if word in known:
        return word
    key = _SAID.get(word, word)
    return key if key in known else next((k for k in known if attribute_name(k).zh == word), word)
