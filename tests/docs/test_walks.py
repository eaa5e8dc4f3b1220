"""Pages that a reader follows step by step do what they say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from .reading import ROOT, all_blocks, blocks
from .session import Session, agrees

pytestmark = pytest.mark.slow

TUTORIAL = ROOT / "docs/tutorial/first-event.md"
TOOLS = ROOT / "docs/how-to/query-with-your-tools.md"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    session = Session(tmp_path)
    yield session
    session.close()


def test_the_tutorial_does_what_it_says(session: Session):
    """From an empty folder to an answer over HTTP, in the order of the page."""
    wrong = []
    for block in blocks(TUTORIAL):
        if block.file:
            session.save(block)
        elif block.language == "console":
            wrong += [one for one in session.type(block) if not agrees(one[2], one[1])]

    assert [] == wrong


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    session = Session(tmp_path_factory.mktemp("tools"))
    for block in blocks(TOOLS):
        if block.file and block.language != "python":
            session.save(block)
    session.serve(arguments=[str(ROOT)])
    yield session
    session.close()


def test_curl_answers_as_the_how_to_shows(serving: Session):
    """Copied into a terminal."""
    typed = [one for block in blocks(TOOLS, "console") for one in serving.type(block) if one[0].startswith("curl")]

    assert typed
    assert [] == [one for one in typed if not agrees(one[2], one[1])]


def test_python_clients_answer_as_the_how_to_shows(serving: Session):
    """Each program is followed by what it prints."""
    shown = list(blocks(TOOLS, "python", "text"))
    programs = [(one.text, after.text.strip()) for one, after in pairwise(shown) if after.language == "text"]
    wrong = [(printed, text) for program, text in programs if not agrees(printed := serving.python(program), text)]

    assert programs
    assert [] == wrong


def test_the_python_api_example_runs(tmp_path: Path):
    """On the archive that ships."""
    page = ROOT / "docs/reference/python-api.md"
    program = next(block.text for block in all_blocks("python") if block.page == page)
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == run.returncode, run.stderr
    assert "battle-la-gaviota-2016" in run.stdout
