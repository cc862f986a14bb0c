"""Figures of the project: numbers in, a picture as SVG or PNG, or bars for a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL, Count
from qualcode.analysis.frequency import ANY_CODE, Layout, Tallies
from qualcode.analysis.groups import Level
from qualcode.analysis.tables.cooccurrence import FEW_TOGETHER, together
from qualcode.analysis.tables.network import network_of
from qualcode.analysis.tables.saturation import SaturationOptions, saturation_table
from qualcode.analysis.tables.windows import Window
from qualcode.model.label import Label, case_count
from qualcode.report.figures.bars import Bar, bars_svg
from qualcode.report.figures.heatmap import heatmap_svg
from qualcode.report.figures.lines import Accumulation, saturation_svg
from qualcode.report.figures.network import network_svg
from qualcode.workflow.figure_names import FigureName
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.tabulate import corpus_of, counted, fitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.label import Language
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """Which picture of what."""

    filters: Filters = field(default_factory=Filters)
    layout: Layout = field(default_factory=lambda: Layout(level=Level.FIVE, by_size=True))
    window: Window = Window.TURN
    seed: int = 1
    language: Language = "en"
    most: int = 30
    """At most so many codes, those with the most persons."""


_NOTHING = Label("没有符合条件的编码。", "No coding is of this kind.")


@dataclass(frozen=True)
class _Drawing:
    """What the makers of figures are given."""

    corpus: Corpus
    layout: Layout
    request: FigureRequest

    def say(self, label: Label) -> str:
        return label.say(self.request.language)

    @property
    def note(self) -> str:
        """Return the line that names what was counted."""
        book, people = self.corpus.codebook, len(self.corpus.participants)
        zh = f"N = {people} 人；编码手册 {book.id} {book.version}"
        en = f"N = {case_count(people, 'person')}; codebook {book.id} {book.version}"
        said = self.say(Label(f"{zh}（{book.digest[:12]}）", f"{en} ({book.digest[:12]})"))
        return said if len(self.corpus.found) else f"{self.say(_NOTHING)} {said}"


def figure(project: Project, name: FigureName, request: FigureRequest) -> str:
    """Return a picture of the project as SVG.

    Raises:
        DataError: When nothing has been coded yet.
        UnknownNameError: When the user names something that is not there.
    """
    return _MAKERS[name](_drawing(project, request))


def frequency_bars(project: Project, request: FigureRequest) -> list[Bar]:
    """Return the bars of the frequency figure, for a terminal."""
    return _bars(_drawing(project, request))


def _drawing(project: Project, request: FigureRequest) -> _Drawing:
    codebook = project.codebook()
    query = counted(query_of(request.filters, codebook, project.store))
    layout = fitting(request.layout, codebook, query)
    return _Drawing(corpus_of(project, codebook, query), layout, request)


def _bars(drawing: _Drawing) -> list[Bar]:
    tallies = Tallies(drawing.corpus, drawing.layout)
    persons, refs = tallies.cells(Count.PERSONS), tallies.cells(Count.REFERENCES)
    base = len(tallies.everybody())
    found = []
    for row in tallies.rows:
        if row.kind in {"family", ""} or row.id == ANY_CODE:
            continue
        number = persons.get((row.id, TOTAL), 0)
        share = f" {100 * number / base:.1f}%" if base and number else ""
        said = f"{number}/{base}{share} ({refs.get((row.id, TOTAL), 0)})"
        found.append(Bar(drawing.say(row.name), number, said))
    found.sort(key=lambda bar: -bar.value)
    return found[: drawing.request.most]


def _frequency(drawing: _Drawing) -> str:
    title = drawing.say(Label("提到各问题的人数（参考点）", "Persons who name it (references)"))
    return bars_svg(title, _bars(drawing), note=drawing.note)


def _heatmap(drawing: _Drawing) -> str:
    """Draw the share of each group's persons who assert each code."""
    tallies = Tallies(drawing.corpus, drawing.layout)
    persons = tallies.cells(Count.PERSONS)
    rows = [row for row in tallies.rows if row.kind not in {"family", ""}]
    rows.sort(key=lambda row: -persons.get((row.id, TOTAL), 0))
    rows = rows[: drawing.request.most]
    groups = tallies.grouping.groups
    values = [
        [_share(persons.get((row.id, group.id), 0), tallies.base(group)) for group in groups]
        for row in rows
    ]
    said = [[f"{value:.0f}%" if value is not None else "–" for value in row] for row in values]
    return heatmap_svg(
        drawing.say(
            Label("各主体提到各问题的人数占比", "Share of each group's persons who name it")
        ),
        [drawing.say(row.name) for row in rows],
        [f"{drawing.say(group.name)} (N={tallies.base(group)})" for group in groups],
        values,
        said=said,
        note=drawing.note,
    )


def _share(number: int, base: int) -> float | None:
    return 100 * number / base if base else None


def _cooccurrence(drawing: _Drawing) -> str:
    leaves = [code for code in drawing.corpus.codebook.leaves if _is_wanted(code.id, drawing)]
    found = together(drawing.corpus, [code.id for code in leaves], drawing.request.window)
    used = sorted((c for c in leaves if found.alone[c.id]), key=lambda c: -found.alone[c.id])
    kept = {code.id for code in used[: drawing.request.most]}
    codes = [code for code in leaves if code.id in kept]
    many = {
        frozenset(pair) for pair, number in found.both.items() if number >= FEW_TOGETHER
    }  # of fewer, the darkest cell would be that of one turn
    values = [
        [found.jaccard(a.id, b.id) if {a.id, b.id} in many else None for b in codes] for a in codes
    ]
    names = [drawing.say(code.name) for code in codes]
    title = Label(
        f"编码共现（Jaccard 系数，共现 {FEW_TOGETHER} 次以上）",
        f"Co-occurrence of codes (Jaccard, of {FEW_TOGETHER} times together or more)",
    )
    return heatmap_svg(drawing.say(title), names, names, values, note=drawing.note)


def _saturation(drawing: _Drawing) -> str:
    codes = [code.id for code in drawing.corpus.codebook.leaves if _is_wanted(code.id, drawing)]
    options = SaturationOptions(seed=drawing.request.seed, groups=False)
    table = saturation_table(drawing.corpus, codes, options)
    columns = {
        key: [float(str(cell)) for cell in table.column(key)]
        for key in ("total_codes", "low", "median", "high")
    }
    return saturation_svg(
        drawing.say(Label("饱和曲线", "Saturation")),
        Accumulation(columns["total_codes"], columns["low"], columns["median"], columns["high"]),
        axes=(
            drawing.say(Label("访谈份数", "interviews")),
            drawing.say(Label("编码数", "codes met")),
        ),
        legend=(
            drawing.say(Label("按给定顺序", "in the order given")),
            drawing.say(Label("随机顺序中位数与 95% 带", "random orders: median, 95 % band")),
        ),
        note=drawing.note,
    )


def _network(drawing: _Drawing) -> str:
    found = network_of(drawing.corpus, drawing.layout.codes, drawing.layout.level)
    title = drawing.say(
        Label(
            "谁说谁（箭头与圆环的宽度：说他人、说自己的人数）",
            "Who speaks of whom (width of arrows and, of themselves, rings: persons)",
        )
    )
    return network_svg(found, title, drawing.request.language, note=drawing.note)


def _is_wanted(code: str, drawing: _Drawing) -> bool:
    return not drawing.layout.codes or code in drawing.layout.codes


_MAKERS: dict[FigureName, Callable[[_Drawing], str]] = {
    FigureName.FREQUENCY: _frequency,
    FigureName.HEATMAP: _heatmap,
    FigureName.SATURATION: _saturation,
    FigureName.COOCCURRENCE: _cooccurrence,
    FigureName.NETWORK: _network,
}
