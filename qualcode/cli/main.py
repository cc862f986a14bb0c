"""The way in, and the only place where errors become messages and exit codes.

stdout is data; everything said to a person goes to stderr as ``error:`` and
``hint:``. A fault of our own names a log that holds no interview text.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.arguments import globals_first
from qualcode.errors import ExitCode, ProblemsError, QualcodeError, did_you_mean
from qualcode.report.error_words import error_words, problem_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.label import Language

NEAR = 0.82
"""How like an option must be to one that is not there, from 0 to 1, to be taken for it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    _speak_any_encoding()
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    words = globals_first(list(given))
    debug = "--debug" in words or bool(os.environ.get("QUALCODE_DEBUG"))
    try:
        return _run(words, given)
    except QualcodeError as error:
        if debug:
            traceback.print_exc()
        return _tell(error, _language(words))
    except BrokenPipeError:
        return _reader_has_gone()
    except KeyboardInterrupt:
        return _stopped(_language(words))
    except Exception as error:  # noqa: BLE001 - the last door: whatever comes here is our fault
        if debug:
            traceback.print_exc()
        return _own_up(error)


def _run(words: list[str], given: tuple[str, ...]) -> int:
    from qualcode.cli.direct import open_directly

    return ExitCode.OK if open_directly(words) else _parse(words, given)


def _parse(words: list[str], given: tuple[str, ...]) -> int:
    """Run a command; `given` is its line as it was typed, which manifests keep."""
    import typer

    from qualcode.cli.app import app

    try:
        result = app(args=words, prog_name="qualcode", standalone_mode=False, obj=given)
        sys.stdout.flush()
    except typer.TyperException as error:
        return _tell_usage(error, _language(words))
    except typer.Abort:
        return _stopped(_language(words))
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # typer leaves so, as if it had failed
            return _reader_has_gone()
        raise
    if result == ExitCode.INTERRUPTED:  # typer takes Ctrl-C for itself, and says nothing
        return _stopped(_language(words))
    return result if isinstance(result, int) else ExitCode.OK


_DASHED = "a name that begins with - comes after --"
_CHOICE = re.compile(r"'([^']*)' is not one of (.*)", re.DOTALL)
_NAMED = re.compile(r"'([^']*)'")
_SHORT_OPTION = re.compile(r"No such option: -[^-]")


def _language(words: Sequence[str]) -> Language:
    from qualcode.cli.spoken import language_of

    return language_of(words)


def _stopped(language: Language) -> int:
    stopped = "stopped; what was finished is kept, run the same command to go on"
    _say(error_words(stopped, language))
    return ExitCode.INTERRUPTED


def _tell_usage(error: Exception, language: Language) -> int:
    """Report a fault of the command line in our own manner, with the way to the help."""
    near = _near(error)
    if near is not None:
        vars(error)["possibilities"] = near
    describe = getattr(error, "format_message", None)
    message = (describe() if describe else str(error)).replace(": Value error, ", ": ")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "qualcode"
    _say(f"error: {error_words(message.rstrip('.'), language)}")
    hint = f"{_guess(message, near or ())}`{command} --help` shows what there is"
    if _SHORT_OPTION.match(message):
        hint += f"; {_DASHED}"
    _say(f"hint: {error_words(hint, language)}")
    return ExitCode.USAGE


def _guess(message: str, near: Sequence[str]) -> str:
    """Return what may have been meant, an option or one of its choices, as a clause with a space.

    Empty where nothing is near, or the message has it already.
    """
    if choice := _CHOICE.search(message):
        guess = did_you_mean(choice[1], _NAMED.findall(choice[2]))
        return f"{guess} " if guess else ""
    return f"did you mean {near[0]}? " if near and "Did you mean" not in message else ""


def _near(error: Exception) -> list[str] | None:
    """Return the options that may have been meant, the nearest first; None if it is about others.

    Typer counts the dashes as well, by which every short option is near to every other.
    """
    typed, known = getattr(error, "option_name", ""), getattr(error, "possibilities", None)
    if known is None or not typed:
        return None
    ratios = {
        each: SequenceMatcher(None, typed.strip("-"), each.strip("-")).ratio() for each in known
    }
    near = [each for each in known if ratios[each] >= NEAR or sorted(each) == sorted(typed)]
    return sorted(near, key=lambda each: -ratios[each])


def _tell(error: QualcodeError, language: Language) -> int:
    if isinstance(error, ProblemsError):
        for problem in error.problems[: error.shown]:
            _say(f"{problem.severity}: {problem_words(problem, language)}")
        if len(error.problems) > error.shown:
            _say(error_words(f"… and {len(error.problems) - error.shown} more", language))
    _say(f"error: {error_words(error.message, language)}")
    if error.hint:
        _say(f"hint: {error_words(error.hint, language)}")
    return error.exit_code


def _own_up(error: Exception) -> int:
    log = _log(error)
    where = f"; {log} says where (it holds no interview text)" if log else ""
    _say(f"error: a fault in qualcode itself ({type(error).__name__}){where}")
    _say("hint: --debug shows all of it; please report it")
    return ExitCode.INTERNAL


def _log(error: Exception) -> Path | None:
    """Write where it happened, without the message: that could quote an interview."""
    import platformdirs

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        folder = platformdirs.user_log_path("qualcode", ensure_exists=True)
        path = folder / "crash.log"
        path.write_text("\n".join([type(error).__name__, *lines]) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path


def _say(line: str) -> None:
    from qualcode.report.plain import visible

    print(visible(line), file=sys.stderr)  # noqa: T201


def _reader_has_gone() -> int:
    """End quietly when the reader of a pipe (``| head``) has seen enough."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    return ExitCode.OK


def _speak_any_encoding() -> None:
    """Keep a terminal that cannot show a character from ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
