"""The latest changes on the home page: what git says of the data, with the things that it touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from acervo.corpus.git import GitError, latest_changes

from .conftest import browse

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


def test_the_home_page_tells_changes_in_words_with_links_to_what_they_touched(small, commit):
    browser = small(ROSE)
    commit("data", "data: an oak & a <rose>")
    page = browser.page("/?lang=es")

    changes = " ".join(page.one("ol", "changes").text.split())
    assert changes.startswith("12 de febrero de 2016 data: an oak & a <rose>")
    assert changes.endswith(":oak · Rosa")
    assert {"/page/rose?lang=es", "/page/oak?lang=es"} <= {*page.links}


def test_without_a_history_the_home_page_says_when_the_data_was_changed(small):
    page = small(ROSE).page("/?lang=en")

    assert [] == page.all("ol", "changes")
    assert "The data was last changed on" in page.text


def test_a_commit_gives_the_home_page_another_name(small, commit):
    """The edition is the same before and after its files are committed."""
    browser = small(ROSE)
    before = browser.get("/").headers["etag"]
    commit("data", "data: a rose")

    with browse(browser.app.state.served.site) as restarted:
        answer = restarted.get("/", headers={"If-None-Match": before})
    assert 200 == answer.status_code
    assert "data: a rose" in answer.text
