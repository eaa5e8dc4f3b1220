"""An index asked: what is found, and what comes first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from acervo.edition.keep import EditionOnDisk
from acervo.errors import RequestError
from acervo.search.building import build_index, index_folder
from acervo.search.index import Index, Sought
from acervo.search.things import Found, Name, Text, Thing, things_in

EVENT, GROUP = "https://w3id.org/acervo/ns#Event", "https://w3id.org/acervo/ns#Group"
NAMES: dict[str, tuple[str, ...]] = {
    "gdansk": ("Gdańsk@pl", "Danzig@de"),
    "shipyard": ("Lenin Shipyard@en", "Stocznia Gdańska@pl"),
    "shipyard-strike": ("Lenin Shipyard strike@en", "Huelga del astillero Lenin@es"),
    "workers": ("Trabajadores del astillero@es",),
    "agreement": ("Gdańsk Agreement@en",),
    "walesa": ("Lech Wałęsa@pl", "Lech Valesa@en!"),
    "emptiness": ("…@en",),
}
TEXTS = {"shipyard-strike": "Los obreros pararon durante agosto.@es", "agreement": "It allowed free unions.@en"}


def made(iri: str, names: tuple[str, ...]) -> Thing:
    thing = Thing(f"https://example.org/id/{iri}")
    for place, name in enumerate(names):
        text, _, tag = name.partition("@")
        kind = "misspelling" if tag.endswith("!") else "variant" if place else "label"
        thing.names[Name(text, tag.rstrip("!"), kind)] = None
    if iri in TEXTS:
        text, _, tag = TEXTS[iri].partition("@")
        thing.texts[Text(text, tag)] = None
    thing.identifiers = {thing.iri: None, iri: None}
    kind = EVENT if iri in ("shipyard-strike", "agreement") else GROUP
    thing.types = thing.shown_types = thing.stated_types = {kind: None}
    return thing


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    found = Found([made(iri, names) for iri, names in NAMES.items()], {EVENT: {"en": "event"}, GROUP: {"en": "group"}})
    build_index(found, folder)
    return Index(folder)


def slugs(index: Index, text: str, **more: object) -> list[str]:
    return [hit.thing.iri.rsplit("/", 1)[-1] for hit in index.search(Sought(text, **more)).hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Gdańsk", "gdansk"),
        ("GDANSK", "gdansk"),
        ("danzig", "gdansk"),
        ("lenin shipyard", "shipyard"),
        ("shipyard lenin", "shipyard"),
        ("lenin shipyard strike", "shipyard-strike"),
        ("walesa", "walesa"),
        ("Valesa", "walesa"),
        ("trabajadoras", "workers"),
        ("obrero", "shipyard-strike"),
        ("union", "agreement"),
        ("shipyard-strike", "shipyard-strike"),
        ("https://example.org/id/agreement", "agreement"),
        ("agreem", "agreement"),
    ],
)
def test_what_is_meant_comes_first(index, typed, first):
    """Accents, case and order do not matter; stems, variants, misspellings, identifiers and beginnings are known."""
    results = index.search(Sought(typed))

    assert first == results.hits[0].thing.iri.rsplit("/", 1)[-1]
    assert not results.is_approximate


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gdasnk", "gdansk"),
        ("agreemnet", "agreement"),
        ("agrement", "agreement"),
        ("lenin shipyrad strkie", "shipyard-strike"),
        ("waleza", "walesa"),
        ("trabajxxores", "workers"),
        ("astilxxero", "workers"),
        ("strike of unicorns at the lenin shipyard", "shipyard-strike"),
    ],
)
def test_mistakes_are_forgiven_and_told(index, typed, first):
    results = index.search(Sought(typed))

    assert first in [hit.thing.iri.rsplit("/", 1)[-1] for hit in results.hits][:2]
    assert results.is_approximate


def test_what_is_like_nothing_is_not_found(index):
    """No answer is better than any answer."""
    assert [[], [], []] == [slugs(index, typed) for typed in ("qqqqqqq", "!!!", "x y z")]


def test_a_name_that_is_called_just_so_scores_a_hundred(index):
    [first, *others] = index.search(Sought("lenin shipyard")).hits

    assert first.score == 100
    assert all(other.score < 100 for other in others)


def test_a_hit_tells_by_which_name_or_text_it_was_found(index):
    misspelt, said = (index.search(Sought(typed)).hits[0] for typed in ("valesa", "agosto"))

    assert Name("Lech Valesa", "en", "misspelling") == misspelt.name
    assert (None, Text("Los obreros pararon durante agosto.", "es")) == (said.name, said.text)


def test_a_class_and_a_language_narrow_what_is_found(index):
    assert ["shipyard-strike"] == slugs(index, "lenin", type=EVENT)
    assert ["shipyard-strike"] == slugs(index, "lenin", language="es")
    assert [] == slugs(index, "lenin", type=EVENT, language="pl")


def test_each_class_is_counted_as_if_none_were_chosen(index):
    """So that the reader sees what another choice would give; the language that is chosen counts."""
    chosen = index.search(Sought("lenin", type=EVENT))
    spoken = index.search(Sought("lenin", language="pl"))

    assert (1, 2) == (chosen.total, chosen.unfiltered)
    assert [(EVENT, 1), (GROUP, 1)] == chosen.types == index.search(Sought("lenin")).types
    assert ([(GROUP, 1)], [("en", 2), ("es", 1), ("pl", 1)]) == (spoken.types, spoken.languages)


def test_without_counts_the_hits_are_the_same(index):
    """Whoever is still typing is shown no counts."""
    for typed in ("lenin", "gdasnk", "qqqqqqq"):
        every, few = index.search(Sought(typed)), index.search(Sought(typed), counted=False)
        assert (every.hits, every.total, every.is_approximate) == (few.hits, few.total, few.is_approximate)
        assert ((), ()) == (few.types, few.languages)


def test_nothing_typed_lists_everything(index):
    results = index.search(Sought(""))

    assert (len(NAMES), len(NAMES), False) == (len(index), results.total, results.is_approximate)


def test_nothing_typed_lists_by_name_where_a_language_is_given(index):
    """Page by page, and of one class if only that is asked for."""
    by_name = ["emptiness", "gdansk", "agreement", "walesa", "shipyard", "shipyard-strike", "workers"]

    assert by_name == slugs(index, "", languages=("en", "es"), limit=100)
    assert by_name == [slugs(index, "", languages=("en", "es"), limit=1, offset=n)[0] for n in range(len(by_name))]
    assert ["agreement", "shipyard-strike"] == slugs(index, "", languages=("en",), type=EVENT)
    assert (2, 5) == (index.count(EVENT), index.count(GROUP))


def test_pages_of_hits_join_without_a_gap(index):
    every = slugs(index, "lenin shipyard", limit=100)

    assert every == [
        slug for offset in range(len(every)) for slug in slugs(index, "lenin shipyard", limit=1, offset=offset)
    ]
    assert len(set(every)) == len(every) > 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "x" * 201},
        {"text": " ".join(f"w{number}" for number in range(17))},
        {"text": "x", "limit": 0},
        {"text": "x", "limit": 101},
        {"text": "x", "offset": 10_001},
        {"text": "x", "offset": -1},
    ],
)
def test_what_nobody_looks_for_is_refused(wrong):
    with pytest.raises(RequestError):
        Sought(**wrong)


@pytest.mark.parametrize("typed", ['"', "a:b", "+x -y", "(", "*", "~2", "\\", "name:[a TO z]", "\0", "𝒳", "' OR 1=1"])
def test_nothing_that_is_typed_is_a_command(index, typed):
    """There is no query language to break."""
    assert index.search(Sought(typed)).total <= len(NAMES)


@pytest.fixture
def kept(tmp_path) -> EditionOnDisk:
    quads = tmp_path / "edition.nq"
    quads.write_text(
        '<https://example.org/id/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Anna" <https://example.org/g> .\n',
        encoding="utf-8",
    )
    return EditionOnDisk("1", "https://example.org/", quads, None, 1, {})


def test_an_index_stands_beside_its_edition_and_is_made_once(kept):
    folder = index_folder(kept)
    written = (folder / "meta.json").stat().st_mtime_ns

    assert kept.quads.parent == folder.parent
    assert (folder, written) == (index_folder(kept), (folder / "meta.json").stat().st_mtime_ns)
    assert ["a"] == slugs(Index(folder), "anna")
    assert {"edition.nq", folder.name} == {path.name for path in kept.quads.parent.iterdir()}


def test_an_index_answers_after_its_folder_has_gone(kept):
    """Old editions are removed while the last who use them end."""
    index = Index(index_folder(kept))
    shutil.rmtree(kept.quads.parent)

    assert ["a"] == slugs(index, "anna")


def test_a_folder_that_cannot_be_written_is_no_error(kept, monkeypatch):
    """The archive may stand on a disk that only others may write."""
    import tempfile

    make = tempfile.mkdtemp

    def refuse(*given, **named):
        if Path(named.get("dir") or "/") == kept.quads.parent:
            raise PermissionError(13, "read-only")
        return make(*given, **named)

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    folder = index_folder(kept)

    assert kept.quads.parent != folder.parent
    assert ["a"] == slugs(Index(folder), "anna")


def test_an_index_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OSError, match=r"acervo\.json"):
        Index(tmp_path)


def test_the_shipped_archive_knows_its_people_by_their_misspelt_names(edition_store, archive, tmp_path):
    """The names that the sources get wrong lead to the right page."""
    build_index(things_in(iter(edition_store), archive.base), tmp_path)
    index = Index(tmp_path)

    assert {"sergio-requena"} <= {*slugs(index, "raquea")}
    assert "indorca" == slugs(index, "indocra")[0]
    assert "epo" in slugs(index, "ejercito productivo obrero")[:2]
