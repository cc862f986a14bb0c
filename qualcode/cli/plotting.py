"""`plot`: figures as SVG or PNG, and plain bars on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.groups import Level
from qualcode.analysis.tables.windows import Window
from qualcode.cli import options as opt
from qualcode.cli.reports import Together
from qualcode.cli.requests import filters_of, layout_of
from qualcode.errors import UsageError
from qualcode.workflow.figure_names import FigureName

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.report.figures.bars import Bar

Shown = Annotated[int, typer.Option("--most-codes", min=1, max=200, help="At most so many codes.")]


def plot(
    context: typer.Context,
    name: Annotated[FigureName, typer.Argument(help="Which figure.")] = FigureName.FREQUENCY,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A .svg or .png file; without it, bars on the terminal."),
    ] = None,
    force: opt.Force = False,
    kind: opt.Kind = None,
    by: opt.By = "subject",
    subjects: opt.SubjectLevel = Level.FINE,
    window: Together = Window.TURN,
    seed: opt.Seed = 1,
    most_codes: Shown = 30,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    about: opt.About = None,
    document: opt.Documents = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    review: opt.Reviews = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
) -> None:
    """Draw frequencies, shares per subject, saturation, co-occurrence or the network.

    作图：频次条形图、主体×编码热图、饱和曲线、共现图、谁说谁网络（SVG 或 PNG）。

    SVG shows Chinese with the fonts of whoever looks at it; PNG is drawn with the font of
    the extra "figures", or a Chinese font of this machine.

    \b
    Examples:
      qualcode plot
      qualcode plot heatmap --out heatmap.svg --lang zh
      qualcode plot network --code contact --out network.svg
    """
    from qualcode.analysis.counting import Count
    from qualcode.cli.enums import Sort
    from qualcode.workflow import figures as work

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        about=about,
        document=document,
        coder=coder,
        status=status,
        review=review,
        where=where,
        persons=persons,
    )
    layout = layout_of(kind=kind, by=by, level=subjects, count=Count.PERSONS, sort=Sort.SIZE)
    request = work.FigureRequest(filters, layout, window, seed, session.language, most_codes)
    with session.opened() as project:
        if out is None and name is not FigureName.FREQUENCY:
            raise UsageError(f"{name} needs a file", hint="--out figure.svg or figure.png")
        if out is None:
            _bars(session, *work.frequency_bars(project, request))
            return
        svg = work.figure(project, name, request)
    _write(session, out, svg, force=force)


def _bars(session: Session, bars: list[Bar], note: str) -> None:
    from rich.text import Text

    from qualcode.report.figures.bars import bars_text

    session.console().print(bars_text(bars, width=session.width))
    session.console().print(Text(note, style="dim"))


def _write(session: Session, out: Path, svg: str, *, force: bool) -> None:
    from qualcode.exchange.files import write_file
    from qualcode.report.figures.png import to_png

    makers = {".svg": svg.encode, ".png": lambda: to_png(svg)}
    if out.suffix.lower() not in makers:
        raise UsageError(f"cannot tell the format from {out.name!r}", hint="end it in .svg or .png")
    changed = write_file(out, makers[out.suffix.lower()](), force=force)
    said = ("wrote", "已写入") if changed else ("unchanged:", "未变：")
    session.say(f"{said[0]} {out}", f"{said[1]} {out}")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(plot)
