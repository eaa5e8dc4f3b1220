"""
Read Participedia's controlled vocabularies from the JSON file that gathers them.

The file has `about` (where it comes from), `languages` and `facets`; each facet has its labels by page and its options.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

#: A facet is named after its label on the first of these pages that has one.
PAGES: Final = ("case", "method", "organization")

Labels = dict[str, str]


class MalformedVocabularyError(ValueError):
    """The JSON file lacks something, or something in it is of the wrong kind; the message says where."""


@dataclass(frozen=True)
class Option:
    """One value of an option list; *current* is false where no form offers it any more."""

    key: str
    current: bool
    label: Labels
    long_label: Labels


@dataclass(frozen=True)
class Facet:
    """One controlled field; facets that name the same *scheme* share one option list."""

    name: str
    scheme: str
    pages: tuple[str, ...]
    page_labels: dict[str, Labels]
    single: bool
    ranked: bool
    maximum: int | None
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All facets in the order of the file, and where the file says they come from."""

    origin: str
    facets: tuple[Facet, ...]

    def schemes(self) -> Iterator[tuple[Facet, list[Facet]]]:
        """Each facet that names a scheme, with the other facets that share it."""
        for facet in self.facets:
            if facet.scheme == facet.name:
                yield facet, [other for other in self.facets if other.scheme == facet.name and other is not facet]


def _part(holder: Any, key: str, kind: type | tuple[type, ...], where: str) -> Any:
    if not isinstance(holder, dict) or key not in holder:
        raise MalformedVocabularyError(f"{where}: '{key}' is missing")
    if not isinstance(holder[key], kind):
        raise MalformedVocabularyError(f"{where}.{key}: unexpected {type(holder[key]).__name__}")
    return holder[key]


def _labels(value: Any, languages: list[str], where: str) -> Labels:
    """Labels in NFC with single spaces; a language without a label is left out, never filled in."""
    if not isinstance(value, dict) or not all(isinstance(text, str | None) for text in value.values()):
        raise MalformedVocabularyError(f"{where}: expected texts by language")
    if strange := sorted(set(value) - set(languages)):
        raise MalformedVocabularyError(f"{where}: language {strange[0]!r} is not in 'languages'")
    tidy = {
        language: " ".join(unicodedata.normalize("NFC", value.get(language) or "").split()) for language in languages
    }
    return {language: text for language, text in tidy.items() if text}


def _options(raw: list[Any], languages: list[str], where: str) -> Iterator[Option]:
    seen: set[str] = set()
    for number, option in enumerate(raw):
        here = f"{where}.options[{number}]"
        key = _part(option, "key", str, here)
        if not key or key in seen:
            raise MalformedVocabularyError(f"{here}.key: {key!r} is empty or stands twice")
        seen.add(key)
        label = _labels(_part(option, "label", dict, here), languages, f"{here}.label")
        long_label = _labels(option.get("long_label", {}), languages, f"{here}.long_label")
        yield Option(key, _part(option, "current", bool, here), label, long_label)


def _facet(name: str, raw: Any, languages: list[str]) -> Facet:
    where = f"facets.{name}"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise MalformedVocabularyError(f"{where}: the name of a facet is lower-case letters, digits and _")
    pages = _part(raw, "page_label", dict, where)
    if not pages or (strange := set(pages) | set(_part(raw, "used_by", list, where))) - set(PAGES):
        raise MalformedVocabularyError(
            f"{where}: pages are {', '.join(PAGES)}; found {sorted(strange) if pages else 'none'}"
        )
    maximum = _part(raw, "max", (int, type(None)), where)
    page_labels = {p: _labels(pages[p], languages, f"{where}.page_label.{p}") for p in PAGES if p in pages}
    for language in ("en", "es"):
        if not any(language in labels for labels in page_labels.values()):
            raise MalformedVocabularyError(f"{where}.page_label: no label in {language!r}")
    return Facet(
        name=name,
        scheme=_part(raw, "same_options_as", str, where) if "same_options_as" in raw else name,
        pages=tuple(page for page in PAGES if page in raw["used_by"]),
        page_labels=page_labels,
        single=_part(raw, "single", bool, where),
        ranked=_part(raw, "ranked", bool, where),
        maximum=maximum,
        options=tuple(_options(_part(raw, "options", list, where), languages, where)),
    )


def read_vocabulary(path: Path) -> Vocabulary:
    """
    The vocabulary in the JSON file at *path*.

    Raises:
        OSError: the file cannot be read.
        MalformedVocabularyError: it is no JSON, or not of the shape that this script knows.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise MalformedVocabularyError(f"not JSON in UTF-8: {error}") from error
    languages = _part(raw, "languages", list, "file")
    origin = _part(_part(raw, "about", dict, "file"), "source_repository", str, "about")
    facets = tuple(_facet(name, facet, languages) for name, facet in _part(raw, "facets", dict, "file").items())
    named = {facet.name: facet for facet in facets}
    for facet in facets:
        home = named.get(facet.scheme)
        if home is None or home.scheme != home.name:
            raise MalformedVocabularyError(
                f"facets.{facet.name}.same_options_as: {facet.scheme!r} is no list of its own"
            )
        if [(o.key, o.current) for o in home.options] != [(o.key, o.current) for o in facet.options]:
            raise MalformedVocabularyError(f"facets.{facet.name}: its keys are not those of {facet.scheme}")
    return Vocabulary(origin, facets)
