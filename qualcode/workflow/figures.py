"""Figures of the project: numbers in, a picture as SVG or PNG, or bars for a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count
from qualcode.analysis.layout import ANY_CODE, Layout, codes_of
from qualcode.analysis.tables.cooccurrence import FEW_TOGETHER, together
from qualcode.analysis.tables.network import network_of
from qualcode.analysis.tables.saturation import SaturationOptions, saturation_table
from qualcode.analysis.tables.windows import Window
from qualcode.analysis.tallies import Tallies
from qualcode.errors import UsageError
from qualcode.model.coding import Review, Source
from qualcode.model.label import Label, case_count
from qualcode.model.marks import columns_of
from qualcode.model.rounding import half_up
from qualcode.report.figures.bars import Bar, bars_svg
from qualcode.report.figures.heatmap import heatmap_svg
from qualcode.report.figures.lines import Accumulation, saturation_svg
from qualcode.report.figures.network import network_svg
from qualcode.workflow.figure_names import FigureName
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.tabulate import corpus_of, counted, fitting
from qualcode.workflow.unmatched import filtered

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.label import Language
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """Which picture of what."""

    filters: Filters = field(default_factory=Filters)
    layout: Layout = field(default_factory=lambda: Layout(by_size=True))
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
        """Return the line that names what was counted, of codes of all kinds."""
        return self.noted(self.corpus.found)

    @property
    def note_of_rows(self) -> str:
        """Return the line that names what was counted, of the codes that are rows."""
        return self.noted(self.corpus.found_of(codes_of(self.corpus, self.layout)))

    def noted(self, found: pd.DataFrame) -> str:
        """Return the line that names what was counted.

        Args:
            found: The codings that count.
        """
        book, people = self.corpus.codebook, len(self.corpus.participants)
        codings, read = len(found), self._reviewed(found)
        zh = f"N = {people} 人；{codings} 个参考点，其中经人审核 {read} 个"
        refs = case_count(codings, "reference")
        en = f"N = {case_count(people, 'person')}; {refs}, {read} reviewed"
        zh, en = (
            f"{zh}；编码手册 {book.id} {book.version}",
            f"{en}; codebook {book.id} {book.version}",
        )
        for each in filtered(self.request.filters):
            zh, en = f"{each.zh}{zh}", f"{each.en} {en}"
        said = self.say(Label(f"{zh}（{book.digest[:12]}）", f"{en} ({book.digest[:12]})"))
        return said if codings else f"{self.say(_NOTHING)} {said}"

    def _reviewed(self, found: pd.DataFrame) -> int:
        """Return how many of the counted codings a person made or decided on."""
        marks = columns_of(self.corpus.marks)
        seen = marks.having("review", [Review.ACCEPTED]) | marks.having("source", [Source.PERSON])
        return int(seen[found["coding"].to_numpy()].sum())


def figure(project: Project, name: FigureName, request: FigureRequest) -> str:
    """Return a picture of the project as SVG.

    Raises:
        DataError: When nothing has been coded yet.
        UnknownNameError: When the user names something that is not there.
    """
    return _MAKERS[name](_drawing(project, request))


def frequency_bars(project: Project, request: FigureRequest) -> tuple[list[Bar], str]:
    """Return the bars of the frequency figure and the line below them, for a terminal."""
    drawing = _drawing(project, request)
    return _shown(drawing)


def _bars_of_everybody(request: FigureRequest) -> None:
    """Refuse bars by group, which would show the same as without.

    Raises:
        UsageError: Naming the figure that shows groups.
    """
    if request.layout.by != "subject":
        raise UsageError(
            f"the bars are of everybody, not by {request.layout.by}",
            hint=f"qualcode plot heatmap --by {request.layout.by} --out heatmap.svg",
        )


def _drawing(project: Project, request: FigureRequest) -> _Drawing:
    codebook = project.codebook()
    query = counted(query_of(request.filters, codebook, project.store))
    layout = fitting(request.layout, codebook, query)
    return _Drawing(corpus_of(project, codebook, query), layout, request)


def _bars(drawing: _Drawing) -> list[Bar]:
    tallies = Tallies(drawing.corpus, drawing.layout)
    persons, refs = tallies.totals(Count.PERSONS), tallies.totals(Count.REFERENCES)
    base = len(tallies.everybody())
    found = []
    for row in tallies.rows:
        if row.kind in {"family", ""} or row.id == ANY_CODE:
            continue
        number = persons[row.id]
        share = f" {half_up(100 * number / base, 1)}%" if base and number else ""
        said = f"{number}/{base}{share} ({refs[row.id]})"
        found.append(Bar(drawing.say(row.name), number, said))
    found.sort(key=lambda bar: -bar.value)
    return found


def _shown(drawing: _Drawing) -> tuple[list[Bar], str]:
    """Return the bars that are drawn, none of nobody, and a note that says what is left out."""
    _bars_of_everybody(drawing.request)
    every = _bars(drawing)
    named = [bar for bar in every if bar.value]
    most = drawing.request.most
    notes = []
    if not named:
        return every[:most], drawing.note_of_rows
    if silent := len(every) - len(named):
        zh, en = (
            f"未列：{silent} 个无人提到的编码。",
            f"Left out: {case_count(silent, 'code')} that nobody names.",
        )
        notes.append(drawing.say(Label(zh, en)))
    shown = named[:most]
    notes.append(f"{_cut(len(shown), len(named), drawing)}{drawing.note_of_rows}")
    return shown, " ".join(notes)


def _frequency(drawing: _Drawing) -> str:
    title = drawing.say(Label("提到各问题的人数（参考点）", "Persons who name it (references)"))
    bars, note = _shown(drawing)
    return bars_svg(title, bars, note=note)


def _heatmap(drawing: _Drawing) -> str:
    """Draw the share of each group's persons who assert each code."""
    tallies = Tallies(drawing.corpus, drawing.layout)
    persons = tallies.cells(Count.PERSONS)
    rows = [row for row in tallies.rows if row.kind not in {"family", ""}]
    rows.sort(key=lambda row: -persons[row.id][-1])
    every, rows = len(rows), rows[: drawing.request.most]
    groups = tallies.grouping.groups
    values = [
        [
            _share(number, tallies.base(group))
            for number, group in zip(persons[row.id], groups, strict=False)
        ]
        for row in rows
    ]
    said = [
        [f"{half_up(value, 0)}%" if value is not None else "–" for value in row] for row in values
    ]
    return heatmap_svg(
        drawing.say(
            Label("各主体提到各问题的人数占比", "Share of each group's persons who name it")
        ),
        [drawing.say(row.name) for row in rows],
        [f"{drawing.say(group.name)} (N={tallies.base(group)})" for group in groups],
        values,
        said=said,
        note=f"{_cut(len(rows), every, drawing)}{drawing.note_of_rows}",
    )


def _cut(shown: int, every: int, drawing: _Drawing) -> str:
    """Return a sentence on how many codes are shown of how many; none where all are."""
    zh, en = f"列出前 {shown} 个编码，共 {every} 个。", f"The first {shown} of {every} codes. "
    return drawing.say(Label(zh, en)) if shown < every else ""


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
    note = f"{_cut(len(codes), len(used), drawing)}{drawing.note}"
    title = Label(
        f"编码共现（Jaccard 系数，共现 {FEW_TOGETHER} 次以上）",
        f"Co-occurrence of codes (Jaccard, of {FEW_TOGETHER} times together or more)",
    )
    return heatmap_svg(drawing.say(title), names, names, values, note=note)


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
            drawing.say(Label("按材料名称顺序", "in the order of names")),
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
