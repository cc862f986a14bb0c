"""Rebuilding an export from its manifest, and saying what has changed where it comes out other.

The manifest holds the command and a digest of each file and of each input. The
command is run again into another folder; equal digests prove the export, other
ones are traced to what changed: the codebook, a transcript, a library, or the
codings themselves.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.workflow.sources import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How a rebuilt export compares with its manifest."""

    same: tuple[str, ...]
    """Files that came out byte for byte."""
    different: tuple[str, ...]
    missing: tuple[str, ...]
    """Files of the manifest that were not made again."""
    reasons: tuple[str, ...]
    """What has changed since: codebook, texts, versions."""

    @property
    def is_same(self) -> bool:
        """Tell whether every file came out as it was."""
        return not self.different and not self.missing


def read_manifest(path: Path) -> dict[str, Any]:
    """Read the manifest of an export.

    Args:
        path: The file, or the folder that holds it.

    Raises:
        DataError: When it is not there or is no manifest of ours.
    """
    file = path / MANIFEST if path.is_dir() else path
    try:
        content = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise DataError(f"cannot read {file}: {error.strerror}") from error
    except ValueError as error:
        raise DataError(f"{file} is not a manifest: {error}") from error
    if not isinstance(content, dict) or not {"command", "files", "codebook"} <= content.keys():
        raise DataError(
            f"{file} is not a manifest of an export", hint="`qualcode export` writes one"
        )
    return content


def compared(manifest: Mapping[str, Any], folder: Path) -> Reproduction:
    """Compare a rebuilt export with a manifest.

    Args:
        manifest: Of the former export.
        folder: Where it has been made again.
    """
    same, different, missing = [], [], []
    for name, digest in manifest["files"].items():
        file = folder / name
        if not file.is_file():
            missing.append(name)
        elif hashlib.sha256(file.read_bytes()).hexdigest() == digest:
            same.append(name)
        else:
            different.append(name)
    reasons = _reasons(manifest, read_manifest(folder)) if different or missing else []
    return Reproduction(tuple(same), tuple(different), tuple(missing), tuple(reasons))


def _reasons(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Name what is other than it was: the first cause of a difference usually stands first."""
    found = []
    if before["codebook"]["sha256"] != after["codebook"]["sha256"]:
        old, new = (each["codebook"]["sha256"][:12] for each in (before, after))
        found.append(f"codebook: {old} -> {new}")
    found += _changes("text", before.get("inputs", {}), after.get("inputs", {}))
    found += _changes("version", before.get("versions", {}), after.get("versions", {}))
    if before.get("encoding") != after.get("encoding"):
        found.append(f"encoding: {before.get('encoding')} -> {after.get('encoding')}")
    return found or ["codings: decisions or proposals have changed"]


def _changes(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    names = [*before, *(name for name in after if name not in before)]
    return [
        f"{kind} {name}: {_short(before.get(name))} -> {_short(after.get(name))}"
        for name in names
        if before.get(name) != after.get(name)
    ]


def _short(value: str | None) -> str:
    return "none" if value is None else value[:12]
