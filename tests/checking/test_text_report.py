"""What a reader of the text sees first, and what does not stand in the way."""

from __future__ import annotations

from dataclasses import replace

from acervo.checking.findings import CheckReport, Finding, Severity
from acervo.checking.reporters import Telling, tell
from acervo.checking.syntax_reasons import REASONS
from acervo.turtle.problems import LANGUAGES


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


def test_infos_are_counted_unless_they_are_asked_for():
    """Seventeen infos buried five violations."""
    told = tell("text", REPORT, Telling()).splitlines()

    assert not any(" info " in line for line in heads("\n".join(told)))
    assert "1 info is only counted here; acervo check --verbose tells it." in told
    assert "2 violations, 1 warning, 1 info in 1 of 3 files." == told[-1]


def test_a_clean_archive_ends_with_a_short_answer():
    """“No problems” came after two screens of infos."""
    report = replace(REPORT, findings=MIXED[:1])
    told = tell("text", report, Telling()).splitlines()

    assert 3 == len(told)
    assert "No violations, no warnings; 1 info in 1 of 3 files." == told[-1]
    assert ["data/a.ttl:1:1: info rule-info"] == heads(tell("text", report, Telling(show_infos=True)))
    assert tell("text", report, Telling(language="es")).endswith(
        "Ni infracciones ni advertencias; 1 nota en 1 de 3 ficheros."
    )
    assert tell("text", replace(report, findings=()), Telling()).endswith("No problems found.")


def test_a_long_report_lists_the_violations_once_more():
    """A terminal shows the end; what fits on it is not said twice."""
    many = tuple(finding("violation", line) for line in range(1, 16))
    told = tell("text", replace(REPORT, findings=many), Telling()).splitlines()

    assert ["The violations once more:", "  data/a.ttl:1:1 rule-violation"] == told[-17:-15]
    assert "once more" not in tell("text", REPORT, Telling())


def test_where_warnings_fail_the_check_they_are_listed_too():
    many = tuple(finding("warning", line) for line in range(1, 15))
    report = replace(REPORT, findings=(*many, MIXED[1]))
    told = tell("text", report, Telling(bar=("violation", "warning")))

    assert "What has to be mended, once more:\n  data/a.ttl:2:1 rule-violation\n  data/a.ttl:1:1 rule-w" in told
    assert "The violations once more:\n  data/a.ttl:2:1 rule-violation\n15" not in told


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


def test_the_severity_is_told_in_the_language_of_the_rest():
    """“violation” above, “infracciones” below: two words for one thing."""
    lines = tell("text", REPORT, Telling(language="es", show_infos=True)).splitlines()

    assert {"infracción", "advertencia", "nota"} == {line.split()[1] for line in lines if line.startswith("data/")}


def test_a_file_and_an_archive_have_two_words_in_spanish():
    """“este archivo” was said of a file, and of the archive."""
    reasons = {rule: texts["es"] for rule, texts in REASONS.items()}

    assert [] == [key for key, text in {**LANGUAGES["es"], **reasons}.items() if "archivo" in text.lower()]
