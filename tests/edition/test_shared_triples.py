"""Files that share triples: the build notices, rules count each once, and what is kept on disk is sorted."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import Edition, build_edition
from acervo.edition.keep import keep_edition, kept_edition
from acervo.edition.loading import is_merged, load_store, merge
from acervo.edition.sorting import sort_lines

BASE = "https://example.org/"
ONE = f"<{BASE}id/a> <{BASE}id/size> <{BASE}id/1> .\n"
TWO = f"<{BASE}id/a> <{BASE}id/size> <{BASE}id/2> .\n"
#: Writes how many values there are; a triple that counts twice makes another number.
RULE = f"""#+ summary: How many values a thing has
#+ description: For a test.
#+ stage: 1
CONSTRUCT {{ ?thing <{BASE}id/values> ?number }}
WHERE {{ SELECT ?thing (COUNT(?value) AS ?number) {{ ?thing <{BASE}id/size> ?value }} GROUP BY ?thing }}
"""


def built(folder: Path, **files: str) -> Edition:
    (folder / "data").mkdir(parents=True)
    (folder / "queries" / "derive").mkdir(parents=True)
    (folder / "queries" / "derive" / "values.rq").write_text(RULE, encoding="utf-8")
    (folder / "acervo.toml").write_text(f'base = "{BASE}"\n', encoding="utf-8")
    for name, text in files.items():
        (folder / "data" / f"{name}.nt").write_text(text, encoding="utf-8")
    return build_edition(read_archive(open_archive(folder)))


def derived(edition: Edition) -> set[str]:
    return {str(quad.triple) for quad in edition.store if f"{BASE}graph/derived/" in str(quad.graph_name)}


def test_an_edition_whose_files_share_nothing_is_not_merged(tmp_path):
    """A triple that one file repeats is one triple."""
    assert not built(tmp_path, a=ONE + ONE, b=TWO).is_merged


def test_rules_see_the_merge_of_files_that_share_triples(tmp_path):
    """They derive what they would from one file, and leave the default graph empty."""
    shared = built(tmp_path / "shared", a=ONE + TWO, b=TWO, c=TWO + ONE)
    alone = built(tmp_path / "alone", a=ONE + TWO)

    assert shared.is_merged
    assert derived(alone) == derived(shared)
    assert not is_merged(shared.store)
    merge(shared.store)
    assert {quad.triple for quad in alone.store} == {
        quad.triple for quad in shared.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }


def test_what_is_kept_is_sorted_and_comes_back_as_it_was(tmp_path):
    """With the merge where it is asked for."""
    edition = built(tmp_path, a=ONE + TWO, b=TWO)
    kept = keep_edition(edition)
    again = kept_edition(edition.archive)
    lines = kept.quads.read_bytes().splitlines(keepends=True)
    merged = load_store(kept.quads, merged=True)

    assert again is not None
    assert (True, True) == (kept.is_merged, again.is_merged)
    assert set(edition.store) == set(again.store) == set(load_store(kept.quads))
    assert sorted(lines) == lines
    assert {quad.triple for quad in edition.store} == {
        quad.triple for quad in merged.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("text", [b"", b"a\n", b"b\na\nc\na\n", "é\nz\nE\n😀\n\x7f\n".encode() * 3])
def test_lines_are_sorted_in_parts_of_any_size(tmp_path, at_once, text):
    """By their bytes, each as often as it stood there."""
    path = tmp_path / "lines"
    path.write_bytes(text)
    sort_lines(path, at_once=at_once)

    assert sorted(text.splitlines(keepends=True)) == path.read_bytes().splitlines(keepends=True)
    assert [path] == list(tmp_path.iterdir())
