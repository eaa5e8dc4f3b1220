"""`acervo init`: a new archive, ready at once."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.starting import origin, placing
from acervo.starting.contents import NewArchive, contents

from .conftest import COMMAND

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "two languages": ("--base", "https://example.org/ferry/"),
    "two languages, no base": (),
    "English only": ("--language", "en", "--base", "https://example.org/ferry/"),
    "Spanish only, no base": ("--language", "es"),
    "Polish and Spanish": ("--language", "pl", "--language", "es", "--base", "https://example.org/ferry/"),
    "a language that Acervo does not speak": ("--language", "qu"),
}
pytestmark = pytest.mark.usefixtures("plain_git")


def listed(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
@pytest.mark.long
def test_a_new_archive_is_right_at_once(acervo, tmp_path, options):
    """Who begins must see a clean report, so that the first problem is their own."""
    assert 0 == acervo("init", tmp_path / "ferry", *options).code
    checked = acervo("check", tmp_path / "ferry")

    assert 0 == checked.code
    assert "No problems found." == checked.out.splitlines()[-1]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []
    yield running
    for server in running:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["two languages", "Spanish only, no base", "a language that Acervo does not speak"])
def test_a_new_archive_is_served_at_once(acervo, tmp_path, serving, kind):
    """The event has its page, with the date that the source gives and the sentence that gives it."""
    acervo("init", tmp_path / "ferry", *KINDS[kind])
    server = subprocess.Popen(
        [*COMMAND, "serve", str(tmp_path / "ferry"), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    serving.append(server)
    assert server.stdout
    greeting = [server.stdout.readline() for _ in range(3)]
    address = re.search(r"http://[^/]+/", "".join(greeting))
    assert address, greeting
    request = urllib.request.Request(f"{address[0]}id/assembly-at-oldbrook-1984", headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=60) as response:
        page = response.read().decode()

    assert "no problems found" in greeting[0]
    assert 200 == response.status
    assert "1984" in page
    assert "/id/source-example" in page or "/page/source-example" in page


def test_its_own_question_is_answered(acervo, tmp_path):
    """The example holds together: event, claim, passage, source."""
    acervo("init", tmp_path / "ferry", "--base", "https://example.org/ferry/")
    asked = acervo("query", "cq-01", "--archive", tmp_path / "ferry", "--format", "csv")

    assert ["event,date,source,paragraph,sentence", "https://example.org/ferry/id/assembly-at-oldbrook-1984,1984-05-05,"
            "https://example.org/ferry/id/source-example,1,1"] == asked.out.split()  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_passages_are_those_that_acervo_segment_writes(acervo, tmp_path, language):
    """The example must not differ from what the curator will make; two of them, and each stands in the text."""
    archive = tmp_path / "ferry"
    acervo("init", archive, "--language", language, "--base", "https://example.org/ferry/")
    before = (archive / "data/sources/example/passages.ttl").read_bytes()
    cut = acervo("segment", archive / "texts/example.txt", "--source", "example", "--archive", archive)
    found = acervo("evidence", archive, "--texts", archive / "texts")

    assert cut.out.endswith("unchanged.\n")
    assert before == (archive / "data/sources/example/passages.ttl").read_bytes()
    assert (0, "2 verified, 0 moved, 0 missing in 1 source.") == (found.code, found.out.splitlines()[-1])


def test_it_has_the_four_folders_and_nothing_of_the_core(acervo, tmp_path):
    """The core comes with the software; a copy would grow old."""
    archive = tmp_path / "ferry"
    acervo("init", archive)
    files = listed(archive)

    assert {"acervo.toml", "README.md", ".gitattributes", ".gitignore", ".github/workflows/acervo.yml"} < files
    assert {"data", "ontology", "queries", "shapes"} < {path.split("/")[0] for path in files}
    assert not any("/core/" in path for path in files)
    assert ".acervo/" in (archive / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "*.ttl text eol=lf" in (archive / ".gitattributes").read_text(encoding="utf-8").splitlines()


@pytest.mark.long
def test_the_class_of_the_event_and_the_demand_are_the_archive_s_own(acervo, tmp_path):
    """Curators see how to add a class and a shape by adding to these: an event without a date is told."""
    archive = tmp_path / "ferry"
    acervo("init", archive)
    (archive / "data/sources/example/claims-assembly.ttl").unlink()
    checked = acervo("check", archive, "--severity", "warning")

    assert 1 == checked.code
    assert "Event-is-dated" in checked.out
    assert ":assembly-at-oldbrook-1984" in checked.out


@pytest.mark.long
def test_the_example_can_be_deleted_as_the_readme_says(acervo, tmp_path):
    """What remains is right, and every file that the README names is there."""
    for language in ("en", "es"):
        archive = tmp_path / language
        acervo("init", archive, "--language", language)
        readme = (archive / "README.md").read_text(encoding="utf-8")
        (command,) = re.findall(r"^ +rm -r (.*)$", readme, re.MULTILINE)
        for path in command.split():
            assert (archive / path).exists(), path
            shutil.rmtree(archive / path) if (archive / path).is_dir() else (archive / path).unlink()

        told = json.loads(acervo("check", archive, "--format", "json").out)["findings"]
        assert ["shapes/event.ttl"] == [finding["path"] for finding in told]
        assert "nothing in the data is a mov:Event yet" in told[0]["messages"]["en"]
        assert "`shapes/event.ttl`" in readme.partition("rm -r")[2]


@pytest.mark.long
def test_a_base_chosen_later_changes_every_name(acervo, tmp_path):
    """As the README promises: set it, segment again, and no file needs an edit."""
    archive = tmp_path / "ferry"
    acervo("init", archive)
    settings = archive / "acervo.toml"
    settings.write_text(
        'base = "https://example.org/later/"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8"
    )
    acervo("segment", archive / "texts/example.txt", "--source", "example", "--archive", archive)
    own = [graph for graph in read_archive(open_archive(archive)).graphs if "/core/" not in graph.path]

    assert "No problems found." == acervo("check", archive).out.splitlines()[-1]
    assert not [triple for graph in own for triple in graph.triples if "localhost" in str(triple)]


def test_a_language_the_archive_lacks_is_asked_of_no_thing(acervo, tmp_path):
    """Where the core asks for one language, an archive without it switches that shape off, whichever it is."""
    named = re.findall(
        r"^movsh:(\S+-in-(?:english|spanish))$",
        "".join(file.read_text(encoding="utf-8") for file in (ROOT / "shapes/core").glob("*.ttl")),
        re.MULTILINE,
    )
    made = contents(NewArchive("Ferry", ("qu",)))["shapes/languages.ttl"]

    assert named
    assert sorted(named) == re.findall(r"^movsh:(\S+)\n    sh:deactivated true", made, re.MULTILINE)


@pytest.mark.long
def test_a_language_of_its_own_is_asked_of_each_thing(acervo, tmp_path):
    """A Polish archive wants Polish names as the shipped one wants Spanish."""
    archive = tmp_path / "ferry"
    acervo("init", archive, "--language", "pl", "--language", "en")
    place = archive / "data/places/oldbrook.ttl"
    place.write_text(place.read_text(encoding="utf-8").replace("@pl", "@cs"), encoding="utf-8")
    checked = acervo("check", archive)

    assert "Thing-name-in-pl" in checked.out
    assert 'in the language "pl" too' in checked.out


@pytest.mark.parametrize("title", ['Our "ferry"', "La barca \\ del río", "#1 & <others>", "Łódź: 1905", "%{base}"])
def test_a_title_is_kept_as_it_is_given(acervo, tmp_path, title):
    """Quotes and backslashes mean something in TOML and in Turtle."""
    archive = tmp_path / "ferry"
    acervo("init", archive, "--title", title, "--language", "es")

    assert {"es": title} == tomllib.loads((archive / "acervo.toml").read_text(encoding="utf-8"))["title"]
    assert f"# {title}\n" in (archive / "README.md").read_text(encoding="utf-8")
    assert title in {
        triple.object.value
        for graph in read_archive(open_archive(archive)).graphs
        if graph.path == "data/archive.ttl"
        for triple in graph.triples
    }


def test_the_folder_s_name_is_the_title_unless_one_is_given(acervo, tmp_path):
    """A name to begin with."""
    said = acervo("init", tmp_path / "oldbrook-ferry")

    assert "“oldbrook-ferry”" in said.out
    assert "oldbrook-ferry" == open_archive(tmp_path / "oldbrook-ferry").settings.title["en"]


def test_a_folder_that_is_not_empty_is_refused(acervo, tmp_path):
    """Nobody's files are mixed with an example; what is in the way is named."""
    for name in ("notes.txt", "photos", ".hidden", "z", "zz"):
        (tmp_path / name).write_text("mine")
    said = acervo("init", tmp_path)

    assert 2 == said.code
    assert "is not empty: it holds .hidden, notes.txt, photos and 2 more." in said.err
    assert {".hidden", "notes.txt", "photos", "z", "zz"} == listed(tmp_path)


def test_a_file_is_no_folder(acervo, tmp_path):
    """It is refused and kept."""
    (tmp_path / "ferry").write_text("mine")

    assert 2 == acervo("init", tmp_path / "ferry").code
    assert "mine" == (tmp_path / "ferry").read_text()


def test_an_empty_folder_stays_the_same_folder(acervo, tmp_path, monkeypatch):
    """A terminal that is in it must not find itself in a folder that is no more."""
    (tmp_path / "ferry").mkdir()
    monkeypatch.chdir(tmp_path / "ferry")
    before = Path("/proc/self/cwd").stat().st_ino if Path("/proc/self/cwd").exists() else os.stat(".").st_ino
    said = acervo("init", ".", "--no-git-hook")

    assert 0 == said.code
    assert before == (tmp_path / "ferry").stat().st_ino
    assert "Try:\n  acervo check\n" in said.out
    assert not [path for path in listed(tmp_path) if ".acervo-init" in path]


def test_folders_above_are_made(acervo, tmp_path):
    """As git init makes them."""
    assert 0 == acervo("init", tmp_path / "a/b/ferry").code
    assert ["a"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "options",
    [
        ("--base", "https://example.org"),
        ("--base", "example.org/"),
        ("--base", "https://[::no/"),
        ("--language", "English"),
        ("--language", "es-VE"),
        ("--title", "two\nlines"),
        ("--title", " "),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused_and_nothing_is_written(acervo, tmp_path, options):
    """A base or a language that no file could bear would be found out much later."""
    said = acervo("init", tmp_path / "a/ferry", *options)

    assert 2 == said.code
    assert options[0] in said.err
    assert [] == list(tmp_path.iterdir())


def test_an_archive_in_the_data_of_another_is_refused(acervo, tmp_path):
    """The other would read its files as its own."""
    acervo("init", tmp_path / "ferry")
    before = listed(tmp_path)
    said = acervo("init", tmp_path / "ferry/data/inner")

    assert 2 == said.code
    assert "lies in the files of the archive" in said.err
    assert before == listed(tmp_path)


@pytest.mark.parametrize("there", [False, True], ids=["new folder", "empty folder"])
@pytest.mark.parametrize("fails", ["write_text", "rename"])
def test_a_full_disk_leaves_nothing_behind(acervo, tmp_path, monkeypatch, there, fails):
    """Whole or not at all: half an archive is worse than none."""
    folder = tmp_path / "a/ferry"
    if there:
        folder.mkdir(parents=True)
    real, calls = getattr(Path, fails), []

    def full(self: Path, *arguments: object, **options: object) -> object:
        calls.append(self)
        if len(calls) == (4 if there or fails == "write_text" else 1):
            raise OSError(28, "No space left on device")
        return real(self, *arguments, **options)

    monkeypatch.setattr(placing.Path, fails, full)
    said = acervo("init", folder)
    monkeypatch.undo()

    assert 2 == said.code
    assert "No space left on device. Nothing was written." in said.err
    assert ([folder] if there else []) == [path for path in tmp_path.rglob("*") if path != folder.parent]


def test_in_a_git_work_tree_the_hook_is_installed(acervo, repository):
    """A folder that git init has made counts as empty."""
    said = acervo("init", repository.top)
    hook = repository.top / ".git/hooks/pre-commit"

    assert 0 == said.code
    assert f"The commit hook checks what is staged: {hook}" in said.out
    assert os.access(hook, os.X_OK)


def test_the_hook_can_be_declined(acervo, repository):
    """Some have their own way."""
    assert 0 == acervo("init", repository.top / "ferry", "--no-git-hook").code
    assert not (repository.top / ".git/hooks/pre-commit").exists()


def test_a_hook_of_somebody_else_is_left_alone(acervo, repository):
    """And the archive is made all the same; what was not done is said."""
    hook = repository.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n")
    said = acervo("init", repository.top / "ferry")

    assert 0 == said.code
    assert "No commit hook: there is a hook of somebody else" in said.out
    assert "#!/bin/sh\n" == hook.read_text()


def test_without_git_an_archive_is_begun_all_the_same(acervo, tmp_path, monkeypatch):
    """Git is a good habit, not a condition."""
    monkeypatch.setenv("PATH", str(tmp_path))
    said = acervo("init", tmp_path / "ferry")

    assert 0 == said.code
    assert "No commit hook: git is not installed." in said.out


@pytest.mark.slow
def test_the_first_commit_passes_its_own_hook(acervo, repository):
    """The texts of the sources stay out of it, but for the example."""
    acervo("init", repository.top)
    (repository.top / "texts/real.txt").write_text("somebody's words")
    repository.stage()
    committed = repository.commit()
    tracked = repository.git("ls-files").stdout.split()

    assert (0, "", "") == (committed.returncode, committed.stdout, committed.stderr)
    assert "texts/example.txt" in tracked
    assert "texts/real.txt" not in tracked
    assert not [path for path in tracked if path.startswith(".acervo/")]


def test_ci_checks_the_archive_where_it_stands(acervo, repository):
    """GitHub reads workflows at the top of the repository only, so a curator must move this one."""
    said = acervo("init", repository.top / "museum/ferry")
    workflow = (repository.top / "museum/ferry/.github/workflows/acervo.yml").read_text(encoding="utf-8")

    assert 'ARCHIVE: "museum/ferry"\n' in workflow
    assert 'acervo check "$ARCHIVE"' in workflow
    assert "move" in said.out
    assert ".github there" in said.out


class Told:
    """An installation that says where it came from."""

    def __init__(self, direct_url: Mapping[str, object] | None):
        self._text = None if direct_url is None else json.dumps(direct_url)

    def read_text(self, name: str) -> str | None:
        assert "direct_url.json" == name
        return self._text


GIT = "https://example.org/acervo.git"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, ""),
        ({"url": GIT, "vcs_info": {"vcs": "git", "commit_id": "abc123"}}, f"git+{GIT}@abc123"),
        ({"url": "https://me:secret@example.org/acervo.git", "vcs_info": {"vcs": "git"}}, f"git+{GIT}"),
        ({"url": "ssh://git@example.org/acervo.git", "vcs_info": {"vcs": "git"}}, ""),
        ({"url": "file:///tmp/acervo-0.1.0-py3-none-any.whl", "archive_info": {}}, ""),
    ],
    ids=["index", "git", "git with a password", "ssh", "wheel"],
)
def test_ci_installs_acervo_from_where_it_came(monkeypatch, told, expected):
    """Never by its bare name: that may be another project's on a public index."""
    monkeypatch.setattr(origin, "distribution", lambda name: Told(told))

    assert expected == origin.requirement()


def test_ci_installs_acervo_from_where_its_checkout_was_cloned(monkeypatch, repository):
    """Most people have a checkout."""
    told = Told({"url": repository.top.as_uri(), "dir_info": {"editable": True}})
    monkeypatch.setattr(origin, "distribution", lambda name: told)
    assert "" == origin.requirement()
    repository.git("remote", "add", "origin", "https://me:secret@example.org/acervo.git")

    assert f"git+{GIT}" == origin.requirement()


def test_ci_stops_with_a_clear_word_where_acervo_cannot_be_found(tmp_path):
    """An empty address must not install anything."""
    text = contents(NewArchive("Ferry"))[".github/workflows/acervo.yml"]
    (step,) = re.findall(r"run: (python -m pip install .*)$", text, re.MULTILINE)
    done = subprocess.run(["sh", "-c", step], env={"ACERVO": ""}, capture_output=True, text=True, check=False)

    assert 'ACERVO: ""' in text
    assert 0 != done.returncode
    assert "say in .github/workflows/acervo.yml where pip finds Acervo" in done.stderr


@pytest.mark.long
def test_ci_writes_the_findings_down_for_github(acervo, repository):
    """Each stands beside its line in a pull request, and one that could not be told stops the run."""
    archive = repository.top / "museum"
    acervo("init", archive, "--no-git-hook")
    repository.change("museum/data/sources/example/claims-assembly.ttl", "1984-05-05", "1984-05-05/1983")
    workflow = yaml.safe_load((archive / ".github/workflows/acervo.yml").read_text(encoding="utf-8"))
    (step,) = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "sarif" in step.get("run", "")]
    codes = {}
    for place in (workflow["jobs"]["check"]["env"]["ARCHIVE"], "nowhere"):
        environment = {**os.environ, "ARCHIVE": place, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        codes[place] = subprocess.run(
            ["bash", "-e", "-c", step], cwd=repository.top, env=environment, capture_output=True, check=False
        ).returncode
        if place != "nowhere":
            (run,) = json.loads((repository.top / "acervo.sarif").read_text(encoding="utf-8"))["runs"]

    (result,) = run["results"]
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert {"museum": 0, "nowhere": 1} == codes
    assert ("Date-runs-forwards", "museum/data/sources/example/claims-assembly.ttl") == (result["ruleId"], found)


@pytest.mark.long
def test_the_templates_travel_in_the_wheel(tmp_path):
    """What works in a checkout must work where Acervo is installed."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    folder = ROOT / "server/acervo/starting/templates"
    packed = {
        name.partition("acervo/starting/templates/")[2]
        for name in zipfile.ZipFile(wheel).namelist()
        if "acervo/starting/templates/" in name
    }

    assert "acervo" == distribution("acervo").metadata["Name"]
    assert listed(folder) == packed


def test_every_file_is_laid_out_as_the_house_does(acervo, tmp_path):
    """An example is copied, faults and all."""
    for kind, options in enumerate(KINDS.values()):
        acervo("init", tmp_path / str(kind), *options)
        said = acervo("format", "--check", tmp_path / str(kind))

        assert 0 == said.code, said.out
