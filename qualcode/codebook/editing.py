"""The codes of a researcher's YAML file renamed, merged, moved, removed, added, in place.

Comments, order, quotes and line breaks stay as they are (`yaml_text`). Each edit
is proved before it is returned: the new text is read, and must say exactly what
`reshaping` says it should. So an odd way of writing YAML can make an edit fail,
but never change what the codebook says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.codebook import reshaping
from qualcode.codebook.merging import Merge
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.schema import CODE, CODEBOOK
from qualcode.codebook.snippets import (
    code_lines,
    code_on_one_line,
    on_one_line,
    pattern_on_one_line,
)
from qualcode.codebook.values import LANGUAGES, language_of
from qualcode.codebook.yaml_text import YamlText, is_list, is_mapping, items_of, value_of
from qualcode.errors import DataError, ProblemsError, Severity, UnknownNameError, UsageError
from qualcode.model.codebook import PRECISION, is_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.yaml_text import Node
    from qualcode.model.codebook import Code, Codebook, LearnedFile, Pattern

_ORDER = tuple(CODE)


class CodebookText:
    """A codebook's file, open for changes.

    Args:
        text: The file's text, with its line ends and byte order mark.
        path: The file as named in problems.

    Raises:
        ProblemsError: When the file has faults: what cannot be read cannot be changed.
    """

    def __init__(self, text: str, *, path: str) -> None:
        self.text, self.path = text, path
        self.codebook = self._read(text)
        self.changed = self.codebook
        """What the text returned last says: it has been read, to prove the edit."""

    def rename(self, old: str, new: str) -> str:
        """Return the text with another id for a code, wherever it is named."""
        expected = reshaping.renamed(self.codebook, old, new)
        yaml = YamlText(self.text)
        for code in _codes(yaml.root):
            for node in (value_of(code, "id"), *items_of(code, "opposite")):
                if node is not None and node.value.strip() == old:
                    yaml.set_scalar(node, new)
        return self._proved(yaml, expected)

    def remove(self, code: str) -> str:
        """Return the text without a code, those under it, and every mention of them."""
        expected = reshaping.without(self.codebook, code)
        path = self.codebook.by_id[code].path
        gone = {each.id for each in self.codebook.codes if is_under(each.path, path)}
        yaml = YamlText(self.text)
        self._cut(yaml, code)
        _drop_opposites(yaml, gone)
        return self._proved(yaml, expected)

    def move(self, code: str, under: str) -> str:
        """Return the text with a code as the last of a family (`reshaping.TOP` = of none)."""
        expected = reshaping.moved(self.codebook, code, under)
        if expected.codes == self.codebook.codes:
            return self.text
        yaml = YamlText(self.text)
        home, index = _place(yaml.root, code)
        siblings = value_of(home, "codes")
        if siblings.flow_style:
            node = siblings.value[index]
            lines = "- " + self.text[node.start_mark.index : yaml.content_end(node)]
        else:
            lines = yaml.lines_of(siblings, index)
        self._put(yaml, under, lines, self.codebook.by_id[code])
        self._cut(yaml, code)
        return self._proved(yaml, expected)

    def add(self, code: Code, under: str) -> str:
        """Return the text with a new code as the last of a family (`reshaping.TOP` = of none)."""
        code = replace(code, path=code.id)
        expected = reshaping.added(self.codebook, code, under)
        yaml = YamlText(self.text)
        self._put(yaml, under, code_lines(code), code)
        return self._proved(yaml, expected)

    def add_pattern(self, code: str, pattern: Pattern) -> str:
        """Return the text with one more pattern of a code, last of its language.

        Raises:
            UsageError: When the code has it.
        """
        former = self.codebook.by_id[code]
        if any(each.text == pattern.text for each in former.patterns):
            raise UsageError(f"{code} has the pattern {pattern.text!r} already")
        found = _behind_its_like(former.patterns, pattern)
        changed = replace(former, patterns=found)
        codes = tuple(changed if each is former else each for each in self.codebook.codes)
        yaml = YamlText(self.text)
        node = _node(yaml.root, code)
        home, word = value_of(node, "patterns"), pattern_on_one_line(pattern)
        if home is None:
            lines = f"patterns: {{{pattern.language}: [{word}]}}"
            yaml.add_key(node, "patterns", lines, _ORDER)
        elif is_mapping(home):
            yaml.append(home, pattern.language, [word], LANGUAGES)
        else:
            yaml.append(node, "patterns", [word], _ORDER)
        return self._proved(yaml, replace(self.codebook, codes=codes))

    def add_word(self, name: str, word: str) -> str:
        """Return the text with one more word of a word set, last of its language.

        Raises:
            UnknownNameError: When there is no such set.
            UsageError: When the set has it.
        """
        known = {each.name: each for each in self.codebook.sets}
        if name not in known:
            raise UnknownNameError("word set", name, known)
        former, language = known[name], language_of(word)
        words = former.words.get(language, ())
        if word in words:
            raise UsageError(f"the set {name} has {word!r} already")
        changed = replace(former, words={**former.words, language: (*words, word)})
        sets = tuple(changed if each is former else each for each in self.codebook.sets)
        yaml = YamlText(self.text)
        home = value_of(value_of(yaml.root, "sets"), name)
        yaml.append(home, language, [on_one_line(word)], LANGUAGES)
        return self._proved(yaml, replace(self.codebook, sets=sets))

    def learned(self, file: LearnedFile) -> str:
        """Return the text with the file of weights that is meant."""
        yaml = YamlText(self.text)
        precision = f", precision: {file.precision}" if file.precision != PRECISION else ""
        value = f"{{file: {on_one_line(file.file)}, sha256: {file.sha256}{precision}}}"
        if value_of(yaml.root, "learned") is None:
            yaml.add_key(yaml.root, "learned", f"learned: {value}", tuple(CODEBOOK))
        else:
            yaml.set_value(yaml.root, "learned", value)
        return self._proved(yaml, replace(self.codebook, learned=file))

    def merge(self, gone: str, into: str) -> str:
        """Return the text with what finds and shows one code given to another."""
        expected = reshaping.merged(self.codebook, gone, into)
        yaml = YamlText(self.text)
        gone_node, into_node = (_node(yaml.root, code) for code in (gone, into))
        by_id = self.codebook.by_id
        merge = Merge(yaml, gone_node, into_node, by_id[gone], by_id[into])
        merge.append_all()
        self._cut(yaml, gone)
        _redirect_opposites(yaml, gone, into)
        return self._proved(yaml, expected)

    def _cut(self, yaml: YamlText, code: str) -> None:
        """Take a code out of its list; a list that loses its last goes too."""
        home, index = _place(yaml.root, code)
        siblings = value_of(home, "codes")
        if len(siblings.value) > 1:
            yaml.remove_item(siblings, index)
        elif home is yaml.root:
            yaml.set_value(home, "codes", "[]")
        else:
            yaml.remove_key(home, "codes")

    def _put(self, yaml: YamlText, under: str, lines: str, code: Code) -> None:
        """Write a code behind the last of a family."""
        home = _node(yaml.root, under) if under else yaml.root
        siblings = value_of(home, "codes")
        order = _ORDER if under else tuple(CODEBOOK)
        if siblings is None or not is_list(siblings) or not siblings.value:
            if home.flow_style:
                lines = f"[{code_on_one_line(code)}]"
            yaml.set_block(home, "codes", lines, order)
        elif siblings.flow_style:
            yaml.append(home, "codes", [code_on_one_line(code)], order)
        else:
            yaml.append_lines(siblings, lines)

    def _proved(self, yaml: YamlText, expected: Codebook) -> str:
        """Return the changed text, once it is sure to say what is expected."""
        text = yaml.result()
        self.changed = self._read(text)
        if not reshaping.same(self.changed, expected):
            raise DataError(
                f"{self.path} is written in a way that cannot be changed in place",
                hint="make the change by hand; nothing was written",
            )
        return text

    def _read(self, text: str) -> Codebook:
        codebook, problems = read_codebook_text(text, path=self.path)
        if codebook is None:
            errors = [each for each in problems if each.severity is Severity.ERROR]
            raise ProblemsError(self.path, errors)
        return codebook


def _behind_its_like(patterns: tuple[Pattern, ...], new: Pattern) -> tuple[Pattern, ...]:
    """Put a pattern behind the last of its language, or where its language comes."""
    places = [index for index, each in enumerate(patterns, 1) if each.language == new.language]
    at = places[-1] if places else (0 if new.language == LANGUAGES[0] else len(patterns))
    return (*patterns[:at], new, *patterns[at:])


def _codes(root: Node) -> Iterator[Node]:
    """Yield the mappings of all codes."""
    for node in items_of(root, "codes"):
        if is_mapping(node):
            yield node
            yield from _codes(node)


def _node(root: Node, code: str) -> Node:
    return next(each for each in _codes(root) if value_of(each, "id").value.strip() == code)


def _place(root: Node, code: str) -> tuple[Node, int]:
    """Return the mapping whose ``codes`` hold a code, and its index there."""
    node = _node(root, code)
    for home in (root, *_codes(root)):
        for index, each in enumerate(items_of(home, "codes")):
            if each is node:
                return home, index
    raise AssertionError(code)


def _drop_opposites(yaml: YamlText, gone: set[str]) -> None:
    for node in _codes(yaml.root):
        yaml.keep_items(node, "opposite", lambda item: item.value.strip() not in gone)


def _redirect_opposites(yaml: YamlText, gone: str, into: str) -> None:
    """Let codes that named one opposite name the other instead, once."""
    for node in _codes(yaml.root):
        code = value_of(node, "id").value.strip()
        names = [item.value.strip() for item in items_of(node, "opposite")]
        if gone not in names or code in {gone, into}:
            continue
        if into in names:
            yaml.keep_items(node, "opposite", lambda item: item.value.strip() != gone)
        else:
            for item in items_of(node, "opposite"):
                if item.value.strip() == gone:
                    yaml.set_scalar(item, into)
