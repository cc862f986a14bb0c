"""What `doctor` finds out about the machine, without loading any of it."""

from __future__ import annotations

import locale
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.cli.config import user_file
from qualcode.cli.listings import facts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable
    from qualcode.cli.session import Session

_PACKAGES = (
    *("typer", "rich", "pandas", "scikit-learn", "spacy", "jieba", "opencc"),
    *("ahocorasick-rs", "google-re2", "ruamel.yaml"),
)
_MODELS = ("zh_core_web_sm", "en_core_web_sm")


def doctor_table(session: Session) -> ResultTable:
    """Return versions, models, encodings and terminal abilities."""
    rows = [
        ("qualcode", Label("qualcode", "qualcode"), __version__),
        ("python", Label("Python", "Python"), platform.python_version()),
        ("system", Label("系统", "system"), platform.platform(terse=True)),
        *((name, Label(name, name), _version(name)) for name in _PACKAGES),
        *(
            (name, Label(f"{name}（可选）", f"{name} (optional)"), _version(name))
            for name in _MODELS
        ),
        ("stdout", Label("输出编码", "stdout encoding"), sys.stdout.encoding or "?"),
        ("locale", Label("区域设置", "locale encoding"), locale.getpreferredencoding()),
        ("terminal", Label("终端", "terminal"), _terminal(session)),
        ("language", Label("语言", "language"), session.language),
        ("colour", Label("颜色", "colour"), "yes" if session.has_colour else "no"),
        ("project", Label("项目", "project"), str(session.project_folder or "–")),
        ("config", Label("用户配置", "user configuration"), str(user_file())),
        ("network", Label("联网", "network"), "never used / 从不联网"),
    ]
    return facts("doctor", Label("环境检查", "Doctor"), rows)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed / 未安装"


def _terminal(session: Session) -> str:
    if not session.is_terminal:
        return "no"
    return f"{os.environ.get('TERM', '?')}, {session.width} columns"
