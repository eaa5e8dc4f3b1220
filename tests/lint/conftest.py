"""Small archives written on the spot, and what lint finds in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from acervo.checking.findings import Finding
from acervo.checking.lint.run import lint_findings
from acervo.checking.query_files import query_findings
from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.reading import FileGraph, Reading, read_archive
from acervo.namespaces import PREFIXES
from acervo.turtle.reader import read_file

BASE = "https://example.org/"
HOUSE = {"": f"{BASE}id/", "ns": f"{BASE}ns#", **PREFIXES}

Lint = Callable[..., list[Finding]]


def with_prefixes(turtle: str) -> str:
    """*turtle* below the declarations of the prefixes that it uses and does not declare."""
    declared = set(re.findall(r"@prefix\s+(\w*):", turtle))
    used = set(re.findall(r"(?<![\w:/@])(\w*):(?=\w)", re.sub(r'"[^"]*"|<[^>]*>', '""', turtle)))
    wanted = [prefix for prefix in HOUSE if prefix in used - declared]
    return "".join(f"@prefix {prefix}: <{HOUSE[prefix]}> .\n" for prefix in wanted) + turtle


def make_archive(root: Path, files: Mapping[str, str], settings: str = "") -> Archive:
    """An archive of *files*, which are written byte for byte."""
    (root / "acervo.toml").write_text(f'base = "{BASE}"\n{settings}', encoding="utf-8")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return open_archive(root)


@cache
def _core() -> tuple[FileGraph, ...]:
    """The core, read once: every archive here has the same base."""
    with TemporaryDirectory() as empty:
        return read_archive(make_archive(Path(empty), {})).graphs


def lint_archive(archive: Archive, *, core: bool = False) -> list[Finding]:
    """What lint finds, and what is wrong with the kept queries, in files that are all right otherwise."""
    own = tuple(file for file in archive.files if not file.is_core)
    read = read_archive(replace(archive, files=own))
    reading = Reading(archive, tuple(sorted((*read.graphs, *_core()), key=lambda graph: graph.path)), read.errors)
    files = {file.path: file for file in archive.files}

    assert () == reading.errors

    queries = query_findings(archive)

    return [
        *queries,
        *lint_findings(reading, lambda path: read_file(files[path].content, path, archive.base), core=core),
    ]


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    """Write an archive, lint it."""

    def run(files: Mapping[str, str], settings: str = "") -> list[Finding]:
        return lint_archive(make_archive(tmp_path, files, settings))

    return run


def marked(text: str, finding: Finding) -> str:
    """What stands at the place of *finding* in *text*, counted here anew: one line, code points, end exclusive."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    assert finding.line == finding.end_line
    return lines[(finding.line or 0) - 1][(finding.column or 0) - 1 : (finding.end_column or 0) - 1]
