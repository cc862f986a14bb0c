"""A coded sample project, opened; and a way to press keys on a screen of it."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from qualcode.review_app.app import ReviewApp
from qualcode.workflow.project import Project, opened

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen


@pytest.fixture
def study(coded_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a coded sample project."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    folder = tmp_path / "study"
    shutil.copytree(coded_sample, folder)
    return folder


@pytest.fixture
def project(study: Path) -> Iterator[Project]:
    """The sample project, open."""
    with opened(study / "study.qualcode") as one:
        yield one


class Play(Protocol):
    """Shows a screen, lets a test press keys on it, and closes it."""

    def __call__(
        self,
        screen: Callable[[], Screen[None]],
        script: Callable[[Pilot[Any]], Awaitable[None]],
        *,
        size: tuple[int, int] = (80, 24),
    ) -> None: ...


@pytest.fixture
def play() -> Play:
    """Run a screen without a terminal."""

    def run(
        screen: Callable[[], Screen[None]],
        script: Callable[[Pilot[Any]], Awaitable[None]],
        *,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        async def session() -> None:
            app = ReviewApp(screen)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await script(pilot)

        asyncio.run(session())

    return run


@contextmanager
def _reopened(study: Path) -> Iterator[Project]:
    with opened(study / "study.qualcode") as one:
        yield one


@pytest.fixture
def reopen(study: Path) -> Callable[[], AbstractContextManager[Project]]:
    """Open the same project file once more, as another process would."""
    return lambda: _reopened(study)
