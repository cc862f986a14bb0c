"""A codebook as a flat table that can be read again: one row a code.

What a table of codes can hold is all that belongs to the codes. Subjects, word
sets and the other keys of the head cannot; they are taken from another codebook,
or made as bare as the codes need them. Tables of other programs and of people
are understood by the names of their columns, in English and Chinese.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from qualcode.codebook.nodes import ListNode, MapNode, ScalarNode
from qualcode.codebook.parsing import parse
from qualcode.codebook.schema import CODE
from qualcode.codebook.snippets import example_on_one_line, on_one_line, pattern_on_one_line
from qualcode.codebook.values import FORMAT_VERSION, language_of
from qualcode.codebook.writer import dump, filled, head_record
from qualcode.model.codebook import Kind, leaf, parent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qualcode.codebook.nodes import Node
    from qualcode.model.codebook import Code, Codebook

Row = dict[str, str]

_LABELS = ("name", "definition", "include", "exclude")
_LISTS = ("theory", "opposite", "said_by", "about")
_BY_LANGUAGE = ("patterns", "masks")
_EXAMPLES = ("examples", "non_examples")

COLUMNS = (
    *("code", "parent", "kind", "theory", "construct"),
    *(f"{name}_{language}" for name in _LABELS for language in ("zh", "en")),
    *("opposite", "said_by", "about"),
    *(f"{name}_{language}" for name in _BY_LANGUAGE for language in ("zh", "en")),
    *_EXAMPLES,
)
"""The columns of `flat_rows`, in order."""

_ALIASES = {
    "code": ("id", "编码", "编码号", "代码", "节点", "tag", "node", "code id", "代号"),
    "parent": ("family", "category", "上级", "上级编码", "父节点", "家族", "范畴", "类别", "theme"),
    "name": ("label", "title", "名称", "编码名称", "标签", "code name"),
    "name_zh": ("中文名称", "中文名", "name (zh)"),
    "name_en": ("英文名称", "英文名", "name (en)"),
    "kind": ("type", "类型", "性质"),
    "theory": ("theories", "理论"),
    "construct": ("概念",),
    "definition": ("description", "定义", "说明", "描述", "brief definition", "full definition"),
    "include": ("inclusion", "when to use", "包含", "纳入", "纳入标准", "inclusion criteria"),
    "exclude": ("exclusion", "when not to use", "排除", "排除标准", "exclusion criteria"),
    "patterns": ("keywords", "terms", "indicators", "关键词", "词语", "指标", "表达式"),
    "masks": ("屏蔽词",),
    "examples": ("example", "例句", "示例", "typical exemplar"),
    "non_examples": ("non-examples", "non_example", "反例", "close but no", "atypical exemplar"),
    "opposite": ("opposites", "相反编码", "对立编码"),
    "said_by": ("said by", "说话人", "由谁说"),
    "about": ("所谈主体", "关于谁"),
}
_SEPARATORS = re.compile(r"\s*[、；;，]\s*")
_BARS = re.compile(r"\s*[|｜]\s*")
_NOT_IN_ID = re.compile(r"[^\w.\-]+")


def flat_rows(codebook: Codebook) -> list[Row]:
    """Return one row for each family and code, in the order of the codebook."""
    return [_row(code) for code in codebook.codes]


def yaml_of_rows(
    rows: Sequence[Mapping[str, str]],
    *,
    name: str,
    head: Codebook | None = None,
    subjects: Iterable[str] = (),
) -> str:
    """Return the YAML of a codebook from the rows of a table.

    Args:
        rows: By column; unknown columns do not count.
        name: What to call the codebook, where there is no head.
        head: A codebook that gives everything but the codes; its files of examples and interviews
            only where most of its codes are among the rows, since they speak of those.
        subjects: Those that participants have, where there is no head.
    """
    records = [_record(each) for each in _understood(rows)]
    record = _head_for(head, records) if head else _bare_head(records, name, subjects)
    tree = _tree([each for each in records if each["id"]])
    return dump({"qualcode": int(FORMAT_VERSION), **record, "codes": tree})


def _head_for(head: Codebook, records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the head of another codebook, without files that speak of codes that are not here."""
    ids = {record["id"] for record in records}
    shared = sum(code.id in ids for code in head.leaves)
    left_out = () if 2 * shared > len(head.leaves) else ("examples", "interviews", "learned")
    return {key: value for key, value in head_record(head).items() if key not in left_out}


def _row(code: Code) -> Row:
    cells: Row = {
        "code": code.id,
        "parent": leaf(parent(code.path)),
        "kind": "" if code.kind is Kind.THEME else code.kind.value,
        "construct": code.construct,
    }
    for name in _LABELS:
        label = getattr(code, name)
        cells |= {f"{name}_zh": label.zh, f"{name}_en": label.en}
    for name in _LISTS:
        cells[name] = _lines(on_one_line(each) for each in getattr(code, name))
    for name in _BY_LANGUAGE:
        for language in ("zh", "en"):
            found = [each for each in getattr(code, name) if each.language == language]
            cells[f"{name}_{language}"] = _lines(map(pattern_on_one_line, found))
    for name in _EXAMPLES:
        cells[name] = _lines(example_on_one_line(each, name) for each in getattr(code, name))
    return {column: cells[column] for column in COLUMNS}


def _lines(items: Iterable[str]) -> str:
    """Return items as the lines of a cell; one that looks like several is put in quotes."""
    return "\n".join(
        json.dumps(item, ensure_ascii=False)
        if item[:1] not in "\"'{[" and _parts(item) != [item]
        else item
        for item in items
    )


def _understood(rows: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield rows with the columns named as here."""
    names = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
    for row in rows:
        found: Row = {}
        for column, cell in row.items():
            plain = column.strip().casefold()
            key = names.get(plain, plain.replace(" ", "_"))
            found[key] = found.get(key) or cell.strip()
        if any(found.values()):
            yield found


def _record(row: Row) -> dict[str, Any]:
    """Return a row as the record of a code, with its parent."""
    name = _label(row, "name")
    shown = row.get("code") or name.get("zh") or name.get("en") or ""
    record: dict[str, Any] = {
        "id": _NOT_IN_ID.sub("-", shown).strip("-."),
        "parent": _NOT_IN_ID.sub("-", row.get("parent", "")).strip("-."),
        "name": name or _one_sided(shown),
        "kind": row.get("kind", "").strip().lower(),
        "construct": row.get("construct", ""),
    }
    for key in ("definition", "include", "exclude"):
        record[key] = _label(row, key)
    record["definition"] = record["definition"] or record["name"]
    for key in (*_LISTS, *_EXAMPLES):
        record[key] = _items(row.get(key, ""), split=key in _LISTS)
    for key in _BY_LANGUAGE:
        record[key] = _by_language(row, key)
    return record


def _label(row: Row, key: str) -> dict[str, str]:
    sides = {language: row.get(f"{key}_{language}", "") for language in ("zh", "en")}
    bare = row.get(key, "")
    if bare and not any(sides.values()):
        sides = _one_sided(bare)
    return {language: text for language, text in sides.items() if text}


def _one_sided(text: str) -> dict[str, str]:
    return {language_of(text): text}


def _by_language(row: Row, key: str) -> dict[str, list[Any]]:
    sides = {language: _items(row.get(f"{key}_{language}", "")) for language in ("zh", "en")}
    for item in _items(row.get(key, "")):
        text = item if isinstance(item, str) else str(item.get("match", ""))
        sides[language_of(text)].append(item)
    return {language: items for language, items in sides.items() if items}


def _items(cell: str, *, split: bool = True) -> list[Any]:
    """Return the items of a cell: one a line, as YAML; what is typed is parted by 、, ; or |."""
    found: list[Any] = []
    for line in filter(str.strip, cell.split("\n")):
        tree = parse(f"[{line}]", path="")
        nodes = tree.items if isinstance(tree, ListNode) else []
        if len(nodes) == 1 and not _is_typed(nodes[0]):
            found.append(_plain(nodes[0]))
        elif split:
            found += _parts(line)
        else:
            found.append(line.strip())
    return found


def _parts(line: str) -> list[str]:
    """Return what a person typed side by side; the | of a regular expression is its own."""
    found: list[str] = []
    for part in _SEPARATORS.split(line.strip()):
        found += [part] if "re:" in part else _BARS.split(part)
    return [part for part in found if part]


def _is_typed(node: Node) -> bool:
    """Tell whether a person typed several things, or a text that only looks like YAML."""
    if isinstance(node, ScalarNode):
        return node.plain and _parts(node.value) != [node.value]
    return not isinstance(node, MapNode) or not (
        {"match", "text"} & {k.value for k, _ in node.entries}
    )


def _plain(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, ListNode):
        return [_plain(each) for each in node.items]
    return {key.value: _plain(value) for key, value in node.entries}


def _tree(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nest codes under their parents; a parent that has no row of its own becomes a family."""
    known = {each["id"] for each in records}
    for record in list(records):
        above = record["parent"]
        if above and above not in known:
            known.add(above)
            name = _one_sided(above)
            records.append({"id": above, "parent": "", "name": name, "definition": name})
    below: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        below.setdefault(record["parent"], []).append(record)

    def branch(above: str, seen: frozenset[str]) -> list[dict[str, Any]]:
        return [
            filled({**each, "codes": branch(each["id"], seen | {each["id"]})}, order=CODE)
            for each in below.get(above, ())
            if each["id"] not in seen
        ]

    return branch("", frozenset())


def _bare_head(
    records: Iterable[Mapping[str, Any]], name: str, others: Iterable[str]
) -> dict[str, Any]:
    """Return a head with the theories and subjects that codes speak of, and no more."""
    listed = list(records)
    theories = dict.fromkeys(each for record in listed for each in record["theory"])
    named = (each for record in listed for key in ("said_by", "about") for each in record[key])
    subjects = dict.fromkeys((*named, *others))
    return filled(
        {
            "id": _NOT_IN_ID.sub("-", name).strip("-.") or "codebook",
            "version": "1.0",
            "name": name or "codebook",
            "theories": {each: each for each in theories},
            "subjects": [{"id": each, "name": each} for each in subjects],
        }
    )
