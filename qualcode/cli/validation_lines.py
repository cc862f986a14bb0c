"""`review --validation`: the validation sample read blind, a line of input a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.model.label import Label, case_count
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.cli.session import Session
    from qualcode.model.label import Language
    from qualcode.workflow.project import Project
    from qualcode.workflow.validation_queue import Reading, ValidationQueue

HELP = Label(
    "写下成立的编码（空格分隔） · - 无 · s 跳过 · k 上一句 · u 撤销 · q 结束 · ? 列出编码",
    "codes that hold, with blanks between · - none · s skip · k back · u undo · q stop · ? codes",
)


def read_sample(session: Session, project: Project, ask: Callable[[str], str]) -> None:
    """Go through the sample until its end, ``q``, or the end of the input."""
    from qualcode.workflow.validation_queue import ValidationQueue

    queue = ValidationQueue(project, by=session.coder)
    print(HELP.say(session.language))  # noqa: T201 - a conversation on the terminal
    while reading := queue.current:
        _show(reading, f"{queue.position + 1}/{len(queue.keys)}")
        try:
            line = ask("> ").strip()
        except EOFError:
            break
        if line == "q":
            break
        try:
            _perform(queue, line, session.language)
        except QualcodeError as error:
            print(f"  ! {error.message}" + (f" ({error.hint})" if error.hint else ""))  # noqa: T201
    left = len(queue.keys) - queue.answered
    session.say(
        f"{case_count(queue.answered, 'sentence')} answered, {left} left;"
        " next: `qualcode validate show`",
        f"已判定 {queue.answered} 句，余 {left} 句；下一步：qualcode validate show",
    )


def _perform(queue: ValidationQueue, line: str, language: Language) -> None:
    if line in {"", "s", "j"}:
        queue.move()
    elif line == "k":
        queue.move(-1)
    elif line == "u":
        queue.undo()
    elif line == "?":
        for code in queue.codebook.leaves:
            print(f"  {code.id}  {code.name.say(language)}")  # noqa: T201
    else:
        print(f"  = {' '.join(queue.answer(line)) or '-'}")  # noqa: T201


def _show(reading: Reading, place: str) -> None:
    who = f" · {reading.subject}" if reading.subject else ""
    lines = [f"\n{place} · {reading.key}{who}"]
    lines += [f"  ? {reading.question}"] if reading.question else []
    lines.append(f"  {reading.before}【{reading.words}】{reading.after}")
    lines += [f"  ({' '.join(reading.answer) or '-'})"] if reading.answer is not None else []
    print(visible("\n".join(lines)))  # noqa: T201
