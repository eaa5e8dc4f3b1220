"""Texts of our own with the traps of real ones, and a small archive to cut them into."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.evidence.boundaries import Boundaries
from acervo.evidence.labels import sidebar_labels
from acervo.evidence.passages import Segmentation, segment_text
from acervo.evidence.text import read_source_text

TEXTS = Path(__file__).parent / "texts"
SPEAKERS = {"*": "ilse-brandt", "/": "ilse-brandt", "default": "mara-voss"}


@pytest.fixture
def page() -> Segmentation:
    return segment_text(read_source_text(TEXTS / "page.txt"), Boundaries(""), sidebar_labels())


@pytest.fixture
def mail() -> Segmentation:
    boundaries = Boundaries("", speakers=SPEAKERS)
    return segment_text(read_source_text(TEXTS / "mail.txt"), boundaries, sidebar_labels())


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with copies of both texts, to change at will."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("page.txt", "mail.txt"):
        (folder / name).write_bytes((TEXTS / name).read_bytes())
    return folder


@pytest.fixture
def small_archive(tmp_path: Path) -> Path:
    """An archive whose one source, `river`, has the text page.txt and is not yet cut into passages."""
    folder = tmp_path / "archive"
    source = folder / "data" / "sources" / "river"
    source.mkdir(parents=True)
    (folder / "acervo.toml").write_text('base = "https://example.org/tides/"\n', encoding="utf-8")
    (source / "source.ttl").write_text(
        "@prefix : <https://example.org/tides/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n\n"
        ':source-river\n    a mov:Source ;\n    mov:textFile "page.txt" ;\n.\n',
        encoding="utf-8",
    )
    return folder
