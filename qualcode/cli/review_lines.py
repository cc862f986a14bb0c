"""Review line by line, as ``git add -p``: for pipes, screen readers and slow lines.

One line of input is one decision, saved when the next line appears; the end of
the input is the end of the sitting, and nothing is lost.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from qualcode.cli.review_keys import KEYS, PROMPT, parted
from qualcode.errors import QualcodeError, UsageError
from qualcode.model.coding import Review, Status
from qualcode.model.label import Label
from qualcode.model.naming import review_name, status_name, value_meant, value_name
from qualcode.model.reasoning import why_said
from qualcode.report.error_words import error_words
from qualcode.report.plain import visible
from qualcode.workflow.filters import subjects_named
from qualcode.workflow.quoting import find_quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.excerpt import ContextTurn
    from qualcode.model.label import Language
    from qualcode.workflow.review import ReviewQueue
    from qualcode.workflow.review_items import Item

_MORE = 3
"""How many turns ``g`` adds."""
_SHOWN_ANEW = frozenset("SB[]{}gur")
"""Keys after which the same proposal looks otherwise."""
_ALIKE = 10
"""Sentences that ``=`` lists."""


class LineReview:
    """A sitting of line-by-line review.

    Args:
        queue: The queue.
        language: To speak in.
        ask: Reads one line after a prompt; raises EOFError at the end.
    """

    def __init__(self, queue: ReviewQueue, language: Language, ask: Callable[[str], str]) -> None:
        self.queue, self._language, self._ask = queue, language, ask
        self._verbs: dict[str, Callable[[Item, str], None]] = {
            "a": lambda _, words: self._done(queue.accept(words).action),
            "x": lambda _, words: self._done(queue.reject(words).action),
            "c": self._recode,
            "S": self._status,
            "B": self._about,
            "e": lambda item, words: self._edges(item, words) if words else self._define(item),
            "[": lambda item, _: self._edge(item, "start", -1),
            "]": lambda item, _: self._edge(item, "start", 1),
            "{": lambda item, _: self._edge(item, "end", -1),
            "}": lambda item, _: self._edge(item, "end", 1),
            "m": lambda _, words: self._noted(queue.memo(self._wanted(words, "memo: "))),
            "f": lambda *_: self._say(
                ("标记", "flagged") if queue.flag() else ("已取消", "unflagged")
            ),
            "s": lambda *_: queue.skip(),
            "A": lambda *_: self._all(queue.equal_hits(), Review.ACCEPTED),
            "X": lambda *_: self._all(queue.same_pattern(), Review.REJECTED),
            "=": lambda item, _: self._alike(item),
            "g": lambda *_: self._widen(),
            "j": lambda *_: queue.move(1),
            "k": lambda *_: queue.move(-1),
            "u": lambda *_: self._turned("undo", queue.undo().event.action),
            "r": lambda *_: self._turned("redo", queue.redo().event.action),
            "?": lambda *_: self._help(),
        }

    def run(self) -> None:
        """Go through the queue until its end, ``q``, or the end of the input."""
        shown = ""
        while item := self.queue.current:
            if item.coding.id != shown:
                self._show(item)
                shown = item.coding.id
            try:
                line = self._ask(self._prompt(item)).rstrip("\r\n")
            except EOFError:
                self._print("")
                break
            if line.strip() == "q":
                break
            if not self._perform(item, line):
                shown = ""
        self.queue.close()

    def _perform(self, item: Item, line: str) -> bool:
        """Do what a line says; return False when the proposal is to be shown again."""
        key, words = parted(line)
        try:
            if key.isdecimal() and key.isascii():
                self._recode(item, self._candidate(item, int(key)))
            elif key in self._verbs:
                self._verbs[key](item, words)
            else:
                self._help()
        except QualcodeError as error:
            message, hint = (error_words(w, self._language) for w in (error.message, error.hint))
            self._print(f"  ! {message}" + (f" ({hint})" if hint else ""))
            return True
        return key not in _SHOWN_ANEW and not (key == "e" and words)

    def _candidate(self, item: Item, number: int) -> str:
        if not 1 <= number <= len(item.candidates):
            raise UsageError(f"there is no code {number} in the list")
        return item.candidates[number - 1].code

    def _recode(self, _: Item, words: str) -> None:
        self._done(self.queue.recode(self._wanted(words, "code: ")).action)

    def _status(self, _: Item, words: str) -> None:
        word = value_meant("status", self._wanted(words, "status: "))
        if word not in set(Status):
            raise UsageError(f"there is no status {word!r}", hint=", ".join(Status))
        self.queue.set_status(Status(word))
        self._done("status")

    def _about(self, _: Item, words: str) -> None:
        named = self._wanted(words, "about: ").split()
        self.queue.set_about(subjects_named(named, self.queue.codebook))
        self._done("about")

    def _edge(self, item: Item, side: str, way: int) -> None:
        from qualcode.review_app.edges import moved_edge

        self.queue.move_edges(moved_edge(item.excerpt, side, way))
        self._done("edges")

    def _edges(self, item: Item, wanted: str) -> None:
        """Move the edges to words of the turn; the place nearest to the coding is meant."""
        coding = item.coding
        store = self.queue.project.store
        turn = next(
            each
            for each in store.documents.read(coding.document).turns
            if each.index == coding.turn
        )
        text = turn.span.of(store.documents.text(coding.document))
        inner = coding.quote.find(wanted)
        if inner >= 0:
            span = find_quote(wanted, wanted).moved(coding.span.start + inner)
        else:
            span = find_quote(text, wanted).moved(turn.span.start)
        self.queue.move_edges(span)
        self._done("edges")

    def _all(self, codings: list[str], review: Review) -> None:
        verb = Label("接受", "accept") if review is Review.ACCEPTED else Label("拒绝", "reject")
        word = verb.say(self._language)
        answer = self._ask(f"  {word} {len(codings)}? [y,n] ").strip()
        if answer == "y":
            done = self.queue.decide_all(codings, review)
            self._done(f"{done.action}: {len(codings)}")

    def _alike(self, item: Item) -> None:
        from qualcode.workflow.exploring import similar

        queue = self.queue
        for each in similar(queue.project, item.coding.id, limit=_ALIKE, by=queue.by):
            place = f"{each.sentence.document} #{each.sentence.turn + 1}"
            codes = f"  [{' '.join(each.codes)}]" if each.codes else ""
            self._print(f"  = {each.score:.2f} {place}  {each.sentence.text}{codes}")

    def _wanted(self, words: str, prompt: str) -> str:
        return words or self._ask(f"  {prompt}").strip()

    def _widen(self) -> None:
        context = min(self.queue.context + _MORE, 50)
        self.queue.context = context

    def _prompt(self, item: Item) -> str:
        progress = self.queue.progress
        place = f"({progress.decided + 1}/{progress.total})"
        coding = item.coding
        pace = f" {progress.per_minute:.0f}/min" if progress.per_minute else ""
        return visible(
            f"{place}{pace} {coding.document}#{coding.turn + 1} {coding.code}? {PROMPT} "
        )

    def _show(self, item: Item) -> None:
        coding, excerpt = item.coding, item.excerpt
        subject = self.queue.codebook.subjects.name_of(excerpt.participant.subject)
        who = " ".join(filter(None, (excerpt.participant.id, subject.say(self._language))))
        self._print("")
        self._print(f"{coding.document} #{coding.turn + 1} · {who}")
        before = [turn.text for turn in excerpt.turns_before]
        if item.question and item.question not in before:
            self._print(f"  ? {item.question}")
        for turn in excerpt.turns_before:
            self._turn(turn)
        self._print(f"▸ {excerpt.speaker}: {excerpt.before}【{coding.quote}】{excerpt.after}")
        for turn in excerpt.turns_after:
            self._turn(turn)
        name = item.card.name.say(self._language)
        about = " ".join(coding.about) or "?"
        status = status_name(coding.status).say(self._language)
        self._print(f"  {coding.code} {name} · {status} · → {about}")
        self._print("  " + why_said(coding, self._language))
        if item.candidates:
            listed = [f"{n} {card.code}" for n, card in enumerate(item.candidates, 1)]
            self._print("  " + "  ".join(listed))
        for memo in item.memos:
            self._print(f"  memo {memo.author}: {memo.text}")
        if item.decision:
            review = review_name(item.decision.review).say(self._language)
            self._print(f"  = {review} ({item.decision.decided_by})")

    def _turn(self, turn: ContextTurn) -> None:
        self._print(f"  {turn.speaker}: {turn.text}")

    def _define(self, item: Item) -> None:
        sides = (
            (Label("定义", "definition"), item.card.definition),
            (Label("包含", "include"), item.card.include),
            (Label("排除", "exclude"), item.card.exclude),
        )
        for title, text in sides:
            if text:
                self._print(f"  {title.say(self._language)}: {text.say(self._language)}")

    def _help(self) -> None:
        for key, zh, en in KEYS:
            self._print(f"  {key:<11} {Label(zh, en).say(self._language)}")

    def _noted(self, _: object) -> None:
        self._say(("已记", "memo kept"))

    def _done(self, what: str) -> None:
        words = value_name("action", what, self._language)
        self._print(f"  ✓ {words}")

    def _turned(self, verb: str, action: str) -> None:
        """Say what was taken back or done again."""
        said = (value_name("action", each, self._language) for each in (verb, action))
        self._done(" ".join(said))

    def _say(self, said: tuple[str, str]) -> None:
        self._done(Label(*said).say(self._language))

    def _print(self, line: str) -> None:
        sys.stdout.write(visible(line) + "\n")


def ask(prompt: str) -> str:
    """Read one line from standard input, which may be a pipe."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    if not sys.stdin.isatty():  # a pipe does not show what was typed
        sys.stdout.write(line if line.endswith("\n") else line + "\n")
    return line
