"""A finding stands exactly at the token that is wrong."""

from __future__ import annotations

import pytest

from acervo.namespaces import XSD

from .conftest import marked, with_prefixes

PREFIXES = (
    "@prefix : <https://example.org/id/> .\n"
    "@prefix mov: <https://w3id.org/acervo/ns#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)
NAMES = 'skos:prefLabel "Strike 😀"@en , "Huelga"@es'
#: Rule, the token, and a text with the token between ⟦ and ⟧.
FAULTS = [
    ("undefined-class", f":strike\ta ⟦mov:Evnet⟧ ; # mov:Evnet\n  {NAMES} ."),
    ("undefined-class", f":strike a mov:Event , ⟦<https://w3id.org/acervo/ns#Evnet>⟧ ; {NAMES} ."),
    ("undefined-property", f':strike a mov:Event ; {NAMES} ; ⟦skos:noet⟧ "😀 skos:noet"@en .'),
    (
        "undefined-property",
        f":strike a mov:Event ; {NAMES} .\n[] a mov:Claim ; rdf:predicate ⟦mov:palce⟧ ; mov:ordinal 1 .",
    ),
    ("undefined-property", f":strike a mov:Event ; {NAMES} ; mov:about [ ⟦mov:abuot⟧ (1 2) ] ."),
    ("dangling-iri", f":strike a mov:Event ; {NAMES} ; mov:about :strike , ⟦:strkie⟧ ."),
    ("dangling-iri", f':strike a mov:Event ; {NAMES} ; mov:about ( "😀" [ mov:about ⟦:strkie⟧ ] ) .'),
    ("dangling-iri", f':strike a mov:Event ; {NAMES} .\n⟦:strkie⟧ skos:note """two\nlines"""@en .'),
    ("impossible-literal", f':strike a mov:Event ; {NAMES} ; skos:note "😀" , ⟦"2016-02-30"^^xsd:date⟧ .'),
    (
        "impossible-literal",
        f":strike a mov:Event ; {NAMES} ; skos:note ⟦'yes'^^<{XSD}boolean>⟧ .",
    ),
    ("literal-the-engine-would-change", f":strike a mov:Event ; {NAMES} ; skos:note 1 , ⟦01⟧ ."),
    ("literal-the-engine-would-change", f':strike a mov:Event ; {NAMES} ; skos:note "😀"⟦@es-VE⟧ .'),
    ("literal-the-engine-would-change", f":strike a mov:Event ; {NAMES} ; skos:note ( 1.5 ⟦1.50⟧ ) ."),
    (
        "missing-label-language",
        f":strike a mov:Event ; {NAMES} .\n⟦:list⟧ a mov:Archive ; skos:prefLabel 'L'@en .",
    ),
    ("missing-label", f":strike a mov:Event ; {NAMES} .\n⟦:list⟧ a skos:ConceptScheme ."),
    (
        "identifier-in-text",
        f':long-strike a mov:Event ; {NAMES} ; skos:note "self-made 😀"@en , ⟦"Son-in-law: (long-strike), x"@en⟧ .',
    ),
    ("unsourced-claim", f":strike a mov:Event ; {NAMES} ; mov:about ⟦[⟧ mov:of :strike ] ."),
]


ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


@pytest.mark.parametrize(("rule", "text"), FAULTS)
def test_a_finding_stands_at_its_token(lint, rule: str, text: str):
    """The place is computed from the marks in the text, which the software never sees."""
    files, expected = {}, {}
    for name, end in ENDS.items():
        for begin in ("", "\ufeff"):
            body = (PREFIXES + text + "\n").replace("\n", end)
            start, stop = body.index("⟦"), body.index("⟧") - 1
            before = body[:start].split(end)
            plain = body.replace("⟦", "").replace("⟧", "")
            path = f"data/{name}{len(begin)}/strike.ttl"
            files[path] = begin + plain
            expected[path] = (len(before), len(before[-1]) + 1, plain[start:stop])

    found = [one for one in lint(files) if one.rule == rule]

    assert expected == {one.path: (one.line, one.column, marked(files[one.path or ""], one)) for one in found}
    assert len(expected) == len(found)


def test_a_word_with_a_hyphen_that_is_also_a_name_is_left_alone(lint):
    """The same letters may be an identifier and an ordinary word; the message tells the name in the text's language."""
    text = (
        PREFIXES + ':sit-in a mov:Event ; skos:prefLabel "The sit-in"@en , "Sentada"@es .\n'
        ':long-strike a mov:Event ; skos:prefLabel "Long strike"@en , "Huelga larga"@es ;\n'
        '  skos:note "Not the sit-in; a well-known one."@en , "No es long-strike."@es .\n'
    )

    [finding] = [one for one in lint({"data/strike.ttl": text}) if one.rule == "identifier-in-text"]

    assert "Este texto nombra una cosa por su identificador, «long-strike». Escriba su nombre: «Huelga larga»." == (
        finding.message("es")
    )


def test_an_unused_prefix_is_told_at_its_name(lint):
    """The name is what is not used; the address may be right."""
    text = PREFIXES + f":strike a mov:Event ; {NAMES} ; skos:note 'rdf:type'@en . # xsd:date\n"

    findings = lint({"data/strike.ttl": text})

    assert [("unused-prefix", 3, 9, 13), ("unused-prefix", 5, 9, 13)] == [
        (one.rule, one.line, one.column, one.end_column) for one in findings
    ]


def test_two_meanings_of_a_prefix_point_at_each_other(lint):
    """The curator decides which of the two is meant."""
    declared = "@prefix x: <https://example.org/{}#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    used = "<https://example.org/{}> skos:note x:a .\n"

    [finding] = lint({f"data/{name}.ttl": declared.format(name) + used.format(name) for name in ("a", "b")})

    assert ("conflicting-prefix", "data/b.ttl", 1, 12) == (finding.rule, finding.path, finding.line, finding.column)
    assert [("data/a.ttl", 1, 12)] == [place[:3] for place in finding.related]


def test_an_undefined_term_gets_the_nearest_name_of_its_kind(lint):
    """A class is no advice for a property."""
    text = (
        PREFIXES
        + f":strike a mov:Evnet ; {NAMES} ; mov:dat :strkie ; rdf:value xsd:x .\n:strike-1 a mov:Event ; {NAMES} .\n"
    )

    messages = {one.rule: one.message("es") for one in lint({"data/strike.ttl": text})}

    assert "Ninguna ontología define la clase mov:Evnet. ¿Quiso decir mov:Event?" == messages["undefined-class"]
    assert "Ninguna ontología define la propiedad mov:dat. ¿Quiso decir mov:date?" == messages["undefined-property"]
    assert "Nada dice qué clase de cosa es :strkie. ¿Quiso decir :strike?" == messages["dangling-iri"]


def test_a_name_that_was_replaced_is_described(lint):
    """Names are for ever: the old one leads to the new one."""
    text = with_prefixes(f":strike a mov:Event ; {NAMES} .\n:paro dcterms:isReplacedBy :strike .\n")

    assert [] == lint({"data/events/strike.ttl": text})


def test_what_the_core_says_is_not_the_curator_s_to_mend(lint):
    """Nobody can mend the files of an installation."""
    assert [] == lint({})


def test_languages_are_those_of_the_archive(lint):
    """An archive in Polish asks for Polish names."""
    text = PREFIXES.split("@prefix xsd")[0].replace(
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n", ""
    )

    [finding] = lint({"data/strike.ttl": f"{text}:strike a mov:Event ; {NAMES} ."}, 'languages = ["en", "pl"]\n')

    assert ("missing-label-language", ":strike") == (finding.rule, finding.focus)
    assert "“pl”" in finding.message("en")


def test_a_name_of_several_things_is_told_with_all_its_places(lint):
    """One look decides which of them is to be called otherwise; a finding that names one other hides the third."""
    names = {"data/a.ttl": ":one", "data/b.ttl": "\n:two", "data/c.ttl": "\n\n:three"}
    files = {
        path: with_prefixes(f'{name} a mov:Event ; skos:prefLabel "March strike"@en , "{path}"@es .\n')
        for path, name in names.items()
    }
    found = [finding for finding in lint(files) if finding.rule == "duplicate-label"]
    places = {(finding.path, finding.line, finding.column) for finding in found}
    related = {finding.path: {place[:3] for place in finding.related} for finding in found}
    everywhere = {("data/a.ttl", 4, 35), ("data/b.ttl", 5, 35), ("data/c.ttl", 6, 37)}

    assert 2 == len(found)
    assert everywhere - {("data/a.ttl", 4, 35)} == places
    assert {
        path: {place for place in everywhere if place[0] != path} for path in ("data/b.ttl", "data/c.ttl")
    } == related
    assert ":one is here" in {place.messages["en"] for finding in found for place in finding.related}


@pytest.mark.parametrize(
    ("users", "said"),
    [
        (0, "No other file uses the name: call this one ana-vargas.ttl, or correct the name."),
        (1, "One other file uses the name, so rename this file: ana-vargas.ttl."),
        (2, "2 other files use the name, so rename this file: ana-vargas.ttl."),
    ],
)
def test_whether_the_file_or_the_name_is_wrong_is_told_by_who_uses_it(lint, users: int, said: str):
    """“Rename the file, or correct the name”: one of the two was right."""
    files = {
        f"data/sources/s{number}/claims.ttl": with_prefixes(f":c{number} mov:about :ana-vargas ; mov:after 1 .\n")
        for number in range(users)
    }
    files["data/people/ana.ttl"] = with_prefixes(':ana-vargas a foaf:Person ; skos:prefLabel "A"@en , "A"@es .\n')

    [finding] = [one for one in lint(files) if one.rule == "file-does-not-match-subject"]

    assert finding.message("en").endswith(said)
    assert finding.message("es").count("ana-vargas") == 2
