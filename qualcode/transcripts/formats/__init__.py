"""The kinds of files that can be read: one module for each family, and the list of them.

A new kind is a module with a function of the protocol `content.Format` and a line
in the registry. Libraries are loaded when the first file of their kind is read.
"""

from __future__ import annotations

from qualcode.transcripts.formats.registry import SUFFIXES, reader_for

__all__ = ["SUFFIXES", "reader_for"]
