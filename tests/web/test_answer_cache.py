"""Answers by edition, across a save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition

from .conftest import Browser

ADDRESSES = ("/sparql?query=SELECT+*+{+:a+skos:prefLabel+?name+}", "/store?default", "/graph/data/things", "/sparql")


def test_the_next_edition_has_other_names_and_other_answers(small: Callable[..., Browser], tmp_path: Path):
    """Nobody is given an answer of the edition before, and figures go on."""
    client = small(':a skos:prefLabel "before"@en .')
    before = [client.get(address) for address in ADDRESSES]
    kept = client.get(ADDRESSES[0])
    served = client.app.state.served
    hits = served.site.answer_cache.hits

    file = tmp_path / "data" / "things.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace("before", "after"), encoding="utf-8")
    archive = open_archive(tmp_path)
    edition = keep_edition(build_edition(read_archive(archive)))
    client.portal.call(served.swap, replace(served.site, archive=archive, edition=edition))
    tags = [answer.headers["etag"] for answer in before]
    after = [client.get(one, headers={"If-None-Match": tag}) for one, tag in zip(ADDRESSES, tags, strict=True)]

    assert [200] * 4 == [answer.status_code for answer in after]
    assert not {*tags} & {answer.headers["etag"] for answer in after}
    assert kept.text == before[0].text
    assert ("before" in kept.text, "after" in after[0].text) == (True, True)
    assert "after" in after[2].text
    assert 1 == hits == served.site.answer_cache.hits


def test_a_cache_of_no_size_keeps_nothing(small: Callable[..., Browser]):
    """The setting is obeyed; names of answers stay."""
    client = small(':a skos:prefLabel "a"@en .', "answer_cache_mb = 0\n")
    answers = [client.get(ADDRESSES[0]) for _ in range(2)]

    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert 0 == client.app.state.served.site.answer_cache.hits


def test_openapi_tells_what_the_protocol_routes_take(small: Callable[..., Browser]):
    """They read their requests by themselves."""
    paths = small("").get("/openapi.json").json()["paths"]
    names = {path: {one["name"] for one in paths[path]["get"]["parameters"]} for path in ("/sparql", "/store")}

    assert {"query", "default-graph-uri", "named-graph-uri", "format", "strict", "version"} == names["/sparql"]
    assert {"default", "graph", "format"} == names["/store"]
    assert "application/sparql-query" in paths["/sparql"]["post"]["requestBody"]["content"]
    assert ["path", "format"] == [one["name"] for one in paths["/graph/{path}"]["get"]["parameters"]]
