"""What no source and no shipped vocabulary carries is not in the archive."""

from __future__ import annotations

import calendar
import re
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest

from .statements import MOV, RDF, curated_store, mov, values, written

#: The only identifiers from outside: the country, the country and its states by ISO 3166.
OUTSIDE = {
    (":venezuela", "mov:wikidata", "<http://www.wikidata.org/entity/Q717>"),
    (":venezuela", "mov:iso3166", '"VE"'),
    (":barinas-state", "mov:iso3166", '"VE-E"'),
    (":bolivar-state", "mov:iso3166", '"VE-F"'),
    (":falcon-state", "mov:iso3166", '"VE-I"'),
    (":portuguesa-state", "mov:iso3166", '"VE-P"'),
    (":sucre", "mov:iso3166", '"VE-R"'),
}
#: Vocabularies whose terms say where on earth something lies, or that it is the same as something elsewhere.
NEVER = re.compile(
    r"wgs84_pos|geosparql|geonames|/latitude|/longitude|owl#sameAs|skos/core#(exact|close)Match|viaf|orcid|isni"
)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return curated_store()


@pytest.fixture(scope="module")
def texts(seeds: Path) -> str:
    joined = " ".join(path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt")))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", joined))


def test_identifiers_from_outside_are_those_that_were_agreed(store: ox.Store) -> None:
    """Q717 for the country, ISO 3166 for it and its states; nobody else was looked up."""
    found = {
        (written(quad.subject), written(quad.predicate), written(quad.object))
        for name in ("wikidata", "iso3166", "sameThingAs")
        for quad in store.quads_for_pattern(None, mov(name), None, None)
    }

    assert OUTSIDE == found


def test_nothing_has_coordinates_or_a_same_as(store: ox.Store) -> None:
    """Neither text gives a coordinate; identity here has degrees, and none is certain beyond a text."""
    terms = {term.value for quad in store for term in (quad.predicate, quad.object) if isinstance(term, ox.NamedNode)}

    assert [] == sorted(term for term in terms if NEVER.search(term))


@pytest.mark.parametrize("name", ["url", "doi", "website", "volume", "issue", "pages"])
def test_addresses_and_numbers_of_works_are_printed(store: ox.Store, texts: str, name: str) -> None:
    """Letter by letter, in one of the two texts."""
    given = [quad.object for quad in store.quads_for_pattern(None, mov(name), None, None)]
    given += [
        value
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "predicate"), mov(name), None)
        for value in values(store, quad.subject, RDF + "object")
    ]
    letters = [term.value for term in given if isinstance(term, ox.NamedNode | ox.Literal)]

    assert letters
    assert [] == [value for value in letters if value not in texts]


def test_dates_are_as_precise_as_they_are_printed(store: ox.Store, texts: str) -> None:
    """Each year of a date stands in a text; a date with a day has its day and its month beside the year."""
    wrong = []
    for quad in store:
        if not isinstance(quad.object, ox.Literal) or not quad.object.datatype.value.endswith("/EDTF"):
            continue
        for year, month, day in re.findall(r"(\d{3}[\dX])(?:-(\d\d)(?:-(\d\d))?)?", quad.object.value):
            if year.rstrip("X") not in texts:
                wrong.append(quad.object.value)
            name = calendar.month_abbr[int(month)] if month else ""
            if name and not re.search(rf"\b{name}", texts):
                wrong.append(quad.object.value)
            if day and not re.search(rf"\b{int(day)}(st|nd|rd|th)?\b", texts):
                wrong.append(quad.object.value)

    assert [] == wrong


def test_nobody_has_a_birthday_that_no_text_gives(store: ox.Store) -> None:
    """One year of birth and one year of death are all that the two texts give."""
    found = [
        (
            written(values(store, quad.subject, RDF + "subject")[0]),
            written(values(store, quad.subject, RDF + "object")[0]),
        )
        for name in ("birthDate", "deathDate")
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "predicate"), ox.NamedNode(MOV + name), None)
    ]

    assert [(":sergio-requena", '"1974"'), (":hugo-chavez", '"2013"')] == found
