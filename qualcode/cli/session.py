"""What holds for a whole command: language, colour, where to print, which project."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.config import Setting, settings
from qualcode.errors import DataError
from qualcode.model.label import Label, Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from qualcode.workflow.project import Project


@dataclass
class Session:
    """The choices of one run of the program."""

    flags: Mapping[str, str | None] = field(default_factory=dict)
    """Settings from the command line."""
    project: Path | None = None
    """A project named with ``--project``."""
    quiet: bool = False
    verbose: bool = False
    pager: bool = True
    asks: bool = True
    """Whether a question may be put to the person."""
    name: str = ""
    """Who the person says they are, for this command."""
    words: tuple[str, ...] = ()
    """The command line as it was typed, without the program's name."""

    @property
    def command(self) -> str:
        """Return the command line as a shell would take it: what manifests keep."""
        return shlex.join(["qualcode", *self.words])

    @cached_property
    def settings(self) -> dict[str, Setting]:
        """Return every setting and where it comes from."""
        return settings(self.flags, self.project_folder)

    def refuse_faults(self) -> None:
        """Refuse settings that are none, also where the command would never ask for them.

        Raises:
            DataError: A value is none of the choices, or a configuration file has faults.
        """
        self.settings  # noqa: B018

    @cached_property
    def project_path(self) -> Path:
        """Return the project file.

        Raises:
            DataError: When there is none.
        """
        from qualcode.workflow.project import find_project

        given = self.project or (Path(env) if (env := os.environ.get("QUALCODE_PROJECT")) else None)
        return find_project(Path.cwd(), given)

    @cached_property
    def project_folder(self) -> Path | None:
        """Return the project's folder; None outside of a project."""
        try:
            return self.project_path.parent
        except DataError:
            return None

    @cached_property
    def language(self) -> Language:
        """Return the language to speak: as set, or the system's where that is Chinese."""
        value = self.settings["lang"].value
        if not value:
            system = next(
                (
                    os.environ[key]
                    for key in ("LC_ALL", "LC_MESSAGES", "LANG")
                    if os.environ.get(key)
                ),
                "",
            )
            value = "zh" if system.lower().startswith("zh") else "en"
        return "zh" if value == "zh" else "en"

    def call_me(self, name: str | None) -> None:
        """Take a name from the command line for that of the person at the keyboard."""
        self.name = name or ""

    @property
    def coder(self) -> str:
        """Return the name of the person at the keyboard."""
        try:
            return self.name or self.settings["coder"].value or getpass.getuser()
        except (KeyError, OSError):  # no name in a container without users
            return "me"

    @cached_property
    def width(self) -> int:
        """Return the columns of the terminal."""
        return max(shutil.get_terminal_size((100, 24)).columns, 20)

    @cached_property
    def is_terminal(self) -> bool:
        """Tell whether a person looks at stdout."""
        return sys.stdout.isatty()

    def say(self, en: str, zh: str = "") -> None:
        """Tell the person something, on stderr; ``--quiet`` keeps it."""
        if not self.quiet:
            self.warn(en, zh)

    def warn(self, en: str, zh: str = "") -> None:
        """Tell the person something that even ``--quiet`` does not keep."""
        from qualcode.report.plain import visible

        print(visible(Label(zh, en).say(self.language)), file=sys.stderr)  # noqa: T201

    def console(self, *, width: int | None = None, plain: bool = False) -> Console:
        """Return a console for stdout that interprets nothing of what it prints.

        Args:
            width: Columns; None = those of the terminal.
            plain: No colour, whatever the settings say: for files.
        """
        from rich.console import Console

        colour = self.has_colour and not plain
        return Console(
            width=width or self.width,
            force_terminal=colour,
            color_system="auto" if colour else None,
            no_color=not colour,
            markup=False,
            emoji=False,
            highlight=False,
            soft_wrap=False,
            legacy_windows=False,
        )

    @cached_property
    def has_colour(self) -> bool:
        """Decide on colour: the setting, then NO_COLOR, FORCE_COLOR, TERM and the terminal."""
        choice = self.settings["color"].value
        if choice != "auto":
            return choice == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return self.is_terminal and os.environ.get("TERM") != "dumb"

    @contextmanager
    def opened(self) -> Iterator[Project]:
        """Open the project for as long as the block lasts."""
        from qualcode.workflow.project import opened

        with opened(self.project_path) as project:
            yield project
