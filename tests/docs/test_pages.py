"""What every page of documentation keeps: links that lead somewhere, examples that are right."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from acervo.namespaces import PREFIXES

from .reading import PAGES, ROOT, Block, all_blocks, anchors, prose

_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@pytest.mark.parametrize(
    "page",
    # A note on a change is lines of the changelog to be, no page.
    [page for page in PAGES if page.parent.name != "changes" or page.name == "README.md"],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_a_page_has_one_title(page: Path):
    """Readers and their programs find the page by it."""
    assert 1 == len(re.findall(r"^# ", prose(page), re.MULTILINE))


@_PAGE
def test_links_within_the_repository_resolve(page: Path):
    """A page that has moved takes its links with it."""
    text = re.sub(r"`[^`\n]*`", "", prose(page))
    broken = []
    for link in re.findall(r"\]\(<?([^)\s>]+)>?[^)]*\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = unquote(link).partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)

    assert [] == broken


@pytest.mark.parametrize("block", all_blocks("sparql"), ids=str)
def test_a_query_shown_parses(block: Block):
    """It is there to be copied whole."""
    ox.Store().query(block.text)


@pytest.mark.parametrize("block", [one for one in all_blocks("sparql") if one.runs], ids=str)
def test_a_query_shown_as_running_finds_something(block: Block, edition_store: ox.Store):
    """On this archive, as the page says."""
    solutions = edition_store.query(block.text, use_default_graph_as_union=True)

    assert isinstance(solutions, ox.QuerySolutions)
    assert next(solutions, None) is not None


@pytest.mark.parametrize("block", all_blocks("turtle"), ids=str)
def test_turtle_shown_parses(block: Block):
    """Prefixes may be left out where the page shows a part of a file."""
    known = {"": "https://example.org/id/", **PREFIXES}
    written = set(re.findall(r"@prefix ([\w-]*):", block.text))
    prefixes = "".join(f"@prefix {name}: <{known[name]}> .\n" for name in known.keys() - written)

    assert list(ox.parse(input=prefixes + block.text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("block", all_blocks("toml"), ids=str)
def test_toml_shown_parses(block: Block):
    """As acervo.toml and boundaries.toml must."""
    assert tomllib.loads(block.text)


@_PAGE
def test_terms_named_in_a_page_exist(page: Path, edition_store: ox.Store):
    """A reader who looks for a term must find it in the ontology."""
    named = set(re.findall(r"(?<![\w:/])mov:(\w+)", page.read_text(encoding="utf-8")))
    unknown = {
        name
        for name in named
        if not edition_store.query(f"ASK {{ GRAPH ?file {{ <{PREFIXES['mov']}{name}> ?p ?o }} }}")
    }

    assert set() == unknown


def test_the_claims_of_the_model_page_stand_in_the_archive(edition_store: ox.Store):
    """It says so, with the name of the file."""
    page = ROOT / "docs/reference/model.md"
    shown = [block.text for block in all_blocks("turtle") if block.page == page]
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    prefixes += "@prefix : <https://w3id.org/acervo/epo/id/> .\n"
    triples = [triple for text in shown for triple in ox.parse(input=prefixes + text, format=ox.RdfFormat.TURTLE)]
    missing = [
        str(triple)
        for triple in triples
        if not any(edition_store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))
    ]

    assert triples
    assert [] == missing
