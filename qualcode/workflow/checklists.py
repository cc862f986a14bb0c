"""Reporting checklists: what the project knows fills an item, the rest is the researcher's to say.

COREQ: Tong, Sainsbury & Craig (2007), Int. J. for Quality in Health Care 19, 32 items.
SRQR: O'Brien et al. (2014), Academic Medicine 89, 21 items. Items are named in
short words of our own; the published forms say what each asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, ResultTable, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

COREQ: tuple[tuple[str, str, str], ...] = (
    ("1", "访谈者", "interviewer"),
    ("2", "学历资质", "credentials"),
    ("3", "职业", "occupation"),
    ("4", "性别", "gender"),
    ("5", "经验与训练", "experience and training"),
    ("6", "事先是否建立关系", "relationship established"),
    ("7", "受访者对访谈者的了解", "participant knowledge of the interviewer"),
    ("8", "访谈者特征", "interviewer characteristics"),
    ("9", "方法论取向与理论", "methodological orientation and theory"),
    ("10", "抽样", "sampling"),
    ("11", "接触方式", "method of approach"),
    ("12", "样本量", "sample size"),
    ("13", "未参与", "non-participation"),
    ("14", "场所", "setting of data collection"),
    ("15", "在场他人", "presence of non-participants"),
    ("16", "样本描述", "description of the sample"),
    ("17", "访谈提纲", "interview guide"),
    ("18", "重复访谈", "repeat interviews"),
    ("19", "录音录像", "audio or visual recording"),
    ("20", "田野笔记", "field notes"),
    ("21", "时长", "duration"),
    ("22", "饱和", "data saturation"),
    ("23", "文字稿是否返还", "transcripts returned"),
    ("24", "编码人数", "number of data coders"),
    ("25", "编码树", "description of the coding tree"),
    ("26", "主题来源", "derivation of themes"),
    ("27", "软件", "software"),
    ("28", "受访者核对", "participant checking"),
    ("29", "引语", "quotations presented"),
    ("30", "数据与结论一致", "data and findings consistent"),
    ("31", "主要主题清晰", "clarity of major themes"),
    ("32", "次要主题清晰", "clarity of minor themes"),
)
SRQR: tuple[tuple[str, str, str], ...] = (
    ("1", "题目", "title"),
    ("2", "摘要", "abstract"),
    ("3", "问题", "problem formulation"),
    ("4", "目的或研究问题", "purpose or research question"),
    ("5", "方法取向与范式", "approach and paradigm"),
    ("6", "研究者特征与反身性", "researcher characteristics and reflexivity"),
    ("7", "情境", "context"),
    ("8", "抽样策略", "sampling strategy"),
    ("9", "伦理", "ethical issues"),
    ("10", "资料收集方法", "data collection methods"),
    ("11", "资料收集工具", "data collection instruments"),
    ("12", "研究单位", "units of study"),
    ("13", "资料处理", "data processing"),
    ("14", "资料分析", "data analysis"),
    ("15", "可信性技术", "techniques to enhance trustworthiness"),
    ("16", "综合与解释", "synthesis and interpretation"),
    ("17", "与资料的联系", "links to empirical data"),
    ("18", "与已有研究整合、启示", "integration with prior work, implications"),
    ("19", "局限", "limitations"),
    ("20", "利益冲突", "conflicts of interest"),
    ("21", "资助", "funding"),
)
CHECKLISTS = {"coreq": COREQ, "srqr": SRQR}
OPEN = Label("由研究者填写", "to be said by the researcher")


def checklist_table(standard: str, known: Mapping[str, Label]) -> ResultTable:
    """Return a checklist, one row per item.

    Args:
        standard: ``coreq`` or ``srqr``.
        known: What the project knows of an item, by its number.
    """
    rows = []
    for number, zh, en in CHECKLISTS[standard]:
        found = known.get(number)
        words = found or OPEN
        rows.append((number, zh, en, "yes" if found else "no", words.zh, words.en))
    title = Label(f"{standard.upper()} 报告清单", f"{standard.upper()} checklist")
    return ResultTable(standard, title, _COLUMNS, tuple(rows))


_COLUMNS = (
    *texts(("item", "条目"), ("name_zh", "内容"), ("name_en", "内容"), ("filled", "已由工具填写")),
    Column("value_zh", Label("说明", "value (zh)")),
    Column("value_en", Label("说明", "value")),
)
