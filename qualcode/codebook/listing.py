"""A codebook as rows of a table, one for each code: the appendix of a study.

The columns are those a reader of the study asks for; lists are joined with the
marks of their language, so that a cell reads as a line of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.codebook import leaf, parent

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Codebook, Example, Pattern

COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "path",
    "parent",
    "family",
    "kind",
    "theory",
    "construct",
    "definition_zh",
    "definition_en",
    "include_zh",
    "include_en",
    "exclude_zh",
    "exclude_en",
    "patterns_zh",
    "patterns_en",
    "masks",
    "examples",
    "non_examples",
    "opposite",
    "said_by",
    "about",
    "version",
)
"""The columns of `codebook_rows`, in order."""

_JOINTS = {"zh": "、", "en": "; "}
_EXAMPLE_JOINT = " | "


def codebook_rows(codebook: Codebook) -> list[dict[str, str]]:
    """Return one row for each family and code, in the order of the codebook.

    Returns:
        Dictionaries with the keys of `COLUMNS`; what a code lacks is an empty cell.
    """
    return [_row(codebook, code) for code in codebook.codes]


def _row(codebook: Codebook, code: Code) -> dict[str, str]:
    cells = {
        "code": code.id,
        "path": code.path,
        "parent": leaf(parent(code.path)),
        "family": codebook.family_of(code.id),
        "kind": code.kind.value,
        "construct": code.construct,
        "patterns_zh": _patterns(code.patterns, "zh"),
        "patterns_en": _patterns(code.patterns, "en"),
        "masks": _JOINTS["en"].join(_written(mask) for mask in code.masks),
        "examples": _EXAMPLE_JOINT.join(_sentence(each) for each in code.examples),
        "non_examples": _EXAMPLE_JOINT.join(_sentence(each) for each in code.non_examples),
        "version": codebook.version,
    }
    for name in ("theory", "opposite", "said_by", "about"):
        cells[name] = _JOINTS["en"].join(getattr(code, name))
    for name in ("name", "definition", "include", "exclude"):
        label = getattr(code, name)
        cells |= {f"{name}_zh": label.zh, f"{name}_en": label.en}
    return {column: cells[column] for column in COLUMNS}


def _patterns(patterns: tuple[Pattern, ...], language: str) -> str:
    return _JOINTS[language].join(_written(each) for each in patterns if each.language == language)


def _written(pattern: Pattern) -> str:
    """Return a pattern as the researcher wrote it."""
    return pattern.written


def _sentence(example: Example) -> str:
    """Return an example with what is told of it: the status it must get, and why."""
    status = example.status.value if example.status else ""
    told = ", ".join(part for part in (status, example.why) if part and part != "asserted")
    return f"{example.text} [{told}]" if told else example.text
