"""Works in the styles that readers are asked for, by citeproc-py; the styles stand in `styles/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from acervo.citing.csl_json import csl_item
from acervo.citing.works import Work

_STYLES: Final = Path(__file__).parent / "styles"
STYLES: Final[Mapping[str, str]] = {
    "APA 7": "apa",
    "Chicago 18, author-date": "chicago-author-date",
    "ISO 690, author-date": "iso690-author-date",
}
"""Name of a style → file in `styles/`, in the order in which they are shown."""
#: Language of the page → locale of CSL, for those whose code is not enough.
_LOCALES: Final = {"en": "en-US", "es": "es-ES"}
_OWN: Final = ("title", "container-title")
#: What the processor has no words for, or writes into every style as its own sentence.
_LEFT_OUT: Final = ("contributor", "version", "note")
#: Characters that no text has (private use), for what is put in or taken out after the style.
_SLANT, _UPRIGHT, _TITLE, _ADDRESS = "\ue000", "\ue001", "\ue002", "\ue003"
_NESTED: Final = re.compile("“([^“”]*)“([^“”]*)”([^“”]*)”")
_lock: Final = Lock()


@dataclass(frozen=True)
class Run:
    """A stretch of a citation."""

    text: str
    is_italic: bool = False


Citation = tuple[Run, ...]


def cited(work: Work, style: str, language: str, readable: Mapping[str, str]) -> Citation:
    """
    *work* as the bibliography of a text in *language* has it.

    Titles keep the capitals of the work, and names that do not say which part is the family name are kept whole.

    Args:
        style: A name in `STYLES`.
        readable: EDTF → words, for dates that a style could only write by taking the doubt out of them.
    """
    return _runs(_tidy(_marked(work, style, language, tuple(sorted(readable.items())))))


def cited_page(page: Work, style: str, language: str) -> Citation:
    """
    The same for one of many pages that differ in title and address only: the style is asked once for all of them.
    """
    stencil = replace(page, key="page", title=_TITLE, url=_ADDRESS)
    text = _marked(stencil, style, language, ())
    return _runs(_tidy(text.replace(_TITLE, _plain(page.title)).replace(_ADDRESS, page.url)))


@lru_cache(maxsize=4_096)
def _marked(work: Work, style: str, language: str, readable: tuple[tuple[str, str], ...]) -> str:
    # It takes long to load, and nobody asks for it who only asks queries.
    import citeproc
    from citeproc.source.json import CiteProcJSON

    from acervo.citing import repair

    item = _prepared(csl_item(work), work, dict(readable))
    with _lock:
        repair.repair_citeproc()
        repair.begin()
        # Read anew each time: rendering a date changes the style.
        read = citeproc.CitationStylesStyle(
            str(_STYLES / f"{STYLES[style]}.csl"), locale=_LOCALES.get(language, language), validate=False
        )
        bibliography = citeproc.CitationStylesBibliography(read, CiteProcJSON([item]), _Marks)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0])


def _prepared(item: dict[str, Any], work: Work, readable: Mapping[str, str]) -> dict[str, Any]:
    item = {name: value for name, value in item.items() if name not in _LEFT_OUT}
    if item.get("publisher") == item.get("container-title"):
        # A site that publishes itself is named once.
        item.pop("publisher", None)
    # As the processor writes it: `language` decides over capitals.
    item.setdefault("language", "en")
    for name in _OWN:
        if name in item:
            item[name] = f'<span class="nocase">{_plain(item[name])}</span>'
    for name, edtf in (("issued", work.date), ("accessed", work.accessed)):
        if name in item and len(item[name].get("date-parts", ())) != 1:
            item[name] = {"literal": readable.get(edtf, edtf)}
    return item


class _Marks:
    """A formatter of citeproc-py that marks italics and leaves everything else plain: templates escape it."""

    Oblique = Italic = staticmethod(lambda text: f"{_SLANT}{text}{_UPRIGHT}")
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = staticmethod(str)
    preformat = staticmethod(str)


def _plain(text: str) -> str:
    return re.sub(f"[{_SLANT}{_UPRIGHT}]|</?span[^>]*>", "", text)


def _tidy(text: str) -> str:
    """Where two parts met, one mark is enough; quotation marks within the like are single."""
    end = _UPRIGHT
    text = _NESTED.sub(r"“\1‘\2’\3”", text)
    text = re.sub(rf"([.,?!…]{end}?)(?:\s*[.])+(?=\s|$)", r"\1", text)
    return re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))


def _runs(text: str) -> Citation:
    runs = []
    for number, part in enumerate(re.split(f"[{_SLANT}{_UPRIGHT}]", text)):
        if part:
            runs.append(Run(part, is_italic=number % 2 == 1))
    return tuple(runs)
