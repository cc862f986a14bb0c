"""Settings and where they come from: flag, environment, project, user, default.

Settings are few and live in two small TOML files: ``qualcode.toml`` beside the
project, and ``config.toml`` in the user's configuration folder.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, Place, Problem, ProblemsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROJECT_FILE = "qualcode.toml"
USER_FILE = "config.toml"

DEFAULTS: dict[str, str] = {"lang": "", "color": "auto", "coder": ""}
"""Every setting with its default; empty: ``lang`` follows the system, ``coder`` the login."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "lang": ("en", "zh"),
    "color": ("never", "auto", "always"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and where it was found."""

    key: str
    value: str
    origin: str
    """``flag``, ``environment``, the path of a file, or ``default``."""


def settings(flags: Mapping[str, str | None], project_folder: Path | None) -> dict[str, Setting]:
    """Return every setting by its key.

    Args:
        flags: What the command line says; None where it says nothing.
        project_folder: Where the project lies; None outside of one.

    Raises:
        ProblemsError: When a configuration file has faults.
        DataError: When a value from the environment is none of the choices.
    """
    files = [_read(path) for path in _paths(project_folder)]
    found = {}
    for key, default in DEFAULTS.items():
        candidates = [
            Setting(key, flags.get(key) or "", "flag"),
            Setting(key, os.environ.get(f"QUALCODE_{key.upper()}", ""), "environment"),
            *(each[key] for each in files if key in each),
        ]
        chosen = next((each for each in candidates if each.value), Setting(key, default, "default"))
        found[key] = _checked(chosen)
    return found


def user_file() -> Path:
    """Return where the user's own settings are read from."""
    import platformdirs

    return platformdirs.user_config_path("qualcode") / USER_FILE


def _paths(project_folder: Path | None) -> list[Path]:
    paths = [project_folder / PROJECT_FILE] if project_folder else []
    return [path for path in (*paths, user_file()) if path.is_file()]


def _read(path: Path) -> dict[str, Setting]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProblemsError(path, [Problem(Place(str(path)), str(error))]) from error
    problems = [
        Problem(Place(str(path)), f"unknown setting {key!r}", did_you_mean(key, DEFAULTS))
        for key in content
        if key not in DEFAULTS
    ]
    if problems:
        raise ProblemsError(path, problems)
    return {key: Setting(key, str(value), str(path)) for key, value in content.items()}


def _checked(setting: Setting) -> Setting:
    choices = _CHOICES.get(setting.key)
    if choices and setting.value and setting.value not in choices:
        raise DataError(
            f"{setting.key} cannot be {setting.value!r} (from {setting.origin})",
            hint="choose from: " + ", ".join(choices),
        )
    return setting
