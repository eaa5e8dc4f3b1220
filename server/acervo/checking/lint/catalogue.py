"""The rules of lint that are written in code: their headers, in the form that the queries of lint have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

CATALOGUE: Final = Path(__file__).with_name("catalogue.txt")
"""`[rule]`, and below it the header of that rule."""


def code_rules() -> dict[str, str]:
    """Rule → header."""
    parts = re.split(r"^\[([\w-]+)\]\n", CATALOGUE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
