"""The house layout by example: what goes in, what comes out."""

from __future__ import annotations

import pytest

from acervo.turtle.claims import CLAIM_CLASSES
from acervo.turtle.formatting import format_document
from acervo.turtle.reader import read_turtle

from .texts import BASE, formatted

HEAD = """\
@prefix : <https://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

"""


def laid_out(body: str, *, sort: bool = False) -> str:
    whole = formatted(HEAD + body, sort=sort)
    assert whole.startswith(HEAD)
    return whole.removeprefix(HEAD)


@pytest.mark.parametrize("written", ["", "\n", " \t\r\n\n", "\ufeff", "\ufeff\r\n"])
def test_an_empty_file_stays_empty(written):
    assert "" == formatted(written)


def test_a_file_of_comments_is_a_file():
    assert "# one\n\n# two\n" == formatted("\n\n  # one\n\n\n\n# two")


def test_one_predicate_a_line_and_the_dot_alone():
    """A changed value is then one changed line of a diff."""
    expected = """\
:strike
    a mov:Battle ;
    mov:ordinal +7 ;
.
"""
    assert expected == laid_out(":strike a mov:Battle;mov:ordinal +7.")


def test_several_objects_have_a_line_each():
    expected = """\
:strike
    :name
        "Strike"@en ,
        'Huelga'@es ,
        "1"^^mov:Number ;
.
"""
    assert expected == laid_out(""":strike :name "Strike"@en,'Huelga'@es , "1" ^^ mov:Number.""")


def test_directives_have_a_line_each_and_stay_as_they_are_written():
    """`PREFIX` without a dot and `@prefix` with one are both right."""
    written = "@prefix a: <http://a/>.PREFIX b: <http://b/> prefix\tc:<http://c/>\n@base <http://d/> .\nbase <e>"
    expected = """\
@prefix a: <http://a/> .
PREFIX b: <http://b/>
prefix c: <http://c/>
@base <http://d/> .
base <e>
"""
    assert expected == formatted(written)


def test_type_stays_where_it_is_unless_sorting_is_asked_for():
    assert ":x\n    :p 1 ;\n    a :T ;\n.\n" == laid_out(":x :p 1 ; a :T .")


def test_semicolons_without_a_predicate_go():
    assert ":x\n    :p [ :q 1 ] ;\n.\n" == laid_out(":x :p [ :q 1 ; ; ] ;; .")


def test_short_brackets_stand_on_one_line():
    expected = """\
:shape
    :path [ :alternativePath ( mov:date [] () ) ] ;
    :in ( 1 2.0 "three" ) ;
    :or
        [ :kind :A , :B ; :not [ :kind :C ] ] ,
        [] ;
.
"""
    written = ':shape :path[:alternativePath(mov:date[ ]())];:in(1 2.0"three");:or[:kind :A,:B;:not[:kind :C]],[].'
    assert expected == laid_out(written)


def test_a_list_of_nodes_has_a_line_for_each():
    """`sh:or` and its kin are lists of demands: each is read alone."""
    expected = """\
:shape
    :or (
        [ :class :A ]
        [ :class :B ]
    ) ;
.
"""
    assert expected == laid_out(":shape :or ( [ :class :A ] [ :class :B ] ) .")


def test_long_brackets_are_broken_from_the_outside():
    names = " ".join(f":a-rather-long-name-{number}" for number in range(4))
    expected = f"""\
:shape
    :or [
        :first ( {names} ) ;
        :second [
            :deep (
                {names.replace(" ", chr(10) + " " * 16)}
                :and-one-more
                :and-the-last
            ) ;
        ] ;
    ] ;
.
"""
    written = f":shape :or [ :first ( {names} ) ; :second [ :deep ( {names} :and-one-more :and-the-last ) ] ] ."
    assert expected == laid_out(written)


def test_a_text_of_several_lines_stays_as_it_is_and_breaks_what_holds_it():
    text = '"""\nSELECT $this  \n\tWHERE { }\r\n"""'
    expected = f":shape\n    :sparql [\n        :select {text} ;\n    ] ;\n.\n"

    assert expected == laid_out(f":shape :sparql [ :select {text} ] .")


def test_statements_about_blank_nodes():
    expected = """\
[
    a :T ;
    :p 1 ;
] .

[ a :T ]
    :p 1 ;
.

[]
    :p 1 ;
.

( 1 2 )
    :p 1 ;
.

_:x
    :p 1 ;
.
"""
    assert expected == laid_out("[a :T;:p 1]. [a :T]:p 1. []:p 1. (1 2):p 1. _:x:p 1.")


def test_blank_lines_between_statements_are_one_and_within_them_none():
    assert ":a\n    :p 1 ;\n    :q 2 ;\n.\n\n:b\n    :p 1 ;\n.\n" == laid_out(":a :p 1 ;\n\n\n :q 2 .\n\n\n\n:b :p 1 .")


def test_paragraphs_of_directives_stay_apart():
    assert "@prefix a: <a> .\n\n@prefix b: <b> .\n" == formatted("@prefix a: <a> .\n\n\n@prefix b: <b> .")


# Claims


def test_a_triple_claim_is_compact():
    expected = """\
:date-1 a mov:Claim ;
    rdf:subject :strike ; rdf:predicate mov:date ; rdf:object "2016" ;
    mov:passage :passage-1 , :passage-2 .
:date-2 a mov:Claim ;
    rdf:subject :strike ; rdf:predicate mov:date ; rdf:object "2017" ;
    mov:holder :ana ;
    mov:rank mov:Deprecated ;
    mov:passage :passage-3 .
"""
    written = """\
:date-1
    a mov:Claim ;
    rdf:subject :strike ;
    rdf:predicate mov:date ;
    rdf:object "2016" ;
    mov:passage
        :passage-1 ,
        :passage-2 ;
.
:date-2 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:date ; rdf:object "2017" ;
    mov:holder :ana ; mov:rank mov:Deprecated ; mov:passage :passage-3 .
"""
    assert expected == laid_out(written)


def test_a_triple_is_one_line_however_long():
    line = f"rdf:subject :{'s' * 60} ; rdf:predicate :{'p' * 60} ; rdf:object :{'o' * 60} ;"
    expected = f":c a mov:Claim ;\n    {line}\n    mov:passage :p .\n"
    assert expected == laid_out(f":c a mov:Claim ; {line} mov:passage :p .")


def test_a_record_has_as_much_on_a_line_as_fits():
    expected = """\
:count-1 a mov:Count ;
    mov:of :strike ; mov:counted :people ; mov:value 12 ;
    mov:passage :passage-1 .
:participation-1 a mov:Participation ;
    mov:event :a-strike-with-a-name-that-is-long ; mov:participant :somebody-else-with-a-long-name ;
    mov:role mov:Volunteer ;
    mov:passage :passage-1 .
"""
    written = """\
:count-1 a mov:Count ; mov:of :strike ; mov:counted :people ; mov:value 12 ; mov:passage :passage-1 .
:participation-1 a mov:Participation ; mov:event :a-strike-with-a-name-that-is-long ;
    mov:participant :somebody-else-with-a-long-name ; mov:role mov:Volunteer ; mov:passage :passage-1 .
"""
    assert expected == laid_out(written)


def test_words_of_a_language_have_lines_of_their_own():
    long = "They had nothing to work with but what they knew, and the tools that they had brought"
    expected = f"""\
:view-1 a mov:View ;
    mov:kind mov:Cause ; mov:about :strike ;
    mov:gist "Short."@en , "Corto."@es ;
    mov:reason
        "{long}."@en ,
        "Por eso."@es ;
    mov:passage :passage-1 .
"""
    written = f"""\
:view-1 a mov:View ; mov:kind mov:Cause ; mov:about :strike ; mov:gist "Short."@en , "Corto."@es ;
    mov:reason "{long}."@en , "Por eso."@es ; mov:passage :passage-1 .
"""
    assert expected == laid_out(written)


def test_a_claim_whose_type_comes_late_keeps_its_order():
    expected = ":c\n    rdf:subject :s ; rdf:predicate :p ; rdf:object 1 ;\n    a mov:Claim .\n"
    assert expected == laid_out(":c rdf:subject :s ; rdf:predicate :p ; rdf:object 1 ; a mov:Claim .")


def test_paragraphs_of_claims_stay_apart_and_things_stand_apart_from_claims():
    expected = """\
:c1 a mov:Claim ;
    mov:passage :p .
:c2 a mov:Claim ;
    mov:passage :p .

:c3 a mov:Claim ;
    mov:passage :p .

:thing
    a :T ;
.

:c4 a mov:Claim .
"""
    written = (
        ":c1 a mov:Claim ; mov:passage :p . :c2 a mov:Claim ; mov:passage :p .\n\n\n"
        ":c3 a mov:Claim ; mov:passage :p .\n:thing a :T .\n:c4 a mov:Claim ."
    )
    assert expected == laid_out(written)


def test_an_archive_s_own_classes_of_claims_are_claims():
    text = HEAD + ":l a :Loss ; :lost 7 ; mov:passage :p .\n"
    document = read_turtle(text, "a.ttl", BASE)

    with_own = format_document(document, BASE, claim_classes=CLAIM_CLASSES | {"https://example.org/id/Loss"})
    assert HEAD + ":l a :Loss ;\n    :lost 7 ;\n    mov:passage :p .\n" == with_own
    assert HEAD + ":l\n    a :Loss ;\n    :lost 7 ;\n    mov:passage :p ;\n.\n" == format_document(document, BASE)


def test_a_class_is_known_by_its_iri_not_by_its_prefix():
    written = "PREFIX m: <https://w3id.org/acervo/ns#>\n\n<c> a m:Claim ;\n    m:passage <p> .\n"
    assert written == formatted(written)


def test_the_formatter_knows_every_class_of_claims_of_the_core(reading):
    """A record that the ontology gains must be laid out as one."""
    below: dict[str, set[str]] = {}
    for graph in reading.graphs:
        if graph.path.startswith("ontology/core/"):
            for triple in graph.triples:
                if triple.predicate.value.endswith("#subClassOf"):
                    below.setdefault(triple.object.value, set()).add(triple.subject.value)
    known, waiting = set(), ["https://w3id.org/acervo/ns#Claim"]
    while waiting:
        known.add(waiting[-1])
        waiting.extend(below.get(waiting.pop(), ()))

    assert known == CLAIM_CLASSES
