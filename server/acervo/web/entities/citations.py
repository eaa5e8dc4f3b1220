"""How a page of the archive is cited, and how the source is that the page is about."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from acervo.citing.formatting import AUTHOR_DATE, STYLES, Citation, Run, cited, cited_page
from acervo.citing.works import Contributor, Kind, Work, contributors_of
from acervo.namespaces import MOV, PREFIXES
from acervo.web.reading.about import About, licence_name
from acervo.web.reading.names import Term, plain
from acervo.web.reading.reader import Reader
from acervo.web.wording.dates import readable_date

_DCTERMS: Final = PREFIXES["dcterms"]
_KINDS: Final[dict[str, Kind]] = {
    "Book": "book",
    "BookChapter": "chapter",
    "JournalArticle": "article-journal",
    "NewsArticle": "article-newspaper",
    "WebPage": "webpage",
    "Report": "report",
    "LegalText": "legislation",
    "Video": "motion_picture",
    "Journal": "periodical",
    "Gazette": "periodical",
    "Website": "webpage",
    "MailingList": "webpage",
    "MailMessage": "post",
    "CatalogueEntry": "webpage",
    "InterviewText": "interview",
    "BlogPost": "post-weblog",
}
#: So much of the id of an edition tells it from all others; the whole is long to print.
_EDITION_LETTERS: Final = 12
_Facts = dict[str, list[Term]]


@dataclass(frozen=True)
class CiteBox:
    """Citations for a template: name of the style → the citation."""

    page: Sequence[tuple[str, Citation]]
    source: Sequence[tuple[str, Citation]]
    """Of the source that the page is about, where it is about one or a passage of one."""
    heading: str
    """The word of the interface for what comes first."""


async def cite_box(page: Work, source: Work | None, reader: Reader, place: str = "") -> CiteBox:
    """
    The citations of a page and of the source that it is about, or of the *place* in it that it is about.

    Those of the page itself end with what the style leaves out: the publisher in some, edition and licence in all.
    """
    words, language = reader.words, reader.words.language
    edition = words("cite_edition", edition=page.version)
    ending = f"{edition}, {licence_name(page.licence)}" if page.licence else edition
    readable = {date: readable_date(date, words) for date in (source.date, source.accessed)} if source else {}

    def whole(style: str) -> Citation:
        citation = cited_page(page, style, language)
        is_told = page.publisher in "".join(run.text for run in citation)
        return (*citation, Run(f" [{ending}]" if is_told else f" [{page.publisher}, {ending}]"))

    def told(style: str) -> str:
        return style.replace(AUTHOR_DATE, words("cite_author_date"))

    def formatted() -> CiteBox:
        there = (Run(f" [{place}]"),) if place else ()
        sources = (
            [(told(style), (*cited(source, style, language, readable), *there)) for style in STYLES] if source else []
        )
        heading = "cite_passage" if there else "cite_source" if source else "cite_page"
        return CiteBox([(told(style), whole(style)) for style in STYLES], sources, heading)

    return await asyncio.to_thread(formatted)


def page_work(iri: str, title: str, source: Work | None, reader: Reader, about: About, day: str) -> Work:
    """
    The page of *iri*, called *title*, as a work in the archive; it is by its publisher, since the archive names nobody.

    The page of a *source* is called a record of it, so that nobody takes the publisher for who wrote the source.

    Its date is that of the edition, when the data were changed last; *day* is when it was read.

    The publisher's name has been learned by *reader*.
    """
    site = reader.site
    publisher = plain(reader.names.get(about.publisher, ()))
    settings = site.archive.settings
    container = settings.in_language(settings.title, reader.language) or reader.words("untitled")
    key = _key(iri, site.base)
    return Work(
        key=key,
        kind="webpage",
        title=reader.words("cite_record", title=title) if source and source.key == key else title,
        contributors=() if publisher in ("", container) else (Contributor("author", publisher),),
        container=container,
        date=site.statistics.modified[:10],
        accessed=day,
        publisher=publisher,
        url=iri,
        language=reader.words.language,
        version=site.edition.id[:_EDITION_LETTERS],
        licence=about.license,
    )


async def source_work(iri: str, reader: Reader) -> Work | None:
    """The source *iri*, the one that the reference *iri* names or the passage *iri* stands in; else None."""
    facts, contributors = await asyncio.gather(
        reader.site.rows("citation", iri=iri), reader.site.rows("citation-contributors", iri=iri)
    )
    if not facts:
        return None
    source = facts[0]["source"]["value"]
    works: dict[str, _Facts] = {}
    for row in facts:
        if row["source"]["value"] == source:
            works.setdefault(row["work"]["value"], {}).setdefault(row["property"]["value"], []).append(row["value"])
    own = works.get(source, {})
    container = next((term["value"] for term in own.get(MOV + "container", ()) if term["value"] in works), "")
    publishers = {term["value"] for work in works.values() for term in work.get(MOV + "publisher", ())}
    agents = {row["agent"]["value"] for row in contributors if "agent" in row}
    await reader.learn({source, *publishers, *agents})
    rows = [(row["work"]["value"], _named(row, reader), row.get("family")) for row in contributors]
    families = {name: family["value"] for _, (_, name, _), family in rows if family}
    named = contributors_of((one for work, one, _ in rows if work == source), families)
    around = contributors_of((one for work, one, _ in rows if work == container), families)
    editors = tuple(one for one in around if one.role == "editor")
    return _work(source, own, works.get(container, {}), named, editors, reader)


def _work(
    iri: str,
    own: _Facts,
    container: _Facts,
    named: Sequence[Contributor],
    editors: Sequence[Contributor],
    reader: Reader,
) -> Work:
    def text(name: str, facts: _Facts = own) -> str:
        return facts[MOV + name][0]["value"] if MOV + name in facts else ""

    publisher = text("publisher") or text("publisher", container)
    title = own.get(_DCTERMS + "title")
    within = container.get(_DCTERMS + "title")
    url = text("url")
    kind = _KINDS.get(text("sourceType").removeprefix(MOV), "document")
    if kind == "article-newspaper" and not within and url:
        # Styles name the paper of an article, and not the publisher of a page.
        kind = "webpage"
    return Work(
        key=_key(iri, reader.site.base),
        kind=kind,
        title=title[0]["value"] if title else reader.link(iri).text,
        contributors=named,
        container=within[0]["value"] if within else "",
        container_editors=editors,
        date=text("date") or text("sentAt")[:10],
        accessed=text("accessDate"),
        volume=text("volume"),
        issue=text("issue"),
        pages=text("pages"),
        publisher=plain(reader.names.get(publisher, ())),
        place=text("publisherPlace") or text("publisherPlace", container),
        doi=text("doi"),
        url="" if text("doi") and text("doi") in url else url,
        language=next((term["value"] for term in own.get(_DCTERMS + "language", ())), ""),
    )


def _named(row: Mapping[str, Term], reader: Reader) -> tuple[str, str, bool]:
    agent = row["agent"]["value"] if "agent" in row else ""
    name = row["printed"]["value"] if "printed" in row else plain(reader.names.get(agent, ()))
    role = row["role"]["value"].removeprefix(MOV) if "role" in row else ""
    return role, name, row["isPerson"]["value"] == "true"


def _key(iri: str, base: str) -> str:
    rest = iri.removeprefix(f"{base}id/").rsplit("://", 1)[-1]
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", unquote(rest)).strip("-") or "page"
