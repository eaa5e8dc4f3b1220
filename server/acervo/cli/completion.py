"""`acervo completion`: what a shell needs to complete commands, options query and rule names."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class


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
    from acervo.cli.commands import cli

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(cli, {}, "acervo", "_ACERVO_COMPLETE").source())


def complete_rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules and groups of the archive here that begin as what is typed; none elsewhere."""
    from pathlib import Path

    from acervo.checking.findings import GROUPS
    from acervo.checking.names import rule_groups
    from acervo.corpus.archive import open_archive
    from acervo.errors import AcervoError

    try:
        rules = rule_groups(open_archive(Path(".")))
    except AcervoError:
        return []
    names = [*GROUPS, *rules]
    return [CompletionItem(name, help=rules.get(name)) for name in names if name.startswith(incomplete)]
