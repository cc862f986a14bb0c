"""The tree of commands, and the options that hold for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode import __version__
from qualcode.cli import (
    codebook,
    coding,
    exploring,
    exporting,
    history,
    importing,
    memos,
    methods,
    people,
    plotting,
    project,
    removing,
    reports,
    reproducing,
    review,
    screens,
    searching,
    speakers,
    statistics,
    suggesting,
    tables,
    terms,
    transcript,
    traps,
    trying,
    validating,
)
from qualcode.cli.groups import CommandGroup
from qualcode.cli.session import Session

HELP_NAMES = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    cls=CommandGroup,
    name="qualcode",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings=HELP_NAMES,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"qualcode {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def everything(
    context: typer.Context,
    *,
    project_file: Annotated[
        Path | None, typer.Option("--project", help="Project file or folder; default: walk up.")
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="en or zh; default: LANG.")] = None,
    color: Annotated[
        str | None, typer.Option("--color", help="never, auto or always; NO_COLOR is respected.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask anything.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not page output.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Code qualitative interviews: transcripts in, problem-frequency tables per subject out.

    访谈质性编码：导入访谈稿，按编码手册编码，得到各主体的问题频次表，每个数字都能回到原话。

    \b
    Examples:
      qualcode init demo --sample && cd demo && qualcode code && qualcode table
      qualcode run interviews/ --codebook codebook.yaml --out results/
      qualcode explain any PH

    The options below hold for every command and may stand anywhere.
    Next: `qualcode init --sample demo` makes a project to try it on.
    """
    del debug, version  # read by `main` and `_version`
    context.obj = Session(
        flags={"lang": lang, "color": color},
        project=project_file,
        quiet=quiet,
        verbose=verbose,
        pager=not no_pager,
        asks=not no_input,
        words=context.obj or (),
    )
    if lang or color:
        context.obj.refuse_faults()
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


project.add_to(app)
importing.add_to(app)
removing.add_to(app)
speakers.add_to(app)
app.add_typer(coding.app, name="code")
review.add_to(app)
suggesting.add_to(app)
terms.add_to(app)
exploring.add_to(app)
screens.add_to(app)
tables.add_to(app)
reports.add_to(app)
statistics.add_to(app)
plotting.add_to(app)
methods.add_to(app)
trying.add_to(app)
searching.add_to(app)
exporting.add_to(app)
reproducing.add_to(app)
history.add_to(app)
people.add_to(app)
app.add_typer(memos.app, name="memo")
app.add_typer(transcript.app, name="transcript")
app.add_typer(codebook.app, name="codebook")
app.add_typer(traps.app, name="trap")
app.add_typer(validating.app, name="validate")
