"""What errors say in Chinese: the sentences that people meet most, one line for each.

Errors are made in English, deep down, by whoever finds the fault; they are said in the
language of the session at the last door. A sentence that is not here is said in English.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.errors import Problem
    from qualcode.model.label import Language


def error_words(sentence: str, language: Language) -> str:
    """Return a message or a hint in a language.

    Hints of several parts are taken part by part where they are not known as a whole.
    """
    if language == "en":
        return sentence
    if whole := _said(sentence):
        return whole
    said = [_said(each) for each in sentence.split(_PARTS)]
    if not any(said):
        return sentence
    parts = zip(said, sentence.split(_PARTS), strict=True)
    return "；".join(zh or en for zh, en in parts).replace("？；", "？")


def problem_words(problem: Problem, language: Language) -> str:
    """Return a fault of a file in a language, with its place and what to do."""
    message, hint = (error_words(each, language) for each in (problem.message, problem.hint))
    return str(replace(problem, message=message, hint=hint))


def _said(sentence: str) -> str:
    """Return a sentence in Chinese; empty where it is not known."""
    for pattern, chinese, kinds in _patterns():
        found = pattern.fullmatch(sentence)
        if found and not any(_PARTS in each for each in found.groups()):
            return chinese.format(*(kinds.get(each, each) for each in found.groups()))
    return ""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, dict[str, str]]]:
    """Return the sentences as patterns, those with the most words of their own first.

    With each, what kinds of things are called; elsewhere `code` may be the name of a file.
    """
    ordered = sorted(SAID, key=lambda each: -len(each.replace("{}", "")))
    return [(_pattern(each), SAID[each], _KINDS if each in _STRICT else {}) for each in ordered]


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return a sentence as a pattern; what would fit any sentence is held to kinds and names."""
    blanks = _STRICT.get(sentence, ("(.+?)",) * sentence.count("{}"))
    words = map(re.escape, sentence.split("{}"))
    joined = "".join(word + blank for word, blank in zip_longest(words, blanks, fillvalue=""))
    return re.compile(joined, re.DOTALL)


_PARTS = "; "
"""Between the parts of a hint."""
SAID: dict[str, str] = {
    # projects
    "there is no qualcode project in {} or above": "{} 及其上级文件夹中没有 qualcode 项目",
    "`qualcode init` makes one; `--project FILE` names one elsewhere": (
        "`qualcode init` 新建项目；`--project 文件` 指定别处的项目"
    ),
    "there is no qualcode project in {}": "{} 中没有 qualcode 项目",
    "`qualcode init` makes one": "`qualcode init` 新建项目",
    "{} holds several projects: {}": "{} 中有多个项目：{}",
    "choose with --project": "用 --project 指定其一",
    "{} is not a qualcode project": "{} 不是 qualcode 项目",
    "{} is in use by another process": "{} 正被另一进程使用",
    "wait until the other qualcode has finished, then run this again": (
        "等另一个 qualcode 结束后再运行"
    ),
    "cannot write to {}": "无法写入 {}",
    "check the rights of file and folder": "请检查文件和文件夹的权限",
    "{} was made by a newer qualcode (schema {}, this one knows {})": (
        "{} 由更新版本的 qualcode 建立（结构 {}，本版只识别到 {}）"
    ),
    # what comes first
    "nothing has been coded yet": "尚未编码",
    "run `qualcode code`": "请先运行 `qualcode code`",
    "there are no documents to code": "没有可编码的材料",
    "`qualcode import FOLDER`": "请先 `qualcode import 文件夹`",
    # files
    "there is no project file {}": "没有项目文件 {}",
    "name one, or its folder": "请给出项目文件或其所在文件夹",
    "there is no file {}": "没有文件 {}",
    "outside of a project, name two files": "不在项目中时，请给出两个文件",
    "there is no file or folder {}": "没有文件或文件夹 {}",
    "check the path": "请检查路径",
    "{} exists already": "{} 已存在",
    "--force replaces it": "--force 可覆盖",
    "{} already holds other versions of {}": "{} 中已有内容不同的 {}",
    "--force replaces them": "--force 可覆盖",
    "{} is a folder": "{} 是文件夹",
    "name the files in it": "请指定其中的文件",
    "{} is empty": "{} 是空文件",
    "{} is encrypted": "{} 已加密",
    "save it without a password": "请去掉密码后另存",
    "cannot tell the format from {}": "无法从 {} 判断格式",
    "end it in {}, or name one with --format": "文件名请以 {} 结尾，或用 --format 指定",
    "{} cannot be shown on a terminal": "{} 不能显示在终端上",
    "name a file with --out": "用 --out 指定文件",
    "nothing to export to": "没有说明导出到哪里",
    "name a folder, --xlsx FILE, --docx FILE, --qdpx FILE or --interviews FILE": (
        "请给出文件夹、--xlsx 文件、--docx 文件、--qdpx 文件 或 --interviews 文件"
    ),
    "{} {}: the name does not end in {}": "{} {}：文件名不以 {} 结尾",
    "--format {} does not go with {}": "--format {} 与 {} 的扩展名不符",
    "leave out --format, or end the file in {}": "请去掉 --format，或让文件名以 {} 结尾",
    "nobody has coded or accepted anything yet": "尚无人编码，也没有已接受的建议",
    "`qualcode review`, or by hand: `qualcode read DOCUMENT`": (
        "`qualcode review` 审核建议，或 `qualcode read 材料` 手工编码"
    ),
    "this needs an answer and nobody can be asked": "此操作须先确认，而现在无法提问",
    "add --yes": "请加 --yes",
    "{} has {} problem": "{} 有 {} 处问题",
    # names
    "no {} {}": "没有{} {}",
    "did you mean {}?": "是不是 {}？",
    "choose from: {}": "可选：{}",
    "`{}` lists them": "`{}` 可列出全部",
    "there is no {} {}": "没有{} {}",
    "there is no {}": "没有{}",
    "one of: {}": "可用：{}",
    "left: {}; widen --subject, --participant or --document": (
        "剩下：{}；请放宽 --subject、--participant 或 --document"
    ),
    "the filters leave nobody of {}": "筛选之后没有属于 {} 的人",
    "nobody who was interviewed is of {}": "受访者中没有 {}",
    "interviewed: {}": "受访者有：{}",
    "both sides are the same": "两侧相同",
    "name two different ones": "请给出两个不同的",
    "{}: nobody has {} {}\n{}": "{}：没有人的 {} 是 {}\n{}",
    "{}: no property {}\n{}": "{}：没有 {} 这项属性\n{}",
    "no validation sample has been drawn": "尚未抽取验证样本",
    "the validation sample has no answers yet": "验证样本尚无判定",
    "`qualcode review --validation`, or on a sheet: `qualcode validate sheet FILE`": (
        "`qualcode review --validation`，或导出判定表：`qualcode validate sheet 文件`"
    ),
    # coders
    "agreement needs two coders": "信度需要两名编码者",
    "code by hand or review under --coder NAME; `qualcode merge` brings a colleague's": (
        "用 --coder 姓名 手工编码或审核；`qualcode merge` 可并入同事的工作"
    ),
    "no place was judged by two of these coders (each by themselves: {})": (
        "没有两人都判断过的位置（各自：{}）"
    ),
    "no document is marked as read to its end by two of {}": "{} 之中没有两人都标为通读的材料",
    "`qualcode read DOCUMENT --whole --coder {}` marks one": (
        "`qualcode read 材料 --whole --coder {}` 可标为通读"
    ),
    # documents
    "`qualcode transcript rename {} NEW-NAME` gives it another name": (
        "`qualcode transcript rename {} 新名` 可改名"
    ),
    "there is a document {} already": "已有材料 {}",
    "`qualcode transcript rename {}` gives it the new name": (
        "`qualcode transcript rename {}` 可换用新名"
    ),
    "`qualcode transcript replace {}` takes codings along": (
        "`qualcode transcript replace {}` 会带上编码"
    ),
    "this is the text of {}, not one of {}": "这是 {} 的文本，不是 {} 的",
    "a name that begins with - comes after --": "以 - 开头的名称要放在 -- 之后",
    # coding by hand
    "there is no terminal to show a screen on": "没有可显示界面的终端",
    "--plain goes line by line, --export FILE into a spreadsheet": (
        "--plain 逐行审核，--export 文件 导出为表格"
    ),
    "`qualcode adjudicate --plain` asks in lines": "`qualcode adjudicate --plain` 逐行裁决",
    "`qualcode read --plain {}` prints the transcript": "`qualcode read --plain {}` 打印访谈稿",
    "the quote does not stand in the document": "材料中没有这句原话",
    "copy it from there": "请从材料中原样复制",
    "the quote stands in {} places": "这句原话在材料中有 {} 处",
    "choose with --nth 1..{}": "用 --nth 1..{} 指定其一",
    "there is no coding {}": "没有编码 {}",
    "`qualcode excerpts` has ids": "`qualcode excerpts` 中有编码号",
    "`qualcode excerpts` lists them": "`qualcode excerpts` 可列出全部",
    "coding {} is {}'s own": "编码 {} 是 {} 自己所编",
    "--coder {}, if that is you": "若本人即此人，请加 --coder {}",
    "there is nothing of {}'s to undo": "{} 没有可撤销的操作",
    "`qualcode history` lists all": "`qualcode history` 可列出全部",
    # import and review
    "{}: no column of speech found among: {}": "{}：找不到说话内容的列，现有：{}",
    "say which is which: --map speaker=WHO,text=WORDS, or --map question=Q,answer=A,"
    " or for one row per respondent --map respondent=ID,questions=Q1+Q2": (
        "请说明各列是什么：--map speaker=说话人,text=内容，或 --map question=问题,answer=回答；"
        "一行一位受访者时：--map respondent=编号,questions=Q1+Q2"
    ),
    "{} holds {}, not a transcript: {}": "{} 是 {}，不是访谈稿：{}",
    "write --map speaker=WHO,text=WORDS": "请写成 --map speaker=说话人,text=内容",
    "there is no text to code in it": "其中没有可编码的文字",
    "{} is the same file as {}, which is imported already": "{} 与已导入的 {} 是同一文件",
    "{}: a document {} was read of {} already": "{}：材料 {} 已从 {} 中读出",
    "rename one of them": "请改其中一个的名称",
    "`--map speaker=WHO,text=WORDS` makes each table or sheet one document, whoever is in it": (
        "用 `--map speaker=说话人,text=内容` 可使每张表各为一份材料"
    ),
    "{} differs from the {} that was imported before": "{} 与先前导入的 {} 不同",
    "--update replaces the text where no person has worked yet": (
        "--update 可更换尚无人编码或通读的文本"
    ),
    "participant {}: no subject {} in the codebook, taken for {} by header or prefix": (
        "受访者 {}：编码手册中没有主体 {}，按文首或编号前缀归为 {}"
    ),
    "participant {}: no subject {} in the codebook": "受访者 {}：编码手册中没有主体 {}",
    "{}: {}: no subject {} in the codebook": "{}：{}：编码手册中没有主体 {}",
    "the last step was not taken on a screen: {}": "上一步不是在屏幕上作的：{}",
    "what was undone last was not done on a screen: {}": "上次撤销的不是在屏幕上作的：{}",
    "`qualcode redo` does it again": "`qualcode redo` 可重做",
    "`qualcode undo` takes it back": "`qualcode undo` 可撤回",
    # faults of a file
    "{} has {} problems": "{} 有 {} 处问题",
    "… and {} more": "……另有 {} 处",
    "the table has no rows": "表中没有任何行",
    "there is no column {} (or 编号)": "没有 {}（或编号）一列",
    "name the first column id": "请把第一列命名为 id",
    "several columns are the {}: {}": "有几列都是 {}：{}",
    "the column {} comes twice": "列 {} 出现两次",
    "{} cells, but the header names {} columns": "有 {} 格，而表头只有 {} 列",
    "put cells that hold a delimiter in quotation marks": "含分隔符的单元格请加引号",
    "there is no column {}": "没有 {} 这一列",
    "there is no column {} and {}": "没有 {} 和 {} 这两列",
    "known: {}": "已有：{}",
    "{} has no coded interviews to learn from": "{} 中没有可供学习的已编码访谈",
    "name files of coded interviews under `interviews:` in its YAML": (
        "请在其 `interviews:` 中列出已编码访谈的文件"
    ),
    "`qualcode review --export FILE` makes a sheet to fill in": (
        "`qualcode review --export 文件` 生成可填写的表"
    ),
    "coding {} stands in row {} already": "编码 {} 已在第 {} 行",
    "nothing was changed; mend these rows, or empty them": "什么都没有改动；请改正或清空这些行",
    "it was withdrawn since the export": "导出之后已撤回",
    "{} is not a sentence of the sample": "{} 不是样本中的句子",
    "unknown setting {}": "没有 {} 这项设置",
    "participant {} speaks in none of the transcripts": "受访者 {} 未在任何访谈稿中发言",
    "no document or header has this id": "没有材料名或文件头有此编号",
    "the id is empty": "编号为空",
    "the id {} was used on line {}": "编号 {} 已用于第 {} 行",
    "there is no code {} in the list": "列表中没有第 {} 个编码",
    "there is no status {}": "没有断言状态 {}",
    "the decision is {}": "决定一栏写的是 {}",
    "y or n, or leave it empty": "请写 y 或 n，或留空",
    # the command line
    "No such option: {}": "没有选项 {}",
    "No such option: {} (Possible options: {})": "没有选项 {}（相近的有 {}）",
    "No such command {}": "没有命令 {}",
    "No such command {}. Did you mean {}?": "没有命令 {}，是不是 {}？",
    "Missing argument {}": "缺少参数 {}",
    "Missing option {}": "缺少选项 {}",
    "Option {} requires an argument": "选项 {} 需要一个值",
    "Got unexpected extra argument ({})": "多出的参数：{}",
    "Invalid value for {}: {} is not one of {}": "{} 的值不对：{} 不在可选之列：{}",
    "Invalid value for {}: {}": "{} 的值不对：{}",
    "did you mean {}? `{} --help` shows what there is": "是不是 {}？`{} --help` 有全部说明",
    "`{} --help` shows what there is": "`{} --help` 有全部说明",
    "stopped; what was finished is kept, run the same command to go on": (
        "已中止；完成的部分已保存，再次运行同一命令可继续"
    ),
}
"""English sentences, with blanks for what they name, and the same in Chinese."""
_KINDS = {
    "code": "编码",
    "coder": "编码者",
    "machine": "机器编码者",
    "document": "材料",
    "subject": "主体",
    "participant": "受访者",
    "format": "格式",
    "grouping": "分组方式",
    "kind": "类别",
    "column": "列",
    "template": "模板",
    "word set": "词组",
    "edition": "文本版本",
    "codebook version": "编码手册版本",
    "property of persons": "受访者属性",
    "lost coding": "失去原位的编码",
}
"""What is looked for by name."""
_KIND, _NAME = f"({'|'.join(_KINDS)})", r"""(['"].*['"])"""
_STRICT = {
    "no {} {}": (_KIND, _NAME),
    "there is no {} {}": (_KIND, _NAME),
    "there is no {}": (_KIND,),
}
"""What the blanks of short sentences take: a kind that is known, and a name in quotes."""
