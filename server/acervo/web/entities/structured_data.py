"""Pages in the words of schema.org, as search engines read them: only what nobody disputes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from acervo.citing.works import Contributor, Work
from acervo.namespaces import EDTF, MOV, PREFIXES, RDF, XSD
from acervo.web.reading.about import About
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader

_SCHEMA: Final = PREFIXES["schema"]
_CONTEXT: Final = "https://schema.org"
_PARTS: Final = {"author": "author", "editor": "editor", "interviewer": "contributor", "contributor": "contributor"}
#: What a description of the archive links to: name, media type, and the format in the address.
_DUMPS: Final = (
    ("Turtle", "text/turtle", "ttl"),
    ("N-Triples", "application/n-triples", "nt"),
    ("RDF/XML", "application/rdf+xml", "rdf"),
    ("JSON-LD", "application/ld+json", "jsonld"),
)


@dataclass(frozen=True)
class Undisputed:
    """What the page query `structured-data` answered of one thing."""

    types: Sequence[str]
    """Of schema.org, by their local names."""
    dates: Sequence[str]
    """EDTF."""
    values: Mapping[str, Sequence[Term]]
    """By property of schema.org."""
    stated: Mapping[str, Sequence[Term]]
    """The same, and dates, by the property that the archive uses."""


async def undisputed(iri: str, reader: Reader) -> Undisputed:
    """Ask for what nobody disputes about *iri*; *reader* learns the names in it."""
    types: list[str] = []
    dates: list[str] = []
    values: dict[str, list[Term]] = {}
    stated: dict[str, list[Term]] = {}
    for row in await reader.site.rows("structured-data", iri=iri):
        property, term = row["property"]["value"], row["value"]
        if property == RDF + "type":
            types.append(term["value"].removeprefix(_SCHEMA))
            continue
        stated.setdefault(row["stated"]["value"], []).append(term)
        if property == MOV + "date":
            dates.append(term["value"])
        else:
            values.setdefault(property, []).append(term)
    terms = [term["value"] for found in stated.values() for term in found if term["type"] == "uri"]
    await reader.learn({*stated, *terms})
    return Undisputed(list(dict.fromkeys(types)), dates, values, stated)


def structured_entity(
    iri: str, names: Sequence[str], address: str, known: Undisputed, source: Work | None, reader: Reader, about: About
) -> str | None:
    """
    The thing *iri* for the page at *address*; None where no class of it has a type of schema.org.

    Args:
        names: What it is called, the name on the page first.
        source: Its bibliographic record, where it is a source.
    """
    types = known.types
    if not types:
        return None
    thing: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": iri,
        "@type": types if len(types) > 1 else types[0],
        "name": names[0],
        "alternateName": list(dict.fromkeys(names[1:])),
        "mainEntityOfPage": address,
        **_properties(known.values, types, reader),
    }
    if source is not None:
        thing |= _bibliography(source)
    elif len(known.dates) == 1 and "Event" in types:
        thing |= _start_and_end(known.dates[0])
    thing["subjectOf"] = {"@type": "Dataset", "@id": reader.site.base, **_licence(about)}
    return as_script(thing)


async def structured_archive(address: str, reader: Reader, about: About) -> str:
    """The archive as a dataset, and the site whose paths begin with *address* as the catalogue that it is in."""
    site = reader.site
    settings = site.archive.settings
    title = settings.in_language(settings.title, reader.language) or reader.words("untitled")
    await reader.learn({about.publisher} - {""})
    dataset: dict[str, Any] = {
        "@id": site.base,
        "@type": "Dataset",
        "name": title,
        "description": settings.in_language(settings.description, reader.language),
        "url": address,
        "version": site.edition.id,
        "dateModified": site.statistics.modified,
        "inLanguage": list(settings.languages),
        "includedInDataCatalog": {"@id": f"{address}#catalogue"},
        "isAccessibleForFree": True,
        **_licence(about),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": kind,
                "contentUrl": f"{address}store?default&format={format}",
            }
            for name, kind, format in _DUMPS
        ],
    }
    if about.publisher:
        dataset["publisher"] = _named(about.publisher, reader) | {"@type": "Organization", **_contact(about)}
    catalogue = {
        "@id": f"{address}#catalogue",
        "@type": "DataCatalog",
        "name": title,
        "url": address,
        "dataset": {"@id": site.base},
    }
    known = {name: value for name, value in dataset.items() if value}
    return as_script({"@context": _CONTEXT, "@graph": [catalogue, known]})


def as_script(value: Mapping[str, Any]) -> str:
    """*value* as the text of a `script`, unescaped: nothing in it can end the element or begin another."""
    text = json.dumps({name: one for name, one in value.items() if one not in ("", [])}, ensure_ascii=False)
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def _properties(values: Mapping[str, Sequence[Term]], types: Sequence[str], reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for property, terms in values.items():
        name = property.removeprefix(_SCHEMA)
        if name == "location" and "Place" in types:
            # In schema.org a place has no location; it is in another.
            name = "containedInPlace"
        shown = [one for term in terms if (one := _value(term, reader)) is not None]
        if shown:
            found[name] = shown if len(shown) > 1 else shown[0]
    return found


def _value(term: Term, reader: Reader) -> Any:
    if term["type"] == "uri":
        return _named(term["value"], reader) if _is_web_address(term["value"]) else None
    if term["type"] == "bnode":
        return None
    if term.get("datatype") == EDTF + "EDTF":
        # A date in doubt, or without an end, is no date of schema.org.
        return term["value"] if _is_plain(term["value"]) else None
    if term.get("datatype") == XSD + "anyURI":
        return term["value"] if _is_web_address(term["value"]) else None
    return term["value"]


def _is_web_address(text: str) -> bool:
    """Others run programs or lead nowhere."""
    return text.startswith(("http://", "https://"))


def _named(iri: str, reader: Reader) -> dict[str, Any]:
    name = reader.link(iri)
    return {"@id": iri, "name": name.text} if reader.names.get(iri) else {"@id": iri}


def _start_and_end(edtf: str) -> dict[str, str]:
    start, slash, end = edtf.partition("/")
    found = {"startDate": start, "endDate": end if slash else ""}
    return {name: date for name, date in found.items() if _is_plain(date)}


def _is_plain(date: str) -> bool:
    return date.replace("-", "").isdecimal() and len(date) in (4, 7, 10) and date[5:7] < "13"


def _bibliography(work: Work) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for role, property in _PARTS.items():
        for one in work.contributors:
            # That somebody is the author, no by-line says.
            if role == ("contributor" if one.is_by_line else one.role):
                found.setdefault(property, []).append(_contributor(one))
    if _is_plain(work.date):
        found["datePublished"] = work.date
    if work.language:
        found["inLanguage"] = work.language
    if work.doi:
        found["sameAs"] = f"https://doi.org/{work.doi}"
    return found


def _contributor(one: Contributor) -> dict[str, str]:
    return {"@type": "Person" if one.is_person else "Organization", "name": one.name}


def _contact(about: About) -> dict[str, Any]:
    if not about.contact:
        return {}
    kind = "email" if about.contact_address.startswith("mailto:") else "url"
    return {"contactPoint": {"@type": "ContactPoint", kind: about.contact}}


def _licence(about: About) -> dict[str, str]:
    return {"license": about.license} if about.license else {}
