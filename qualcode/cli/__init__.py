"""The Typer face: a command is parse → one workflow call → render its result.

Nothing heavy is imported at the top of these files, so that ``qualcode --help``
is there at once.
"""
