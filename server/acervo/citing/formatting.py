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
AUTHOR_DATE: Final = "author-date"
"""What a style is of; it is said in the language of the page."""
STYLES: Final[Mapping[str, str]] = {
    "APA 7": "apa",
    f"Chicago 18, {AUTHOR_DATE}": "chicago-author-date",
    f"ISO 690, {AUTHOR_DATE}": "iso690-author-date",
}
"""Name of a style → file in `styles/`, in the order in which they are shown."""
#: Language of the page → locale of CSL, for those whose code is not enough.
_LOCALES: Final = {"en": "en-US", "es": "es-ES"}
_CSL: Final = "{http://purl.org/net/xbiblio/csl}"
#: Languages that write “A, B y C”, and no “&”.
_NO_COMMA_BEFORE_AND: Final = ("es", "gl", "pt")
_OWN: Final = ("title", "container-title")
#: What the processor has no words for, or writes into every style as its own sentence.
_LEFT_OUT: Final = ("contributor", "version", "note")
#: Characters that no text has (private use), for what is put in or taken out after the style.
_SLANT, _UPRIGHT, _TITLE, _ADDRESS, _JOIN = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_NESTED: Final = re.compile("“([^“”]*)“([^“”]*)”([^“”]*)”")
_NESTED_ANGLES: Final = re.compile("«([^«»]*)«([^«»]*)»([^«»]*)»")
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
    return _runs(_tidy(_marked(work, style, language, tuple(sorted(readable.items()))), language))


def cited_page(page: Work, style: str, language: str) -> Citation:
    """
    The same for one of many pages that differ in title and address only: the style is asked once for all of them.
    """
    stencil = replace(page, key="page", title=_TITLE, url=_ADDRESS)
    text = _marked(stencil, style, language, ())
    return _runs(_tidy(text.replace(_TITLE, _plain(page.title)).replace(_ADDRESS, page.url), language))


@lru_cache(maxsize=4_096)
def _marked(work: Work, style: str, language: str, readable: tuple[tuple[str, str], ...]) -> str:
    # It takes long to load, and nobody asks for it who only asks queries.
    import citeproc
    from citeproc.source.json import CiteProcJSON

    from acervo.citing import repair

    item = _prepared(csl_item(work), work, dict(readable))
    with _lock:
        repair.repair_citeproc()
        repair.begin(language)
        # Read anew each time: rendering a date changes the style.
        read = citeproc.CitationStylesStyle(
            str(_STYLES / f"{STYLES[style]}.csl"), locale=_LOCALES.get(language, language), validate=False
        )
        if language in _NO_COMMA_BEFORE_AND:
            for name in read.root.iter(f"{_CSL}name"):
                name.set("delimiter-precedes-last", "never")
                if name.get("and") == "symbol":
                    name.set("and", "text")
        if not _is_english(language):
            # To shorten the second number is English use.
            read.root.set("page-range-format", "expanded")
        bibliography = citeproc.CitationStylesBibliography(read, CiteProcJSON([item]), _Marks)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0])


def _prepared(item: dict[str, Any], work: Work, readable: Mapping[str, str]) -> dict[str, Any]:
    item = {name: value for name, value in item.items() if name not in _LEFT_OUT}
    if item.get("publisher") == item.get("container-title"):
        # A site that publishes itself is named once.
        item.pop("publisher", None)
    if item["type"] == "webpage" and item.get("publisher") and not {"author", "editor"} & item.keys():
        # By whom it is published: the first that a reader knows of it.
        item["author"] = [{"literal": item["publisher"]}]
    if item.get("author") == [{"literal": item.get("publisher")}] and item["type"] == "webpage":
        item.pop("publisher")
    if item["type"] == "motion_picture" and item.get("publisher"):
        # The site is named by who runs it, and the video is no chapter of it.
        item.pop("container-title", None)
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


def _tidy(text: str, language: str) -> str:
    """Where two parts met, one mark is enough; quotation marks within the like are single."""
    end = _UPRIGHT
    text = re.sub(rf"[.\s]*{_JOIN}", " ", text)
    text = _NESTED.sub(r"“\1‘\2’\3”", text)
    text = _NESTED_ANGLES.sub(r"«\1“\2”\3»", text)
    if _is_english(language):
        # Full stop and comma within the quotation marks, and none after another mark that ends a sentence.
        text = re.sub(rf"([?!])(’?”{end}?)[.]", r"\1\2", text)
        text = re.sub(rf"(’?”{end}?)([.,])", r"\2\1", text)
    text = re.sub(rf"([.,?!…]{end}?)(?:\s*[.])+(?=\s|$)", r"\1", text)
    return re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))


@lru_cache
def _is_english(language: str) -> bool:
    """Whether a text in *language* is written as in English, as it is where the processor has no words of its own."""
    import citeproc

    return language == "en" or not [*Path(citeproc.LOCALES_PATH).glob(f"locales-{language}[-.]*")]


def _runs(text: str) -> Citation:
    runs = []
    for number, part in enumerate(re.split(f"[{_SLANT}{_UPRIGHT}]", text)):
        if part:
            runs.append(Run(part, is_italic=number % 2 == 1))
    return tuple(runs)
