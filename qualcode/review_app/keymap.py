"""What each screen can do: the keys of coding by hand, of review and of adjudication.

The same key means the same on every screen.
"""

from __future__ import annotations

from qualcode.model.label import Label
from qualcode.review_app.keys import Action

_DIGITS = tuple("123456789")

_SIMILAR = Action("similar", ("=",), Label("更多相似的语句", "more like this"))

_EVERYWHERE = (
    Action("undo", ("u", "backspace", "ctrl+z"), Label("撤销", "undo"), Label("撤销", "undo")),
    Action("redo", ("ctrl+r", "f4", "ctrl+y"), Label("重做", "redo")),
    Action("memo", ("m", "f6"), Label("写备忘", "write a memo"), Label("备忘", "memo")),
    Action("find", ("/",), Label("查找文字", "find text")),
    Action("quote", ("y",), Label("复制引文", "copy the quote with its place")),
    Action("help", ("?", "f1"), Label("帮助", "help"), Label("帮助", "help")),
    Action("back", ("escape",), Label("返回、取消选择", "back; let go of a selection")),
    Action("leave", ("q", "ctrl+q"), Label("退出（已全部保存）", "leave; everything is saved")),
)

MOVES = (
    Action("move('up')", ("up", "k"), Label("上一行", "line up")),
    Action("move('down')", ("down", "j"), Label("下一行", "line down")),
    Action("move('left')", ("left", "h"), Label("前一字", "sign back")),
    Action("move('right')", ("right", "l"), Label("后一字", "sign forward")),
    Action("move('word_right')", ("w", "ctrl+right"), Label("后一词", "next word")),
    Action("move('word_left')", ("b", "ctrl+left"), Label("前一词", "word before")),
    Action("move('sentence_right')", (")",), Label("后一句", "next sentence")),
    Action("move('sentence_left')", ("(",), Label("前一句", "sentence before")),
    Action("move('turn_down')", ("}", "ctrl+down"), Label("后一话轮", "next turn")),
    Action("move('turn_up')", ("{", "ctrl+up"), Label("前一话轮", "turn before")),
    Action("move('row_start')", ("home",), Label("行首", "start of the line")),
    Action("move('row_end')", ("end",), Label("行末", "end of the line")),
    Action("move('page_up')", ("pageup",), Label("上一页", "page up")),
    Action("move('page_down')", ("pagedown",), Label("下一页", "page down")),
    Action("move('top')", ("g", "ctrl+home"), Label("开头", "beginning")),
    Action("move('bottom')", ("G", "ctrl+end"), Label("结尾", "end")),
)

_SELECTION = (
    *(
        Action(f"select('{way}')", (f"shift+{way}",), Label(f"选择：{zh}", f"select: {en}"))
        for way, zh, en in (
            ("left", "前一字", "sign back"),
            ("right", "后一字", "sign forward"),
            ("up", "上一行", "line up"),
            ("down", "下一行", "line down"),
        )
    ),
    Action("anchor", ("v",), Label("开始或结束选择", "begin or end a selection")),
    Action(
        "grow",
        ("space",),
        Label("扩大选择：句→话轮→无", "grow the selection: sentence, turn, nothing"),
        Label("选", "grow"),
    ),
)

CODE = (
    Action(
        "pick",
        ("enter", "c"),
        Label("给选中的文字编码", "code the selection"),
        Label("编码", "code"),
    ),
    *(
        Action(
            f"quick({digit})", (digit,), Label("用该数字键上的编码", "put the code of this digit")
        )
        for digit in _DIGITS
    ),
    Action("repeat", (".",), Label("重复上一编码", "repeat the last code")),
    Action(
        "remove",
        ("delete", "d"),
        Label("删除光标处的编码", "remove the code at the caret"),
        Label("删", "remove"),
    ),
    Action(
        "uncoded(1)",
        ("n", "f3"),
        Label("下一个未编码话轮", "next turn without a code"),
        Label("未编码", "next"),
    ),
    Action("uncoded(-1)", ("N", "shift+f3"), Label("上一个未编码话轮", "the one before")),
    Action("new_code", ("+",), Label("新编码", "new code")),
    Action("in_vivo", ("i",), Label("原话编码", "in-vivo code from the selection")),
    Action("tag", ("t",), Label("标记选中文字", "tag the selection")),
    Action("code_tagged", (";",), Label("给所有标记处编码", "code all that is tagged")),
    Action("pin", ("p",), Label("固定编码到数字键", "pin the code at the caret to a digit")),
    Action("flag", ("f",), Label("标记编码待议", "flag the coding at the caret")),
    Action("whole", ("R", "f9"), Label("已通读全文（再按取消）", "read to its end; again: not")),
    Action("panel", ("o",), Label("侧栏", "side panel")),
    Action("lanes", ("z",), Label("编码栏", "lanes of codings")),
    _SIMILAR,
    Action("limit", ("L", "f7"), Label("只看某人或某编码", "limit to a speaker or a code")),
    Action("found(1)", (">", "f8"), Label("下一处找到的文字", "next find")),
    Action("found(-1)", ("<",), Label("上一处找到的文字", "find before")),
    *MOVES,
    *_SELECTION,
    *_EVERYWHERE,
)
"""Coding by hand."""

_EDGES = (
    Action("edge('start', -1)", ("[",), Label("起点前移", "start earlier"), Label("边界", "edge")),
    Action("edge('start', 1)", ("]",), Label("起点后移", "start later")),
    Action("edge('end', -1)", ("{",), Label("终点前移一词", "end a word earlier")),
    Action("edge('end', 1)", ("}",), Label("终点后移一词", "end a word later")),
)

REVIEW = (
    Action("accept", ("enter", "a"), Label("接受", "accept"), Label("✓", "✓")),
    Action("reject", ("0", "delete", "x"), Label("拒绝", "reject"), Label("✗", "✗")),
    *(
        Action(
            f"recode({digit})",
            (digit,),
            Label(
                "改为该数字的候选编码并接受", "recode to the candidate of this digit, and accept"
            ),
            Label("改码", "recode") if digit == "1" else Label(),
        )
        for digit in _DIGITS
    ),
    Action("pick", ("tab", "c"), Label("改为其他编码", "recode to another"), Label("选码", "pick")),
    Action("skip", ("space",), Label("跳过", "skip"), Label("跳过", "skip")),
    Action("go(1)", ("down", "j"), Label("下一条", "next")),
    Action("go(-1)", ("up", "k"), Label("上一条", "the one before")),
    Action("undecided", ("n", "f3"), Label("下一条未定的", "next one not decided yet")),
    *_EDGES,
    Action("status", ("S", "f7"), Label("改断言状态", "change the status")),
    Action("about", ("B", "f8"), Label("改所指主体", "change whom it is about")),
    Action("all_equal", ("A",), Label("接受所有相同命中", "accept all equal hits")),
    Action("all_of_pattern", ("X",), Label("拒绝此表达式的全部命中", "reject all of this pattern")),
    Action("flag", ("f",), Label("标记待议", "flag")),
    Action("definition", ("e", "f5"), Label("定义", "definition, include, exclude")),
    Action("context", ("g",), Label("更多上下文", "more context")),
    Action("open", ("o", "f9"), Label("打开全文", "open the transcript here")),
    _SIMILAR,
    Action("order", ("s",), Label("排序", "order")),
    Action("limit", ("l",), Label("筛选", "limit")),
    *_EVERYWHERE,
)
"""Reviewing proposals."""

ADJUDICATE = (
    Action("take(1)", ("1",), Label("采用甲", "take A"), Label("甲", "A")),
    Action("take(2)", ("2",), Label("采用乙", "take B"), Label("乙", "B")),
    Action("take(3)", ("3",), Label("两者都采用", "take both"), Label("都", "both")),
    *(
        Action(
            f"take({digit})",
            (digit,),
            Label("多位编码者时：第几位，或全部", "with more coders: one of them, or all"),
        )
        for digit in "456789"
    ),
    Action("take(0)", ("0", "delete"), Label("都不采用", "take neither"), Label("都不", "neither")),
    Action("pick", ("tab", "c"), Label("另选编码", "another code"), Label("另选", "other")),
    Action("skip", ("space",), Label("以后再定", "later"), Label("以后", "later")),
    Action("go(1)", ("down", "j"), Label("下一处", "next")),
    Action("go(-1)", ("up", "k"), Label("上一处", "the one before")),
    Action("disagreement", ("n", "f3"), Label("下一处未决分歧", "next open disagreement")),
    *_EDGES,
    Action("all_equal", ("A",), Label("同类分歧同样处理", "the same side for all equal cases")),
    Action("blind", ("b", "f7"), Label("隐去或显示姓名", "hide or show who coded")),
    Action("agreement", ("%",), Label("独立编码的信度", "agreement of the independent codings")),
    Action("definition", ("e", "f5"), Label("定义", "definition, include, exclude")),
    Action("open", ("o", "f9"), Label("打开全文", "open the transcript here")),
    *(action for action in _EVERYWHERE if action.name not in {"find", "memo"}),
    Action("memo", ("m", "f6"), Label("写理由", "give the reason"), Label("理由", "reason")),
)
"""Settling what coders disagree on."""
