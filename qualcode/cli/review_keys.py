"""The keys of line-by-line review: the letters of the screen, and y and n as answers to it."""

from __future__ import annotations

import unicodedata

KEYS = (
    ("a / y", "接受", "accept"),
    ("x / n / 0", "拒绝", "reject"),
    ("1-9", "改为所列编码", "one of the codes listed instead"),
    ("c CODE", "改为别的编码", "another code instead"),
    ("S STATUS", "改断言状态并接受", "accept with another assertion status"),
    ("B SUBJECT…", "改所指主体并接受", "accept with other subjects talked of"),
    ("[ ] { }", "起点移一字、终点移一词，并接受", "start by a sign, end by a word; accepts"),
    ("e WORDS", "改为只编这些词，并接受", "accept for these words of the turn only"),
    ("e", "看定义", "show definition, include, exclude"),
    ("m TEXT", "记备忘", "keep a memo; the decision stays open"),
    ("f", "标记／取消标记", "flag, or take the flag off"),
    ("s", "暂缓，留到最后", "skip: it comes again at the end"),
    ("A", "接受全部相同命中", "accept all equal hits"),
    ("X", "拒绝此表达式的全部命中", "reject all of this pattern"),
    ("=", "列出相似的语句", "list sentences like this"),
    ("g", "看更多上下文", "show more context"),
    ("j / k", "下一条／上一条", "next / previous without deciding"),
    ("u / r", "撤销／重做", "undo / redo"),
    ("q", "结束（均已保存）", "quit; everything is saved"),
    ("?", "帮助", "help"),
)
PROMPT = "[a/y,x/n,1-9,c,S,B,e,m,f,s,A,X,=,g,j,k,u,r,q,?]"
_SAME = {"y": "a", "n": "x", "0": "x", "t": "S", "b": "B", "d": "e"}
"""Answers in the manner of ``git add -p``, and small letters where the screen has other uses."""
_BRACKETS = str.maketrans("【】「」", "[]{}")


def parted(typed: str) -> tuple[str, str]:
    """Return what a line of input says: a key by its name on the screen, and words."""
    key, _, words = typed.strip().partition(" ")
    if not key and " " in typed:
        return "s", ""  # a blank skips, as the space bar does on the screen
    plain = unicodedata.normalize("NFKC", key).translate(_BRACKETS)
    return _SAME.get(plain, plain), words.strip()
