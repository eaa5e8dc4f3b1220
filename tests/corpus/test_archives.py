"""An archive on disk: found, its files counted, each with its place in the dataset."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.errors import CuratorError, SettingsError

PLACE = "<#a> a <https://w3id.org/acervo/ns#Place> .\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "acervo.toml").write_text('base = "https://example.org/gdansk/"\n', encoding="utf-8")
    return tmp_path


def write(root: Path, *paths: str, text: str = PLACE) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def own(root: Path) -> list[str]:
    return [file.path for file in open_archive(root).files if not file.is_core]


def test_an_archive_is_opened_from_any_folder_in_it(root):
    """A curator works in data/places/ and checks from there."""
    write(root, "data/places/gdansk.ttl")

    assert root == open_archive(root / "data" / "places").root
    assert root == open_archive(root).root


def test_a_link_to_an_archive_is_the_archive(root, tmp_path_factory):
    """A path that resolves to it."""
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(root)

    assert root.resolve() == open_archive(link).root


def test_no_archive_here_or_above_is_told_with_what_one_is(tmp_path):
    """An empty file is the next move."""
    with pytest.raises(SettingsError, match=r"an archive has a file acervo\.toml, which may be empty"):
        open_archive(tmp_path)
    with pytest.raises(SettingsError, match="there is no folder"):
        open_archive(tmp_path / "nowhere")


def test_every_folder_may_be_missing_and_the_core_is_there_all_the_same(root):
    """An empty acervo.toml is an archive."""
    (root / "acervo.toml").write_text("")
    archive = open_archive(root)

    assert "http://localhost/" == archive.base
    assert [] == own(root)
    assert {"ontology", "shapes", "queries"} == {file.folder for file in archive.files}
    assert [] == list(read_archive(archive).errors)


def test_files_that_count_are_turtle_n_triples_and_queries_in_the_four_folders(root):
    """What else lies there is nobody's business."""
    counted = ["data/a.ttl", "data/deep/er/b.nt", "ontology/c.ttl", "queries/competency/e.rq", "shapes/d.ttl"]
    write(root, *counted)
    write(
        root,
        "data/notes.md",
        "data/a.rq",
        "data/.hidden.ttl",
        "data/.git/f.ttl",
        "queries/g.ttl",
        "texts/h.ttl",
        "i.ttl",
        "ontology/core/j.ttl",
        "shapes/core/k.ttl",
        "queries/core/pages/l.rq",
    )
    (root / "data" / "folder.ttl").mkdir()

    assert counted == own(root)


def test_a_folder_called_core_is_the_core_s_only_where_the_core_has_one(root):
    """`data/core/` or `data/sources/core/` is a source like any other."""
    write(root, "data/sources/core/a.ttl")

    assert ["data/sources/core/a.ttl"] == own(root)


def test_files_are_in_order_of_their_paths(root):
    """So that two machines read them alike."""
    write(root, "data/b.ttl", "data/a/c.ttl", "data/a.ttl", "data/Z.ttl")
    paths = [file.path for file in open_archive(root).files]

    assert sorted(paths) == paths


@pytest.mark.parametrize(
    ("path", "graph"),
    [
        ("data/places/gdansk.ttl", "data/places/gdansk"),
        ("data/strike.1980.nt", "data/strike.1980"),
        ("data/Gdańsk und Łódź.ttl", "data/Gda%C5%84sk%20und%20%C5%81%C3%B3d%C5%BA"),
        ("data/50%.ttl", "data/50%25"),
    ],
)
def test_a_file_s_graph_is_its_path_below_the_base_without_suffix(root, path, graph):
    """A statement leads to its file by its graph; any name makes an IRI."""
    write(root, path, text="<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n")

    (read,) = [graph for graph in read_archive(open_archive(root)).graphs if graph.folder == "data"]
    assert f"https://example.org/gdansk/graph/{graph}" == read.graph_iri


def test_two_files_that_would_share_a_graph_are_refused(root):
    """Statements of two files in one graph could not be told apart."""
    write(root, "data/a.ttl")
    write(root, "data/a.nt", text="")

    with pytest.raises(CuratorError, match=r"data/a\.ttl: shares its named graph .* with data/a\.nt"):
        open_archive(root)


def test_a_file_that_cannot_be_read_leaves_an_error_and_the_others_are_read(root):
    """Every broken file is told in one run."""
    write(root, "data/a.ttl", text="oops")
    write(root, "data/b.ttl")
    write(root, "data/c.nt", text="oops")
    reading = read_archive(open_archive(root))

    assert ["data/a.ttl", "data/c.nt"] == [error.path for error in reading.errors]
    assert ["data/b.ttl"] == [graph.path for graph in reading.graphs if graph.folder == "data"]


def test_progress_is_told_file_by_file(root):
    """A large archive shows that it moves."""
    write(root, "data/a.ttl")
    seen: list[str] = []
    read_archive(open_archive(root), seen.append)

    assert "data/a.ttl" in seen
    assert sorted(seen) == seen


def test_a_file_is_named_by_the_archive_however_it_is_given(root, monkeypatch):
    """Relative, absolute, through a link: one name."""
    write(root, "data/a.ttl")
    archive = open_archive(root)
    monkeypatch.chdir(root / "data")

    assert "data/a.ttl" == archive.relative(Path("a.ttl"))
    assert "data/a.ttl" == archive.relative(root / "data" / ".." / "data" / "a.ttl")
    with pytest.raises(SettingsError, match="is no file of the archive"):
        archive.relative(root / "acervo.toml")


def test_a_triple_in_two_files_is_found_and_one_repeated_in_its_file_is_not(root):
    """The union counts a triple twice when it stands in two graphs; within a graph it is one."""
    write(root, "data/a.ttl", "data/b.ttl", text=PLACE.replace("<#a>", "<http://example.org/a>") * 2)
    (repeated,) = read_archive(open_archive(root)).repeated()

    assert ("data/a.ttl", "data/b.ttl") == repeated[1:]


def test_the_test_archives_are_archives(tmp_path):
    """They are used by other tests, and shown as examples."""
    for folder in (Path(__file__).parent.parent / "archives").iterdir():
        copy = shutil.copytree(folder, tmp_path / folder.name)
        assert () == read_archive(open_archive(copy)).errors
