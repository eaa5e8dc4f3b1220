"""Faults in what an operator makes of the pages (`pages/`, and the settings that go with it), in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal

from acervo.errors import SettingsError

_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "unreadable": {
        "en": "cannot be read: {reason}. See that the file is there and that you may open it.",
        "es": "no se puede leer: {reason}. Vea si el fichero está y si lo puede abrir.",
    },
    "not-utf8": {"en": "is not UTF-8 text. Save it as UTF-8.", "es": "no es texto UTF-8. Guárdelo como UTF-8."},
    "template": {
        "en": "is no template: {reason} Mend it there, or take the file away.",
        "es": "no es una plantilla: {reason} Corríjala ahí, o quite el fichero.",
    },
    "missing": {
        "en": "builds on “{name}”, and there is no such template.{hint}",
        "es": "se basa en «{name}», y no hay tal plantilla.{hint}",
    },
    "unused": {
        "en": "takes the place of no shipped template, and none uses it: no page shows it.{hint}",
        "es": "no sustituye a ninguna plantilla y ninguna la usa: ninguna página la muestra.{hint}",
    },
    "block": {
        "en": "fills the block “{name}”, which the template that it builds on does not have: no page shows it.{hint}",
        "es": "llena el bloque «{name}», que la plantilla en que se basa no tiene: ninguna página lo muestra.{hint}",
    },
    "home-language": {
        "en": "is in “{name}”, which is no language of the archive, so that no page shows it. Add it to languages in "
        "acervo.toml, with a catalogue pages/locales/{name}.po where the software does not speak it.",
        "es": "está en «{name}», que no es lengua del archivo, y ninguna página lo muestra. Añádala a languages en "
        "acervo.toml, con un catálogo pages/locales/{name}.po si el programa no la habla.",
    },
    "home-name": {
        "en": "does not say its language, so that no page shows it. Name it home.en.md for English.",
        "es": "no dice su lengua, y ninguna página lo muestra. Para español llámelo home.es.md.",
    },
    "catalogue": {
        "en": "is no gettext catalogue: {reason} Mend it there.",
        "es": "no es un catálogo de gettext: {reason} Corríjalo ahí.",
    },
    "catalogue-name": {
        "en": "is not named after a language: its code of two or three letters, such as pt.po.",
        "es": "no lleva el nombre de una lengua: su código de dos o tres letras, como pt.po.",
    },
    "places": {
        "en": "says {names} in “{word}”, which has no such place. Leave there what stands in braces in en.po.",
        "es": "dice {names} en «{word}», que no tiene tal lugar. Deje ahí lo que está entre llaves en en.po.",
    },
}
_DID_YOU_MEAN: Final = {"en": " Did you mean “{name}”?", "es": " ¿Quería decir «{name}»?"}


class PageFault(SettingsError):
    """
    Something about the pages is not as it was meant; raised where they cannot be made so.

    Args:
        key: Of the text that says it.
        path: The file, as the archive names it.
        near: Names of which the likest to `name` is offered.
        facts: What the text says besides.
    """

    def __init__(self, key: str, path: str, line: int | None = None, *, near: Iterable[str] = (), **facts: str):
        offered = get_close_matches(facts.get("name", ""), [*near], n=1)
        self.messages = {
            language: text.format(**facts, hint=_DID_YOU_MEAN[language].format(name=offered[0]) if offered else "")
            for language, text in _TEXTS[key].items()
        }
        self.severity: Literal["violation", "warning"] = (
            "warning" if key in ("unused", "block", "home-language", "home-name") else "violation"
        )
        super().__init__(self.messages["en"], path, line)


def text_of(file: Path, path: str) -> str:
    """
    What *file*, which the archive names *path*, says.

    Raises:
        PageFault: it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageFault("not-utf8", path) from error
    except OSError as error:
        raise PageFault("unreadable", path, reason=error.strerror or str(error)) from error
