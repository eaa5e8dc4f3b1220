"""The latest changes on the home page: what git says of the data, with the things that it touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from acervo.corpus.git import GitError, before, latest_changes

from .conftest import PREFIXES, browse

ROSE = ':rose a :Plant ; skos:prefLabel "Rose"@en , "Rosa"@es .\n:claim rdf:subject :oak .'


@pytest.fixture
def commit(tmp_path: Path):
    """Commits all of *path* in the archive's folder, on one day, with none of the user's settings."""
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "2016-02-12T12:00:00Z",
        "GIT_COMMITTER_DATE": "2016-02-12T12:00:00Z",
        **{f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | settings

    def run(path: str, told: str) -> None:
        for command in (("init", "-q"), ("add", path), ("commit", "-q", "-m", told)):
            subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True, capture_output=True)

    return run


def test_the_newest_change_of_the_data_comes_first(commit, tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("rose", "año y más"):
        (tmp_path / "data" / f"{name}.ttl").write_text("")
        commit("data", f"data: {name}\n\nmore of it")
    (tmp_path / "readme").write_text("not data")
    commit("readme", "a readme")

    newest, first = latest_changes(tmp_path, ("data",), 5)
    assert ("2016-02-12", "data: año y más", ("data/año y más.ttl",)) == (newest.date, newest.summary, newest.paths)
    assert "data: rose" == first.summary
    assert [newest] == latest_changes(tmp_path, ("data",), 1)


def test_before_the_first_commit_nothing_has_changed(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    assert [] == latest_changes(tmp_path, ("data",), 5)


def test_where_there_is_no_repository_that_is_told(tmp_path):
    with pytest.raises(GitError, match="stands in no repository"):
        latest_changes(tmp_path, ("data",), 5)


def test_a_change_says_which_files_came_and_which_went(commit, tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("rose", "oak"):
        (tmp_path / "data" / f"{name}.ttl").write_text(name)
    commit("data", "two")
    (tmp_path / "data" / "rose.ttl").write_text("a red rose")
    (tmp_path / "data" / "oak.ttl").unlink()
    (tmp_path / "data" / "elm.ttl").write_text("elm")
    commit("data", "one goes, one comes, one is changed")

    newest, first = latest_changes(tmp_path, ("data",), 5)
    assert ({"data/elm.ttl"}, {"data/oak.ttl"}) == (newest.added, newest.removed)
    assert {"data/rose.ttl", "data/oak.ttl"} == first.added
    assert b"oak" == before(tmp_path, newest, "data/oak.ttl")
    with pytest.raises(GitError):
        before(tmp_path, first, "data/oak.ttl")


def test_the_home_page_leads_with_what_was_changed_as_links_in_the_readers_language(small, commit):
    browser = small(ROSE)
    commit("data", "data: an oak & a <rose>")
    page = browser.page("/?lang=es")

    changes = " ".join(page.one("ol", "changes").text.split())
    assert "12 de febrero de 2016 Cambiado: :oak · Rosa data: an oak & a <rose>" == changes
    assert {"/page/rose?lang=es", "/page/oak?lang=es"} <= {*page.links}
    assert "" == page.one("q").attributes["lang"], "nobody says in which language a commit is told"


def test_the_home_page_tells_what_came_and_what_went(small, commit, tmp_path):
    """A file is named as its thing; what is gone is told by the name that it had, without a link."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "elm.ttl").write_text(f'{PREFIXES}:elm skos:prefLabel "Elm"@en , "Olmo"@es .')
    (tmp_path / "data" / "ash.ttl").write_text(f'{PREFIXES}:ash skos:prefLabel "Ash"@en , "Fresno"@es .')
    commit("data", "an elm and an ash")
    (tmp_path / "data" / "elm.ttl").unlink()
    (tmp_path / "data" / "ash.ttl").rename(tmp_path / "data" / "trees.ttl")
    (tmp_path / "data" / "rose.ttl").write_text(f'{PREFIXES}:rose skos:prefLabel "Rose"@en , "Rosa"@es .')
    commit("data", "a rose")
    text = " ".join(small("").page("/?lang=es").one("ol", "changes").text.split())

    assert "Añadido: Rosa Cambiado: Fresno Retirado: Olmo a rose" in text


def test_of_many_things_some_are_named_and_the_others_counted(small, commit):
    browser = small(" ".join(f':tree-{n} skos:prefLabel "Tree {n}"@en .' for n in range(9)))
    commit("data", "trees")

    changes = " ".join(browser.page("/?lang=en").one("ol", "changes").text.split())
    assert "Changed: Tree 0 · Tree 1 · Tree 2 · Tree 3 and 5 more trees" in changes


def test_a_change_that_touched_nothing_with_a_name_tells_how_many_files(small, commit):
    browser = small("[] mov:pages 3 .")
    commit("data", "pages")

    assert "1 file pages" in " ".join(browser.page("/?lang=en").one("ol", "changes").text.split())


def test_without_a_history_the_home_page_has_no_list_of_changes(small):
    page = small(ROSE).page("/?lang=en")

    assert [] == page.all("ol", "changes")
    assert "Latest changes" not in page.text


def test_a_commit_gives_the_home_page_another_name(small, commit):
    """The edition is the same before and after its files are committed."""
    browser = small(ROSE)
    before = browser.get("/").headers["etag"]
    commit("data", "data: a rose")

    with browse(browser.app.state.served.site) as restarted:
        answer = restarted.get("/", headers={"If-None-Match": before})
    assert 200 == answer.status_code
    assert "data: a rose" in answer.text
