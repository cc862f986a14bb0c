"""`transcript`: what was read, what is doubtful in it, and corrections without losing a code.

One file for each kind of work; each adds its commands to the group.
"""

from __future__ import annotations

import typer

from qualcode.cli.groups import command_group
from qualcode.cli.transcript import correcting, looking, losing, renaming

app = command_group()


@app.callback()
def transcript(context: typer.Context) -> None:
    """Show, check and correct transcripts.

    访谈稿：查看、检查与更正（编码不丢失）。

    \b
    Examples:
      qualcode transcript show P-01 --turns 1-6
      qualcode transcript replace P-01 transcripts/P-01.txt --dry-run
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


looking.add_to(app)
correcting.add_to(app)
losing.add_to(app)
renaming.add_to(app)
