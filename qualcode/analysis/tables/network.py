"""Who speaks of whom in which codes, as a network: nodes are subjects, edges what is said.

For contact and synergy this is the picture the thesis draws in words: who names
whom, and whether anybody names them back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.groups import UNCLEAR, Level, grouping
from qualcode.analysis.notes import about_note
from qualcode.analysis.table import ResultTable, counts, texts
from qualcode.analysis.tables.speaker_about import chosen, said_of
from qualcode.analysis.wording import called
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from qualcode.analysis.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Node:
    """A subject."""

    id: str
    name: Label
    persons: int
    """Interviewed."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What one kind of actor says of another."""

    source: str
    target: str
    persons: int
    """Who say so."""
    references: int
    codes: tuple[str, ...]
    """Which codes, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Network:
    """Subjects and what they say of each other."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[Label, ...] = ()
    """What its numbers count."""
    code_names: Mapping[str, Label] = field(default_factory=dict)
    """What the codes of the edges are called, by id."""


def network_of(corpus: Corpus, codes: Collection[str] = (), level: Level = Level.FINE) -> Network:
    """Return who speaks of whom.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        codes: Leaf codes that count; empty = all.
        level: Subjects fine or in groups.
    """
    speakers = grouping(corpus, "subject", level)
    spoken_of = grouping(corpus, "about", level)
    said = said_of(corpus, codes, level)
    edges = _edges(said)
    sizes = {group.id: len(group.members) for group in speakers.groups}
    used = {name for edge in edges for name in (edge.source, edge.target)} | set(sizes)
    names = {group.id: group.name for group in (*spoken_of.groups, *speakers.groups)}
    nodes = tuple(Node(name, names[name], sizes.get(name, 0)) for name in names if name in used)
    notes = (_note(said), *about_note(chosen(corpus, codes)))
    return Network(nodes, edges, notes, corpus.codebook.names)


def _note(said: pd.DataFrame) -> Label:
    unclear = tally(said, Count.REFERENCES, ["target"]).get((UNCLEAR,), 0)
    return Label(
        f"边：一类主体谈到另一类主体的人数与参考点；所谈主体不明的 {unclear} 个参考点不列。",
        "Edges: persons of one subject who speak of another, and their references; left out:"
        f" {case_count(unclear, 'reference')} of which it is not clear whom they are about.",
    )


def network_table(network: Network) -> ResultTable:
    """Return the edges, one a row."""
    rows = tuple(
        (
            *(edge.source, edge.target, edge.persons, edge.references),
            "self" if edge.source == edge.target else "other",
            " ".join(edge.codes),
        )
        for edge in network.edges
    )
    title = Label("谁说谁：网络", "Network of who speaks of whom")
    subjects = {node.id: node.name for node in network.nodes}
    columns = called(_COLUMNS, source=subjects, target=subjects, codes=network.code_names)
    return ResultTable("network", title, columns, rows, notes=network.notes)


def _edges(said: pd.DataFrame) -> tuple[Edge, ...]:
    """Return what each says of each, the codes of an edge by how often they are used."""
    persons = tally(said, Count.PERSONS, ["speaker", "target"])
    uses: dict[tuple[str, str], dict[str, int]] = {}
    for (source, target, code), n in tally(
        said, Count.REFERENCES, ["speaker", "target", "code"]
    ).items():
        uses.setdefault((source, target), {})[code] = n
    return tuple(
        Edge(
            *pair,
            persons.get(pair, 0),
            sum(codes.values()),
            tuple(sorted(codes, key=lambda code: (-codes[code], code))),
        )
        for pair, codes in sorted(uses.items())
        if pair[1] != UNCLEAR
    )


_COLUMNS = (
    *texts(("source", "说话人"), ("target", "所谈主体")),
    *counts(("persons", "人数"), ("references", "参考点")),
    *texts(("kind", "自述或他述"), ("codes", "编码")),
)
