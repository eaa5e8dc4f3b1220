"""Disagreements: one node for what is compared and gives more than one value, with the kinds that apply."""

from __future__ import annotations

import pytest

SOURCES = """
:s1 a mov:Source ; mov:date "1980"^^edtf:EDTF .
:s2 a mov:Source ; mov:date "1990"^^edtf:EDTF .
:p1 a mov:Passage ; mov:inSource :s1 .
:p2 a mov:Passage ; mov:inSource :s2 .
"""
KINDS = """
SELECT ?about ?on ?kind (COUNT(DISTINCT ?claim) AS ?claims) {
  ?node a mov:Disagreement ; mov:disagreementAbout ?about ; mov:disagreementOn ?on ; mov:hasClaim ?claim .
  OPTIONAL { ?node mov:disagreementKind ?kind }
} GROUP BY ?node ?about ?on ?kind
"""


def claim(name: str, predicate: str, value: str, more: str = "", passage: str = ":p1") -> str:
    return (
        f":{name} a mov:Claim ; rdf:subject :strike ; rdf:predicate {predicate} ; rdf:object {value} ;"
        f" mov:passage {passage} {'; ' + more if more else ''} .\n"
    )


def date(name: str, value: str, more: str = "", passage: str = ":p1") -> str:
    return claim(name, "mov:date", f'"{value}"^^edtf:EDTF', more, passage)


def count(name: str, value: int, more: str = "", passage: str = ":p1") -> str:
    return (
        f":{name} a mov:Count ; mov:of :strike ; mov:counted foaf:Person ; mov:value {value} ;"
        f" mov:passage {passage} {'; ' + more if more else ''} .\n"
    )


@pytest.fixture
def kinds(build, solutions):
    """Thing, property, kind and number of claims of each disagreement that some statements make."""
    return lambda *statements: solutions(build(SOURCES + "".join(statements)), KINDS)


def test_many_claims_on_one_thing_and_predicate_are_one_disagreement(kinds):
    """Pairs of 48 claims are 1,128 nodes that tell a reader nothing more."""
    claims = [date(f"c{day}", f"1980-08-{day:02}", passage=f":p{day % 2 + 1}") for day in range(1, 31)]

    assert {(":strike", "mov:date", "30")} == {(about, on, number) for about, on, _, number in kinds(*claims)}


def test_a_disagreement_is_linked_both_ways_and_marks_its_thing(build, solutions):
    """From a claim's page to the dispute, from the dispute to its claims, from the thing to what is contested."""
    edition = build(SOURCES + date("a", "1980-08-14") + date("b", "1980-08-15", passage=":p2"))

    assert [(":a",), (":b",)] == solutions(
        edition, "SELECT ?c { ?c mov:inDisagreement ?d . ?d mov:hasClaim ?c ; a mov:Disagreement }"
    )
    assert [("mov:date",)] == solutions(edition, "SELECT ?on { :strike mov:contested ?on }")


def test_a_disagreement_keeps_its_name_whatever_else_the_archive_says(build, solutions):
    """A bookmark to a dispute stays good when a third source joins it."""
    two = SOURCES + date("a", "1980-08-14") + date("b", "1980-08-15", passage=":p2")
    ask = "SELECT ?node { ?node a mov:Disagreement }"

    assert solutions(build(two), ask) == solutions(build(two + date("c", "1981")), ask)


def test_equal_values_are_no_disagreement(kinds):
    """Two sources that agree strengthen each other."""
    assert [] == kinds(date("a", "1980-08-14"), date("b", "1980-08-14", passage=":p2"))


def test_dates_that_differ_in_precision_only_are_compatible(kinds):
    """`1980-08` and `1980-08-14` can both be true."""
    found = kinds(date("a", "1980-08"), date("b", "1980-08-14/1980-08-31", passage=":p2"), date("c", "1980"))

    assert [(":strike", "mov:date", "mov:PrecisionOnly", "3")] == [
        row for row in found if row[2] == "mov:PrecisionOnly"
    ]
    assert "mov:ConflictAtSameTime" not in {row[2] for row in found}


def test_dates_apart_are_a_conflict(kinds):
    """One strike did not begin on two days."""
    assert [(":strike", "mov:date", "mov:ConflictAtSameTime", "2")] == kinds(
        date("a", "1980-08-14"), date("b", "1980-08-15", passage=":p2")
    )


def test_two_ends_given_to_the_day_are_a_conflict_though_one_period_lies_within_the_other(kinds):
    """Both are as precise as can be; they differ in what they say."""
    assert [(":strike", "mov:date", "mov:ConflictAtSameTime", "2")] == kinds(
        date("a", "1980-08-14/1980-08-31"), date("b", "1980-08-14/1980-09-01", passage=":p2")
    )


def test_statements_as_of_different_dates_are_told_as_such(kinds):
    """A total grows; that is no contradiction."""
    found = kinds(count("a", 7, 'mov:asOf "1980"^^edtf:EDTF'), count("b", 12, 'mov:asOf "1990"^^edtf:EDTF', ":p2"))

    assert [(":strike", "http://xmlns.com/foaf/0.1/Person", "mov:DifferentAsOf", "2")] == found


def test_a_count_without_a_date_is_as_of_its_source(kinds):
    """Nobody knows a number before it is counted."""
    assert ["mov:DifferentAsOf"] == [kind for _, _, kind, _ in kinds(count("a", 7), count("b", 12, passage=":p2"))]


def test_counts_as_of_the_same_date_conflict(kinds):
    """The same crowd on the same day has one size."""
    day = 'mov:asOf "1980-08-14"^^edtf:EDTF'

    assert ["mov:ConflictAtSameTime"] == [
        kind for _, _, kind, _ in kinds(count("a", 16000, day), count("b", 17000, day, ":p2"))
    ]


def test_counts_of_different_things_are_not_compared(kinds):
    """Twelve battles and twelve plants are not the same twelve."""
    other = count("b", 12, passage=":p2").replace("foaf:Person", "mov:Event")

    assert [] == kinds(count("a", 7), other)


def test_what_one_source_affirms_and_another_denies_is_disputed_for_any_predicate(kinds):
    """A denial disputes even where many values may be true."""
    found = kinds(
        claim("a", "mov:organizer", ":kor"), claim("b", "mov:organizer", ":kor", "mov:polarity false", passage=":p2")
    )

    assert ("mov:organizer", "mov:PolarityConflict") in {(on, kind) for _, on, kind, _ in found}


@pytest.mark.parametrize(("affirmed", "denied", "expected"), [(False, True, 2), (True, False, 0)])
def test_a_denial_that_the_archive_infers_is_compared_and_an_affirmation_is_not(kinds, affirmed, denied, expected):
    """A text may exclude what it does not name; what we conclude to be so is no witness against a source."""
    inferred = "mov:modality mov:Inferred"
    found = kinds(
        claim("a", "mov:organizer", ":kor", inferred if affirmed else "mov:rank mov:Normal"),
        claim("b", "mov:organizer", ":kor", "mov:polarity false" + (f" ; {inferred}" if denied else ""), passage=":p2"),
    )

    assert expected == sum(int(number) for _, _, kind, number in found if kind == "mov:PolarityConflict")


def test_a_source_that_contradicts_itself_is_told_as_such(kinds):
    """Its two numbers are not two witnesses."""
    day = 'mov:asOf "1980-08-14"^^edtf:EDTF'
    within = {kind for _, _, kind, _ in kinds(count("a", 16000, day), count("b", 17000, day))}
    between = {kind for _, _, kind, _ in kinds(count("a", 16000, day), count("b", 17000, day, ":p2"))}

    assert "mov:WithinOneSource" in within
    assert "mov:WithinOneSource" not in between


@pytest.mark.parametrize("link", ["mov:copyOf", "prov:wasDerivedFrom"])
def test_copies_of_one_origin_that_differ_are_told_as_such(kinds, link):
    """We count independent origins, not copies: a misprint in a copy is no second witness."""
    copies = f":s2 {link} :s3 . :s3 {link} :s1 . :s3 a mov:Source .\n"
    found = {kind for _, _, kind, _ in kinds(copies, date("a", "1980-08-14"), date("b", "1980-08-15", passage=":p2"))}

    assert "mov:CopiesOfOneOrigin" in found


def test_independent_sources_are_no_copies(kinds):
    """Two sources that lead back to two origins are two voices."""
    found = {kind for _, _, kind, _ in kinds(date("a", "1980-08-14"), date("b", "1980-08-15", passage=":p2"))}

    assert "mov:CopiesOfOneOrigin" not in found


def test_predicates_that_are_not_single_valued_do_not_disagree(kinds):
    """Three organizers are no dispute."""
    assert [] == kinds(
        claim("a", "mov:organizer", ":kor"), claim("b", "mov:organizer", ":mks"), claim("c", "mov:organizer", ":yard")
    )


@pytest.mark.parametrize("more", ["mov:rank mov:Deprecated", "mov:modality mov:Inferred", "mov:polarity false"])
def test_set_aside_inferred_and_denied_values_are_not_compared(kinds, more):
    """A curator has set the first aside; the second is ours; the third says what is not. Only our sums are compared."""
    assert [] == kinds(date("a", "1980-08-14"), date("b", "1980-08-15", more, ":p2"))


SUM = "mov:modality mov:Inferred"
DAY = 'mov:asOf "1980-08-14"^^edtf:EDTF'


def test_a_sum_that_the_archive_draws_is_compared(kinds):
    """A text that announces eight and lists seven contradicts itself, though it never says seven."""
    found = kinds(count("a", 8, DAY), count("b", 7, f"{SUM} ; {DAY}"))

    assert {"mov:WithinOneSource", "mov:ConflictAtSameTime"} == {kind for _, _, kind, _ in found}
    assert {"2"} == {number for *_, number in found}


def test_two_sums_that_the_archive_draws_are_compared(kinds):
    """Two lists that add up to different numbers disagree, whoever has done the adding."""
    found = kinds(count("a", 8, f"{SUM} ; {DAY}"), count("b", 7, f"{SUM} ; {DAY}", ":p2"))

    assert ["mov:ConflictAtSameTime"] == [kind for _, _, kind, _ in found]


def test_a_sum_over_two_sources_contradicts_neither_within_itself(kinds):
    """What only both texts together add up to is said by neither."""
    over_both = count("b", 7, f"{SUM} ; {DAY} ; mov:passage :p2")
    found = {kind for _, _, kind, _ in kinds(count("a", 8, DAY), over_both)}

    assert "mov:ConflictAtSameTime" in found
    assert "mov:WithinOneSource" not in found


@pytest.mark.parametrize("modality", ["mov:Alleged", "mov:Attributed"])
def test_alleged_and_attributed_values_are_compared(kinds, modality):
    """That it is a rumour does not make it agree."""
    found = kinds(date("a", "1980-08-14"), date("b", "1980-08-15", f"mov:modality {modality}", ":p2"))

    assert [(":strike", "mov:date", "mov:ConflictAtSameTime", "2")] == found


RECORDS = {
    "production after": (
        "mov:ProductionOutcome ; mov:outcomeOf :strike ; mov:measure mov:ProductionLevel ; mov:after {}",
        "50",
        "80",
    ),
    "production before": (
        "mov:ProductionOutcome ; mov:outcomeOf :strike ; mov:measure mov:ProductionLevel ; mov:before {}",
        "5",
        "8",
    ),
    "headcount": (
        "mov:Participation ; mov:event :strike ; mov:participant :yard ; mov:role mov:Worker ; mov:headcount {}",
        "5",
        "8",
    ),
    "tenure": (
        "mov:Tenure ; org:member :anna ; org:organization :yard ; org:role mov:President ; mov:date {}",
        '"1980"^^edtf:EDTF',
        '"1981"^^edtf:EDTF',
    ),
    "ownership": ("mov:Ownership ; mov:owned :yard ; mov:owner {}", ":state", ":workers"),
    "control": ("mov:Control ; mov:controlled :yard ; mov:controller {}", ":state", ":workers"),
    "recognition": (
        "mov:Recognition ; mov:recogniser :state ; mov:office :chair ; mov:recognised {}",
        ":anna",
        ":lech",
    ),
}


@pytest.mark.parametrize("record", RECORDS)
def test_records_are_compared_by_their_key(kinds, record):
    """Each class of record names what makes two of them speak of the same."""
    text, one, other = RECORDS[record]
    found = kinds(f":a a {text.format(one)} ; mov:passage :p1 .\n", f":b a {text.format(other)} ; mov:passage :p2 .\n")

    assert {"2"} == {number for *_, number in found}
    assert 1 == len({(about, on) for about, on, *_ in found})


def test_before_and_after_are_not_compared_with_each_other(kinds):
    """Production that rose is no contradiction."""
    text = "mov:ProductionOutcome ; mov:outcomeOf :strike ; mov:measure mov:ProductionLevel"

    assert [] == kinds(
        f":a a {text} ; mov:before 10 ; mov:passage :p1 .\n", f":b a {text} ; mov:after 80 ; mov:passage :p2 .\n"
    )


def test_roles_are_not_compared_with_each_other(kinds):
    """Five volunteers and eighty workers of one plant came together."""
    text = "mov:Participation ; mov:event :strike ; mov:participant :yard"

    assert [] == kinds(
        f":a a {text} ; mov:role mov:Worker ; mov:headcount 80 ; mov:passage :p1 .\n",
        f":b a {text} ; mov:role mov:Volunteer ; mov:headcount 5 ; mov:passage :p2 .\n",
    )


@pytest.mark.slow
def test_ten_thousand_claims_on_one_thing_are_still_one_node(build, solutions):
    """Rules that compare pairs do not come back from 50 million of them; this one must."""
    claims = "".join(
        date(f"c{number}", f"{1000 + number % 900}-{number % 12 + 1:02}", passage=f":p{number % 2 + 1}")
        for number in range(10_000)
    )
    edition = build(SOURCES + claims)

    assert [("1",)] == solutions(edition, "SELECT (COUNT(?node) AS ?nodes) { ?node a mov:Disagreement }")
    assert [("10000",)] == solutions(edition, "SELECT (COUNT(?claim) AS ?claims) { ?node mov:hasClaim ?claim }")


@pytest.mark.slow
def test_ten_thousand_things_each_with_its_claims_are_built(build, solutions):
    """Many small groups, where a rule may go wrong in another way than with one large one."""
    claims = "".join(
        date(f"{kind}{number}", year, passage=passage).replace(":strike", f":strike{number}")
        for number in range(5_000)
        for kind, year, passage in (("a", "1980", ":p1"), ("b", "1981", ":p2"))
    )
    edition = build(SOURCES + claims)

    assert [("5000",)] == solutions(edition, "SELECT (COUNT(?node) AS ?nodes) { ?node a mov:Disagreement }")


def outcome(name: str, measure: str, value: int, passage: str = ":p1") -> str:
    return (
        f":{name} a mov:ProductionOutcome ; mov:outcomeOf :strike ; mov:measure mov:{measure} ; mov:after {value} ;"
        f" mov:unit mov:Percent ; mov:passage {passage} .\n"
    )


def test_outcomes_by_different_measures_are_told_apart_and_in_no_conflict(kinds):
    """Eighty percent of the plant and ninety of its capacity may both be true."""
    found = kinds(outcome("a", "PlantInOperation", 80), outcome("b", "ProductiveCapacity", 90, ":p2"))

    assert [(":strike", "mov:ProductionOutcome", "mov:DifferentMeasure", "2")] == found


def test_outcomes_by_one_measure_are_no_difference_of_measure(kinds):
    """They agree, or they are in conflict."""
    found = kinds(outcome("a", "ProductiveCapacity", 80), outcome("b", "ProductiveCapacity", 90, ":p2"))

    assert "mov:DifferentMeasure" not in {kind for _, _, kind, _ in found}
    assert found


def test_a_misspelt_name_is_a_disagreement_in_spelling_only(kinds):
    """Who searches for a name as one source prints it wants to know that it is the same thing."""
    found = kinds(claim("a", "skos:hiddenLabel", '"Solidarnosc"@pl'))

    assert [(":strike", "http://www.w3.org/2004/02/skos/core#hiddenLabel", "mov:SpellingOnly", "1")] == found


CITED = """
:r1 a mov:Reference ; mov:inSource :s1 ; mov:number 1 ; mov:identifies :s3 .
:p1 mov:cites :r1 .
:s3 a mov:Source ; prov:wasDerivedFrom :s2 .
"""


def test_a_claim_that_cites_a_text_which_says_otherwise_is_told_as_such(kinds):
    """The archive holds an earlier version of what is cited, and it gives another number."""
    found = {kind for _, _, kind, _ in kinds(CITED, count("a", 7), count("b", 8, passage=":p2"))}

    assert "mov:NotCarriedByCitedSource" in found


def test_a_claim_that_its_cited_text_carries_is_not(kinds):
    """A third voice differs; the citation is sound all the same."""
    third = ":s4 a mov:Source . :p4 a mov:Passage ; mov:inSource :s4 .\n"
    found = {
        kind
        for _, _, kind, _ in kinds(
            CITED, third, count("a", 8), count("b", 8, passage=":p2"), count("c", 9, passage=":p4")
        )
    }

    assert found
    assert "mov:NotCarriedByCitedSource" not in found


def test_a_claim_that_cites_nothing_is_not_misquoted(kinds):
    """Two sources that differ are not yet a wrong citation."""
    found = {kind for _, _, kind, _ in kinds(count("a", 7), count("b", 8, passage=":p2"))}

    assert "mov:NotCarriedByCitedSource" not in found


@pytest.mark.parametrize("summed", ["citing", "cited"])
def test_a_sum_neither_misquotes_nor_carries(kinds, summed):
    """The archive's sum cites nothing, and what a text adds up to is not what it says."""
    ours = f"{SUM} ; {DAY}"
    citing = count("a", 7, ours if summed == "citing" else DAY)
    cited = count("b", 8, ours if summed == "cited" else DAY, ":p2")
    found = {kind for _, _, kind, _ in kinds(CITED, citing, cited)}

    assert "mov:ConflictAtSameTime" in found
    assert "mov:NotCarriedByCitedSource" not in found


def test_a_list_that_adds_up_to_the_number_cited_does_not_carry_it(kinds):
    """The cited text says eight; that its list has seven does not make it say seven."""
    found = {
        kind
        for _, _, kind, _ in kinds(
            CITED, count("a", 7), count("b", 8, passage=":p2"), count("c", 7, SUM, passage=":p2")
        )
    }

    assert "mov:NotCarriedByCitedSource" in found
