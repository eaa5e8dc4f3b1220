"""VoID of archives that are not like the shipped one: nothing in it, too many graphs, triples in several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCTERMS, VOID, Literal, URIRef

from acervo.checking.findings import Finding
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition
from acervo.namespaces import MOV
from wire.void_reading import Ask, Description, Figure

from .conftest import PREFIXES, Browser, browse, site_on

BASE = "https://example.org/"


@contextmanager
def served(root: Path, files: dict[str, str]) -> Iterator[Browser]:
    """An archive of some files; nothing checks it first."""
    for path, text in files.items():
        location = root / path
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_text(PREFIXES + text, encoding="utf-8")
    (root / "acervo.toml").write_text(f'base = "{BASE}"\n', encoding="utf-8")
    archive = open_archive(root)
    with browse(site_on(archive, build_edition(read_archive(archive)))) as client:
        yield client


def asker(client: Browser) -> Ask:
    def ask(query: str) -> list[dict[str, str]]:
        bindings = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]

    return ask


def description_of(client: Browser) -> Description:
    return Description.of(client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text)


def merged(ask: Ask, folder: str) -> int:
    """The triples of the merge of the files of one folder, those of folders below it left out."""
    (row,) = ask(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } "
        f'FILTER(REGEX(STR(?g), "^{BASE}graph/{folder}/[^/]*$")) }} }}'
    )
    return int(row["n"])


def test_an_empty_archive_is_the_core_and_is_described(tmp_path: Path) -> None:
    """It has no entity of its own, and every figure is that of a query."""
    with served(tmp_path, {}) as client:
        described = description_of(client)

        assert described.figures() == described.asked(asker(client))
        assert 0 == described.number(described.dataset, "entities")
        assert [] == list(described.graph.objects(described.dataset, VOID.exampleResource))


def test_a_triple_in_two_graphs_counts_once_in_the_whole_and_in_each_of_them(tmp_path: Path) -> None:
    """The default graph is an RDF merge. Blank nodes of two files are never one."""
    shared = ':a a mov:Place ; skos:prefLabel "A" . :b a mov:Place ; mov:partOf [ a mov:Place ] .'
    with served(tmp_path, {"data/one.ttl": shared, "data/two.ttl": shared + " :c mov:partOf :a ."}) as client:
        described, ask = description_of(client), asker(client)
        figures = described.figures()

        assert figures == described.asked(ask)
        assert Figure("https://w3id.org/acervo/ns#Place", "entities", 4) in figures
        assert {5, 6} == {one.number for one in figures if one.of.startswith(f"{BASE}graph/data/")}
        assert 3 == described.number(described.dataset, "entities")


@pytest.mark.long
@pytest.mark.parametrize("shared", ["", ":everywhere a mov:Event ."])
def test_more_graphs_than_can_be_named_are_told_by_folder(tmp_path: Path, shared: str) -> None:
    """Each folder with its files and the triples of their merge; none of the graphs by itself."""
    places = {f"data/places/p{number}.ttl": f":p{number} a mov:Place .{shared}" for number in range(600)}
    events = {f"data/events/old/e{number}.ttl": f":e{number} a mov:Event .{shared}" for number in range(500)}
    with served(tmp_path, {**places, **events}) as client:
        described, ask = description_of(client), asker(client)
        dataset = described.dataset
        folders = {one.of: one.number for one in described.parts("subset", DCTERMS.title, "triples")}
        files = {one.of: one.number for one in described.parts("subset", DCTERMS.title, "documents")}

        assert [] == list(described.graphs())
        assert described.figures() == [one for one in described.asked(ask) if "/graph/" not in one.of]
        assert (600, 500) == (files["data/places"], files["data/events/old"])
        assert (600 + bool(shared), 500 + bool(shared)) == (folders["data/places"], folders["data/events/old"])
        assert {"derived", "ontology/core", "shapes/core"} <= set(files)
        assert described.number(dataset, "documents") == sum(files.values())
        assert folders == {folder: merged(ask, folder) for folder in folders}


def test_more_folders_than_can_be_named_are_told_by_the_folder_above(tmp_path: Path) -> None:
    """A folder for each source is usual."""
    files = {f"data/sources/s{number}/source.ttl": f":s{number} a mov:Source ." for number in range(1_001)}
    with served(tmp_path, files) as client:
        described = description_of(client)
        folders = {one.of: one.number for one in described.parts("subset", DCTERMS.title, "documents")}

        assert 1_001 == folders["data/sources"]
        assert not [folder for folder in folders if folder.startswith("data/sources/")]


def test_what_the_data_say_goes_before_the_settings(small: Callable[..., Browser]) -> None:
    """Also when they say when they were changed."""
    said = '<https://example.org/> dcterms:title "Ours" ; dcterms:modified "2020-01-02"^^xsd:date .'
    described = description_of(small(said, 'title.en = "Theirs"\ndescription.en = "What it is."\n'))
    dataset, graph = described.dataset, described.graph

    assert [Literal("Ours")] == list(graph.objects(dataset, DCTERMS.title))
    assert [Literal("What it is.", lang="en")] == list(graph.objects(dataset, DCTERMS.description))
    assert "2020-01-02" == str(described.one(dataset, DCTERMS.modified))


def test_below_a_path_every_address_is_below_it(small: Callable[..., Browser]) -> None:
    """As a client of the proxy knows them; the archive's own IRIs are what they are."""
    client = small(":a a mov:Place .")
    app = client.app

    async def below(scope, receive, send):  # type: ignore[no-untyped-def]
        if scope["type"] == "http":
            scope = {**scope, "path": f"/epo{scope['path']}", "root_path": "/epo"}
        await app(scope, receive, send)

    client._transport.app = below  # type: ignore[attr-defined]
    text = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    page = client.get("/", headers={"Accept": "text/html"})

    for path in ("sparql", "store?default", ".well-known/void", ""):
        assert f"<http://localhost/epo/{path}>" in text
    assert not [
        line for line in text.splitlines() if "<http://localhost/" in line.replace("<http://localhost/epo/", "")
    ]
    assert 'href="/epo/.well-known/void"' in page.text
    assert page.headers["link"].startswith("</epo/.well-known/void>")


def test_the_next_edition_is_described_when_it_is_served(tmp_path: Path, small: Callable[..., Browser]) -> None:
    """Under another name, so that nobody keeps the old one."""
    client = small(":a a mov:Place .")
    served = client.app.state.served
    before = client.get("/.well-known/void")
    (tmp_path / "data" / "more.ttl").write_text(PREFIXES + ":b a mov:Place .", encoding="utf-8")
    archive = open_archive(tmp_path)
    edition = keep_edition(build_edition(read_archive(archive)))
    client.portal.call(served.swap, replace(served.site, archive=archive, edition=edition))
    after = client.get("/.well-known/void", headers={"If-None-Match": before.headers["etag"]})

    assert 200 == after.status_code
    assert [1, 2] == [
        described.number(described.dataset, "entities")
        for described in (Description.of(answer.text) for answer in (before, after))
    ]


def test_warnings_of_the_check_are_published(tmp_path: Path) -> None:
    """An edition with violations is not served; with warnings it is, and says so to people and to monitors."""
    (tmp_path / "acervo.toml").write_text(f'base = "{BASE}"\n', encoding="utf-8")
    archive = open_archive(tmp_path)
    site = site_on(archive, build_edition(read_archive(archive)))
    warnings = tuple(Finding("lint", "a-rule", "warning", {"en": str(number)}) for number in range(3))
    with browse(replace(site, report=replace(site.report, findings=warnings))) as client:
        description, metrics = description_of(client), client.get("/metrics").text

    (told,) = description.graph.objects(description.dataset, URIRef(f"{MOV}warnings"))
    assert Literal(3) == told
    assert 'acervo_findings{severity="warning"} 3' in metrics
