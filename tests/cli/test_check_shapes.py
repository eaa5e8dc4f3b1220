"""`acervo check` and the shapes: what they looked at, who asked them, and how long that may take."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from wire.conftest import ENDLESS

from .conftest import COMMAND

pytestmark = pytest.mark.slow

PREFIXES = """@prefix ex: <https://example.org/shapes#> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

"""
IDLE = f"""{PREFIXES}ex:Unicorns-have-horns
    a sh:NodeShape ;
    sh:targetClass ex:Unicorn ;
    sh:property [ sh:path ex:horn ; sh:minCount 1 ] .
"""
RECURSIVE = f"""{PREFIXES}ex:Whole-has-parts
    a sh:NodeShape ;
    sh:targetClass mov:Event ;
    sh:property [ sh:path mov:partOf ; sh:node ex:Whole-has-parts ] .
"""


@pytest.fixture
def add_shapes(shipyard: Path):
    def add(text: str) -> None:
        (shipyard / "shapes" / "own.ttl").write_text(text, encoding="utf-8")

    return add


def test_an_own_shape_that_finds_nothing_is_a_warning_where_it_stands(acervo, shipyard, add_shapes):
    """A misspelt target looks like data without a fault."""
    add_shapes(IDLE)
    ended = acervo("check", shipyard)

    assert 0 == ended.code
    assert "shapes/own.ttl:5:1: warning ex:Unicorns-have-horns" in ended.out
    assert "found nothing to examine" in ended.out


def test_a_target_that_is_spelt_right_is_not_said_to_be_misspelt(acervo, shipyard, add_shapes):
    """Who has deleted the example of a new archive, with its only event, has misspelt nothing."""
    add_shapes(IDLE.replace("ex:Unicorn ", "mov:Campaign "))
    ended = acervo("check", shipyard)

    assert "shapes/own.ttl:5:1: warning ex:Unicorns-have-horns" in ended.out
    assert "nothing in the data is a mov:Campaign yet." in ended.out


def test_a_shape_of_the_core_that_finds_nothing_is_only_counted(acervo, shipyard):
    """An archive without coverage of appointments has done nothing wrong."""
    ended = acervo("check", shipyard, "--format", "json")
    told = json.loads(ended.out)

    assert told["untargeted"]
    assert [] == told["findings"]


def test_a_shape_that_is_left_to_pyshacl_is_named_with_the_reason(acervo, shipyard, add_shapes):
    """Nothing is skipped, and nobody has to believe that."""
    add_shapes(RECURSIVE)
    told = json.loads(acervo("check", shipyard, "--format", "json").out)["judged"]
    text = acervo("check", shipyard, "--verbose").out

    assert {"ex:Whole-has-parts": "the shape refers to itself"} == told
    assert "pySHACL examined every node for ex:Whole-has-parts" in text


def test_both_engines_find_the_same(acervo, shipyard, change):
    change("data/sources/diary/claims-strike.ttl", "mov:value 16000", "mov:value -1")
    bulk = json.loads(acervo("check", shipyard, "--format", "json").out)
    judge = json.loads(acervo("check", shipyard, "--format", "json", "--engine", "pyshacl").out)

    assert bulk["findings"]
    assert bulk == judge


def test_the_other_engine_neither_reads_nor_leaves_a_kept_report(acervo, shipyard):
    """Who doubts the one must not be told its answer again."""
    acervo("check", shipyard, "--engine", "pyshacl")

    assert not list((shipyard / ".acervo").rglob("report.json"))


def test_a_check_that_takes_too_long_says_so(acervo, shipyard):
    ended = acervo("check", shipyard, "--timeout", "0.001")

    assert 2 == ended.code
    assert "Not done after 0.001 s, so nothing can be told." in ended.err
    assert "" == ended.out


@pytest.fixture
def endless(shipyard):
    (shipyard / "shapes").mkdir(exist_ok=True)
    (shipyard / "shapes" / "endless.ttl").write_text(ENDLESS, encoding="utf-8")
    return shipyard


@pytest.mark.long
def test_the_time_limit_holds_while_the_engine_is_at_a_query(process, endless):
    """And says where the time went."""
    ended = process("check", endless, "--timeout", "8")

    assert 2 == ended.code
    assert "Not done after 8 s" in ended.err
    assert "https://example.org/shapes#Endless" in ended.err


@pytest.mark.long
@pytest.mark.parametrize("command", ["check", "serve"])
def test_ctrl_c_ends_a_command_while_the_engine_is_at_a_query(endless, command, tmp_path):
    arguments = [*COMMAND, command, str(endless), *(["--port", "0"] if command == "serve" else [])]
    with (tmp_path / "stderr").open("w") as told:
        running = subprocess.Popen(arguments, stderr=told, stdout=subprocess.DEVNULL)
    try:
        # Time that is all spent in the engine is time of the processor.
        while spent_s(running.pid) < 15:
            assert running.poll() is None, (tmp_path / "stderr").read_text()
            time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert 130 == running.wait(timeout=60)
    finally:
        running.kill()
        running.wait()
    assert "Stopped." in (tmp_path / "stderr").read_text()


def spent_s(pid: int) -> float:
    facts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")


def test_a_check_in_time_is_as_ever(acervo, shipyard):
    assert 0 == acervo("check", shipyard, "--timeout", "600").code
