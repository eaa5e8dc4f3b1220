"""One page in the making for one reader: terms become text and links in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fastapi import Request

from acervo.namespaces import EDTF, MOV, PDIA, XSD, shorten
from acervo.web.reading.names import Name, Part, Term, names_of, part_of, plain
from acervo.web.reading.templates import kept_language, language_of
from acervo.web.serving.addresses import page_path
from acervo.web.serving.site import Site, site_of
from acervo.web.wording.dates import readable_date, readable_duration, readable_moment
from acervo.web.wording.words import Words, words_in

#: Where the terms of the core and the concepts that catalogues share are described here.
_TERMS: Final = "/ns"
_CONCEPTS: Final = "/participedia/"


@dataclass(frozen=True)
class Shown:
    """A term as a template writes it."""

    parts: Name
    href: str = ""
    external: bool = False
    title: str = ""

    @property
    def text(self) -> str:
        """Without links and languages."""
        return plain(self.parts)


@dataclass
class Reader:
    """Who the page is for, and the names of what stands on it."""

    site: Site
    language: str
    words: Words
    keep: str
    """`?lang=…` where the reader asked for a language in the address, so that links keep it."""
    names: dict[str, Name] = field(default_factory=dict)
    short_names: Mapping[str, str] = field(default_factory=dict)
    """Of sources that have passages: author and year, where they are known (`source_names.py`)."""

    @classmethod
    def of(cls, request: Request) -> Reader:
        """The reader who sent *request*."""
        language, site = language_of(request), site_of(request)
        return cls(site, language, words_in(language, site.appearance.catalogues), kept_language(request))

    async def learn(self, iris: Iterable[str]) -> None:
        """Find the names of *iris*."""
        unknown = [iri for iri in dict.fromkeys(iris) if iri not in self.names]
        self.names |= await names_of(self.site, unknown, self.language, self.words)

    def href(self, iri: str) -> str:
        """The page of *iri* here, its own address elsewhere, or "" where a link would lead to no web page."""
        path = page_path(self.site.base, iri)
        if path is not None:
            return path + self.keep
        return self._vocabulary(iri) or (iri if iri.startswith(("http://", "https://")) else "")

    def _vocabulary(self, iri: str) -> str:
        """Where the term *iri* of the core or of a shared catalogue is described here, else ""."""
        if iri.startswith(MOV):
            return f"{_TERMS}{self.keep}#{iri.removeprefix(MOV)}"
        return f"{_CONCEPTS}{iri.removeprefix(PDIA)}{self.keep}" if iri.startswith(PDIA) else ""

    def link(self, iri: str) -> Shown:
        """*iri* by its name, with a link where there is somewhere to go."""
        short = shorten(iri, self.site.base)
        href = self.href(iri)
        name = self.names.get(iri) or (Part(short.strip("<>")),)
        return Shown(name, href, external=href == iri and bool(href), title="" if plain(name) in short else short)

    def label(self, iri: str) -> Shown:
        """*iri* by its name, a property or a class: a link only to where the vocabulary is described."""
        name = self.names.get(iri) or (Part(shorten(iri, self.site.base).strip("<>")),)
        return Shown(name, self._vocabulary(iri), title=shorten(iri, self.site.base))

    def source(self, iri: str) -> Shown:
        """The source *iri* as rows name it: by author and year, its title at hand; else by its title."""
        whole = self.link(iri)
        short = self.short_names.get(iri)
        return replace(whole, parts=(Part(short),), title=whole.text) if short else whole

    def word(self, key: str) -> Shown:
        """A word of the interface."""
        return Shown((Part(self.words(key)),))

    def show(self, term: Term) -> Shown:
        """Any *term*."""
        if term["type"] == "uri":
            return self.link(term["value"])
        if term["type"] == "bnode":
            return self.word("blank")
        return self._literal(term)

    def best_of(self, terms: Sequence[Term]) -> list[Term]:
        """Of texts in several languages those in the reader's, if there are any; everything else stays."""
        own = [term for term in terms if term.get("xml:lang", "").split("-")[0].lower() == self.language]
        return [term for term in terms if "xml:lang" not in term or term in own or not own]

    def _literal(self, literal: Term) -> Shown:
        value, datatype = literal["value"], literal.get("datatype", "")
        if datatype == XSD + "anyURI" and value.startswith(("http://", "https://")):
            return Shown((Part(value),), value, external=True)
        text = value
        if datatype in (EDTF + "EDTF", XSD + "date", XSD + "gYear", XSD + "gYearMonth"):
            text = readable_date(value, self.words)
        elif datatype in (XSD + "dateTime", XSD + "dateTimeStamp"):
            text = readable_moment(value, self.words)
        elif datatype in (XSD + "dayTimeDuration", XSD + "yearMonthDuration", XSD + "duration"):
            text = readable_duration(value, self.words)
        elif datatype == XSD + "boolean":
            text = self.words("yes" if value in ("true", "1") else "no")
        if text != value:
            return Shown((Part(text),), title=value)
        return Shown((part_of(literal, self.words),))
