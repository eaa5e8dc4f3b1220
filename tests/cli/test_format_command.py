"""`acervo format`: what it writes, what it tells, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from acervo.cli import format as format_module
from acervo.turtle import files, formatting

from .conftest import COMMAND

UGLY = "@prefix : <https://example.org/> .\n:a :p 1 ; # one\n  :q 2 .\n"
HOUSE = "@prefix : <https://example.org/> .\n\n:a\n    :p 1 ;  # one\n    :q 2 ;\n.\n"


@pytest.fixture
def ugly(tmp_path: Path) -> Path:
    file = tmp_path / "ugly.ttl"
    file.write_text(UGLY, encoding="utf-8")
    return file


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house.ttl"
    file.write_text(HOUSE, encoding="utf-8")
    return file


def test_a_file_is_set_in_the_house_layout(acervo, ugly):
    ended = acervo("format", ugly)

    assert HOUSE == ugly.read_text(encoding="utf-8")
    assert (0, f"{ugly}\n", "1 of 1 file formatted.\n") == (ended.code, ended.out, ended.err)


def test_a_file_in_the_house_layout_is_not_written(acervo, house):
    """Editors and `make` look at the time of a file."""
    os.utime(house, ns=(1, 1))
    ended = acervo("format", house)

    assert 1 == house.stat().st_mtime_ns
    assert (0, "", "1 file looked at, nothing to change.\n") == (ended.code, ended.out, ended.err)


def test_check_lists_what_would_change_and_writes_nothing(acervo, ugly, house):
    ended = acervo("format", "--check", ugly, house)

    assert UGLY == ugly.read_text(encoding="utf-8")
    assert (1, f"{ugly}\n", "1 of 2 files would change.\n") == (ended.code, ended.out, ended.err)
    assert 0 == acervo("format", "--check", house).code


def test_diff_shows_what_would_change_and_writes_nothing(acervo, ugly):
    ended = acervo("format", "--diff", ugly)

    assert UGLY == ugly.read_text(encoding="utf-8")
    assert 0 == ended.code
    assert ended.out.startswith(
        f"--- {ugly}\n+++ {ugly}\n@@ -1,3 +1,6 @@\n @prefix : <https://example.org/> .\n-:a :p 1"
    )
    assert 1 == acervo("format", "--diff", "--check", ugly).code


def test_a_diff_is_a_patch(acervo, tmp_path):
    """Line ends, a byte order mark and a last line without an end included."""
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("needs the command patch")
    file = tmp_path / "a.ttl"
    file.write_bytes('\ufeff@prefix : <x> .\r\n:a :p """1\r\n\u20282""" ; # \x0c\r\n\r\n :q 3 .'.encode())
    diff = acervo("format", "--diff", file).out
    subprocess.run([patch, "--binary", "-s", str(file)], input=diff.encode(), check=True)

    assert 0 == acervo("format", "--check", file).code


def test_a_diff_is_coloured_in_a_terminal(acervo, monkeypatch, tmp_path):
    """There, a carriage return is shown rather than obeyed."""
    monkeypatch.setattr(format_module, "in_colour", lambda: True)
    file = tmp_path / "a.ttl"
    file.write_bytes(b"@prefix : <x> .\r\n")
    ended = acervo("format", "--diff", file)

    assert "\x1b[31m-@prefix : <x> .␍\x1b[0m\n\x1b[32m+@prefix : <x> .\x1b[0m\n" in ended.out


def test_standard_input_goes_to_standard_output(process):
    ended = process("format", "-", stdin="\ufeff" + UGLY.replace("\n", "\r\n"))

    assert (0, HOUSE, "") == (ended.code, ended.out, ended.err)


def test_standard_input_is_checked_too(process):
    assert (1, "-\n") == (
        process("format", "--check", "-", stdin=UGLY).code,
        process("format", "--check", "-", stdin=UGLY).out,
    )
    assert 0 == process("format", "--check", "-", stdin=HOUSE).code


def test_standard_input_with_an_error_gives_no_output(process):
    """An editor that pipes a buffer through must not empty it."""
    ended = process("format", "-", stdin=":a :b :c .")

    assert (2, "") == (ended.code, ended.out)
    assert "-:1:1: syntax error undeclared-prefix" in ended.err


def test_standard_input_stands_alone(acervo, ugly):
    assert 2 == acervo("format", "-", ugly).code


def test_an_error_is_told_at_its_place_and_the_other_files_are_formatted(acervo, tmp_path, ugly):
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix : <https://example.org/> .\n:a :p\t“one” .\n", encoding="utf-8")
    ended = acervo("format", tmp_path)

    assert 2 == ended.code
    assert HOUSE == ugly.read_text(encoding="utf-8")
    assert f"{broken}:2:7: syntax error curly-quote\n  :a :p\t“one” .\n       \t^^^^^\n" in ended.err
    assert "1 of 2 files formatted. 1 could not be formatted." in ended.err


def test_errors_are_told_in_spanish_too(acervo, tmp_path):
    broken = tmp_path / "broken.ttl"
    broken.write_text(":a :b :c .", encoding="utf-8")

    assert "El prefijo" in acervo("format", "--language", "es", broken).err


def test_a_file_that_is_not_utf8_is_left_alone(acervo, tmp_path):
    file = tmp_path / "a.ttl"
    file.write_bytes(b"# caf\xe9\n")
    ended = acervo("format", file)

    assert 2 == ended.code
    assert b"# caf\xe9\n" == file.read_bytes()
    assert f"{file}:1:6: syntax error not-utf8" in ended.err


def test_line_ends_and_byte_order_mark_go_but_not_those_within_a_text(acervo, tmp_path):
    file = tmp_path / "a.ttl"
    file.write_bytes('\ufeff@prefix : <x> .\r\n\r\n:a\r\n    :p """1\r\n2""" ;\r\n.\r\n'.encode())
    acervo("format", file)

    assert b'@prefix : <x> .\n\n:a\n    :p """1\r\n2""" ;\n.\n' == file.read_bytes()


@pytest.mark.parametrize("spoil", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_line_ends_and_byte_order_mark_alone_are_a_change(acervo, house, spoil):
    """The policy of the how-to page: one file, one form, down to the bytes."""
    house.write_bytes(spoil(HOUSE).encode())

    assert 1 == acervo("format", "--check", house).code
    assert 0 == acervo("format", house).code
    assert HOUSE.encode() == house.read_bytes()


def test_standard_input_of_any_system_goes_out_with_plain_line_ends(tmp_path):
    """As bytes: nothing between the formatter and the editor may put them back."""
    given = ("\ufeff" + UGLY.replace("\n", "\r\n")).encode()
    ended = subprocess.run([*COMMAND, "format", "-"], input=given, cwd=tmp_path, capture_output=True, check=True)

    assert HOUSE.encode() == ended.stdout


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_the_mode_of_a_file_stays(acervo, ugly, mode):
    ugly.chmod(mode)
    acervo("format", ugly)

    assert HOUSE == ugly.read_text(encoding="utf-8")
    assert mode == stat.S_IMODE(ugly.stat().st_mode)


def test_a_link_is_written_through_and_its_file_once(acervo, tmp_path, ugly):
    link = tmp_path / "a-link.ttl"
    link.symlink_to(ugly)
    ended = acervo("format", tmp_path)

    assert link.is_symlink()
    assert HOUSE == ugly.read_text(encoding="utf-8")
    assert f"{link}\n" == ended.out


def test_nothing_else_is_left_in_the_folder(acervo, tmp_path, ugly, monkeypatch):
    acervo("format", ugly)
    assert [ugly] == list(tmp_path.iterdir())

    ugly.write_text(UGLY, encoding="utf-8")

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", fail)
    ended = acervo("format", ugly)

    assert (2, f"{ugly}: cannot be written: No space left on device.") == (ended.code, ended.err.splitlines()[0])
    assert [ugly] == list(tmp_path.iterdir())
    assert UGLY == ugly.read_text(encoding="utf-8")


def test_a_file_that_may_not_be_written_is_told(acervo, ugly, monkeypatch):
    monkeypatch.setattr(files.os, "access", lambda path, mode: mode != os.W_OK)
    ended = acervo("format", ugly)

    assert (2, f"{ugly}: cannot be written: Permission denied.") == (ended.code, ended.err.splitlines()[0])
    assert UGLY == ugly.read_text(encoding="utf-8")


def test_a_file_that_changes_meanwhile_is_left_alone(acervo, ugly, monkeypatch):
    """The editor that saves in that moment wins."""
    lay_out = formatting.lay_out

    def save(*arguments: object) -> str:
        ugly.write_text("# new\n", encoding="utf-8")
        return lay_out(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(formatting, "lay_out", save)
    ended = acervo("format", ugly)

    assert 2 == ended.code
    assert "somebody else changed it" in ended.err
    assert "# new\n" == ugly.read_text(encoding="utf-8")


def test_a_text_that_says_otherwise_is_never_written(acervo, ugly, monkeypatch):
    lay_out = formatting.lay_out
    monkeypatch.setattr(formatting, "lay_out", lambda *arguments: lay_out(*arguments).replace(":q 2", ":q 3"))
    ended = acervo("format", ugly)

    assert 2 == ended.code
    assert "left alone" in ended.err
    assert UGLY == ugly.read_text(encoding="utf-8")


def test_sort_sorts(acervo, tmp_path):
    file = tmp_path / "a.ttl"
    file.write_text("@prefix : <x#> .\n\n:b\n    :q 1 ;\n    a :T ;\n.\n\n:a\n    :p 1 ;\n.\n", encoding="utf-8")
    assert 0 == acervo("format", "--check", file).code
    acervo("format", "--sort", file)

    assert "@prefix : <x#> .\n\n:a\n    :p 1 ;\n.\n\n:b\n    a :T ;\n    :q 1 ;\n.\n" == file.read_text(
        encoding="utf-8"
    )


def test_n_triples_are_left_alone(acervo, tmp_path):
    file = tmp_path / "bulk.nt"
    file.write_text("<http://e.org/a>   <http://e.org/b> 1 .", encoding="utf-8")
    ended = acervo("format", file)

    assert 0 == ended.code
    assert f"{file}: N-Triples; left alone.\n" in ended.err


def test_a_file_of_another_kind_is_refused(acervo, tmp_path):
    file = tmp_path / "README.md"
    file.write_text("# a comment\n", encoding="utf-8")

    assert 2 == acervo("format", file).code
    assert "# a comment\n" == file.read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_told_before_anything_is_written(acervo, tmp_path, ugly):
    assert 2 == acervo("format", ugly, tmp_path / "none.ttl").code
    assert UGLY == ugly.read_text(encoding="utf-8")


def test_without_arguments_the_four_folders_of_the_archive_are_formatted(acervo, shipyard, monkeypatch):
    """Other folders and what begins with a dot are not the archive's."""
    event = shipyard / "data" / "events" / "lenin-shipyard-strike-1980.ttl"
    right = event.read_text(encoding="utf-8")
    event.write_text(right.replace("\n    ", " "), encoding="utf-8")
    for other in (shipyard / "notes.ttl", shipyard / "data" / ".draft.ttl", shipyard / ".acervo" / "kept.ttl"):
        other.parent.mkdir(exist_ok=True)
        other.write_text(UGLY, encoding="utf-8")
    monkeypatch.chdir(shipyard / "data" / "places")
    ended = acervo("format")

    assert 0 == ended.code
    assert right == event.read_text(encoding="utf-8")
    assert "../../data/events/lenin-shipyard-strike-1980.ttl\n" == ended.out


def test_without_an_archive_it_wants_to_know_which_files(acervo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = acervo("format")

    assert 2 == ended.code
    assert "is not an archive" in ended.err


def test_an_archive_s_own_records_are_claims(acervo, shipyard, change):
    """What its ontology puts below a class of claims, at whatever distance."""
    ontology = shipyard / "ontology" / "strike.ttl"
    ontology.write_text(
        ontology.read_text(encoding="utf-8")
        + "\n:Loss\n    rdfs:subClassOf :Harm ;\n.\n\n:Harm\n    rdfs:subClassOf mov:Count ;\n.\n",
        encoding="utf-8",
    )
    file = shipyard / "data" / "losses.ttl"
    text = (
        "@prefix : <https://example.org/gdansk/ns#> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n\n"
        ":loss-1 a :Loss ;\n    mov:of :a ; mov:value 7 ;\n    mov:passage :p .\n"
    )
    file.write_text(text, encoding="utf-8")

    assert 0 == acervo("format", "--check", file).code


def test_a_folder_without_turtle_is_no_fault(acervo, tmp_path):
    assert (0, "No Turtle files here.\n") == (acervo("format", tmp_path).code, acervo("format", tmp_path).err)


def test_the_shipped_files_are_in_the_house_layout(acervo, root):
    """What we show to curators is what they are asked for; the generated files too."""
    ended = acervo("format", "--check", *(root / name for name in ("data", "ontology", "shapes", "tests")))

    assert (0, "") == (ended.code, ended.out)
