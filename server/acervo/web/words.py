"""The interface's own words, from one gettext catalogue for each language (`locales/`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_LOCALES: Final = Path(__file__).with_name("locales")
_DEFAULT: Final = "en"


@cache
def catalogues() -> Mapping[str, Catalog]:
    """The catalogue of each language that the interface speaks: one file each."""
    return {path.stem: _read(path) for path in sorted(_LOCALES.glob("*.po"))}


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


@cache
def _translations(language: str) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogues()[language])
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    if language != _DEFAULT:
        translations.add_fallback(_translations(_DEFAULT))
    return translations


@dataclass(frozen=True)
class Words:
    """The catalogue in one language; *language* is what the interface speaks, English where it does not know better."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """
        The word *key*, with *values* put in; `n` chooses between its forms. What a catalogue lacks is said in English.

        Raises:
            KeyError: there is no such word, or a value is missing.
        """
        message = catalogues()[_DEFAULT].get(key)
        if message is None:
            raise KeyError(key)
        translations, number = _translations(self.language), values.get("n", 1)
        if message.pluralizable and isinstance(number, int):
            text = translations.ngettext(key, key, number)
        else:
            text = translations.gettext(key)
        return text.format(**values) if values else text


def words_in(language: str) -> Words:
    """The interface's words in *language*, else in English."""
    return Words(language if language in catalogues() else _DEFAULT)


def language_name(code: str) -> str:
    """What the language *code* calls itself, else its code."""
    return words_in(code)("language_name") if code in catalogues() else code
