"""What the archive itself writes is written for readers of both languages."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from .statements import curated_store, mov, written

#: Where the archive speaks in its own words; titles, names and labels are told elsewhere.
OWN_WORDS = ("skos:editorialNote", "skos:note", "dcterms:description", "gist", "reason", "taught")


def test_every_text_of_the_archive_stands_once_in_each_language() -> None:
    """Who reads in Spanish must not find a note in English, nor two notes where there is one."""
    store = curated_store()
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in OWN_WORDS:
        for quad in store.quads_for_pattern(None, mov(name), None, None):
            assert isinstance(quad.object, ox.Literal)
            found[written(quad.subject), name].append(quad.object.language or "")

    assert found
    assert {} == {text: languages for text, languages in found.items() if sorted(languages) != ["en", "es"]}
