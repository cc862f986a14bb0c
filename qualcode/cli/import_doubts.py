"""What was doubtful in a transcript, said in Chinese.

The doubts are kept in English with the document; here the sentences that
reading makes get their Chinese. One that is not known is told as it is.
"""

from __future__ import annotations

import re

from qualcode.model.label import Label

_SENTENCES = tuple(
    (re.compile(english, re.DOTALL), chinese)
    for english, chinese in (
        (
            r"no speaker labels found: the whole text is taken as one respondent's",
            "没有说话人标记，全文视为一位受访者",
        ),
        (r"the label '(.+)' appears only once", "说话人标记“{}”只出现一次"),
        (
            r"no respondent found: say which labels are interviewers",
            "没有受访者：请用 --interviewer 说明哪些标记是访谈者",
        ),
        (
            r"no interviewer found: every turn is taken as a respondent's",
            "没有访谈者，每一轮都视为受访者所说",
        ),
        (
            r"the first ([\d,]+) characters stand before any speaker label",
            "前 {} 字符在第一个说话人标记之前",
        ),
        (
            r"none of the named interviewers speaks here: (.+)",
            "所指定的访谈者在此都没有说话：{}",
        ),
        (
            r"the turn at line (\d+) has ([\d,]+) characters: is a label missing\?",
            "第 {} 行起的一轮共 {} 字符，是否漏了说话人标记？",
        ),
        (
            r"(\d+) % the text of (.+), by the same person: if it is a correction, (.+), then (.+)",
            "与同一受访者的 {1} 有 {0}% 相同：若为更正稿，请先 {2}，再 {3}",
        ),
        (
            r"the file was read before as (.+), still in the project: (.+), or all counts twice",
            "该文件先前读作 {}，仍在项目中，会重复计入：请 {}",
        ),
        (
            r"(.+) stands where speakers do and was not taken for one \(--speakers\)",
            "{} 在说话人的位置，未视为说话人（可用 --speakers 说明）",
        ),
        (
            r"row (\d+) \((.+)\) answers no question and was left out",
            "第 {} 行（{}）没有回答任何问题，未导入",
        ),
        (r"row (\d+): the respondent (.+) comes again", "第 {} 行：受访者 {} 重复出现"),
        (
            r"(.+) is (.+) by the header, (.+) by the prefix of the id",
            "{} 按文首为 {}，按编号前缀为 {}",
        ),
        (
            r"(.+) is (.+) by the prefix of the id; header: (.+)",
            "{} 按编号前缀归为 {}；文首写的是 {}",
        ),
        (
            r"no subject (.+) in the codebook \(did you mean (.+)\?\)",
            "编码手册中没有主体 {}（是不是 {}？）",
        ),
        (r"no subject (.+) in the codebook \(known: (.+)\)", "编码手册中没有主体 {}（已有：{}）"),
        (
            r"(.+): subject is (.+) by the table, (.+) by the header",
            "{}：主体在表中为 {}，在文首为 {}",
        ),
        (r"(.+): (.+) is (.+) by the table, (.+) by the header", "{}：{} 在表中为 {}，在文首为 {}"),
        (
            r"the table's row (.+) is who speaks most; (.+) spoke as well \(rows with .+\)",
            "表中 {} 一行视为说话最多者；{} 也说了话（加有说话人一列的行可说明是谁）",
        ),
        (r"([\d,]+) characters around the tables were left out", "表格以外的 {} 字符未导入"),
        (r"([\d,]+) more turns have over ([\d,]+) characters", "另有 {} 轮超过 {} 字符"),
    )
)


def doubt_said(doubt: str) -> Label:
    """Return a doubt in two languages."""
    for english, chinese in _SENTENCES:
        if found := english.fullmatch(doubt):
            return Label(chinese.format(*found.groups()), doubt)
    return Label(doubt, doubt)
