"""A save is told of by what it changes, and what is told is what a full check tells."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from acervo.checking.desk import Desk
from acervo.checking.findings import CheckReport
from acervo.checking.lint import tokens
from acervo.checking.run import check_archive
from acervo.checking.stored import forget_stored
from acervo.corpus.archive import open_archive

pytestmark = pytest.mark.slow
SHIPYARD = Path(__file__).resolve().parent.parent / "archives" / "lenin-shipyard"
CLAIMS = "data/sources/diary/claims-strike.ttl"
SHAPES = "shapes/strike.ttl"


@pytest.fixture
def shipyard(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPYARD, tmp_path / "shipyard", ignore=shutil.ignore_patterns(".acervo"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def wrong_number(archive: Path) -> None:
    replace(archive / CLAIMS, "mov:value 16000", "mov:value -1")


def right_number(archive: Path) -> None:
    replace(archive / CLAIMS, "mov:value -1", "mov:value 16000")


def wrong_date(archive: Path) -> None:
    replace(archive / "data/sources/chronicle/claims-strike.ttl", "1980-08-14", "1980-14-08")


def broken_syntax(archive: Path) -> None:
    (archive / CLAIMS).write_text((archive / CLAIMS).read_text(encoding="utf-8") + "\n:half", encoding="utf-8")


def whole_syntax(archive: Path) -> None:
    replace(archive / CLAIMS, "\n:half", "")


def unused_prefix(archive: Path) -> None:
    path = archive / CLAIMS
    path.write_text(f"@prefix unused: <urn:x:> .\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def file_gone(archive: Path) -> None:
    (archive / CLAIMS).unlink()


def other_shapes(archive: Path) -> None:
    with (archive / SHAPES).open("a", encoding="utf-8") as shapes:
        shapes.write(
            "\n<https://example.org/gdansk/ns#Everything-has-a-note> a <http://www.w3.org/ns/shacl#NodeShape> ;\n"
            "    <http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/acervo/ns#Event> ;\n"
            "    <http://www.w3.org/ns/shacl#property> [\n"
            "        <http://www.w3.org/ns/shacl#path> <https://w3id.org/acervo/ns#unheardOf> ;\n"
            "        <http://www.w3.org/ns/shacl#minCount> 1 ] .\n"
        )


#: One after the other, on one archive.
EDITS = (wrong_number, wrong_date, broken_syntax, whole_syntax, other_shapes, right_number, unused_prefix, file_gone)


def test_after_every_save_the_desk_says_what_a_full_check_says(shipyard: Path):
    desk = Desk()
    for edit in (lambda archive: None, *EDITS):
        edit(shipyard)

        assert check_archive(open_archive(shipyard)) == desk.check(open_archive(shipyard))


def test_lint_cuts_only_the_file_that_was_saved(shipyard: Path, monkeypatch: pytest.MonkeyPatch):
    """In a million triples, that is most of what lint does."""
    desk = Desk()
    desk.check(open_archive(shipyard))
    cut: list[str] = []
    tokenize = tokens.tokenize
    monkeypatch.setattr(tokens, "tokenize", lambda text: cut.append(text) or tokenize(text))
    unused_prefix(shipyard)
    report = desk.check(open_archive(shipyard))

    assert [(shipyard / CLAIMS).read_text(encoding="utf-8")] == cut
    assert "unused-prefix" in {finding.rule for finding in report.findings}


@pytest.mark.long
def test_a_desk_goes_on_after_shapes_that_cannot_be_run(shipyard: Path):
    desk = Desk()
    desk.check(open_archive(shipyard))
    good = (shipyard / SHAPES).read_text(encoding="utf-8")
    (shipyard / SHAPES).write_text(
        good + "\n[] <http://www.w3.org/ns/shacl#path> 1 ; a <http://www.w3.org/ns/shacl#PropertyShape> .\n",
        encoding="utf-8",
    )
    told = desk.check(open_archive(shipyard))
    assert "malformed-shape" in {finding.rule for finding in told.findings}
    assert check_archive(open_archive(shipyard)) == told
    (shipyard / SHAPES).write_text(good, encoding="utf-8")
    wrong_number(shipyard)

    assert check_archive(open_archive(shipyard)) == desk.check(open_archive(shipyard))


STORED = """
import json, sys
from pathlib import Path
from acervo.checking.run import check_reading
from acervo.checking.stored import StoredValidator
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive

archive = open_archive(Path(sys.argv[1]))
validator = StoredValidator(archive)
report = check_reading(read_archive(archive), validator=validator)
print(json.dumps([report.as_json(), validator.asked]))
"""


def stored(archive: Path) -> tuple[CheckReport, int | None]:
    """One command's worth, in a process of its own: the report, and how many pairs were asked."""
    ended = subprocess.run([sys.executable, "-c", STORED, str(archive)], capture_output=True, text=True, check=True)
    report, asked = json.loads(ended.stdout)
    return CheckReport.from_json(report), asked


@pytest.mark.long
def test_one_command_after_the_other_says_what_a_full_check_says(shipyard: Path):
    for edit in (lambda archive: None, *EDITS):
        edit(shipyard)

        assert check_archive(open_archive(shipyard)) == stored(shipyard)[0]


def test_the_next_command_asks_only_what_the_edit_concerns(shipyard: Path):
    asked = [stored(shipyard)[1], stored(shipyard)[1]]
    wrong_number(shipyard)
    asked.append(stored(shipyard)[1])

    assert [None, 0] == asked[:2]
    assert asked[2] is not None
    assert 0 < asked[2] < 20


def spoil_state(folder: Path) -> None:
    (folder / "state.json").write_text('{"software": "', encoding="utf-8")


def lose_state(folder: Path) -> None:
    (folder / "state.json").unlink()


def lose_contents(folder: Path) -> None:
    (folder / "files.sqlite").unlink()


def spoil_contents(folder: Path) -> None:
    (folder / "files.sqlite").write_bytes(b"no database" * 500)


def lose_store(folder: Path) -> None:
    shutil.rmtree(folder / "store")


@pytest.mark.long
@pytest.mark.parametrize("spoil", [spoil_state, lose_state, lose_contents, spoil_contents, lose_store])
def test_what_is_kept_may_be_lost_or_spoilt(shipyard: Path, spoil: Callable[[Path], None]):
    stored(shipyard)
    spoil(shipyard / ".acervo" / "check")
    wrong_number(shipyard)

    assert check_archive(open_archive(shipyard)) == stored(shipyard)[0]


@pytest.mark.long
def test_two_commands_at_once_both_tell(shipyard: Path):
    """The second finds the store taken, and asks everything in memory."""
    import pyoxigraph as ox

    stored(shipyard)
    taken = ox.Store(str(shipyard / ".acervo" / "check" / "store"))
    report, asked = stored(shipyard)

    assert check_archive(open_archive(shipyard)) == report
    assert asked is None
    del taken


def test_what_is_kept_can_be_forgotten(shipyard: Path):
    stored(shipyard)
    forget_stored(open_archive(shipyard))

    assert stored(shipyard)[1] is None
