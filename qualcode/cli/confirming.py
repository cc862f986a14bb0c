"""Asking before what cannot easily be had back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def confirmed(session: Session, question: str) -> bool:
    """Ask on a terminal; elsewhere, and with ``--no-input``, an answer must be in the command."""
    if not (session.asks and sys.stdin.isatty()):
        raise UsageError("this needs an answer and nobody can be asked", hint="add --yes")
    return typer.confirm(question, err=True)
