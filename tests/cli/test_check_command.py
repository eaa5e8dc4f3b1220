"""`acervo check`: what it examines, what it keeps, and how it ends."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ARCHIVES

CLAIMS = "data/sources/chronicle/claims-strike.ttl"
DIARY = "data/sources/diary/claims-strike.ttl"
pytestmark = pytest.mark.slow


def test_the_small_archive_has_no_problems_and_says_what_was_examined(acervo, shipyard):
    """A check that finds nothing must show that it looked."""
    ended = acervo("check", shipyard, "--verbose")
    *_, examined, verdict = ended.out.splitlines()

    assert 0 == ended.code
    assert "No problems found." == verdict
    assert examined.startswith("Examined ")
    assert "      7  Claim\n" in ended.out
    assert "      1  https://example.org/gdansk/ns#Strike-shape\n" in ended.out


def test_an_archive_of_nothing_has_no_violation(acervo, tmp_path):
    """An empty acervo.toml is where everybody begins; the core is checked all the same."""
    archive = shutil.copytree(ARCHIVES / "empty", tmp_path / "empty")
    ended = acervo("check", archive)

    assert 0 == ended.code
    assert "2 warnings." == ended.out.splitlines()[-1]


def test_the_bar_decides_which_findings_make_the_exit_code_1(acervo, tmp_path):
    """A curator may want warnings to count."""
    archive = shutil.copytree(ARCHIVES / "empty", tmp_path / "empty")

    assert 0 == acervo("check", archive).code
    assert 1 == acervo("check", archive, "--severity", "warning").code


def test_files_alone_report_what_concerns_them(acervo, shipyard, change):
    """An editor asks for one file; the others' problems are not its."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    change(DIARY, "mov:value 16000", "mov:value -1")
    own = acervo("check", shipyard / DIARY)
    other = acervo("check", shipyard / "data/archive.ttl")

    assert 1 == own.code
    assert f"{DIARY}:12:78: violation Count-value-is-a-number" in own.out
    assert CLAIMS not in own.out
    assert 0 == other.code
    assert ": violation " not in other.out
    assert "2 violations." in other.out


def test_a_file_of_no_archive_cannot_be_told(acervo, shipyard):
    """A file beside the four folders is not part of the archive."""
    ended = acervo("check", shipyard / "texts" / "diary.txt")

    assert 2 == ended.code
    assert "is no file of the archive" in ended.err


def test_messages_come_in_the_language_asked_for(acervo, shipyard, change):
    """The curators of the shipped archive write Spanish."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")

    assert "Diga dónde consta" in acervo("check", shipyard, "--language", "es").out
    assert "Say where this stands" in acervo("check", shipyard, "--language", "en").out


def test_json_says_what_the_text_says(acervo, shipyard, change):
    """Machines read the same findings."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    ended = acervo("check", shipyard, "--format", "json")
    report = json.loads(ended.out)
    (finding,) = report["findings"]

    assert 1 == ended.code
    assert "Claim-has-passage" == finding["rule"]
    assert CLAIMS == finding["path"]
    assert ":lenin-shipyard-strike-1980-people-1" == finding["focus"]
    assert 7 == report["examined"]["shapes"]["Claim"]


IMPORTS = (
    "from acervo.cli.main import main\nimport sys\ntry:\n    main()\nfinally:\n    print('pyshacl' in sys.modules)"
)


def loads_pyshacl(archive: Path) -> bool:
    ended = subprocess.run(
        [sys.executable, "-c", IMPORTS, "check", str(archive)], capture_output=True, text=True, timeout=300
    )
    return {"True": True, "False": False}[ended.stdout.splitlines()[-1]]


def test_unchanged_files_are_not_checked_again(shipyard, change):
    """The second run neither loads the checker nor asks a shape; a change is checked; a change taken back is known."""
    assert loads_pyshacl(shipyard)
    assert not loads_pyshacl(shipyard)

    change(DIARY, "mov:value 16000", "mov:value 15999")
    assert loads_pyshacl(shipyard)

    change(DIARY, "mov:value 15999", "mov:value 16000")
    assert not loads_pyshacl(shipyard)


def test_the_kept_report_says_the_same_and_anew_checks_again(acervo, shipyard, change):
    """Kept or made anew, a report is the same text."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    first, second, anew = (acervo("check", shipyard, *options) for options in ((), (), ("--anew",)))

    assert first == second == anew
    assert 1 == first.code


def test_a_report_that_cannot_be_kept_is_given_all_the_same(acervo, shipyard):
    """A check is a question; it needs no right to write. Not even root can write where a file is in the way."""
    (shipyard / ".acervo").write_text("a file, no folder")

    assert 0 == acervo("check", shipyard).code


def test_a_kept_report_that_was_damaged_is_made_anew(acervo, shipyard):
    """Half a file from a full disk is no report."""
    assert 0 == acervo("check", shipyard).code
    for report in (shipyard / ".acervo").rglob("report.json"):
        report.write_text('{"edition": "')

    assert 0 == acervo("check", shipyard).code


INTERRUPTED = """
import time
import acervo.shacl.run
from acervo.cli.main import main

def validate(*graphs):
    print("begun", flush=True)
    time.sleep(60)

acervo.shacl.run.validate = validate
main()
"""


def test_ctrl_c_ends_a_check_without_a_traceback(shipyard):
    """The curator has seen a mistake and does not want to wait."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, "check", str(shipyard)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert "begun\n" == running.stdout.readline()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)

    assert running.returncode in (1, 130)
    assert "Traceback" not in err
    assert "" == out
