"""docs/reference/settings.md: what `acervo.toml` may hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from acervo.settings import DEFAULT_BASE, SETTINGS, Setting
from reference_pages.markdown import code, fence, page, prose, table

_INTRODUCTION: Final = f"""
An archive is a folder with a file `acervo.toml`, which may be empty: everything in it has a default.
Most are of use to `acervo serve` only, and are flags of it too.
What a flag says goes before the environment, that before `acervo.toml`, that before the default:
`acervo serve --port 9000`, `ACERVO_PORT=9000 acervo serve`, `port = 9000`.
The variable of a setting is `ACERVO_` and its name in capitals.
A text stands there as it is, a list with commas between, everything else as in TOML: `ACERVO_LANGUAGES=es,en`.
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
        table(("key", "default", "meaning", "flag", "variable", "other edition"), map(_row, SETTINGS)),
        "*Other edition*: whether another value makes another edition of the same files.",
    )


def _row(setting: Setting) -> tuple[str, str, str, str, str, str]:
    default = "none" if isinstance(setting.default, Mapping) else code(json.dumps(setting.default))
    flag = code(setting.flag) if setting.flag else "none"
    other = "yes" if setting.changes_meaning else "no"
    return code(setting.name), default, setting.meaning, flag, code(setting.variable), other
