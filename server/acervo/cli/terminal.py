"""How a command speaks to whoever sits at the terminal."""

from __future__ import annotations

import os
import sys
from typing import Literal


def terminal_language() -> Literal["en", "es"]:
    """The language of the terminal, as far as the messages have it."""
    return "es" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("es") else "en"


def in_colour() -> bool:
    """Whether results may be coloured: a terminal shows them, and nobody has asked for plain text (NO_COLOR)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
