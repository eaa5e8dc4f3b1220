"""Each reporter, read back by somebody else than its writer."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from acervo.checking.explaining import Explanation
from acervo.checking.findings import CheckReport, Debt, Finding, Related, ShaclResult
from acervo.checking.reporters import FORMS, Telling, tell

EX = "https://example.org/"
SOURCE = ':a ex:p "🚢 Łódź" ;\n\tex:q 漢字 , \u202e12 .\n'
VALUE = Finding(
    "shacl",
    "Name-fits",
    "violation",
    {"en": "Too long: 100%, really.\nShorten it.", "es": "Demasiado largo."},
    "data/a b,c:d.ttl",
    1,
    9,
    1,
    18,
    ":a",
    "ex:p",
    '"🚢 Łódź"',
    related=(Related("data/z.ttl", 3, 4, {"en": "See.", "es": "Vea."}),),
    detail=(
        Finding(
            "shacl",
            "Name-short",
            "warning",
            {"": "More than 3."},
            "data/z.ttl",
            3,
            4,
            3,
            5,
            ":b",
            results=(ShaclResult(f"<{EX}b>", None, None, f"<{SH.MaxLengthConstraintComponent}>", f"<{EX}S>"),),
        ),
    ),
    results=(
        ShaclResult(
            f"<{EX}a>",
            f"[ sh:inversePath <{EX}p> ]",
            '"🚢 Łódź"',
            f"<{SH.NodeConstraintComponent}>",
            "_:shape",
        ),
    ),
)
SECOND = Finding(
    "syntax", "curly-quote", "warning", {"en": "Curly \x1b[31m\x00."}, "data/z.ttl", 2, 7, 2, 9, "_:b12n0", "ex:q"
)
WHOLE = Finding("lint", "no-place", "info", {"en": "Nowhere."})
REPORT = CheckReport("e" * 64, 3, 7, {"S": 2}, ("T",), (VALUE, SECOND, WHOLE))
NOTHING = replace(REPORT, findings=())
TELLING = Telling(source=lambda path: SOURCE, prefix="sub/")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_same_twice(form):
    """A report is compared, kept and cached."""
    assert tell(form, REPORT, TELLING) == tell(form, REPORT, TELLING)


# Text


def test_carets_stand_under_the_place_as_a_terminal_shows_it():
    """An emoji takes two columns of a terminal, a tab is shown as one, an accent of its own takes none."""
    lines = tell("text", REPORT, TELLING).splitlines()
    at = next(number for number, line in enumerate(lines) if "| :a ex:p" in line)
    before = lines[at].partition('"')[0]

    assert "data/a b,c:d.ttl:1:9: violation Name-fits" == lines[at - 2]
    assert lines[at + 1].index("^") == len(before)
    assert lines[at + 1].count("^") == 10
    assert "  Why: acervo explain Name-fits" in lines


def test_wide_characters_before_the_place_move_the_caret():
    """The line is shown in columns, not in code points."""
    found = replace(SECOND, line=2, column=8, end_column=9)
    lines = tell("text", replace(REPORT, findings=(found,)), TELLING).splitlines()
    at = next(number for number, line in enumerate(lines) if "漢字" in line)
    shown = lines[at][: lines[at].index("字")]
    columns = sum(2 if unicodedata.east_asian_width(character) == "W" else 1 for character in shown)

    assert columns == lines[at + 1].index("^")


def test_nothing_in_a_file_can_act_on_the_terminal():
    """Colours, bells and texts that run backwards come from files too."""
    told = tell("text", REPORT, TELLING)

    assert not {"\x1b", "\x00", "\u202e", "\t"} & set(told)


def test_colours_are_only_put_where_they_are_wanted():
    assert "\x1b[31mviolation\x1b[0m" in tell("text", REPORT, replace(TELLING, colour=True))
    assert "\x1b" not in tell("text", REPORT, TELLING)


def test_a_narrow_terminal_gets_short_lines_with_the_place_in_sight():
    """A line of a thousand columns would hide the one that matters."""
    long = ("x" * 500) + ' "here" ' + ("y" * 500)
    found = replace(VALUE, line=1, column=502, end_line=1, end_column=508, messages={"en": "word " * 60})
    told = tell("text", replace(REPORT, findings=(found,), shapes={}), Telling(source=lambda path: long, width=60))
    lines = told.splitlines()
    at = next(number for number, line in enumerate(lines) if '"here"' in line)
    first = lines[at + 1].index("^")

    assert '"here"' == lines[at][first : lines[at + 1].rindex("^") + 1]
    assert all(len(line) <= 60 for line in lines if "word" in line or "| " in line)


def test_reasons_are_shown_as_a_tree_and_other_places_are_named():
    told = tell("text", REPORT, TELLING)

    assert "  See data/z.ttl:3:4: See.\n" in told
    assert "  Because:\n  └─ data/z.ttl:3:4: :b · More than 3.\n" in told


def test_all_of_the_text_is_in_spanish_where_spanish_is_asked_for():
    told = tell("text", REPORT, replace(TELLING, language="es"))

    assert "Demasiado largo." in told
    assert "Por qué: acervo explain Name-fits" in told
    assert "1 infracción, 1 advertencia, 1 nota en 2 de 3 ficheros." == told.splitlines()[-1]


def test_debts_that_are_paid_are_told():
    told = tell("text", replace(NOTHING, baselined=4, expired=(Debt("f", "R", "data/x.ttl", ":x"),)), TELLING)

    assert "R in data/x.ttl" in told
    assert "4 old debts are in the baseline." in told


# JSON


def test_json_is_what_its_schema_says():
    """Machines are promised this shape."""
    schema = json.loads((ROOT / "docs/reference/check.schema.json").read_text(encoding="utf-8"))
    expired = replace(REPORT, baselined=1, expired=(Debt("f", "R", None, None),))
    for report in (REPORT, NOTHING, expired):
        assert [] == list(faults(json.loads(tell("json", report, TELLING)), schema, schema))


def test_the_schema_refuses_what_is_not_promised():
    """A schema that takes everything would prove nothing."""
    schema = json.loads((ROOT / "docs/reference/check.schema.json").read_text(encoding="utf-8"))
    value = json.loads(tell("json", REPORT, TELLING))
    value["findings"][0]["line"] = 0
    del value["findings"][0]["detail"][0]["rule"]
    value["more"] = 1

    assert 3 == len(list(faults(value, schema, schema)))


def test_the_page_about_json_names_every_key():
    page = (ROOT / "docs/reference/check-json.md").read_text(encoding="utf-8")
    value = json.loads(tell("json", REPORT, TELLING))

    assert [] == [key for key in (*value, *value["findings"][0]) if f"`{key}`" not in page]


def faults(value: Any, schema: Any, root: Any, at: str = "$") -> Any:
    """What *schema* has against *value*: as much of JSON Schema as the file uses."""
    known = {
        "$schema", "$id", "$defs", "$ref", "title", "type", "required", "additionalProperties", "properties", "items",
        "const", "enum", "pattern", "minimum",
    }  # fmt: skip
    assert known >= set(schema)
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, at)
        return
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    wanted = schema.get("type", list(kinds))
    if not isinstance(value, tuple(kinds[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))):
        yield f"{at}: not {wanted}"
        return
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        yield f"{at}: {value}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value}"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{at}: {value}"
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), root, f"{at}[{number}]")
    if isinstance(value, dict):
        yield from (f"{at}: no {key}" for key in schema.get("required", ()) if key not in value)
        for key, item in value.items():
            below = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            if below is False:
                yield f"{at}: {key} is unknown"
            else:
                yield from faults(item, below, root, f"{at}.{key}")


# SARIF


def test_sarif_says_of_a_rule_what_explain_says():
    """A code host shows help beside a finding; the name of the rule alone is none."""
    page = Explanation(
        "Name-fits", "shacl", "violation", {"en": "Shorten it.", "es": "Acórtelo."}, {}, good=':a :p "x" .'
    )
    telling = replace(TELLING, language="es", explain=lambda rule: page if rule == "Name-fits" else None)
    known, unknown, _ = json.loads(tell("sarif", REPORT, telling))["runs"][0]["tool"]["driver"]["rules"]

    assert "Acórtelo." == known["shortDescription"]["text"] == known["fullDescription"]["text"]
    assert 'Acórtelo.\n\nBien:\n\n:a :p "x" .\n\nacervo explain Name-fits' == known["help"]["text"]
    assert "curly-quote" == unknown["shortDescription"]["text"]
    assert "acervo explain curly-quote" == unknown["help"]["text"]


def test_sarif_has_the_rules_and_regions_that_code_hosts_read():
    """Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""
    log = json.loads(tell("sarif", REPORT, TELLING))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    first, second, third = run["results"]

    assert "2.1.0" == log["version"]
    assert "unicodeCodePoints" == run["columnKind"]
    assert ["Name-fits", "curly-quote", "no-place"] == [rule["id"] for rule in rules]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert ["error", "warning", "note"] == [result["level"] for result in run["results"]]
    assert all(result["message"]["text"] for result in run["results"])
    physical = first["locations"][0]["physicalLocation"]
    assert {"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 18} == physical["region"]
    assert "sub/data/a b,c:d.ttl" == unquote(physical["artifactLocation"]["uri"])
    assert " " not in physical["artifactLocation"]["uri"]
    assert 3 == first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"]
    assert "locations" not in third
    assert 3 == len({result["partialFingerprints"]["acervo/v1"] for result in (first, second, third)})


def test_a_fingerprint_does_not_move_with_the_line():
    """A finding that was closed must not come back because a line was added above."""
    moved = replace(REPORT, findings=(replace(VALUE, line=40, end_line=40), replace(SECOND, focus="_:b12n7")))
    before, after = (json.loads(tell("sarif", report, TELLING))["runs"][0]["results"] for report in (REPORT, moved))

    assert [one["partialFingerprints"] for one in before[:2]] == [one["partialFingerprints"] for one in after]


# GitHub


def read_back(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    found = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert found is not None, line

    def plain(text: str) -> str:
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(code, character)
        return text

    pairs = (pair.partition("=") for pair in found[2].split(","))
    return found[1], {name: plain(value) for name, _, value in pairs}, plain(found[3])


def test_github_reads_back_what_was_meant():
    """Commas, colons and per cent signs in names and texts would end a property too early."""
    first, second, third, _ = tell("github", REPORT, TELLING).split("\n")
    place = {"file": "sub/data/a b,c:d.ttl", "line": "1", "endLine": "1", "col": "9", "endColumn": "17"}

    assert ("error", {**place, "title": "Name-fits"}) == read_back(first)[:2]
    assert read_back(first)[2].endswith("Too long: 100%, really.\nShorten it.")
    assert "warning" == read_back(second)[0]
    assert ("notice", {"title": "no-place"}, "Nowhere.") == read_back(third)


# JUnit


def test_junit_counts_what_fails_and_what_passes():
    root = Xml.fromstring(tell("junit", REPORT, TELLING).encode())
    cases = list(root.iter("testcase"))
    failures = list(root.iter("failure"))

    assert ("3", "1") == (root.get("tests"), root.get("failures"))
    assert ["sub/data/a b,c:d.ttl", "sub/data/z.ttl", "sub/acervo.toml"] == [one.get("name") for one in root]
    assert ["1", "2", None] == [case.get("line") for case in cases]
    assert ["violation"] == [failure.get("type") for failure in failures]
    assert "Shorten it." in (failures[0].text or "")


def test_junit_fails_where_the_exit_code_does():
    bar = ("violation", "warning", "info")
    root = Xml.fromstring(tell("junit", REPORT, replace(TELLING, bar=bar)).encode())

    assert 3 == len(list(root.iter("failure")))


def test_junit_of_nothing_is_one_case_that_passed():
    """A page without any case looks like a check that did not run."""
    root = Xml.fromstring(tell("junit", NOTHING, TELLING).encode())

    assert ("1", "0", 1) == (root.get("tests"), root.get("failures"), len(list(root.iter("testcase"))))


# Turtle


def shacl_report(report: CheckReport) -> Graph:
    return Graph().parse(data=tell("turtle", report, TELLING), format="turtle")


def test_turtle_is_a_validation_report_as_shacl_defines_it():
    """Source: https://www.w3.org/TR/shacl/#results-validation-report"""
    graph = shacl_report(REPORT)
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    (result,) = graph.objects(report, SH.result)
    (path,) = graph.objects(result, SH.resultPath)
    (reason,) = graph.objects(result, SH.detail)

    assert [Literal(False)] == list(graph.objects(report, SH.conforms))
    assert URIRef(EX + "a") == graph.value(result, SH.focusNode)
    assert Literal("🚢 Łódź") == graph.value(result, SH.value)
    assert URIRef(EX + "p") == graph.value(path, SH.inversePath)
    assert SH.Violation == graph.value(result, SH.resultSeverity)
    assert isinstance(graph.value(result, SH.sourceShape), BNode)
    assert {"en", "es"} == {getattr(text, "language", None) for text in graph.objects(result, SH.resultMessage)}
    assert SH.Warning == graph.value(reason, SH.resultSeverity)
    for node in graph.subjects(RDF.type, SH.ValidationResult):
        for predicate in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape):
            assert 1 == len(list(graph.objects(node, predicate)))


def test_a_severity_of_ones_own_is_that_of_the_result():
    result = VALUE.results[0]._replace(severity=f"<{EX}Terrible>")
    graph = shacl_report(replace(REPORT, findings=(replace(VALUE, results=(result,), detail=()),)))

    assert [URIRef(EX + "Terrible")] == list(graph.objects(None, SH.resultSeverity))


def test_a_warning_does_not_conform_and_lint_is_no_result():
    """SHACL counts every result, whatever its severity; what no shape said is none of its business."""
    warning = replace(REPORT, findings=(replace(VALUE, severity="warning"),))

    assert (None, SH.conforms, Literal(False)) in shacl_report(warning)
    assert (None, SH.conforms, Literal(True)) in shacl_report(replace(REPORT, findings=(WHOLE, SECOND)))


def test_where_the_shapes_were_not_run_there_is_no_validation_report():
    """“Conforms” of what nobody has looked at would be a lie."""
    assert 0 == len(shacl_report(replace(REPORT, findings=(SECOND,), complete=False)))
