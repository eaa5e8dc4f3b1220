"""
Colours that an operator chooses: only such as can be read.

Source: https://www.w3.org/TR/WCAG22/#contrast-minimum
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acervo.errors import SettingsError
from acervo.settings import FILE_NAME

LEAST: Final = 4.5
"""The contrast of text of ordinary size to its ground, at level AA."""
#: What links and buttons stand on in each theme, as acervo.css says (--paper and --raised).
GROUNDS: Final = {"light": ("#fbf9f5", "#f3efe7"), "dark": ("#181613", "#221f1b")}
_STEPS: Final = 100


def accent_style(accent: Mapping[str, str]) -> str:
    """
    CSS that puts the colours of *accent*, by theme, in the place of ours; "" where there are none.

    Raises:
        SettingsError: a colour cannot be read on the ground of its theme; the message names one that can.
    """
    for theme, colour in accent.items():
        least = min(contrast(colour, ground) for ground in GROUNDS[theme])
        if least < LEAST:
            raise SettingsError(
                f"has a colour that cannot be read: accent.{theme} = “{colour}” has a contrast of {least:.1f} to 1 to "
                f"the ground of the pages, and text needs {LEAST} to 1. Try “{_readable(colour, theme)}”.",
                path=FILE_NAME,
            )
    # On paper every theme is black on white, whatever the colour.
    return "".join(
        f"@media screen and (prefers-color-scheme: {theme}) {{ :root {{ --accent: {colour}; }} }}\n"
        for theme, colour in accent.items()
    )


def contrast(one: str, other: str) -> float:
    """
    How much the colours *one* and *other* (`#rrggbb`) differ, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0

    Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable(colour: str, theme: str) -> str:
    """*colour* made darker, or in the dark lighter, until it can be read."""
    end = 0 if theme == "light" else 255
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for step in range(_STEPS + 1):
        mixed = [round(part + (end - part) * step / _STEPS) for part in parts]
        found = "#" + "".join(f"{part:02x}" for part in mixed)
        if all(contrast(found, ground) >= LEAST for ground in GROUNDS[theme]):
            break
    return found
