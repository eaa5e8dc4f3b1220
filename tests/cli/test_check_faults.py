"""`acervo check` on a small archive with one fault planted: the file, the entity and the value are in the message."""

from __future__ import annotations

import pytest

CLAIMS = "data/sources/chronicle/claims-strike.ttl"
STRIKE = "data/events/lenin-shipyard-strike-1980.ttl"
GDANSK = "data/places/gdansk.ttl"
DATE = '"1980-08-14/1980-08-31"^^edtf:EDTF'
PREFIXES = "@prefix : <https://example.org/gdansk/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n"


def assert_found(ended, place: str, rule: str, about: str, line: str, shown: str, advice: str) -> None:
    """One violation: where, what, the line with the value underlined, the next move, and where to read on."""
    lines = ended.out.splitlines()
    start = next(number for number, line in enumerate(lines) if line == f"{place}: violation {rule}")
    _, told, source, carets, message = lines[start : start + 5]
    why = next(line for line in lines[start:] if line.startswith("  Why: "))
    first = carets.index("^")

    assert 1 == ended.code
    assert f"  {about}" == told
    assert line in source
    assert shown == source[first : carets.rindex("^") + 1]
    assert advice in message
    assert f"  Why: acervo explain {rule}" == why
    assert lines[-1].startswith("1 violation")
    assert "" == ended.err


@pytest.mark.slow
def test_a_thirteenth_month_is_told_with_the_claim_and_the_date_as_written(acervo, shipyard, change):
    """What the check computes from a date is in no file; the curator sees the date."""
    change(CLAIMS, DATE, '"2016-13-40"^^edtf:EDTF')

    assert_found(
        acervo("check", shipyard),
        f"{CLAIMS}:8:83",
        "Date-is-valid",
        ':lenin-shipyard-strike-1980-date-1 rdf:object "2016-13-40"^^edtf:EDTF',
        "rdf:predicate mov:date",
        '"2016-13-40"^^edtf:EDTF',
        "This is not a date in EDTF: there is no month 13. Correct it, or leave out what is not known:",
    )


@pytest.mark.slow
def test_a_date_that_is_none_is_told_with_its_exact_fault(acervo, shipyard, change):
    """Whoever wrote a day, a month and a year needs to hear what is wrong with them, and in their language."""
    change(CLAIMS, DATE, '"2016-02-31"^^edtf:EDTF')
    change(
        "data/sources/diary/claims-strike.ttl",
        '"1980-08-14/1980-09-01"^^edtf:EDTF',
        '"1980-08-14 / 1980-08-31"^^edtf:EDTF',
    )
    english, spanish = (acervo("check", shipyard, "--language", name).out for name in ("en", "es"))

    assert 'February 2016 has 29 days. Correct the day, or leave it out: "2016-02".' in english
    assert 'Remove the spaces: "1980-08-14/1980-08-31".' in english
    assert 'febrero de 2016 tiene 29 días. Corrija el día u omítalo: "2016-02".' in spanish
    assert 'Quite los espacios: "1980-08-14/1980-08-31".' in spanish


@pytest.mark.slow
def test_a_period_that_runs_backwards_is_told_as_written(acervo, shipyard, change):
    """The bounds that contradict each other are ours; the period is the curator's."""
    change(CLAIMS, DATE, '"2018/2016"^^edtf:EDTF')

    assert_found(
        acervo("check", shipyard),
        f"{CLAIMS}:8:83",
        "Date-runs-forwards",
        ':lenin-shipyard-strike-1980-date-1 rdf:object "2018/2016"^^edtf:EDTF',
        "rdf:predicate mov:date",
        '"2018/2016"^^edtf:EDTF',
        'Swap its two ends: "2016/2018", or correct the year.',
    )


@pytest.mark.slow
def test_a_percentage_of_180_is_out_of_range(acervo, shipyard):
    """Nothing runs at 180 per cent of what it can."""
    last = len((shipyard / CLAIMS).read_text(encoding="utf-8").splitlines())
    with (shipyard / CLAIMS).open("a", encoding="utf-8") as file:
        file.write(
            ":strike-production-1 a mov:ProductionOutcome ;\n"
            "    mov:outcomeOf :lenin-shipyard-strike-1980 ; mov:measure mov:ProductiveCapacity ;\n"
            "    mov:after 180 ; mov:unit mov:Percent ; mov:passage :passage-chronicle-9843f1be .\n"
        )

    ended = acervo("check", shipyard)

    assert_found(
        ended,
        f"{CLAIMS}:{last + 3}:15",
        "ProductionOutcome-percentage-in-range",
        ":strike-production-1 mov:after 180",
        "mov:after 180 ;",
        "180",
        "A percentage lies between 0 and 100.",
    )


@pytest.mark.slow
def test_a_claim_without_a_passage_is_no_claim(acervo, shipyard, change):
    """Nobody can look up what stands nowhere."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    lines = (shipyard / CLAIMS).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if ":lenin-shipyard-strike-1980-people-1 " in text)

    assert_found(
        acervo("check", shipyard),
        f"{CLAIMS}:{line}:1",
        "Claim-has-passage",
        ":lenin-shipyard-strike-1980-people-1 mov:passage",
        ":lenin-shipyard-strike-1980-people-1 a mov:Count",
        ":lenin-shipyard-strike-1980-people-1",
        "Say where this stands: add mov:passage",
    )


@pytest.mark.slow
def test_a_claimed_value_of_the_wrong_kind_is_told_at_the_claim(acervo, shipyard, change):
    """The triple that a claim states is in no file; its claim is."""
    change(CLAIMS, "rdf:object :gdansk", 'rdf:object "Gdańsk"')

    assert_found(
        acervo("check", shipyard),
        f"{CLAIMS}:11:84",
        "EventStatement-at-a-place",
        ':lenin-shipyard-strike-1980-place-1 rdf:object "Gdańsk"',
        "rdf:predicate mov:place",
        '"Gdańsk"',
        "Name a place of the archive",
    )


@pytest.mark.slow
def test_the_archive_s_own_shape_is_asked_like_the_core_s(acervo, shipyard):
    """An archive of another subject brings its own demands, with its own words."""
    (shipyard / "data/events/other.ttl").write_text(
        PREFIXES + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        ':other a <https://example.org/gdansk/ns#Strike> ; skos:prefLabel "Other"@en , "Otra"@es .\n',
        encoding="utf-8",
    )

    assert_found(
        acervo("check", shipyard),
        "data/events/other.ttl:4:1",
        "https://example.org/gdansk/ns#Strike-is-dated",
        ":other: the things that have this as their rdf:subject",
        ":other a <https://example.org/gdansk/ns#Strike>",
        ":other",
        "Add a claim that says when the strike was.",
    )


@pytest.mark.slow
def test_a_triple_in_two_files_is_told_with_both(acervo, shipyard):
    """Two copies of one statement are counted twice by the union of all graphs."""
    (shipyard / "data/places/gdansk-again.ttl").write_text(PREFIXES + ":gdansk a mov:Place .\n", encoding="utf-8")

    assert_found(
        acervo("check", shipyard),
        f"{GDANSK}:6:7",
        "triple-in-two-files",
        ":gdansk rdf:type mov:Place",
        "    a mov:Place ;",
        "mov:Place",
        "The same statement stands in data/places/gdansk-again.ttl as well.",
    )


@pytest.mark.slow
def test_a_misspelt_name_is_told_where_it_is_used(acervo, shipyard, change):
    """A misspelt name would pass for a thing of its own."""
    change(CLAIMS, "rdf:object :gdansk", "rdf:object :gdanks")
    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert f"{CLAIMS}:11:84: violation dangling-iri\n" in ended.out
    assert "Nothing says what kind of thing :gdanks is. Did you mean :gdansk?\n" in ended.out


def assert_syntax(ended, place: str, rule: str, words: str) -> None:
    lines = ended.out.splitlines()
    start = lines.index(f"{place}: violation {rule}")

    assert 1 == ended.code
    assert "^" in lines[start + 2]
    assert f"  {words}" == lines[start + 3]
    assert "The shapes and lint were not run, so that misspelt names, missing passages" in ended.out


def test_an_undeclared_prefix_is_told_with_the_line_to_add(acervo, shipyard, change):
    """The next move is a line to copy."""
    change(CLAIMS, "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n", "")

    assert_syntax(
        acervo("check", shipyard),
        f"{CLAIMS}:16:54",
        "undeclared-prefix",
        "The prefix “foaf:” is used but not declared in this file. "
        "Add this line at the top: @prefix foaf: <http://xmlns.com/foaf/0.1/> .",
    )


def test_a_curly_quote_is_shown_with_the_straight_one(acervo, shipyard, change):
    """Word processors curl quotes; the parser's own words would not say so."""
    change(GDANSK, '"Gdańsk"@en', "“Gdańsk”@en")

    assert_syntax(
        acervo("check", shipyard),
        f"{GDANSK}:10:9",
        "curly-quote",
        'The quotes are curly. Write " instead of the “ here and of the ” in column 16.',
    )


def test_a_file_that_is_not_utf_8_says_where(acervo, shipyard):
    """One byte of another encoding; the file is otherwise right."""
    with (shipyard / GDANSK).open("ab") as file:
        file.write("# Straße\n".encode("latin-1"))

    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert f"{GDANSK}:14:7: violation not-utf8\n" in ended.out
    assert "UTF-8" in ended.out


def test_n_triples_is_held_to_its_own_grammar(acervo, shipyard):
    """`a` is Turtle; a client that streams N-Triples could not read it."""
    with (shipyard / "data/people.nt").open("a", encoding="utf-8") as file:
        file.write("<https://example.org/gdansk/id/x> a <https://w3id.org/acervo/ns#Place> .\n")

    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert "data/people.nt:10:35: violation " in ended.out
    assert "N-Triples" in ended.out


def test_every_broken_file_is_told_in_one_run(acervo, shipyard, change):
    """Nobody wants to run the check once per mistake."""
    change(CLAIMS, "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n", "")
    change(GDANSK, '"Gdańsk"@en', "“Gdańsk”@en")
    change(STRIKE, '"@pl ;\n.', '"@pl ;\n')
    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert [STRIKE, GDANSK, CLAIMS] == [
        line.partition(":")[0] for line in ended.out.splitlines() if ": violation " in line
    ]
    assert ended.out.splitlines()[-1].startswith("3 violations in 3 of ")


@pytest.mark.slow
def test_a_query_that_does_not_parse_says_where(acervo, shipyard, change):
    """A kept question is part of the archive; one that does not parse answers nobody."""
    change("queries/competency/how-many-struck.rq", "WHERE {", "WHERE")
    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert "queries/competency/how-many-struck.rq:10:3: violation query-syntax\n" in ended.out
    assert '  The query does not parse: expected "{"' in ended.out


@pytest.mark.slow
def test_a_lint_query_that_does_not_parse_is_a_finding_and_everything_else_is_checked(acervo, shipyard, change):
    """One half-written rule must not take the whole check away from everybody else."""
    (shipyard / "queries" / "lint").mkdir(exist_ok=True)
    (shipyard / "queries/lint/own.rq").write_text(
        "#+ summary: Nothing\n#+ message: None.\nSELECT ?graph ?focus WHERE\n  ?focus a ?class }\n", encoding="utf-8"
    )
    change(GDANSK, "@prefix skos:", "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix skos:")
    ended = acervo("check", shipyard, "--only", "lint", "--severity", "warning")

    assert 1 == ended.code
    assert "queries/lint/own.rq:4:3: violation malformed-lint-query\n" in ended.out
    assert "info unused-prefix\n" in ended.out
    # Whoever asks for that rule alone must not hear that it finds nothing.
    assert 1 == acervo("check", shipyard, "--only", "own").code


def assert_could_not_tell(ended, *words: str) -> None:
    """Exit code 2, one sentence, no traceback, nothing that could pass for a report."""
    assert 2 == ended.code
    assert "" == ended.out
    assert ended.err.startswith("acervo: ")
    assert 1 == len(ended.err.splitlines())
    for word in words:
        assert word in ended.err


@pytest.mark.slow
def test_an_ill_formed_shape_is_a_violation_at_its_place(acervo, shipyard, change):
    """A shape that SHACL cannot read would examine nothing and seem satisfied."""
    change("shapes/strike.ttl", "sh:minCount 1", 'sh:minCount "one"')
    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert "violation malformed-shape" in ended.out
    assert 'sh:minCount takes a whole number, without quotes; "one" is none.' in ended.out


def test_a_folder_that_is_no_archive_says_what_an_archive_is(acervo, tmp_path):
    """The next move is to make an empty file."""
    assert_could_not_tell(acervo("check", tmp_path), str(tmp_path), "is not an archive", "acervo.toml")


def test_a_folder_that_is_not_there_is_no_archive(acervo, tmp_path):
    """A misspelt path is the commonest mistake."""
    ended = acervo("check", tmp_path / "nowhere")

    assert 2 == ended.code
    assert f"there is no file or folder {tmp_path / 'nowhere'}" in ended.err


def test_an_unknown_setting_is_told_with_the_known_ones(acervo, shipyard):
    """A misspelt setting that is passed over would seem to work."""
    (shipyard / "acervo.toml").write_text('bass = "https://example.org/gdansk/"\n', encoding="utf-8")

    assert_could_not_tell(acervo("check", shipyard), "acervo.toml", "“bass”", "base")


def test_settings_that_are_no_toml_say_where(acervo, shipyard):
    """The line of the mistake is known."""
    (shipyard / "acervo.toml").write_text("base =\n", encoding="utf-8")

    assert_could_not_tell(acervo("check", shipyard), "acervo.toml:1:7: is not TOML: Invalid value.")


def test_two_files_that_would_share_a_graph_are_both_named(acervo, shipyard):
    """A named graph is named after its file, without the suffix."""
    (shipyard / "data/places/gdansk.nt").write_text("", encoding="utf-8")

    assert_could_not_tell(acervo("check", shipyard), GDANSK, "data/places/gdansk.nt", "Rename one of them")


def test_a_fault_of_the_pages_is_told_before_a_server_refuses_it(acervo, shipyard):
    """A template is no part of an edition, and yet nobody could read the archive with it."""
    template = shipyard / "pages" / "templates" / "home.html"
    template.parent.mkdir(parents=True)
    template.write_text('{% extends "acervo/home.html" %}\n{% block doors %}', encoding="utf-8")
    ended = acervo("check", shipyard)

    assert 1 == ended.code
    assert "pages/templates/home.html:2: violation page-file\n" in ended.out
    template.unlink()
    assert "page-file" not in acervo("check", shipyard).out
