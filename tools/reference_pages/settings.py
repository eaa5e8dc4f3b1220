"""docs/reference/settings.md: what `acervo.toml` may hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from acervo.settings import DEFAULT_BASE, SETTINGS, Setting
from reference_pages.markdown import code, fence, page, prose, table

_INTRODUCTION: Final = f"""
An archive is a folder with a file `acervo.toml`, which may be empty: everything in it has a default.
A key that Acervo does not know, or a value of the wrong kind, stops every command with exit code 2.
Where `base` is empty, IRIs begin with `{DEFAULT_BASE}`.
"""
_EXAMPLE: Final = """
base = "https://example.org/"
languages = ["en", "es"]

[title]
en = "The river archive"
es = "El archivo del río"
"""


def settings_page() -> str:
    """The page."""
    return page(
        "Settings",
        prose(_INTRODUCTION),
        fence(_EXAMPLE, "toml"),
        table(("key", "default", "meaning", "other edition"), map(_row, SETTINGS)),
        "*Other edition*: whether another value makes another edition of the same files.",
    )


def _row(setting: Setting) -> tuple[str, str, str, str]:
    default = "none" if isinstance(setting.default, Mapping) else code(json.dumps(setting.default))
    return code(setting.name), default, setting.meaning, "yes" if setting.changes_meaning else "no"
