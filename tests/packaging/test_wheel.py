"""The wheel: what travels in it, and that it works where no checkout is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.edition.identity import edition_id

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "server" / "acervo"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the build backend alone: nothing is fetched."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files, as an installer lays them out; its dependencies come from this environment."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("folder", ["ontology", "shapes", "queries"])
def test_the_core_travels_in_the_wheel_whole(names, folder):
    """Every archive shares it; an installation without it knows no claim."""
    core = ROOT / folder / "core"
    held = {name.removeprefix(f"acervo/core_files/{folder}/") for name in names if f"core_files/{folder}/" in name}

    assert {str(file.relative_to(core)) for file in core.rglob("*") if file.is_file()} == held


def test_what_the_code_reads_beside_itself_travels_too(names):
    """Templates, styles, the mark that the package is typed: everything in its folder but what Python makes anew."""
    beside = {
        f"acervo/{file.relative_to(PACKAGE)}"
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert set() == beside - names
    assert "acervo/py.typed" in names
    assert any(name.startswith("acervo/web/templates/") for name in names)
    assert any(name.startswith("acervo/web/static/") for name in names)


def test_nothing_else_travels(names):
    """The first archive is content, not software; tests stay at home."""
    strangers = [
        name for name in names if not re.match(r"acervo/|acervo-[^/]+\.dist-info/", name) or "__pycache__" in name
    ]

    assert [] == strangers
    assert not any("gaviota" in name for name in names)


def test_its_papers_are_in_order(wheel, names):
    """Name, licence, the command, and the dependencies as declared."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        papers = Parser().parsestr(archive.read(metadata).decode())
        entry_points = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()

    needed = [one for one in papers.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert "Apache-2.0" == papers["License-Expression"]
    assert len(project["dependencies"]) == len(needed)
    assert "acervo = acervo.cli.main:main" in entry_points
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_version_in_the_wheel_is_the_package_s(wheel):
    """It is written in one place."""
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'__version__ = "(.+)"', text)

    assert wheel.name.startswith(f"acervo-{version}-py3-none-any")


def run(installed: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = (
        "import acervo, sys; from acervo.cli.main import main; "
        f"assert acervo.__file__.startswith({str(installed)!r}), acervo.__file__; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def shipyard(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(
            ROOT / "tests" / "archives" / "lenin-shipyard", tmp_path / "a", ignore=shutil.ignore_patterns(".acervo")
        )
    )


@pytest.mark.long
def test_an_installed_wheel_checks_and_answers_without_a_checkout(installed, shipyard):
    """The core is found inside the package, and is the same core: the edition has the same name."""
    checked = run(installed, "check", shipyard, "--format", "json", cwd=shipyard)
    answered = run(installed, "query", "how-many-struck", "--format", "csv", cwd=shipyard)

    assert (0, "") == (checked.returncode, checked.stderr)
    assert edition_id(open_archive(shipyard)) == json.loads(checked.stdout)["edition"]
    assert (0, "number,qualifier,source,passage") == (answered.returncode, answered.stdout.splitlines()[0])


@pytest.mark.long
def test_an_installation_without_its_core_says_so(installed, shipyard, tmp_path):
    """Exit code 2 and the way out."""
    broken = shutil.copytree(installed, tmp_path / "broken")
    shutil.rmtree(broken / "acervo" / "core_files" / "shapes")
    ended = run(broken, "check", shipyard, cwd=shipyard)

    assert 2 == ended.returncode
    assert "shapes files are missing from this installation; install acervo again" in ended.stderr
