"""The how-to page says what the command does."""

from __future__ import annotations

import re

from acervo.evidence.boundaries import read_boundaries


def test_the_corrections_shown_are_accepted(root, tmp_path):
    """A curator copies them."""
    page = (root / "docs/how-to/segment-a-source.md").read_text(encoding="utf-8")
    shown = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert shown
    (tmp_path / "boundaries.toml").write_text(shown[1], encoding="utf-8")
    boundaries = read_boundaries(tmp_path / "boundaries.toml", "boundaries.toml")

    assert ["join", "split", "heading", "heading", "section"] == [c.verb for c in boundaries.corrections]
    assert "mail" == boundaries.layout
    assert "mara-voss" == boundaries.speaker("default")
