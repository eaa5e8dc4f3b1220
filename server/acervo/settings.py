"""What an archive may set in its `acervo.toml`, in one table that also writes the reference page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from acervo.errors import SettingsError

FILE_NAME: Final = "acervo.toml"
DEFAULT_BASE: Final = "http://localhost/"


@dataclass(frozen=True)
class Setting:
    """One key of `acervo.toml`: its name (units in the name), what it is when not given, and what it does."""

    name: str
    default: object
    meaning: str
    changes_meaning: bool = False
    """Whether another value makes another edition (docs/explanation/editions.md)."""


SETTINGS: Final = (
    Setting(
        "base",
        "",
        "Where the archive's IRIs begin, ending in `/`; empty means editions are built on `http://localhost/`.",
        changes_meaning=True,
    ),
    Setting("title", {}, "What the archive is called, by language: `title.en`, `title.es`."),
    Setting("description", {}, "One or two sentences for the home page, by language."),
    Setting("languages", ["en", "es"], "Languages of the pages, the preferred first."),
    Setting("query_max_bytes", 1_000_000, "A SPARQL query longer than this (in bytes) is refused with 413."),
    Setting("query_max_depth", 64, "Brackets nested deeper than this are refused before the engine sees them."),
    Setting("threads", 4, "How many queries the embedded engine runs at a time."),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one archive; every field is documented in `SETTINGS`."""

    base: str = DEFAULT_BASE
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en", "es")
    query_max_bytes: int = 1_000_000
    query_max_depth: int = 64
    threads: int = 4

    def in_language(self, texts: Mapping[str, str], language: str) -> str:
        """The text in *language*, else in the first of the archive's languages that has one, else any, else ''."""
        for candidate in (language, *self.languages, *texts):
            if candidate in texts:
                return texts[candidate]
        return ""

    @property
    def meaning(self) -> Mapping[str, object]:
        """The settings that are part of an edition's identity."""
        return {setting.name: getattr(self, setting.name) for setting in SETTINGS if setting.changes_meaning}


def read_settings(path: Path) -> Settings:
    """
    Read an `acervo.toml`; an empty file gives every default.

    Raises:
        SettingsError: the file is not TOML, has a key that Acervo does not know, or a value of the wrong kind.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError("is not UTF-8 text. Save it as UTF-8.", path=path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is not TOML: {error}.", path=path.name) from error
    known = {setting.name: setting for setting in SETTINGS}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise SettingsError(
                f"does not know the setting “{name}”. It knows: {', '.join(sorted(known))}.", path=path.name
            )
        values[name] = _checked(name, value, known[name].default, path.name)
    if not values.get("base"):
        values["base"] = DEFAULT_BASE
    return Settings(**values)


def _checked(name: str, value: Any, default: object, path: str) -> Any:
    if isinstance(default, Mapping):
        if isinstance(value, str):
            raise SettingsError(f"needs {name} by language; write: {name}.en = {value!r}", path=path)
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise SettingsError(f"needs text by language for {name}; write: {name}.en = “…”", path=path)
        return value
    if isinstance(default, list):
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise SettingsError(f'needs a list of language codes for {name}; write: {name} = ["en"]', path=path)
        return tuple(value)
    if isinstance(default, int):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise SettingsError(f"needs a whole number of at least 1 for {name}, not {value!r}.", path=path)
        return value
    if not isinstance(value, str):
        raise SettingsError(f"needs text in quotes for {name}, not {value!r}.", path=path)
    if name == "base" and value and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+/", value):
        raise SettingsError(
            f"needs a base that is an http(s) IRI and ends in “/”, not “{value}”. For example: https://example.org/",
            path=path,
        )
    return value
