"""The manual of the screens says what the bindings are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).parents[2]
MANUAL = (REPO / "docs" / "review.md").read_text(encoding="utf-8")


def test_the_tables_of_keys_are_those_of_the_bindings() -> None:
    script = REPO / "docs" / "screens.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "run python docs/screens.py"
    assert MANUAL.count("| `u` `Backspace` `Ctrl+Z` ● |") == 3


def test_every_picture_is_there_and_shows_a_screen() -> None:
    pictures = re.findall(r"\((screens/\w+\.svg)\)", MANUAL)
    assert len(pictures) >= 4
    for name in pictures:
        drawn = (REPO / "docs" / name).read_text(encoding="utf-8")
        assert drawn.startswith("<svg")
        assert "/tmp/" not in drawn
