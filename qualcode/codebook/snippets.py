"""Pieces of a codebook as YAML: a code as lines, anything as an item on one line.

The format is `writer`'s; here only a piece of it is written, for an edit of a file.
"""

from __future__ import annotations

import io
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from qualcode.codebook.schema import CODE
from qualcode.codebook.writer import code_record, example_record, filled, pattern_record, styled
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Example, Pattern

_NEVER = 1_000_000
"""A width at which no line is broken: Chinese has no blanks to break at."""


def code_lines(code: Code) -> str:
    """Return a code alone as the lines of a list item, without indent."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _NEVER
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(styled([filled(code_record(code), order=CODE)], 0), stream)
    return dedent(stream.getvalue()).rstrip("\n")


def code_on_one_line(code: Code) -> str:
    """Return a code alone, in braces."""
    return on_one_line(filled(code_record(code), order=CODE))


def pattern_on_one_line(pattern: Pattern) -> str:
    """Return a pattern as an item of a list."""
    return on_one_line(pattern_record(pattern))


def example_on_one_line(example: Example, key: str) -> str:
    """Return an example as an item of ``examples`` or ``non_examples``."""
    return on_one_line(example_record(example, Status.ASSERTED if key == "examples" else None))


def on_one_line(value: Any) -> str:
    """Return any value as it stands within brackets."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _NEVER
    stream = io.StringIO()
    yaml.dump(_flowing([value]), stream)
    return stream.getvalue().strip()[1:-1]


def _flowing(value: Any) -> Any:
    """Put everything in brackets and braces."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    flowing: Any
    if isinstance(value, dict):
        flowing = CommentedMap({key: _flowing(item) for key, item in value.items()})
    elif isinstance(value, list):
        flowing = CommentedSeq([_flowing(item) for item in value])
    else:
        return styled(value, 1)
    flowing.fa.set_flow_style()
    return flowing
