"""The text of a YAML file, changed in places: every other byte stays as it was written.

A dumper writes a file anew and loses what only a person cared for: the width of
a line, the kind of a quote, a blank line. So here the tree of nodes serves only
to find the places; what changes is the text between two marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Node: TypeAlias = Any
"""A node of ruamel's tree: scalars, sequences and mappings with their marks."""


class Splice(NamedTuple):
    """A stretch of the text and what stands there afterwards."""

    start: int
    end: int
    text: str


class YamlText:
    """A YAML file as text and as a tree, with the changes that are to be made.

    Args:
        text: The file's text, its line ends and byte order mark as they are.
    """

    def __init__(self, text: str) -> None:
        from ruamel.yaml import YAML

        self.text = text
        self.root: Node = YAML(typ="safe", pure=True).compose(text)
        self._splices: dict[Splice, None] = {}
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def result(self) -> str:
        """Return the text with all changes made; a change within a removed stretch is dropped."""
        pieces: list[str] = []
        here = 0
        for each in sorted(self._splices, key=_in_order):
            if each.start >= here:
                pieces += [self.text[here : each.start], each.text]
                here = each.end
        return "".join([*pieces, self.text[here:]])

    def set_scalar(self, node: Node, word: str) -> None:
        """Write another word in the place of one, quoted as the former was."""
        quote = node.style if node.style in {"'", '"'} else ""
        self._splice(node.start_mark.index, node.end_mark.index, f"{quote}{word}{quote}")

    def keep_items(self, mapping: Node, key: str, wanted: Callable[[Node], bool]) -> None:
        """Remove the items of a list that are not wanted; without any left, the key goes too."""
        value = value_of(mapping, key)
        if value is None:
            return
        items = value.value if is_list(value) else [value]
        kept = [each for each in items if wanted(each)]
        if not kept:
            self.remove_key(mapping, key)
        elif is_list(value) and value.flow_style:
            self._thin_out(items, wanted)
        else:
            for index, item in enumerate(items):
                if not wanted(item):
                    self.remove_item(value, index)

    def remove_item(self, sequence: Node, index: int) -> None:
        """Remove an item of a list, with the comments that belong to it."""
        if sequence.flow_style:
            gone = sequence.value[index]
            self._thin_out(sequence.value, lambda item: item is not gone)
        else:
            self._splice(*self.extent(sequence, index), "")

    def remove_key(self, mapping: Node, key: str) -> None:
        """Remove a key with its value."""
        pairs = mapping.value
        index = [each.value for each, _ in pairs].index(key)
        name, value = pairs[index]
        if index == 0 and len(pairs) > 1:
            self._splice(name.start_mark.index, pairs[1][0].start_mark.index, "")
        elif mapping.flow_style:
            before = self.content_end(pairs[index - 1][1]) if index else name.start_mark.index
            self._splice(before, self.content_end(value), "")
        else:
            start = self._line_start(name.start_mark.index)
            self._splice(start, self._line_end(self.content_end(value)), "")

    def set_value(self, mapping: Node, key: str, text: str) -> None:
        """Write another value under a key, on one line."""
        value = value_of(mapping, key)
        name = next(each for each, _ in mapping.value if each.value == key)
        colon = self.text.index(":", name.end_mark.index)
        self._splice(colon, self.content_end(value), f": {text}")

    def add_key(self, mapping: Node, key: str, lines: str, order: Sequence[str]) -> None:
        """Add a key with its value, after those that come before it in an order of keys.

        Args:
            mapping: Where.
            key: A key it does not have yet.
            lines: ``key: value`` as lines without indent, or on one line for `mapping` in braces.
            order: All keys in their usual order.
        """
        before = set(order[: order.index(key)])
        pairs = [each for each in mapping.value if each[0].value in before] or mapping.value[:1]
        end = max(self.content_end(value) for _, value in pairs)
        if mapping.flow_style:
            self._splice(end, end, f", {lines}")
        else:
            column = mapping.value[0][0].start_mark.column
            self.insert_lines(self._line_end(end), lines, column)

    def set_block(self, mapping: Node, key: str, lines: str, order: Sequence[str]) -> None:
        """Give a key a list written in lines, in the place of an empty one or of none.

        Args:
            mapping: Where; in braces, `lines` is the list in brackets.
            key: Its name.
            lines: The items, each beginning with ``- ``, without indent.
            order: All keys in their usual order.
        """
        value = value_of(mapping, key)
        if mapping.flow_style:
            if value is not None:
                self._splice(value.start_mark.index, self.content_end(value), lines)
            else:
                self.add_key(mapping, key, f"{key}: {lines}", order)
            return
        nested = "\n".join("  " + line if line else line for line in lines.split("\n"))
        if value is None:
            self.add_key(mapping, key, f"{key}:\n{nested}", order)
            return
        name = next(each for each, _ in mapping.value if each.value == key)
        indent = " " * name.start_mark.column
        block = [indent + line if line else line for line in nested.split("\n")]
        start = name.end_mark.index
        end = max(self.content_end(value), self.text.index(":", start) + 1)
        self._splice(start, end, ":" + "".join(self._newline + line for line in block))

    def append(self, mapping: Node, key: str, words: Sequence[str], order: Sequence[str]) -> None:
        """Add items to a list under a key, which is made where it is missing.

        Args:
            mapping: Where the key stands or will stand.
            key: Its name.
            words: The items as YAML on one line each.
            order: All keys of the mapping in their usual order.
        """
        value = value_of(mapping, key)
        if value is None:
            self.add_key(mapping, key, f"{key}: [{', '.join(words)}]", order)
        elif not is_list(value):
            start, end = value.start_mark.index, value.end_mark.index
            items = [self.text[start:end], *words] if start < end else words
            blank = "" if start < end else " "
            self._splice(start, end, f"{blank}[{', '.join(items)}]")
        elif value.flow_style:
            items = value.value
            end = self.content_end(items[-1]) if items else value.start_mark.index + 1
            self._splice(end, end, (", " if items else "") + ", ".join(words))
        else:
            lines = "\n".join(f"- {word}" for word in words)
            self.append_lines(value, lines)

    def append_lines(self, sequence: Node, lines: str) -> None:
        """Add items, written as lines that begin with ``- ``, to a list written so."""
        last = len(sequence.value) - 1
        self.insert_lines(self.extent(sequence, last)[1], lines, sequence.start_mark.column)

    def insert_lines(self, position: int, lines: str, column: int) -> None:
        """Insert lines at the start of a line, indented to a column."""
        indented = [" " * column + line if line.strip() else "" for line in lines.split("\n")]
        text = self._newline.join(indented) + self._newline
        is_open = position and self.text[position - 1] != "\n"
        self._splice(position, position, (self._newline if is_open else "") + text)

    def lines_of(self, sequence: Node, index: int) -> str:
        """Return an item of a list with its comments as lines without indent."""
        start, end = self.extent(sequence, index)
        lines = self.text[start:end].replace("\r\n", "\n").rstrip("\n").split("\n")
        column = sequence.start_mark.column
        return "\n".join(line[min(column, _indent(line)) :] for line in lines)

    def extent(self, sequence: Node, index: int) -> tuple[int, int]:
        """Return where an item of a list begins and ends, in whole lines.

        The comments right above it belong to it, and so do those below that are
        indented more than its dash.
        """
        node = sequence.value[index]
        dash = self.text.rindex("-", 0, node.start_mark.index)
        start = self._line_start(dash)
        column = sequence.start_mark.column
        while start:
            above = self._line_start(start - 1)
            if not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        end = self._line_end(self.content_end(node))
        while end < len(self.text):
            below = self._line_end(end)
            line = self.text[end:below]
            if not line.lstrip().startswith("#") or _indent(line) <= column:
                break
            end = below
        return start, end

    def content_end(self, node: Node) -> int:
        """Return where the last word of a node ends, before blank lines and comments."""
        if isinstance(node.value, str):
            start, end = int(node.start_mark.index), int(node.end_mark.index)
            return start + len(self.text[start:end].rstrip()) if node.style in {"|", ">"} else end
        if node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self.content_end(last[1] if isinstance(last, tuple) else last)

    def _thin_out(self, items: Sequence[Node], wanted: Callable[[Node], bool]) -> None:
        """Remove items of a list in brackets, of which some stay."""
        first = next(index for index, item in enumerate(items) if wanted(item))
        if first:
            self._splice(items[0].start_mark.index, items[first].start_mark.index, "")
        for before, item in zip(items[first:], items[first + 1 :], strict=False):
            if not wanted(item):
                self._splice(self.content_end(before), self.content_end(item), "")

    def _splice(self, start: int, end: int, text: str) -> None:
        self._splices[Splice(start, end, text)] = None

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found + 1


def _in_order(splice: Splice) -> tuple[int, bool, int, int]:
    """Sort by place; what is inserted comes before what is removed there, the longer first.

    Of lines inserted at one place the deeper ones belong to what stands above them.
    """
    depth = _indent(splice.text.lstrip("\r\n"))
    return splice.start, splice.end > splice.start, -splice.end, -depth


def value_of(mapping: Node, key: str) -> Node:
    """Return the value of a key; None where it is not there."""
    return next((value for name, value in mapping.value if name.value == key), None)


def is_list(node: Node) -> bool:
    """Tell whether a node is a list."""
    return isinstance(node.value, list) and not is_mapping(node)


def is_mapping(node: Node) -> bool:
    """Tell whether a node is a mapping."""
    return type(node).__name__ == "MappingNode"


def items_of(mapping: Node, key: str) -> Iterator[Node]:
    """Yield the items of a list under a key; a single word is a list of one."""
    value = value_of(mapping, key)
    if value is not None:
        yield from value.value if is_list(value) else [value]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
