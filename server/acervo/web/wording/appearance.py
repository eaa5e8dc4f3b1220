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

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from acervo.corpus.archive import Archive
from acervo.corpus.core import PAGES
from acervo.errors import SettingsError
from acervo.settings import FILE_NAME
from acervo.web.wording.colours import accent_style
from acervo.web.wording.marked_text import as_html
from acervo.web.wording.words import Catalogues, with_own

_SHIPPED: Final = Path(__file__).parent.parent / "templates"
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
        homes = {path.stem.removeprefix("home."): path for path in sorted(folder.glob("home.*.md"))}
        home = {language: as_html(path.read_text(encoding="utf-8")) for language, path in homes.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", path=PAGES) from error
    return Appearance(
        _environment(folder / "templates"),
        with_own(folder / "locales"),
        accent_style(settings.accent),
        _logo(folder, settings.logo) if settings.logo else None,
        home,
        {language: as_html(text) for language, text in settings.footer.items()},
        digest.hexdigest(),
    )


def files_in(folder: Path) -> Iterator[Path]:
    """Every file of *folder*, if there is one, but those that editors and systems hide."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not path.name.endswith("~"):
            yield path


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


def _environment(own: Path) -> Environment:
    shipped = FileSystemLoader(_SHIPPED)
    loaders = [FileSystemLoader(own), shipped, PrefixLoader({"acervo": shipped})]
    environment = Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    for path in files_in(own):
        name = path.relative_to(own).as_posix()
        try:
            environment.get_template(name)
        except TemplateError as error:
            line = f":{error.lineno}" if hasattr(error, "lineno") else ""
            raise SettingsError(f"is no template: {error}", path=f"{PAGES}/templates/{name}{line}") from error
        except UnicodeDecodeError as error:
            raise SettingsError("is not UTF-8 text. Save it as UTF-8.", path=f"{PAGES}/templates/{name}") from error
    return environment
