"""What the page of an entity says of itself to those who cite it, to search engines and to those who share it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from acervo.citing.works import Work
from acervo.web.entities.citations import CiteBox, cite_box, page_work, source_work
from acervo.web.entities.structured_data import Undisputed, structured_entity, undisputed
from acervo.web.entities.summaries import shortened, summary
from acervo.web.reading.about import About
from acervo.web.reading.names import Name, in_section, plain
from acervo.web.reading.reader import Reader

_FORMATS: Final = (
    ("BibTeX", "bib", "application/x-bibtex"),
    ("RIS", "ris", "application/x-research-info-systems"),
    ("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json"),
)


async def cited_values(
    iri: str, path: str, here: str, page: Mapping[str, Any], reader: Reader, about: About, day: str
) -> dict[str, Any]:
    """
    The values for `cite.html` and for the head of the page of *iri*.

    Args:
        path: Of the page, as links to it are written.
        here: Where this server's own paths begin, as the client sees it, without the last `/`.
        day: On which it is read, for what a citation says of it.
        page: The values of `entity.html`: name, other names and classes are in it.

    The publisher's name has been learned by *reader*.
    """
    known, source = await asyncio.gather(undisputed(iri, reader), source_work(iri, reader))
    name: str = page["name"].text
    work = page_work(iri, name, source, reader, about, day)
    place = _place(reader.names[iri], source) if source and page["is_passage"] else ""
    box = await cite_box(work, source, reader, place)
    is_source = source is not None and source.key == work.key
    names = [name, *(other.text for other in page["other_names"])]
    return {
        "cite": box,
        "cite_downloads": {
            "source": _downloads(path, reader.keep),
            "page": _downloads(
                path, (f"{reader.keep}&of=page" if reader.keep else "?of=page") if source else reader.keep
            ),
        },
        "structured": structured_entity(iri, names, here + path, known, source if is_source else None, reader, about),
        "page_description": _sentence(known, box, page, f"{work.container}.", reader),
    }


def _place(passage: Name, source: Work) -> str:
    """Where *passage* stands in *source*: its section, unless the title says as much, and its place in it."""
    found = in_section(passage)
    return plain(found[1] if found and plain(found[0]) in source.title else passage)


def _sentence(known: Undisputed, box: CiteBox, page: Mapping[str, Any], ending: str, reader: Reader) -> str:
    """Of a source its citation, of anything else what is undisputed about it and can be read without a link."""
    if box.source:
        return shortened("".join(run.text for run in box.source[0][1]))
    facts = []
    for stated, terms in known.stated.items():
        shown = [reader.show(term) for term in reader.best_of(terms)]
        if readable := [one.text for one in shown if not one.external]:
            facts.append((reader.label(stated).text, readable))
    return summary([kind.text for kind in page["types"]], page["name"].text, facts, ending)


def _downloads(path: str, query: str) -> list[tuple[str, str, str]]:
    """Label, media type and address of each format; none of what is no thing of this archive."""
    data = path.replace("/page/", "/data/", 1)
    return [(label, kind, f"{data}.{suffix}{query}") for label, suffix, kind in _FORMATS] if data != path else []
