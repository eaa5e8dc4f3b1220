"""`acervo check --fix`: show what can be mended, ask, write."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from acervo.checking.fixing import Fixes
    from acervo.corpus.archive import Archive

_WORDS: Final = {
    "en": {
        "nothing": "Nothing to mend without changing what a file says.",
        "ask": "Write this to {count} file(s)?",
        "unasked": "Nothing was written: there is no terminal to ask at. Say yes by --yes.",
        "refused": "Nothing was written.",
        "written": "{path}: mended ({rules}).",
        "left": "{path}:{line}:{column}: left alone, value or datatype would change ({rule}).",
        "doubt": "{path}: left alone, it would say something else. Please report this.",
    },
    "es": {
        "nothing": "Nada que corregir sin cambiar lo que dice un fichero.",
        "ask": "¿Escribir esto en {count} fichero(s)?",
        "unasked": "No se escribió nada: no hay terminal donde preguntar. Diga que sí con --yes.",
        "refused": "No se escribió nada.",
        "written": "{path}: corregido ({rules}).",
        "left": "{path}:{line}:{column}: sin tocar, cambiaría el valor o el tipo de datos ({rule}).",
        "doubt": "{path}: sin tocar, diría otra cosa. Por favor, avise de esto.",
    },
}


def mend(archive: Archive, files: frozenset[str] | None, yes: bool, language: str) -> bool:
    """
    Show as a diff what can be mended, ask, and write; all of it on standard error, since a report follows.

    Args:
        files: Which files may change; None for every file of the archive.
        yes: Write without asking. Without it and without a terminal nothing is written.

    Returns:
        Whether a file was written, so that *archive* has to be opened again.

    Raises:
        CuratorError: a file has changed in the meantime or cannot be written; those before it are mended.
    """
    from acervo.checking.fixing import find_fixes, write_fix

    words = _WORDS[language]
    found = find_fixes(archive, lambda path: files is None or path in files)
    _say_left(archive, found, words)
    if not found.fixes:
        click.echo(words["nothing"], err=True)
        return False
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for fix in found.fixes:
        click.echo(_coloured(fix.diff) if colour else fix.diff, nl=False, err=True)
    if not yes:
        if not sys.stdin.isatty():
            click.echo(words["unasked"], err=True)
            return False
        if not click.confirm(words["ask"].format(count=len(found.fixes)), err=True):
            click.echo(words["refused"], err=True)
            return False
    for fix in found.fixes:
        write_fix(fix)
        rules = ", ".join(sorted(set(fix.rules)))
        click.echo(words["written"].format(path=fix.file.path, rules=rules), err=True)
    return True


def _say_left(archive: Archive, found: Fixes, words: dict[str, str]) -> None:
    from acervo.turtle.positions import Lines

    files = {file.path: file for file in archive.files}
    lines: dict[str, Lines] = {}
    for problem in found.left:
        # An impossible value is for the check itself to tell: nobody could have mended it.
        if problem.rule != "literal-the-engine-would-change":
            continue
        if problem.path not in lines:
            lines[problem.path] = Lines(files[problem.path].content.decode("utf-8"))
        line, column = lines[problem.path].position(problem.span[0])
        click.echo(words["left"].format(path=problem.path, line=line, column=column, rule=problem.rule), err=True)
    for path in found.refused:
        click.echo(words["doubt"].format(path=path), err=True)


def _coloured(diff: str) -> str:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    # At line feeds only: a carriage return belongs to the line that changes.
    return "\n".join(click.style(line, fg=colours.get(line[:1])) for line in diff.split("\n"))
