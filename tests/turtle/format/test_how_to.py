"""The how-to page shows what the formatter does."""

from __future__ import annotations

import re

from .texts import ROOT, formatted


def test_the_example_comes_out_as_shown():
    """A curator compares."""
    page = (ROOT / "docs" / "how-to" / "format-turtle.md").read_text(encoding="utf-8")
    before, after = re.findall(r"```turtle\n(.*?)```", page, re.DOTALL)

    assert after == formatted(before)
