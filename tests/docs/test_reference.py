"""The reference is complete and current."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest

import acervo
from acervo.checking.names import rule_groups
from acervo.cli.commands import cli
from acervo.corpus.archive import open_archive
from acervo.settings import SETTINGS

from .reading import ROOT


def _page(name: str) -> str:
    return (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_generated_pages_are_current():
    """Whoever changes a command, a setting, a shape or a route runs `make docs`."""
    run = subprocess.run(
        [sys.executable, ROOT / "tools" / "write_reference.py", "--check"], capture_output=True, text=True, check=False
    )

    assert 0 == run.returncode, run.stderr


def test_every_command_and_option_is_in_the_reference():
    """Also those without a help text of their own."""
    page = _page("commands.md")
    context = click.Context(cli)
    missing = []
    for name in cli.list_commands(context):
        section = page.partition(f"\n## acervo {name}\n")[2].partition("\n## ")[0]
        command = cli.get_command(context, name)
        assert command is not None
        options = [option for one in command.params if isinstance(one, click.Option) for option in one.opts]
        missing += [f"{name} {option}" for option in ("Usage:", *options) if option not in section]

    assert [] == missing


def test_every_setting_is_in_the_reference():
    """The table of settings writes the page."""
    page = _page("settings.md")

    assert [] == [setting.name for setting in SETTINGS if f"| `{setting.name}` |" not in page]


def test_every_rule_that_can_be_broken_is_in_the_reference():
    """A finding names a rule; the curator looks it up."""
    page = _page("shapes.md")
    shapes = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "shapes" / "core").glob("*.ttl"))
    described = re.findall(r"^movsh:(\S+)\n(?:[^\n]+\n)*?    sh:message", shapes, re.MULTILINE)
    groups = rule_groups(open_archive(ROOT))
    written = [rule for rule, group in groups.items() if group == "syntax" or rule == "triple-in-two-files"]

    assert described
    assert written
    assert [] == [rule for rule in described if f"\n### {rule}\n" not in page]
    assert [] == [rule for rule in written if f"| `{rule}` |" not in page]


def test_every_route_is_in_the_reference():
    """Read from the code of the routes, not from the application that wrote the page."""
    page = _page("http.md")
    routes = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "server/acervo/web/routes").glob("*.py"))
    paths = re.findall(r"@router\.\w+\(\s*\"([^\"]+)\"", routes)

    assert "/sparql" in paths
    assert [] == [path for path in paths if f"| `{path.replace(':path}', '}')}` |" not in page]


def test_every_public_name_is_in_the_reference():
    """What is not there is not promised."""
    page = _page("python-api.md")

    assert [] == [name for name in acervo.__all__ if f"\n## `{name}`\n" not in page]


def test_every_kept_query_is_in_the_reference():
    """By the name that `acervo query` takes."""
    page = _page("queries.md")
    queries = sorted((ROOT / "queries").rglob("*.rq"))

    assert queries
    assert [] == [file.stem for file in queries if f"[`{file.stem}`]" not in page]
