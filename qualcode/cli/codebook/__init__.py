"""`codebook`: the workbench on a codebook, from checking it to carrying its codings along.

One file for each kind of work; each adds its commands to the group.
"""

from __future__ import annotations

import typer

from qualcode.cli.codebook import changing, comparing, exchanging, learning, looking, stats, testing
from qualcode.cli.groups import command_group

app = command_group()


@app.callback()
def codebook(context: typer.Context) -> None:
    """Check, test, change and compare codebooks.

    编码手册工作台：检查、测试、修改与比较。

    \b
    Examples:
      qualcode codebook check codebook.yaml
      qualcode codebook test --summary
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


looking.add_to(app)
testing.add_to(app)
changing.add_to(app)
comparing.add_to(app)
exchanging.add_to(app)
stats.add_to(app)
learning.add_to(app)
