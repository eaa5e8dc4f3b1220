"""What a reader of the text sees first, and what does not stand in the way."""

from __future__ import annotations

from dataclasses import replace

from acervo.checking.findings import CheckReport, Finding, Severity
from acervo.checking.reporters import Telling, tell


def finding(severity: Severity, line: int) -> Finding:
    return Finding("lint", f"rule-{severity}", severity, {"en": f"Line {line}."}, "data/a.ttl", line, 1)


MIXED = (finding("info", 1), finding("violation", 2), finding("warning", 3), finding("violation", 4))
REPORT = CheckReport("e" * 64, 3, 7, {"Claim": 2, "Place": 0}, ("Place",), MIXED)


def heads(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("data/")]


def test_violations_come_first_each_severity_in_the_order_of_the_files():
    """Whoever mends violations should not have to look for them."""
    told = tell("text", REPORT, Telling(show_infos=True))

    assert [
        "data/a.ttl:2:1: violation rule-violation",
        "data/a.ttl:4:1: violation rule-violation",
        "data/a.ttl:3:1: warning rule-warning",
        "data/a.ttl:1:1: info rule-info",
    ] == heads(told)


def test_infos_are_counted_while_something_worse_is_left():
    """Seventeen infos buried five violations."""
    told = tell("text", REPORT, Telling()).splitlines()

    assert not any(" info " in line for line in heads("\n".join(told)))
    assert "1 info is told once nothing worse is left; at once by acervo check --verbose." in told
    assert "2 violations, 1 warning, 1 info in 1 of 3 files." == told[-1]


def test_infos_alone_are_told():
    told = tell("text", replace(REPORT, findings=MIXED[:1]), Telling())

    assert ["data/a.ttl:1:1: info rule-info"] == heads(told)
    assert "nothing worse" not in told


def test_where_warnings_stand_below_the_violations_are_listed_once_more():
    """A terminal shows the end."""
    told = tell("text", REPORT, Telling()).splitlines()
    alone = tell("text", replace(REPORT, findings=MIXED[1:2]), Telling())

    assert ["The violations once more:", "  data/a.ttl:2:1 rule-violation", "  data/a.ttl:4:1 rule-violation"] == told[
        -4:-1
    ]
    assert "once more" not in alone


def test_a_long_list_of_violations_is_cut():
    many = tuple(finding("violation", line) for line in range(1, 31))
    told = tell("text", replace(REPORT, findings=(*many, finding("warning", 40))), Telling())

    assert "  and 10 more\n30 violations" in told


def test_what_each_shape_examined_is_one_line_unless_it_is_asked_for():
    """Fifty lines of numbers stood between the findings and the sum."""
    short, long = (tell("text", REPORT, Telling(show_shapes=shown)) for shown in (False, True))

    assert "Examined 3 files, 7 triples, 2 focus nodes of 2 shapes (1 found nothing to examine)." in short
    assert "Focus nodes examined" not in short
    assert "Focus nodes examined by each shape:\n        2  Claim\nNothing to examine for: Place." in long


def test_where_the_syntax_is_wrong_the_reader_is_told_what_waits():
    """Misspelt names came as a surprise in the second round."""
    told = tell("text", replace(REPORT, complete=False), Telling())

    assert "The shapes and lint were not run, so that misspelt names, missing passages" in told
