"""Who asks and who is asked.

In this order: what the user says, what the header says, role words, and where none
of them speaks, the questions: who asks most of them, in the fewest words, is
the interviewer. Interpreters and the like are context, as the interviewer is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.transcript import Role
from qualcode.transcripts import role_words
from qualcode.transcripts.labels import base_of, canonical, parts, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.transcripts.header import Header
    from qualcode.transcripts.options import ReadingOptions

_ASKS = re.compile(r"[?？][\s”\"」）)]*(?:[（(\[][^）)\]]{0,40}[）)\]])?\s*\Z")
"""A question mark at the end of a turn, perhaps with a stage direction behind it."""
_QUESTION_WORDS = re.compile(
    r"[吗呢]\Z|多少|什么|怎么|咋|啥|几[个年点岁口]|哪[里些个年儿]|是不是|有没有|能不能"
    r"|\b(?:what|how|why|when|where|which|could you|can you|do you|did you|are you|tell us)\b",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u3400-\u9fff]")
_SAMPLE = 200
"""Turns of a speaker that are looked at."""
_TAIL = 200
"""Characters at the end of a turn in which its question stands."""
_CLEARLY = 0.5
"""Share of turns that ask from which somebody is an interviewer beside another one."""
_BRIEFLY = 0.6
"""Mean length of an interviewer's turns over that of who says most, at most."""
_FEW = 12
"""More speakers than this are a corpus of voices, not an interview: nobody is guessed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the turns of one speaker look like."""

    asking: float
    """Share of turns that ask, 0 to 1."""
    length: float
    """Mean length of a turn in characters."""


def assign_roles(
    spoken: Iterable[tuple[str, str]], header: Header, options: ReadingOptions
) -> dict[str, Role]:
    """Give each speaker a role.

    Args:
        spoken: Speaker and words of each turn, in order.
        header: What stands above the first turn.
        options: What the user says.

    Returns:
        Roles by speaker, in order of appearance.
    """
    turns: dict[str, list[str]] = defaultdict(list)
    for speaker, words in spoken:
        if len(turns[speaker]) < _SAMPLE:
            turns[speaker].append(words)
    aside = _third_persons(turns, options)
    speakers = [name for name in turns if name not in aside]
    roles = _told(turns, speakers, header, options) or _asking(turns, speakers, header, options)
    roles |= _by_user(speakers, header, options)
    return {name: aside.get(name) or roles.get(name, Role.RESPONDENT) for name in turns}


def _told(
    turns: Mapping[str, Sequence[str]],
    speakers: Sequence[str],
    header: Header,
    options: ReadingOptions,
) -> dict[str, Role]:
    """Return the roles of the first rule that knows an interviewer.

    Whom the user names asks beside those whom the header and role words name, not instead,
    as long as somebody is left to answer.
    """
    said = _by_user(speakers, header, options)
    for rule in (_by_header, _by_word):
        found = rule(speakers, header, options)
        roles = {**found, **said}
        asking = [name for name in speakers if roles.get(name) is Role.INTERVIEWER]
        if Role.INTERVIEWER in found.values() and len(asking) < len(speakers):
            return roles
    if Role.INTERVIEWER not in said.values():
        return {}
    return {**_clearly_asking({name: turns[name] for name in speakers if name not in said}), **said}


def _clearly_asking(turns: Mapping[str, Sequence[str]]) -> dict[str, Role]:
    """Return who of several does little else than ask, beside whom the user has named."""
    sign, _ = _question_sign(turns)
    seen = {name: _evidence(words, sign) for name, words in turns.items()}
    longest = max((found.length for found in seen.values()), default=0.0)
    return {
        name: Role.INTERVIEWER
        for name, found in seen.items()
        if found.asking >= _CLEARLY and found.length < _BRIEFLY * longest
    }


def _asking(
    turns: Mapping[str, Sequence[str]],
    speakers: Sequence[str],
    header: Header,
    options: ReadingOptions,
) -> dict[str, Role]:
    """Look for the interviewer among those of whom nothing is known."""
    known = {**_by_word(speakers, header, options), **_by_user(speakers, header, options)}
    rest = {name: turns[name] for name in speakers if name not in known}
    return {**_by_questions(rest, others=bool(known)), **known}


def _third_persons(speakers: Iterable[str], options: ReadingOptions) -> dict[str, Role]:
    """Return those who are neither asked nor asking, unless the user says otherwise."""
    told = (*options.interviewer, *options.respondent, *options.roles)
    named = {canonical(label) for label in told}
    return {
        name: Role.INTERVIEWER
        for name in speakers
        if stem(name) in role_words.THIRD and canonical(name) not in named
    }


def _by_user(speakers: Sequence[str], _: Header, options: ReadingOptions) -> dict[str, Role]:
    told = {canonical(label): role for label, role in options.roles.items()}
    told |= dict.fromkeys(map(canonical, options.respondent), Role.RESPONDENT)
    told |= dict.fromkeys(map(canonical, options.interviewer), Role.INTERVIEWER)
    return {name: told[canonical(name)] for name in speakers if canonical(name) in told}


def _by_header(speakers: Sequence[str], header: Header, options: ReadingOptions) -> dict[str, Role]:
    """Take speakers whom the header names as interviewers (`访谈：甲（提问）、乙（记录）`)."""
    named = re.split(r"[、,，;；/&]|\band\b", header.fields.get("interviewer", ""))
    names = {base_of(re.sub(r"[（(].*", "", name)) for name in named} - {""}
    roles = _by_word(speakers, header, options)
    for name in speakers:
        word = canonical(name)
        if word in header.interviewers or word in names or base_of(name) in names:
            roles[name] = Role.INTERVIEWER
    return roles


def _by_word(speakers: Sequence[str], _: Header, __: ReadingOptions) -> dict[str, Role]:
    """Take role words, and roles in brackets: `李某（访谈者）`."""
    words = {name: (stem(name), *map(stem, parts(name)), *_tokens(name)) for name in speakers}
    roles: dict[str, Role] = {}
    for name, pair in words.items():
        if any(word in role_words.INTERVIEWER for word in pair):
            roles[name] = Role.INTERVIEWER
        elif any(word in role_words.RESPONDENT for word in pair):
            roles[name] = Role.RESPONDENT
    return _without_letters(roles, words)


def _without_letters(
    roles: dict[str, Role], words: Mapping[str, tuple[str, ...]]
) -> dict[str, Role]:
    """Distrust letters: `A` answers a `Q` but says nothing beside a `B`, `R` may be a researcher.

    `R` is believed beside somebody who is known to ask.
    """
    stems = {pair[0] for pair in words.values()}
    mere = {"a"} if "q" not in stems else set()
    if Role.INTERVIEWER not in roles.values():
        mere |= {"r"}
    return {name: role for name, role in roles.items() if words[name][0] not in mere}


def _tokens(name: str) -> list[str]:
    """Return the longer parts of a label such as `ATL_int_01`."""
    return [part for part in canonical(name).split("_") if len(part) >= 3]


def _by_questions(turns: Mapping[str, Sequence[str]], *, others: bool) -> dict[str, Role]:
    """Let the one who asks most be the interviewer, and whoever asks much and says little.

    A single voice is nobody's interviewer, unless role words found respondents beside it.
    """
    if not turns or len(turns) > _FEW or (len(turns) == 1 and not others):
        return {}
    sign, least = _question_sign(turns)
    seen = {name: _evidence(words, sign) for name, words in turns.items()}
    first = next(iter(seen))
    score = {
        name: found.asking + (0.05 if name == first else 0.0) - min(found.length, 1000) / 2000
        for name, found in seen.items()
    }
    best = max(score, key=score.__getitem__)
    if seen[best].asking < least and not others:
        return {first: Role.INTERVIEWER} if len(seen) == 2 else {}
    return {
        name: Role.INTERVIEWER
        for name, found in seen.items()
        if name == best or (len(seen) > 2 and _asks_too(found, seen[best], seen.values()))
    }


def _question_sign(turns: Mapping[str, Sequence[str]]) -> tuple[re.Pattern[str], float]:
    """Return what a question is known by here, and the least share that makes an interviewer.

    Question marks at the end of a turn, or question words where speech recognition
    set none.
    """
    marked = any(_ASKS.search(turn) for words in turns.values() for turn in words)
    if marked:
        return _ASKS, 0.1
    chinese = any(_CJK.search(turn) for words in turns.values() for turn in words)
    return _QUESTION_WORDS, 0.25 if chinese else 0.4


def _asks_too(found: Evidence, best: Evidence, everyone: Iterable[Evidence]) -> bool:
    longest = max(one.length for one in everyone)
    return found.asking >= 0.5 * best.asking and found.length < _BRIEFLY * longest


def _evidence(words: Sequence[str], sign: re.Pattern[str]) -> Evidence:
    asking = sum(bool(sign.search(turn[-_TAIL:])) for turn in words)
    return Evidence(asking / len(words), sum(map(len, words)) / len(words))
