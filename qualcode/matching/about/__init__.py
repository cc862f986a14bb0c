"""Whom a hit is about: names, pronouns, the words before, and last what the code expects."""

from __future__ import annotations

from qualcode.matching.about.resolver import Aboutness, AboutResolver, Told

__all__ = ["AboutResolver", "Aboutness", "Told"]
