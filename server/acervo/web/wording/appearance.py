"""
What an operator makes of the pages: the folder `pages/` of the archive, and the settings that go with it.

docs/how-to/make-it-yours.md tells each part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from acervo.corpus.archive import Archive
from acervo.corpus.core import PAGES
from acervo.errors import SettingsError
from acervo.settings import FILE_NAME
from acervo.web.wording.colours import accent_style
from acervo.web.wording.marked_text import as_html
from acervo.web.wording.own_templates import environment_of, files_in, template_faults
from acervo.web.wording.page_faults import PageFault, text_of
from acervo.web.wording.words import Catalogues, catalogue_faults, with_own

#: What a logo may be, by the ending of its file.
_PICTURES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


@dataclass(frozen=True)
class Logo:
    """The picture that stands beside the title."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Appearance:
    """How the pages of one archive look, and what they say beside its data."""

    environment: Environment
    """Finds the archive's templates before the shipped ones, which are `acervo/…` as well."""
    catalogues: Catalogues
    style: str
    """CSS with the archive's own colours; "" where it has none."""
    logo: Logo | None
    home: Mapping[str, Markup]
    """The text of the home page, by language."""
    footer: Mapping[str, Markup]
    digest: str
    """Of every file that has a part in it, for the names of pages."""


def appearance_of(archive: Archive) -> Appearance:
    """
    What *archive* says of its pages.

    Raises:
        SettingsError: a colour that nobody could read, a logo that is not there, a template or catalogue with a fault.
    """
    folder, settings = archive.root / PAGES, archive.settings
    try:
        digest = hashlib.sha256()
        for path in files_in(folder):
            digest.update(
                f"{path.relative_to(folder).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest()
            )
    except OSError as error:
        raise SettingsError(f"cannot be read: {error}", path=PAGES) from error
    homes = {_language_of(path): path for path in sorted(folder.glob("home.*.md"))}
    environment = environment_of(folder / "templates")
    for fault in template_faults(folder / "templates", environment):
        if fault.severity == "violation":
            raise fault
    return Appearance(
        environment,
        with_own(folder / "locales"),
        accent_style(settings.accent),
        _logo(folder, settings.logo) if settings.logo else None,
        {language: as_html(text_of(path, f"{PAGES}/{path.name}")) for language, path in homes.items()},
        {language: as_html(text) for language, text in settings.footer.items()},
        digest.hexdigest(),
    )


def faults_of(archive: Archive) -> Iterator[SettingsError]:
    """
    Everything about the pages of *archive* that is not as it was meant, also what lets them be made; an error that is
    no `PageFault` is one of the settings.
    """
    folder, settings = archive.root / PAGES, archive.settings
    yield from template_faults(folder / "templates", environment_of(folder / "templates"))
    for file in sorted(folder.glob("home*.md")):
        path, language = f"{PAGES}/{file.name}", _language_of(file)
        try:
            text_of(file, path)
        except PageFault as fault:
            yield fault
        if not language:
            yield PageFault("home-name", path)
        elif language not in settings.languages:
            yield PageFault("home-language", path, name=language)
    yield from catalogue_faults(folder / "locales")
    for ask in (lambda: accent_style(settings.accent), lambda: settings.logo and _logo(folder, settings.logo)):
        try:
            ask()
        except SettingsError as error:
            yield error


def _language_of(home: Path) -> str:
    return home.stem.removeprefix("home").removeprefix(".")


def _logo(folder: Path, name: str) -> Logo:
    path = folder / name
    kind = _PICTURES.get(path.suffix.lower())
    if kind is None:
        raise SettingsError(f"needs a logo that ends in {', '.join(_PICTURES)}, not “{name}”.", path=FILE_NAME)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SettingsError(f"needs a logo in the folder {PAGES}/, not “{name}”.", path=FILE_NAME)
    try:
        return Logo(path.read_bytes(), kind)
    except OSError as error:
        raise SettingsError(
            f"names the logo “{name}”, which cannot be read. Put it at {PAGES}/{name}.", path=FILE_NAME
        ) from error
