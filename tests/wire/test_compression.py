"""Answers are compressed as the client asks; they flow all the same, and one that breaks off is never taken whole."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import httpx
import pytest

from .conftest import ARCHIVES, Server, serving

LONG = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 2000"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_an_answer_is_coded_as_the_client_accepts(shipped: Server, client: httpx.Client, coding: str) -> None:
    """It says so, says that it depends on it, and is the same answer."""
    plain, coded = (
        client.get(shipped.sparql, params={"query": LONG, "format": "csv"}, headers={"Accept-Encoding": accepted})
        for accepted in ("identity", coding)
    )

    assert coding == coded.headers["content-encoding"]
    assert "content-encoding" not in plain.headers
    assert ["accept-encoding" in one.headers["vary"].lower() for one in (plain, coded)] == [True, True]
    assert plain.text == coded.text


def test_a_short_answer_is_left_as_it_is(shipped: Server, client: httpx.Client) -> None:
    """Coding a line costs more than it saves."""
    response = client.get(shipped.sparql, params={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip, br, zstd"})

    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_long_answer_flows_and_one_that_is_cut_is_not_whole(
    tmp_path: Path, client: httpx.Client, coding: str
) -> None:
    """The first part is there although there is no last; at the limit the connection breaks."""
    folder = shutil.copytree(ARCHIVES / "lenin-shipyard", tmp_path / "a", ignore=shutil.ignore_patterns(".acervo"))
    settings = folder / "acervo.toml"
    settings.write_text(f"answer_max_bytes = 2_000_000\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    with serving(folder, tmp_path / "stderr") as server:
        request = client.build_request(
            "GET", server.sparql, params={"query": ENDLESS, "format": "csv"}, headers={"Accept-Encoding": coding}
        )
        response = client.send(request, stream=True)
        parts = response.iter_raw()
        kept = [next(parts)]
        with pytest.raises(httpx.RemoteProtocolError):
            kept.extend(parts)
        response.close()

    received = b"".join(kept)
    said = zlib.decompressobj(wbits=31).decompress(received) if coding == "gzip" else received
    assert said.startswith(b"a,b,c,d,e,f,g,h,i\r\n")
    assert len(said) > 100_000
