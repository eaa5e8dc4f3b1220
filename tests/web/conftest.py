"""The application over an archive, without a socket."""

from __future__ import annotations

import importlib.util
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType

import pytest
import uvicorn
from starlette.testclient import TestClient

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.queries import kept_queries
from acervo.corpus.reading import read_archive
from acervo.edition.build import Edition, build_edition
from acervo.edition.keep import keep_edition
from acervo.engine.embedded import EmbeddedEngine
from acervo.web.app import create_app
from acervo.web.serving.site import Site

from .page_reading import Page

PREFIXES = """
@prefix : <https://example.org/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def site_on(archive: Archive, edition: Edition) -> Site:
    return Site(
        archive=archive,
        edition=keep_edition(edition),
        engine=EmbeddedEngine(),
        report=CheckReport(edition.id, 0, 0, {}, ()),
        page_queries={query.name: query for query in kept_queries(archive, "core/pages")},
        competency_queries=tuple(kept_queries(archive, "competency")),
    )


class Browser(TestClient):
    """A client that asks for pages as browsers do, follows nothing by itself, and reads strictly."""

    def page(self, path: str, status: int = 200, **headers: str) -> Page:
        response = self.get(path, headers={"Accept": "text/html", **headers})
        assert status == response.status_code, f"{path}: {response.status_code}"
        assert response.headers["content-type"].startswith("text/html")
        page = Page(response.text)
        assert page.faults == [], f"{path}: {page.faults}"
        return page


def browse(site: Site) -> Browser:
    return Browser(create_app(site), base_url="http://localhost", follow_redirects=False)


@pytest.fixture(scope="session")
def site(archive: Archive, edition: Edition) -> Site:
    return site_on(archive, edition)


@pytest.fixture(scope="session")
def browser(site: Site) -> Iterator[Browser]:
    with browse(site) as client:
        yield client


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Serves a small archive made of one Turtle file, at https://example.org/; nothing checks it first."""

    def make(turtle: str, settings: str = "") -> Browser:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "acervo.toml").write_text(f'base = "https://example.org/"\n{settings}', encoding="utf-8")
        (tmp_path / "data" / "things.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        archive = open_archive(tmp_path)
        client = browse(site_on(archive, build_edition(read_archive(archive))))
        return served.enter_context(client)

    with ExitStack() as served:
        yield make


@pytest.fixture(scope="session")
def screenshots(root) -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", root / "tools" / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def listening(site: Site, root_path: str = "") -> Iterator[str]:
    """*site* on a socket; gives its address, without *root_path*, which a proxy is taken to have cut off."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="warning", root_path=root_path))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def address(archive: Archive, edition: Edition) -> Iterator[str]:
    with listening(site_on(archive, edition)) as at:
        yield at


@pytest.fixture(scope="module")
def chromium(screenshots):
    driver = pytest.importorskip("playwright.sync_api", reason="needs Playwright").sync_playwright
    try:
        program = screenshots.find_chromium()
    except screenshots.CannotPhotographError as error:
        pytest.skip(f"needs Chromium: {error}")
    with driver() as started:
        browser = started.chromium.launch(executable_path=program, args=list(screenshots.ARGUMENTS))
        yield browser
        browser.close()
