"""What the server says of itself in `/openapi.json` is true, tried by a tool that believes it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from .conftest import Besieged

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_the_description_of_the_interface_is_true(besieged: Besieged, tmp_path: Path) -> None:
    """Statuses, media types, headers and bodies are those that it names, and nothing is answered by a fault."""
    command = shutil.which("schemathesis", path=str(Path(sys.executable).parent)) or shutil.which("schemathesis")
    assert command
    run = subprocess.run(
        [
            *(command, "run", f"{besieged.address}/openapi.json", "--checks", "all"),
            # That a text is no SPARQL, or that a graph is to be named in one of two ways, is more than OpenAPI can say.
            *("--exclude-checks", "positive_data_acceptance"),
            *(
                "--phases",
                "coverage,fuzzing",
                "--max-examples",
                "50",
                "--seed",
                "20261121",
                "--generation-deterministic",
            ),
            *("--suppress-health-check", "all", "--warnings", "off", "--no-color"),
        ],
        capture_output=True,
        text=True,
        timeout=1200,
        cwd=tmp_path,
        check=False,
    )

    assert 0 == run.returncode, run.stdout[-20000:] + run.stderr[-2000:]
    assert re.search(r"Operations: +([0-9]+) selected / \1 total", run.stdout)


@pytest.mark.parametrize("letter", ["\ue000", "\ufdd0", "\U0001fffe", "\U000e0ff0", "\U0010fffd", "\u2028"])
@pytest.mark.parametrize("kind", ["id", "page", "data"])
def test_what_no_iri_may_have_names_nothing(besieged: Besieged, kind: str, letter: str) -> None:
    """Such an address was passed on, and refused as a malformed query that nobody had written."""
    assert 404 == besieged.get(f"/{kind}/{quote(letter)}.ttl").status_code
