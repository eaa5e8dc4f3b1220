"""`acervo`: the command and its subcommands, loaded when they are called."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from typing import Final

import click

from acervo import __version__

_COMMANDS: Final = (
    "init",
    "serve",
    "check",
    "explain",
    "format",
    "query",
    "segment",
    "evidence",
    "coverage",
    "hook",
    "bench",
    "completion",
)
_EPILOG: Final = (
    "An archive is any folder with an acervo.toml (which may be empty) and any of ontology/ data/ shapes/ queries/."
)
#: What other tools call it.
_ELSEWHERE: Final = {
    "fmt": "format",
    "help": "--help",
    "lint": "check",
    "new": "init",
    "run": "serve",
    "sparql": "query",
    "start": "serve",
    "validate": "check",
}


class _Commands(click.Group):
    """A group whose commands are modules of `acervo.cli`, imported by name."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"acervo.cli.{name}").command
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a name that is no command is answered with the nearest one."""
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            name = args[0]
            if name in _COMMANDS or name.startswith("-"):
                raise
            near = [_ELSEWHERE[name]] if name in _ELSEWHERE else get_close_matches(name.lower(), _COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"No such command '{name}'.{hint}", context) from error


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="acervo")
def cli() -> None:
    """Publish a folder of Turtle files as a knowledge graph: checked, queried, and traced to the passage."""
