"""`acervo explain`: what a rule of the check asks, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from acervo.cli.completion import complete_rules
from acervo.cli.terminal import in_colour, terminal_language

if TYPE_CHECKING:
    from acervo.checking.explaining import Explanation
    from acervo.corpus.archive import Archive

_WORDS: Final = {
    "en": {
        "why": "Why",
        "bad": "Bad",
        "good": "Good",
        "gathers": "It gathers",
        "defined": "Defined in {path}",
        "code": "Defined in the code",
        "syntax": "Syntax: files that cannot be read",
        "shacl": "SHACL: what the shapes demand",
        "lint": "Lint: what is unwise, in the writing or between files",
        "more": "acervo explain RULE says more of one.",
        "spelt": "it is called {name}.",
    },
    "es": {
        "why": "Por qué",
        "bad": "Mal",
        "good": "Bien",
        "gathers": "Reúne",
        "defined": "Se define en {path}",
        "code": "Se define en el código",
        "syntax": "Sintaxis: ficheros que no se pueden leer",
        "shacl": "SHACL: lo que exigen las formas",
        "lint": "Lint: lo que no conviene, en la escritura o entre ficheros",
        "more": "acervo explain RULE dice más de una.",
        "spelt": "se llama {name}.",
    },
}


@click.command("explain", short_help="Say what a rule of the check asks, and why.")
@click.argument("rule", metavar="[RULE | GROUP]", required=False, shell_complete=complete_rules)
@click.option("--language", type=click.Choice(["en", "es"]), help="Language of the texts.  [default: the terminal's]")
def command(rule: str | None, language: str | None) -> None:
    """
    Say what RULE asks, why, and show a bad and a good example. Of a GROUP (syntax, shacl, lint) list the rules;
    without a name, those of all groups.

    The rules are those of the archive here; outside of an archive, those of the core.

    Exit code 0: explained. 2: there is no such rule.
    """
    from acervo.checking.explaining import core_archive, explain
    from acervo.checking.findings import GROUPS
    from acervo.checking.names import known_rule, rule_groups, shape_prefixes
    from acervo.corpus.archive import open_archive
    from acervo.errors import SettingsError

    try:
        archive = open_archive(Path("."))
    except SettingsError:
        archive = core_archive()
    spoken = language or terminal_language()
    if rule is None:
        _list(archive, spoken, GROUPS)
        return
    known = known_rule(rule, [*rule_groups(archive), *GROUPS], shape_prefixes(archive))
    if known not in rule and known.lower() in rule.lower():
        click.echo(f"acervo: {_WORDS[spoken]['spelt'].format(name=known)}", err=True)
    if known in GROUPS:
        _list(archive, spoken, [known])
    else:
        _show(explain(archive, known), spoken)


def _list(archive: Archive, language: str, wanted: Iterable[str]) -> None:
    from acervo.checking.names import rule_groups

    words = _WORDS[language]
    groups = rule_groups(archive)
    for group in wanted:
        click.echo(words[group])
        for rule, its in groups.items():
            if its == group:
                click.echo(f"  {rule}")
        click.echo()
    click.echo(words["more"])


def _show(page: Explanation, language: str) -> None:
    from acervo.checking.reporters.source import printable

    words = _WORDS[language]
    facts = ", ".join(filter(None, (page.group, page.severity)))
    click.echo(f"{_bold(page.rule)} ({facts})")
    _text(page.what, language)
    if page.why:
        click.echo(f"\n{words['why']}")
        _text(page.why, language)
    for name, example in (("bad", page.bad), ("good", page.good)):
        if example:
            click.echo(f"\n{words[name]}")
            for line in example.split("\n"):
                click.echo(f"    {printable(line)}".rstrip())
    if page.gathers:
        click.echo(f"\n{words['gathers']}")
        for rule in page.gathers:
            click.echo(f"  {rule}")
    click.echo(f"\n{words['defined'].format(path=page.defined_in) if page.defined_in else words['code']}")


def _text(texts: Mapping[str, str], language: str) -> None:
    text = texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
    if text:
        click.echo(f"  {text}")


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m" if in_colour() else text
