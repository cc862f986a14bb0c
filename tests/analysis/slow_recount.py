"""A frequency table counted once more with plain loops, as one would with pencil and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count
from qualcode.analysis.groups import Level

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.layout import Layout
    from qualcode.model.codebook import Code
    from qualcode.model.excerpt import Mark

GROUP = {"GOV": "state", "PH": "poor", "SPH": "poor", "VC": "village"}
FINE = ["GOV", "PH", "SPH", "VC"]
FIVE = ["state", "village", "poor"]
Row = dict[str, float | int | None]


def recounted(corpus: Corpus, layout: Layout) -> dict[str, Row]:
    """Return the number columns of each row of a table, by row and column key."""
    wanted = [code for code in corpus.codebook.leaves if _is_wanted(code, layout)]
    rows: dict[str, set[str]] = {}
    for code in corpus.codebook.codes:
        below = {leaf.id for leaf in wanted if (leaf.path + "/").startswith(code.path + "/")}
        if below and (layout.families or code in wanted):
            rows[code.id] = below
    if layout.totals and wanted:
        rows["any"] = {leaf.id for leaf in wanted}
    everything = {leaf.id for leaf in wanted}
    coded = {m.participant for m in corpus.marks if m.code in everything and _counts(m, layout)}
    return {row: _row(corpus, layout, codes, coded) for row, codes in rows.items()}


def groups_of(corpus: Corpus, layout: Layout) -> dict[str, set[str]]:
    """Return the persons of each group, in the order of the columns."""
    people = {person.id: person for person in corpus.participants}
    if layout.by == "document":
        names = sorted({name for names in corpus.speech.values() for name in names})
        return {n: {who for who, where in corpus.speech.items() if n in where} for n in names}
    if layout.by == "about":
        said = {group for m in corpus.marks for group in _groups_of_mark(m, corpus, layout)}
        usual = [*(FINE if layout.level is Level.FINE else FIVE), "unclear"]
        return {group: set(people) for group in [*usual, *sorted(said - set(usual))]}
    found: dict[str, set[str]] = {}
    for person in people:
        found.setdefault(_home(person, corpus, layout), set()).add(person)
    usual = (FINE if layout.level is Level.FINE else FIVE) if layout.by == "subject" else []
    rest = sorted(set(found) - set(usual) - {"unknown"})
    order = [*(each for each in usual if each in found), *rest]
    return {group: found[group] for group in [*order, *(["unknown"] if "unknown" in found else [])]}


def _row(corpus: Corpus, layout: Layout, codes: set[str], coded: set[str]) -> Row:
    row: Row = {}
    everybody = {person.id for person in corpus.participants}
    mine = [m for m in corpus.marks if m.code in codes]
    found = [m for m in mine if _counts(m, layout)]
    for group, members in groups_of(corpus, layout).items():
        inside = [m for m in found if group in _groups_of_mark(m, corpus, layout)]
        base = members & coded if layout.coded_only else members
        documents = {group} if layout.by == "document" else None
        row |= _cell(group, inside, len(base), _spoken(corpus, members, documents), layout)
    if layout.totals:
        base = everybody & coded if layout.coded_only else everybody
        row |= _cell("total", found, len(base), _spoken(corpus, everybody), layout)
    if layout.count is Count.PERSONS:
        row["references"] = len(found)
    if layout.denied:
        row["denied_n"] = len({m.participant for m in mine if m.status == "denied"})
    if layout.historical:
        row["historical_n"] = len({m.participant for m in mine if m.status == "historical"})
    return row


def _cell(group: str, marks: list[Mark], base: int, spoken: int, layout: Layout) -> Row:
    if layout.count is Count.PERSONS:
        persons = len({m.participant for m in marks})
        return {f"{group}_n": persons, f"{group}_pct": 100 * persons / base if base else None}
    if layout.count is Count.SOURCES:
        return {f"{group}_sources": len({m.document for m in marks})}
    if layout.count is Count.UNITS:
        units = {(m.document, unit) for m in marks for unit in range(m.unit, m.unit_last + 1)}
        return {f"{group}_units": len(units)}
    if layout.count is Count.PER_10K:
        return {f"{group}_per_10k": 10_000 * len(marks) / spoken if spoken else None}
    return {f"{group}_references": len(marks)}


def _is_wanted(code: Code, layout: Layout) -> bool:
    if layout.codes and code.id not in layout.codes:
        return False
    return not layout.kinds or code.kind in layout.kinds


def _counts(one: Mark, layout: Layout) -> bool:
    if layout.statuses:
        return one.status in {status.value for status in layout.statuses}
    if one.code == "plan":
        return one.status in {"asserted", "partial", "normative"}
    return one.status in {"asserted", "partial"}


def _spoken(corpus: Corpus, members: set[str], documents: set[str] | None = None) -> int:
    total = 0
    for person in members:
        for document, length in corpus.speech[person].items():
            if documents is None or document in documents:
                total += length
    return total


def _groups_of_mark(one: Mark, corpus: Corpus, layout: Layout) -> set[str]:
    if layout.by == "document":
        return {one.document}
    if layout.by == "about":
        fine = set(one.about.split())
        if layout.level is Level.FIVE:
            fine = {GROUP.get(each, "unknown") for each in fine}
        return fine or {"unclear"}
    return {_home(one.participant, corpus, layout)}


def _home(name: str, corpus: Corpus, layout: Layout) -> str:
    person = next(each for each in corpus.participants if each.id == name)
    if layout.by == "participant":
        return name
    if layout.by != "subject":
        return person.attributes.get(layout.by, "") or "unknown"
    if layout.level is Level.FIVE:
        return GROUP.get(person.subject, "unknown")
    return person.subject or "unknown"
