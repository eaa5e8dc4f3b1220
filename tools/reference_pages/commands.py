"""docs/reference/commands.md: the help of every command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from acervo.cli.commands import cli
from reference_pages.markdown import fence, page, prose, table

_WIDTH: Final = 96
_INTRODUCTION: Final = """
`acervo` is one command with subcommands; each explains itself with `--help` (or `-h`), as printed here.
Where a command takes an archive, it is the folder with `acervo.toml` or any folder below it.
Results go to standard output, talk to standard error.
"""
_EXIT_CODES: Final = (
    ("0", "It is so: no violation, answered, done, stopped when asked to."),
    ("1", "It is not so: violations, passages that moved, are missing or unaccounted for, claims that lost theirs."),
    (
        "2",
        "It could not be told: wrong use, no archive, a file that cannot be read, a taken port, a broken installation.",
    ),
    ("130", "Ctrl-C came before it could be told; a server that is stopped so ends with 0."),
)


def commands_page() -> str:
    """The page."""
    root = cli.make_context("acervo", [], resilient_parsing=True, terminal_width=_WIDTH)
    blocks = [_section(cli, root, "acervo")]
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        assert command is not None
        blocks.extend(_sections(command, click.Context(command, root, name, terminal_width=_WIDTH), f"acervo {name}"))
    return page(
        "Commands",
        prose(_INTRODUCTION),
        "## Exit codes",
        table(("code", "meaning"), _EXIT_CODES),
        *(b for s in blocks for b in s),
    )


def _sections(command: click.Command, context: click.Context, title: str) -> Iterator[tuple[str, str]]:
    yield _section(command, context, title)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _sections(below, click.Context(below, context, name, terminal_width=_WIDTH), f"{title} {name}")


def _section(command: click.Command, context: click.Context, title: str) -> tuple[str, str]:
    return f"## {title}", fence("\n".join(line.rstrip() for line in command.get_help(context).splitlines()), "text")
