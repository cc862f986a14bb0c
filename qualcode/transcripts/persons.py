"""What a short description of a person says: `张某某，女，58岁，建档立卡贫困户，小学`.

Only what is unambiguous is taken. A description of two persons yields nothing:
it would be wrong for one of them.
"""

from __future__ import annotations

import re

_SPLIT = re.compile(r"[，,、；;：:\s（）()\[\]【】]+")
_GENDER = {
    "女": "女", "女性": "女", "男": "男", "男性": "男", "female": "female", "woman": "female",
    "lady": "female", "male": "male", "man": "male",
}  # fmt: skip
_GENDER_WITHIN = re.compile(r"^(?:受访者|受访人|对象|受訪者)?(女|男)(?:性)?$")
_AGE = re.compile(r"(\d{1,3})(?:周)?[岁歲]|\baged?\s+(\d{1,3})\b|\b(\d{1,3})[ -]years?[ -]old\b")
_BARE_AGE = re.compile(r"(?:^|[,，(（])\s*(\d{2})\s*(?=[,，)）.]|$)")
_ETHNICITY = re.compile(r"^[\u4e00-\u9fff]{1,4}族$")
_EDUCATION = re.compile(
    r"^(?:小学|初中|高中|中专|中学|大专|专科|本科|大学|硕士|博士|研究生|文盲|半文盲|未上过学|没上过学|不识字|识字"
    r"|primary school|middle school|high school|university|college|illiterate)"
    r"(?:文化|毕业|肄业|程度|学历|没念完|未毕业|[一二三四五六]年级)?$"
)
_HOUSEHOLD = re.compile(
    r"^(?:建档立卡)?(?:一般)?(?:贫困户|低保贫困户|低保户|五保户|五保|特困户|特困供养|脱贫户"
    r"|非贫困户|边缘户|边缘易致贫户|监测户|脱贫监测户)$|^建档立卡户$|^一般农户$"
    r"|^(?:five-guarantee|poor|non-poor|low-income) household$"
)
_OFFICE = re.compile(
    r"(?:镇长|乡长|县长|书记|主任|队长|队员|站长|社长|组长|经理|厂长|文书|会计|会长|理事长|干部|干事|科长|局长|所长|校长"
    r"|教师|老师|医生|村医|社工|职员|公务员|厂主|店主|老板|负责人|大户|护林员)$"
)
_NAME = re.compile(r"^[\u4e00-\u9fff]{1,3}[某]{0,2}$|^(?:Mr|Mrs|Ms|Dr)\.? [A-Z]\w*$")
_ID = re.compile(
    r"^(?:[A-Za-z]{1,4}(?:-[A-Za-z])?-?\d{1,4}|\d{6,8}-?[A-Za-z]{1,4}\d{0,3})(?![\w-])"
)


def describe(value: str) -> dict[str, str]:
    """Return the attributes that a description names beyond doubt, by canonical key."""
    tokens = [token.strip(" .。") for token in _SPLIT.split(value) if token.strip(" .。")]
    if not tokens:
        return {}
    found: dict[str, set[str]] = {}
    for token in [*tokens, *_phrases(value)]:
        key, said = _attribute(token)
        if key:
            found.setdefault(key, set()).add(said)
    ages = {next(filter(None, match.groups())) for match in _AGE.finditer(value)}
    if not ages and "gender" in found:
        ages = set(_BARE_AGE.findall(value))
    if ages:
        found["age"] = ages
    if any(len(said) > 1 for key, said in found.items() if key in {"age", "gender"}):
        return {}
    return {key: said.pop() for key, said in found.items() if len(said) == 1}


def leading_id(value: str) -> str:
    """Return the participant id that a text begins with (`P-03`, `G01`), or nothing."""
    match = _ID.match(value.strip())
    return match[0] if match else ""


def leading_name(value: str) -> str:
    """Return the person's name that a description begins with, or nothing."""
    first = re.split(r"[，,；;（(：:]|\s{2,}", value.strip(), maxsplit=1)[0].strip()
    return first if _NAME.match(first) else ""


def _phrases(value: str) -> list[str]:
    """Return the pieces between commas, for terms of several words."""
    return [piece.strip(" .。") for piece in re.split(r"[,，;；.]", value) if " " in piece.strip()]


def _attribute(token: str) -> tuple[str, str]:
    lowered = token.lower()
    within = _GENDER_WITHIN.match(token)
    if lowered in _GENDER or within:
        return "gender", within[1] if within else _GENDER[lowered]
    for key, pattern in _KINDS.items():
        if pattern.search(lowered):
            return key, token
    return "", ""


_KINDS = {
    "ethnicity": _ETHNICITY,
    "education": _EDUCATION,
    "household_type": _HOUSEHOLD,
    "role": _OFFICE,
}
