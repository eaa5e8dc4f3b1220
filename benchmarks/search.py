"""
How long a search takes among generated names: `python benchmarks/search.py [THINGS]`, each thing with two labels.

Asked of the index itself, in milliseconds of the processor, since a busy machine stretches the others; then of a server
over HTTP, in milliseconds of the clock and of the server's processors.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import open_archive
from acervo.corpus.queries import kept_queries
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition
from acervo.engine.embedded import EmbeddedEngine
from acervo.namespaces import MOV
from acervo.search.building import build_index, index_folder
from acervo.search.facts import Fact, Value
from acervo.search.index import Index, Sought
from acervo.search.things import Found, Name, Text, Thing
from acervo.web.app import create_app
from acervo.web.serving.site import Site

THINGS = 500_000
_WORDS = 60_000
_CONSONANTS = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ch", "qu", "br", "tr", "h", "j")
_SYLLABLES = [one + other for one in _CONSONANTS for other in "aeioué"]
_HEADS = ("Batalla de", "Battle of", "Workers of", "Trabajadores de", "Consejo de", "Planta", "Council of")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else THINGS
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(_WORDS)]
    found = Found(list(_things(chance, words, number)), {})
    names = [list(thing.names)[1].text for thing in chance.sample(found.things, min(300, number))]
    with tempfile.TemporaryDirectory() as folder:
        site = _site(Path(folder))
        place = index_folder(site.edition)
        shutil.rmtree(place)
        place.mkdir()
        begun = time.process_time()
        build_index(found, place)
        del found
        size = sum(path.stat().st_size for path in place.iterdir())
        print(f"{number:,} things: built in {time.process_time() - begun:.0f} s, {size / 1e6:.0f} MB; load {_load()}")
        _in_the_index(Index(place), _typed(names, chance, words))
        with _served(site) as (port, process):
            connection = http.client.HTTPConnection("127.0.0.1", port)
            for told, path in _ADDRESSES.items():
                _over_http(connection, process, told, path, _typed(names, chance, words))


_ADDRESSES: Mapping[str, str] = {
    "/search as JSON": "/search?format=json&q={}",
    "/search as a page": "/search?format=html&q={}",
    "/search/suggest": "/search/suggest?q={}",
}


def _site(folder: Path) -> Site:
    """An archive without anything, whose index is filled by hand."""
    (folder / "acervo.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    archive = open_archive(folder)
    edition = keep_edition(build_edition(read_archive(archive)))
    queries = {query.name: query for query in kept_queries(archive, "core/pages")}
    return Site(archive, edition, EmbeddedEngine(), CheckReport(edition.id, 0, 0, {}, ()), queries, ())


@contextmanager
def _served(site: Site) -> Iterator[tuple[int, int]]:
    """The port on which a process of its own serves *site*, and the number of that process."""
    listener = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(site, listener))
    process.start()
    assert process.pid
    port: int = listener.getsockname()[1]
    # Whoever connects waits until it answers.
    first = http.client.HTTPConnection("127.0.0.1", port)
    first.request("GET", "/search?q=a&format=json")
    first.getresponse().read()
    try:
        yield port, process.pid
    finally:
        process.terminate()
        process.join()


def _serve(site: Site, listener: socket.socket) -> None:
    server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="error", access_log=False))
    server.run([listener])


def _seconds_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _things(chance: random.Random, words: list[str], number: int) -> Iterator[Thing]:
    for one in range(number):
        # Some words are in many names, most in few.
        picked = [words[min(int(chance.paretovariate(0.6)), _WORDS - 1)] for _ in range(chance.choice((1, 2, 2, 3)))]
        name = " ".join(picked).title()
        thing = Thing(f"https://example.org/id/thing-{one}")
        year = chance.randint(1900, 2020)
        thing.names = {Name(f"{chance.choice(_HEADS)} {name}, {year}", "es"): None, Name(name, "en"): None}
        if one % 5 == 0:
            thing.texts = {Text("Los trabajadores hicieron " + " ".join(chance.choices(words, k=12)), "es"): None}
        thing.identifiers = {thing.iri: None}
        thing.types = thing.stated_types = thing.shown_types = {MOV + "Event": None}
        place = {"es": name.split()[0], "en": name.split()[-1]}
        thing.facts = [
            Fact(MOV + "date", [Value(str(year), {})]),
            Fact(MOV + "place", [Value(f"https://example.org/id/place-{one % 1000}", place)]),
        ]
        yield thing


def _in_the_index(index: Index, typed: Mapping[str, Sequence[str]]) -> None:
    print("\nin the index, ms of the processor")
    for kind, texts in typed.items():
        taken = []
        for text in texts:
            begun = time.process_time()
            index.search(Sought(text))
            taken.append((time.process_time() - begun) * 1000)
        print(f"{kind:32} {_spread(taken)}", flush=True)


def _over_http(
    connection: http.client.HTTPConnection, process: int, told: str, path: str, typed: Mapping[str, Sequence[str]]
) -> None:
    print(f"\n{told}, ms of the clock; load {_load()}")
    for kind, texts in typed.items():
        taken = []
        before = _seconds_of(process)
        for text in texts:
            begun = time.perf_counter()
            connection.request("GET", path.format(quote(text)))
            answer = connection.getresponse()
            body = answer.read()
            taken.append((time.perf_counter() - begun) * 1000)
            assert answer.status == 200, body
            assert "html" in path or json.loads(body)["query"] == text
        each = (_seconds_of(process) - before) / len(texts) * 1000
        print(f"{kind:32} {_spread(taken)}   of the server's processors {each:6.1f}", flush=True)


def _spread(taken: list[float]) -> str:
    taken.sort()
    middle, high = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return f"median {middle:6.1f}   95 of 100 {high:6.1f}   most {taken[-1]:6.1f}"


def _typed(names: Sequence[str], chance: random.Random, words: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What somebody types who looks for *names*."""

    def misspelt(text: str, times: int) -> str:
        letters = list(text)
        for place in chance.choices(range(len(letters)), k=times):
            letters[place] = chance.choice("abcdefghijklmnopqrstuvwxyz")
        return "".join(letters)

    ways: dict[str, Callable[[str], str]] = {
        "a whole name": lambda name: name,
        "one word": lambda name: name.split()[0],
        "two letters wrong": lambda name: misspelt(name, 2),
        "a frequent word, a letter wrong": lambda name: f"batalla de {misspelt(name, 1)}",
        "three letters": lambda name: name[:3],
        "frequent words, not together": lambda name: "batalla de la los trabajadores",
        "sixteen words, all wrong": lambda name: " ".join(misspelt(one, 1) for one in chance.choices(words, k=16)),
    }
    return {kind: [way(name)[:200].strip() for name in names] for kind, way in ways.items()}


if __name__ == "__main__":
    main()
