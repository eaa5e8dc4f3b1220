"""`boundaries.toml`: what a curator corrects in the segmentation of one source, and who speaks in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from acervo.errors import CuratorError

FILE_NAME: Final = "boundaries.toml"
MOST_WORDS: Final = 5
Layout = Literal["page", "mail"]
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CORRECTIONS: Final = ("join", "split", "heading", "section")
_SPEAKERS: Final = ("*", "/", "_", "default", "footnotes")


@dataclass(frozen=True)
class Correction:
    """One correction and the place it is for; *line* is where it stands in `boundaries.toml`."""

    verb: Literal["join", "split", "heading", "section"]
    line: int
    after: str = ""
    before: str = ""
    first: str = ""
    occurrence: int = 1
    """Which of the places that match, counted from 1; 0 demands that there be only one."""
    slug: str = ""
    speaker: str = ""
    undo: bool = False


@dataclass(frozen=True)
class Boundaries:
    """Everything `boundaries.toml` may say; without the file, all of it is default."""

    path: str
    layout: Layout | None = None
    language: str | None = None
    speakers: Mapping[str, str] | None = None
    corrections: tuple[Correction, ...] = ()

    def of(self, *verbs: str) -> list[Correction]:
        """The corrections of *verbs*, each verb's in the order of the file."""
        return [correction for correction in self.corrections if correction.verb in verbs]

    def speaker(self, mark: str) -> str:
        """Who speaks where *mark* stands, as a slug, or ""."""
        return (self.speakers or {}).get(mark, "")


def read_boundaries(location: Path, path: str) -> Boundaries:
    """
    Read the `boundaries.toml` at *location*; a missing file corrects nothing.

    Args:
        path: How messages name the file.

    Raises:
        CuratorError: it is not TOML, says something unknown, or quotes more than five words of the source at a place.
    """
    if not location.is_file():
        return Boundaries(path)
    text = location.read_text(encoding="utf-8-sig")
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CuratorError(f"is not TOML: {error}.", path) from error
    unknown = set(given) - {"layout", "language", "speakers", *_CORRECTIONS}
    if unknown:
        raise CuratorError(
            f"does not know “{sorted(unknown)[0]}”. It knows layout, language, speakers and the corrections "
            "join, split, heading, section.",
            path,
        )
    layout = given.get("layout")
    if layout not in (None, "page", "mail"):
        raise CuratorError(f'has the layout “{layout}”. Write "page" or "mail", or leave it out.', path)
    return Boundaries(
        path,
        layout,
        given.get("language"),
        _speakers(given.get("speakers", {}), path),
        tuple(
            _correction(verb, entry, _line_of(text, verb, index), path)
            for verb in _CORRECTIONS
            for index, entry in enumerate(given.get(verb, []))
        ),
    )


def _speakers(given: Mapping[str, Any], path: str) -> Mapping[str, str]:
    for mark, slug in given.items():
        if mark not in _SPEAKERS or not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            raise CuratorError(
                f"cannot use {mark} = {slug!r} under [speakers]. Left of = stands one of "
                f'{", ".join(_SPEAKERS)}; right of it the slug of a person, such as "jane-doe".',
                path,
            )
    return given


def _line_of(text: str, verb: str, index: int) -> int:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{verb}\s*\]\]", line)]
    return lines[index] if index < len(lines) else 1


_WANTED: Final[Mapping[str, Mapping[str, type]]] = {
    "join": {"after": str, "before": str, "occurrence": int},
    "split": {"after": str, "before": str, "occurrence": int},
    "heading": {"first": str, "occurrence": int, "undo": bool},
    "section": {"first": str, "occurrence": int, "slug": str, "speaker": str},
}


def _correction(verb: Any, entry: Mapping[str, Any], line: int, path: str) -> Correction:
    for key, value in entry.items():
        if key not in _WANTED[verb]:
            raise CuratorError(f"does not know “{key}” in [[{verb}]]. It knows {', '.join(_WANTED[verb])}.", path, line)
        if type(value) is not _WANTED[verb][key]:
            raise CuratorError(f"cannot use {key} = {value!r} in [[{verb}]].", path, line)
    correction = Correction(verb, line, **{"occurrence": 0, **entry})
    needed = ("after", "before") if verb in ("join", "split") else ("first",)
    if not all(getattr(correction, name) for name in needed):
        raise CuratorError(f"needs {' and '.join(needed)} in [[{verb}]]: a few words around the place.", path, line)
    if entry.get("occurrence", 1) < 1:
        raise CuratorError(f"counts occurrence in [[{verb}]] from 1.", path, line)
    words = sum(len(quote.split()) for quote in (correction.after, correction.before, correction.first))
    if words > MOST_WORDS:
        raise CuratorError(
            f"quotes {words} words of the source in [[{verb}]]. Quote at most {MOST_WORDS}; use occurrence "
            "to choose among several places.",
            path,
            line,
        )
    for slug in (correction.slug, correction.speaker):
        if slug and not _SLUG.fullmatch(slug):
            raise CuratorError(f"has “{slug}” where a slug belongs: small letters, digits and hyphens.", path, line)
    return correction
