"""Two running archives that may ask each other, what the engine itself says of both, and the installed clients."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from acervo.corpus.archive import open_archive
from acervo.edition.keep import kept_on_disk
from wire.conftest import ARCHIVES, ROOT, Server, serving

from . import installing

PREFIXES = """\
PREFIX mov: <https://w3id.org/acervo/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX : <https://example.org/gdansk/id/>
"""
Row = frozenset[tuple[str, str]]
#: Runs a client on a query, with what it writes to standard output.
Ask = Callable[..., str]


@dataclass(frozen=True)
class Archives:
    """A small archive (`here`) and the one that ships (`there`), and the store of each edition and of both."""

    here: Server
    there: Server
    stores: dict[str, ox.Store]

    def filled(self, query: str) -> str:
        """*query* with prefixes; `<here>` and `<there>` are the two endpoints."""
        return PREFIXES + query.replace("<there>", f"<{self.there.sparql}>").replace("<here>", f"<{self.here.sparql}>")

    def embedded(self, query: str, store: str = "here") -> Any:
        """What the engine in this process answers; a store of both is their merge."""
        is_union = store != "both" and "FROM" not in query
        return self.stores[store].query(
            self.filled(query), base_iri=self.here.base, use_default_graph_as_union=is_union
        )

    def rows(self, query: str, store: str = "here") -> list[Row]:
        return rows_of(self.embedded(query, store).serialize(format=ox.QueryResultsFormat.JSON))


def rows_of(results: str | bytes) -> list[Row]:
    """The solutions of a document in SPARQL JSON, in no order; blank nodes are one as the other."""
    bindings = json.loads(results)["results"]["bindings"]
    return sorted((frozenset((name, _term(term)) for name, term in row.items()) for row in bindings), key=sorted)


def _term(term: dict[str, str]) -> str:
    if term["type"] == "bnode":
        return "_:"
    datatype = term.get("datatype", "").removeprefix("http://www.w3.org/2001/XMLSchema#string")
    return json.dumps([term["type"].removeprefix("typed-"), term["value"], term.get("xml:lang", "").lower(), datatype])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _copied(archive: Path, folder: Path, other: int) -> Path:
    """*archive*, which may ask the server at the port *other*."""
    kept = ("acervo.toml", "data", "ontology", "shapes", "queries")
    folder.mkdir()
    for name in kept:
        if (archive / name).is_dir():
            shutil.copytree(archive / name, folder / name)
        elif (archive / name).exists():
            shutil.copy(archive / name, folder)
    with (folder / "acervo.toml").open("a", encoding="utf-8") as settings:
        endpoint = f'{{ address = "http://127.0.0.1:{other}/sparql", local = true }}'
        settings.write(f"\n[federation]\nallow = [{endpoint}]\n")
    return folder


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archives]:
    folder = tmp_path_factory.mktemp("clients")
    here, there = free_port(), free_port()
    small = _copied(ARCHIVES / "lenin-shipyard", folder / "here", there)
    large = _copied(ROOT, folder / "there", here)
    with (
        serving(small, folder / "here.log", "--port", str(here)) as one,
        serving(large, folder / "there.log", "--port", str(there)) as other,
    ):
        stores = {"here": _store(small), "there": _store(large), "both": ox.Store()}
        for name in ("here", "there"):
            stores["both"].extend(ox.Quad(one.subject, one.predicate, one.object) for one in stores[name])
        yield Archives(one, other, stores)


def _store(folder: Path) -> ox.Store:
    edition = kept_on_disk(open_archive(folder))
    assert edition
    store = ox.Store()
    store.bulk_extend(ox.parse(path=str(edition.quads), format=ox.RdfFormat.N_QUADS))
    return store


@pytest.fixture(scope="session")
def comunica() -> Ask:
    """Comunica, given nothing but addresses: it finds out what stands there."""
    if not installing.comunica().exists():
        pytest.skip("needs Comunica: python tests/clients/installing.py")

    def ask(query: str, *sources: str, media_type: str = "application/sparql-results+json") -> str:
        command = (installing.node(), installing.comunica(), *sources, "-q", query, "-t", media_type)
        return _run([str(part) for part in command])

    return ask


@pytest.fixture(scope="session")
def jena() -> Ask:
    """A command of Jena, by the name of its class: `rsparql` asks an endpoint, `arq` asks those that a query names."""
    if shutil.which("java") is None or not installing.jena().is_dir():
        pytest.skip("needs a Java runtime, and Jena: python tests/clients/installing.py")

    def ask(program: str, *arguments: str) -> str:
        return _run(["java", "-cp", f"{installing.jena()}/*", f"arq.{program}", *arguments])

    return ask


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert 0 == done.returncode, done.stderr
    return done.stdout
