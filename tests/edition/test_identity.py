"""The name of an edition is made of its content: equal files, equal name; and what is kept under it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition import keep
from acervo.edition.build import build_edition
from acervo.edition.identity import edition_id
from acervo.edition.keep import keep_edition, keep_report, kept_edition, kept_report

SHIPYARD = Path(__file__).resolve().parent.parent / "archives" / "lenin-shipyard"


def copy(folder: Path) -> Path:
    return Path(shutil.copytree(SHIPYARD, folder, ignore=shutil.ignore_patterns(".acervo")))


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_two_clones_of_one_state_have_one_name(tmp_path):
    """Not the folder, the machine or the time: the content."""
    assert edition_id(open_archive(copy(tmp_path / "a"))) == edition_id(open_archive(copy(tmp_path / "b" / "c")))


def change_a_file(root: Path) -> None:
    rewrite(root / "data/sources/diary/claims-strike.ttl", "16000", "16001")


def add_a_comment(root: Path) -> None:
    rewrite(root / "data/places/gdansk.ttl", ":gdansk\n", "# the city\n:gdansk\n")


def rename_a_file(root: Path) -> None:
    (root / "data/people.nt").rename(root / "data/everybody.nt")


def change_a_question(root: Path) -> None:
    rewrite(root / "queries/competency/how-many-struck.rq", "DESC(?number)", "?number")


def change_a_shape(root: Path) -> None:
    rewrite(root / "shapes/strike.ttl", "sh:minCount 1", "sh:minCount 2")


def change_the_base(root: Path) -> None:
    rewrite(root / "acervo.toml", "https://example.org/gdansk/", "https://example.org/danzig/")


CHANGES = [change_a_file, add_a_comment, rename_a_file, change_a_question, change_a_shape, change_the_base]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_of_content_gives_another_name(tmp_path, change):
    """Whatever may change an answer changes the name, so that no answer is ever kept too long."""
    root = copy(tmp_path / "a")
    before = edition_id(open_archive(root))
    change(root)

    assert edition_id(open_archive(root)) != before


def change_the_title(root: Path) -> None:
    rewrite(root / "acervo.toml", "The shipyard strike", "A strike")


def change_the_limits(root: Path) -> None:
    rewrite(root / "acervo.toml", "languages", "quick_queries = 2\nlanguages")


def add_an_unrelated_file(root: Path) -> None:
    (root / "texts" / "notes.ttl").write_text("not part of the archive", encoding="utf-8")
    (root / "data" / "notes.txt").write_text("neither is this", encoding="utf-8")
    (root / "data" / ".hidden.ttl").write_text("nor this", encoding="utf-8")


def add_a_core_of_its_own(root: Path) -> None:
    (root / "ontology" / "core").mkdir()
    (root / "ontology" / "core" / "mine.ttl").write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [change_the_title, change_the_limits, add_an_unrelated_file, add_a_core_of_its_own],
    ids=lambda change: change.__name__,
)
def test_a_change_that_cannot_change_an_answer_keeps_the_name(tmp_path, change):
    """A new title needs no new check; a core inside an archive is never read."""
    root = copy(tmp_path / "a")
    before = edition_id(open_archive(root))
    change(root)

    assert edition_id(open_archive(root)) == before


def quads(store: ox.Store) -> set[ox.Quad]:
    return set(store)


def test_two_builds_are_equal_to_the_last_blank_node(tmp_path):
    """Labels come from file and order, so that editions, dumps and diffs can be compared as text."""
    first, second = (build_edition(read_archive(open_archive(copy(tmp_path / name)))) for name in "ab")

    assert first.id == second.id
    assert quads(first.store) == quads(second.store)
    assert any(isinstance(quad.subject, ox.BlankNode) for quad in first.store)


def test_a_kept_edition_is_the_edition(tmp_path):
    """The second start serves what the first one built."""
    archive = open_archive(copy(tmp_path / "a"))
    edition = build_edition(read_archive(archive))
    keep_edition(edition)
    kept = kept_edition(archive)

    assert kept is not None
    assert (edition.id, edition.derived) == (kept.id, kept.derived)
    assert quads(edition.store) == quads(kept.store)


def test_nothing_is_kept_for_files_that_have_changed(tmp_path):
    """A kept edition is found by content, never by time."""
    root = copy(tmp_path / "a")
    keep_edition(build_edition(read_archive(open_archive(root))))
    keep_report(open_archive(root), {"findings": []})
    change_a_file(root)

    assert kept_edition(open_archive(root)) is None
    assert kept_report(open_archive(root)) is None


def test_nothing_is_kept_from_other_software(tmp_path, monkeypatch):
    """Another version may check and build otherwise."""
    archive = open_archive(copy(tmp_path / "a"))
    keep_edition(build_edition(read_archive(archive)))
    keep_report(archive, {"findings": []})
    monkeypatch.setattr(keep, "builder_id", lambda: "another software")

    assert kept_edition(archive) is None
    assert kept_report(archive) is None


def test_half_a_kept_edition_is_none(tmp_path):
    """A full disk or a pulled plug must not be served."""
    archive = open_archive(copy(tmp_path / "a"))
    keep_edition(build_edition(read_archive(archive)))
    (file,) = (archive.root / ".acervo").rglob("edition.nq")
    file.write_bytes(file.read_bytes()[:-100])

    assert kept_edition(archive) is None


def test_a_place_that_cannot_be_written_keeps_nothing_and_is_no_error(tmp_path):
    """An archive on a read-only medium is built at each start."""
    archive = open_archive(copy(tmp_path / "a"))
    (archive.root / ".acervo").write_text("a file in the way")
    edition = build_edition(read_archive(archive))
    keep_edition(edition)
    keep_report(archive, {"findings": []})

    assert kept_edition(archive) is None
    assert kept_report(archive) is None


@pytest.mark.slow
def test_only_some_editions_are_kept(tmp_path):
    """An archive that is edited every day must not fill the disk."""
    root = copy(tmp_path / "a")
    for number in range(8):
        (root / "data" / "note.ttl").write_text(f"<#a> <#b> {number} .", encoding="utf-8")
        keep_edition(build_edition(read_archive(open_archive(root))))
    folders = list((root / ".acervo" / "editions").iterdir())

    assert 5 == len(folders)
    assert kept_edition(open_archive(root)) is not None
