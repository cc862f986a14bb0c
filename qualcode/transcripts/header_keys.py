"""The names that header fields have in transcripts, and the one key that stands for each.

Some of them (`访谈者`, `受访者`, `Interviewer`) are labels of turns as well; whether
a line with one is a field or speech is decided in `header`.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "id": "编号 訪談編號 访谈编号 样本编号 個案編號 个案编号 序号 受访者编号 受访编号"
    " 被访者编号 id interviewid interviewno interviewnumber caseid case participantid"
    " respondentid code",
    "date": "日期 时间 時間 访谈时间 訪談時間 访谈日期 訪談日期 采访时间 採訪時間 采访日期"
    " 录音日期 录音时间 调查时间 调研时间 调研日期 date datetime time interviewdate"
    " dateofinterview recorded recordedon",
    "place": "地点 地點 访谈地点 訪談地點 采访地点 採訪地點 录音地点 调查地点 调研地点 location"
    " place venue setting site",
    "participant": "访谈对象 訪談對象 对象 對象 受访者 受訪者 受访人 受訪人 受访 受訪 受访对象"
    " 受访户 被访者 被訪者 被访人 被访 被访谈者 被访谈人 被采访者 采访对象 採訪對象 口述人 口述者"
    " 讲述人 调查对象 户主 participant participants respondent interviewee interviewees"
    " informant",
    "name": "姓名 名字 称呼 化名 name pseudonym",
    "gender": "性别 性別 gender sex",
    "age": "年龄 年齡 年纪 岁数 age",
    "ethnicity": "民族 族别 ethnicity ethnicgroup nationality",
    "education": "文化程度 教育程度 学历 學歷 受教育程度 受教育水平 文化水平 education schooling",
    "role": "身份 职务 職務 职业 職業 职位 角色 主体 职务职称 岗位 role position occupation job"
    " profession",
    "subject": "subject subjecttype typeofsubject",
    "organisation": "单位 單位 工作单位 机构 公司 organisation organization employer"
    " institution company",
    "household_type": "户类型 贫困户类型 贫困类型 农户类型 户属性 家庭类型 householdtype"
    " household typeofhousehold",
    "household_size": "家庭人口 人口 家庭人口数 householdsize familysize",
    "labour": "劳动力 家庭劳动力 劳力 labour labor labourers",
    "poverty_cause": "致贫原因 贫困原因 主要致贫原因 causeofpoverty",
    "interviewer": "访谈者 訪談者 访谈人 訪談人 访谈员 訪談員 访员 采访者 採訪者 采访人 採訪人"
    " 采访员 采访 採訪 访谈 訪談 访问者 访问员 调研员 调查员 调查者 调研者 记者 主持人 主持"
    " interviewer interviewers moderator facilitator researcher",
    "present": "在场 在場 在场人员 在場人員 在场者 参加者 参加人 参加人员 參加者 参与人员"
    " 参与者名单 与会者 与会人员 出席人员 陪同 陪同人员 旁听 present alsopresent attendees",
    "recorder": "记录 记录人 记录者 整理 整理人 整理者 转写 转录 转写人 誊录 transcriber"
    " transcribedby notetaker",
    "interpreter": "翻译 口译 翻译人员 interpreter translator",
    "consent": "知情同意 知情同意书 同意 consent informedconsent",
    "duration": "时长 時長 访谈时长 录音时长 用时 持续时间 duration length",
    "method": "记录方式 方式 访谈方式 訪談方式 采访方式 调查方式 method mode format",
    "language": "语言 語言 访谈语言 方言 language",
    "recording": "录音 录音文件 录音编号 音频 文件 recording audio file filename",
    "village": "村 村庄 所在村 行政村 village",
    "phone": "电话 联系方式 联系电话 手机 phone telephone",
    "note": "备注 備註 说明 注 背景 背景说明 情况说明 remarks remark background comment",
    "topic": "主题 主題 访谈主题 题目 标题 topic title",
    "keywords": "关键词 關鍵詞 关键字 keywords summarykeywords",
}

CANONICAL = {name: key for key, names in _NAMES.items() for name in names.split()}
"""Folded name of a header field → its key."""

SPEAKER_KEYS = frozenset({"interviewer", "participant", "interpreter", "subject"})
"""Keys whose names may also be the labels of turns."""


def folded(name: str) -> str:
    """Return a field name in the form of the table: half-width, lower case, no blanks."""
    return re.sub(r"[\s*_#:：.]+", "", unicodedata.normalize("NFKC", name).casefold())


def canonical_key(name: str) -> str:
    """Return the key of a field name, or nothing when it is not a known one."""
    return CANONICAL.get(folded(name), "")


def with_colon(line: str) -> str:
    """Return a field that is written `【时间】…`, or with a tab behind its name, with a colon."""
    found = _OTHERWISE.match(line)
    name = found["bracketed"] or found["name"] if found else ""
    return f"{name}：{line[found.end() :]}" if found and canonical_key(name) else line


_OTHERWISE = re.compile(
    r"[ \t\u3000]*(?:[【\[](?P<bracketed>[^\n【】\[\]]{1,20})[】\]][:：]?"
    r"|(?P<name>[^\n\t:：]{1,20})\t+)"
)


def is_field_name(name: str) -> bool:
    """Tell whether this is the name of a field and never that of a speaker."""
    key = canonical_key(name)
    return bool(key) and key not in SPEAKER_KEYS


def _longest_first() -> list[str]:
    return sorted((name for name in CANONICAL if not name.isascii()), key=len, reverse=True)


FIELD_WITHIN_LINE = re.compile(
    r"(?:^|(?<=[\s;；|,，。]))(?P<key>"
    + "|".join(map(re.escape, _longest_first()))
    + r")[ \u3000]*[:：]"
)
"""A known Chinese field that begins a line or follows another one on the same line."""
