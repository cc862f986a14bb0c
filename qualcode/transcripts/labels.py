"""What looks like a speaker's label, and what only looks like one.

`访谈者：` and `时间：` have the same shape, and so have `Daniel:` and `Note:`. A label
names a person: by role, by name, by kin or office, or as the voice number of a
speech recogniser. What names no person needs to come again to be believed, and
what ends in a verb of saying (`他说：`) never is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qualcode.transcripts import role_words
from qualcode.transcripts.header_keys import is_field_name

_CJK = re.compile(r"[\u3400-\u9fff]")
_UNSEEN = re.compile(r"[\s*_`\u200b-\u200f\u2060\ufeff]+")
_NUMBER_AT_END = re.compile(
    r"[-_#.]?\d{1,3}$|(?<=[\u3400-\u9fff])[a-z甲乙丙丁]$"
    r"|(?<=participant)[a-z]$|(?<=interviewee)[a-z]$|(?<=interviewer)[a-z]$|(?<=respondent)[a-z]$"
)
_SHORT = re.compile(r"简称[:“\"「]?([^()“”\"「」]{1,6})[”\"」]?\)$")
_BRACKET = re.compile(r"\((.*?)\)$")
_WIDE_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_DIARISED = re.compile(role_words.DIARISED)

_SAYING_WORDS = """
    说 說 说道 说是 道 讲 講 喊 叫 想 问道 答道 写道 写着 表示 认为 指出
    是 为 如下 例如 比如 包括 的 了 着 呢 吗 就 来 去 回 上 下
"""
_SAYING = tuple(_SAYING_WORDS.split())
"""How words end that announce speech or a list, and name nobody."""
_PRONOUNS = tuple(
    "他她它我你您这那就还也但所因比如第其另再又有没不一二三四五六七八九十在从对把被给"
)
_NEVER_WORDS = """
    注 备注 備註 注释 说明 附 附注 附录 按 编者按 例 例如 比如 譬如 即 如下 结果 原因 结论 小结
    总结 其一 其二 首先 其次 最后 第一 第二 第三 另外 此外 关键词 關鍵詞 摘要 主题 标题 目录
    来源 图 表 小康 小时
    ps nb note notes e.g i.e example summary keywords speakers details however also
    so and but well because first second third finally result reason conclusion http https www
    break music intro outro advertisement commercial transcript end ftp file re fw cc to from
    subject source figure table chapter section part step page
"""
_NEVER = frozenset(_NEVER_WORDS.split()) - role_words.RESPONDENT
_SAYING_EN = re.compile(
    r"(?:^|\s)(?:said|says|say|asked|asks|thought|think|goes|went|was|were|is|are|like|that|this|it|the|of|for|to)$"
)
_FORBIDDEN = re.compile(r"[，。？！；,?!;“”\"「」『』|=＝/\\`]|https?$")
_ABBREVIATION = re.compile(r"[A-Z]\.|(?i:mr|mrs|ms|dr|prof|st|no)\.")
_SLASH = re.compile(r"\s*[/／]\s*")
_QUESTION_NUMBER = re.compile(r"^([a-z]|问|答|問|question|answer|问题|回答|提问)(\d{1,3})$")
_FIRST_NAME = re.compile(r"[A-Z][a-z]{1,11}")


_CALLED = 3
"""Characters of 小张伟."""
_BRIEF = 2
"""Characters of 张三."""


@lru_cache(maxsize=4096)
def canonical(label: str) -> str:
    """Return a label in the form in which spellings of one speaker are equal.

    Half-width, lower case, no blanks and no markup; numbers stay: `Interviewer 1`
    and `Interviewer 2` are two persons.
    """
    folded = unicodedata.normalize("NFKC", label).casefold()
    return _UNSEEN.sub("", folded)


def base_of(label: str) -> str:
    """Return the canonical label without a bracket behind it: `张某` of `张某（村支书）`.

    A bracket that says how the person is called from here on gives that name.
    """
    whole = canonical(label)
    short = _SHORT.search(whole)
    return short[1] if short else _BRACKET.sub("", whole) or whole


def has_short(label: str) -> bool:
    """Tell whether a label says how it goes on: `李明（以下简称李）`."""
    return bool(_SHORT.search(canonical(label)))


def stem(label: str) -> str:
    """Return the canonical label without its number and bracket: the role word in it."""
    whole = canonical(label)
    return _NUMBER_AT_END.sub("", _BRACKET.sub("", whole)) or whole


def question_number(label: str) -> tuple[str, int]:
    """Return the letter or word of a label such as ``Q12`` and its number, or nothing."""
    found = _QUESTION_NUMBER.match(canonical(label))
    return (found[1], int(found[2])) if found else ("", 0)


def parts(label: str) -> list[str]:
    """Return the words of a label with a name beside a role: `杜某（访谈者）`, `访谈者/杜某`."""
    whole = canonical(label)
    return [*_BRACKET.findall(whole), *(_SLASH.split(whole) if _SLASH.search(whole) else ())]


def has_role(label: str) -> bool:
    """Tell whether a label has a role beside a name."""
    return any(map(is_role_word, parts(label)))


def is_diarised(label: str) -> bool:
    """Tell whether a speech recogniser gave this label."""
    return bool(_DIARISED.fullmatch(canonical(label)))


def is_role_word(label: str) -> bool:
    """Tell whether the label names a part in an interview."""
    word = stem(label)
    return any(word in words for words in (role_words.INTERVIEWER, role_words.RESPONDENT)) or (
        word in role_words.THIRD
    )


@lru_cache(maxsize=4096)
def may_be_label(label: str) -> bool:
    """Tell whether this could name a speaker at all."""
    whole, word = canonical(label), stem(label)
    name = _WIDE_BRACKET.sub("", label) or label
    if any(is_role_word(part) for part in _SLASH.split(name)[:2] if name != part):
        name = _SLASH.sub("", name)
    if not whole or _FORBIDDEN.search(name) or not any(char.isalpha() for char in whole):
        return False
    if is_role_word(label) or is_diarised(label):
        return True
    if whole in _NEVER or word in _NEVER or is_field_name(label):
        return False
    return _may_be_chinese(word) if _CJK.search(word) else _may_be_western(label)


def names_person(label: str) -> bool:
    """Tell whether the label names a person by itself, so that coming once is enough."""
    word = stem(label)
    if is_role_word(label) or is_diarised(label) or word in role_words.KIN:
        return True
    if _CJK.search(word):
        # Two characters are too few: 高中, 方法 and 项目 begin with surnames too.
        named = word[0] in role_words.SURNAMES and (len(word) == 3 or "某" in word)
        is_titled = len(word) <= 8 and word.endswith(role_words.PERSON_ENDINGS)
        return named or is_titled
    words = label.replace(".", " ").split()
    return len(words) >= 2 and all(part[0].isupper() for part in words)


def is_called(label: str) -> bool:
    """Tell whether somebody may be called so by those who know them: 小张, 老王, 小张伟.

    So are some words: 小路, 老路.
    """
    word = stem(label)
    return 2 <= len(word) <= _CALLED and word[0] in "小老" and word[1] in role_words.SURNAMES


def may_be_name(label: str) -> bool:
    """Tell whether a label is a surname and one character (张三): a name, or just a word."""
    word = stem(label)
    return len(word) == _BRIEF and word[0] in role_words.SURNAMES


def name_kind(label: str) -> str:
    """Return which kind of short name a label may be; empty when it is none.

    ``"brief"`` is a surname and one character (张三), ``"first"`` one capitalised word (Anna).
    """
    if is_role_word(label) or is_diarised(label):
        return ""
    if may_be_name(label):
        return "brief"
    return "first" if _FIRST_NAME.fullmatch(label.strip()) else ""


def _may_be_chinese(word: str) -> bool:
    if len(word) > 10:
        return False
    if word in role_words.KIN or word.endswith(role_words.PERSON_ENDINGS):
        return True
    return not (word.endswith(_SAYING) or word.startswith(_PRONOUNS))


def _may_be_western(label: str) -> bool:
    words = label.split()
    if len(words) > 4 or len(label) > 32 or _SAYING_EN.search(label.lower()):
        return False
    if any(word.endswith(".") and not _ABBREVIATION.fullmatch(word) for word in words[:-1]):
        return False
    return not label[0].isdigit() and (label[0].isupper() or len(words) <= 2)
