"""`acervo completion`: what a shell needs to complete commands, options and query names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion", short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """
    Print the completion script for SHELL.

    \b
    bash: eval "$(acervo completion bash)"     in ~/.bashrc
    zsh:  eval "$(acervo completion zsh)"      in ~/.zshrc
    fish: acervo completion fish > ~/.config/fish/completions/acervo.fish
    """
    from acervo.cli.main import cli

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(cli, {}, "acervo", "_ACERVO_COMPLETE").source())
