"""
The interface's own words, from one gettext catalogue for each language: those shipped (`locales/`), and those that an
archive adds in its own folder (`pages/locales/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from acervo.web.wording.page_faults import PageFault

_LOCALES: Final = Path(__file__).parent.parent / "locales"
_DEFAULT: Final = "en"
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, eq=False)
class Catalogues:
    """The words of each language in *folders*, one file a language; what a folder says goes before those after it."""

    folders: Sequence[Path]

    @cached_property
    def by_language(self) -> Mapping[str, Sequence[Catalog]]:
        """
        The catalogues of each language, the first that is asked first.

        Raises:
            PageFault: a file is no catalogue, or one of its words lacks a place or has one too many.
        """
        found: dict[str, list[Catalog]] = {}
        for folder in self.folders:
            for path in sorted(folder.glob("*.po")):
                found.setdefault(path.stem, []).append(_read(path))
        return found

    @cached_property
    def words(self) -> Mapping[str, bool]:
        """Every word there is, which are those of English, and whether it has a form for many."""
        english = [message for catalog in reversed(self.by_language[_DEFAULT]) for message in catalog if message.id]
        return {_key(message.id): message.pluralizable for message in english}

    @cached_property
    def _chains(self) -> dict[str, NullTranslations]:
        return {}

    def translations(self, language: str) -> NullTranslations:
        """What says the words in *language*, and those that it lacks in English."""
        if language not in self._chains:
            first: NullTranslations | None = None
            for code in dict.fromkeys((language, _DEFAULT)):
                for catalog in self.by_language[code]:
                    if first is None:
                        first = _compiled(catalog)
                    else:
                        first.add_fallback(_compiled(catalog))
            assert first is not None
            self._chains[language] = first
        return self._chains[language]


@cache
def shipped() -> Catalogues:
    """The words that come with the software."""
    return Catalogues((_LOCALES,))


def with_own(folder: Path) -> Catalogues:
    """
    The words of an archive: those in *folder* before the shipped ones.

    Raises:
        PageFault: a file there is no catalogue, or its words do not take what the shipped ones take.
    """
    for fault in catalogue_faults(folder):
        raise fault
    return Catalogues((folder, _LOCALES))


def catalogue_faults(folder: Path) -> Iterator[PageFault]:
    """What is wrong with the catalogues in *folder*."""
    english = {_key(message.id): _places(message.string) for message in shipped().by_language[_DEFAULT][0]}
    for path in sorted(folder.glob("*.po")):
        try:
            catalog = _read(path)
        except PageFault as fault:
            yield fault
            continue
        for message in catalog:
            key = _key(message.id)
            wrong = _places(message.string) - english.get(key, _places(message.string))
            if wrong and any(message.string or ()):
                names = ", ".join(f"{{{one}}}" for one in sorted(wrong))
                yield PageFault("places", _named(path), message.lineno, names=names, word=key)


def _key(id: str | Sequence[str]) -> str:
    return id if isinstance(id, str) else id[0]


def _places(text: str | Sequence[str] | None) -> set[str]:
    return {*_PLACE.findall(text if isinstance(text, str) else "".join(text or ()))}


def _named(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _read(path: Path) -> Catalog:
    try:
        Locale(path.stem)
        with path.open("rb") as file:
            return read_po(file, locale=path.stem, abort_invalid=True)
    except UnknownLocaleError as error:
        raise PageFault("catalogue-name", _named(path)) from error
    except PoFileError as error:
        reason = f"{str(error).rstrip('.')}."
        raise PageFault("catalogue", _named(path), (error.lineno or 0) + 1, reason=reason) from error
    except UnicodeDecodeError as error:
        raise PageFault("not-utf8", _named(path)) from error
    except (ValueError, OSError) as error:
        raise PageFault("catalogue", _named(path), reason=f"{str(error).rstrip('.')}.") from error


def _compiled(catalog: Catalog) -> GNUTranslations:
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return GNUTranslations(file)


@dataclass(frozen=True)
class Words:
    """The catalogue in one language; *language* is what the interface speaks, English where it does not know better."""

    language: str
    catalogues: Catalogues = field(default_factory=shipped, compare=False, repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """
        The word *key*, with *values* put in; `n` chooses between its forms. What a catalogue lacks is said in English.

        Raises:
            KeyError: there is no such word, or a value is missing.
        """
        has_many = self.catalogues.words[key]
        translations, number = self.catalogues.translations(self.language), values.get("n", 1)
        if has_many and isinstance(number, int):
            text = translations.ngettext(key, key, number)
        else:
            text = translations.gettext(key)
        return text.format(**values) if values else text

    def name_of_language(self, tag: str) -> str:
        """
        What the language *tag* (BCP 47) is called in this language, by CLDR; a tag that it does not know stays.

        >>> Words("es").name_of_language("en"), Words("en").name_of_language("x-none")
        ('inglés', 'x-none')
        """
        return str(Locale(self.language).languages.get(tag.replace("-", "_"), tag))

    def language_name(self, code: str) -> str:
        """What the language *code* calls itself, else its code."""
        return words_in(code, self.catalogues)("language_name") if code in self.catalogues.by_language else code


def words_in(language: str, catalogues: Catalogues | None = None) -> Words:
    """The interface's words in *language*, else in English; from the shipped *catalogues* where none are given."""
    spoken = catalogues or shipped()
    return Words(language if language in spoken.by_language else _DEFAULT, spoken)
