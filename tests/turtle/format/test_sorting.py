"""`--sort`: what goes where, and what stays."""

from __future__ import annotations

from .texts import formatted

HEAD = """\
@prefix : <https://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

"""


def in_order(body: str) -> str:
    whole = formatted(HEAD + body, sort=True)
    assert whole.startswith(HEAD)
    return whole.removeprefix(HEAD)


def test_predicates_go_by_name_and_type_comes_first():
    expected = """\
:x
    rdf:type :T ;
    # about b
    :b 2 ;
    :c 3 ;  # three
    mov:a 1 ;
.
"""
    assert expected == in_order(":x mov:a 1 ; :c 3 ; # three\n # about b\n :b 2 ; rdf:type :T .")


def test_objects_go_by_language_and_text_and_lists_stay():
    expected = """\
:x
    :p
        3 ,
        :a ,
        "plain" ,
        "zulu"@en ,
        # the first in Spanish
        "a"@es ,
        "b"@es ,
        ( :z :y ) ,
        [ :a 1 ; :b 2 ] ;
.
"""
    written = """\
:x :p ( :z :y ) , "b"@es ,
    # the first in Spanish
    "a"@es , "zulu"@en , [ :b 2 ; :a 1 ] , :a , "plain" , 3 .
"""
    assert expected == in_order(written)


def test_subjects_go_by_name_and_numbers_by_their_value():
    names = [
        line for line in in_order(":date-10 :p 1 . :date-2 :p 1 . <x> :p 1 . :a :p 1 .").splitlines() if "p" not in line
    ]

    assert ["<x>", ".", "", ":a", ".", "", ":date-2", ".", "", ":date-10", "."] == names


def test_statements_take_their_comments_with_them():
    expected = """\
# above a
:a
    :p 1 ;
.
# below a

# above b
:b
    :p 1 ;
.  # behind b
"""
    assert expected == in_order("# above b\n:b :p 1\n. # behind b\n\n# above a\n:a :p 1 .\n# below a\n")


def test_a_statement_about_a_blank_node_stays_behind_the_one_it_followed():
    """`_:x` has no name to sort by, and what it belongs to stands above it."""
    written = ":b :p _:x . _:x :q 1 . [ :q 2 ] . :a :p 1 ."
    subjects = [line for line in in_order(written).splitlines() if line[:1] in (":", "_", "[")]

    assert [":a", ":b", "_:x", "["] == subjects


def test_a_heading_is_not_crossed():
    """A comment with a blank line under it is about all that follows."""
    expected = """\
:m
    :p 1 ;
.

:z
    :p 1 ;
.

# Second part

:a
    :p 1 ;
.

:b
    :p 1 ;
.
"""
    assert expected == in_order(":z :p 1 . :m :p 1 .\n\n# Second part\n\n:b :p 1 . :a :p 1 .")


def test_directives_go_by_prefix_and_to_the_top():
    written = "@prefix b: <b> .\n@prefix a: <a> . # a\n<s> a: 1 .\n@prefix c: <c> .\n<r> c: 1 ."
    expected = "@prefix a: <a> .  # a\n@prefix b: <b> .\n@prefix c: <c> .\n\n<r>\n    c: 1 ;\n.\n\n<s>\n    a: 1 ;\n.\n"

    assert expected == formatted(written, sort=True)


def test_a_prefix_that_changes_its_meaning_stays_where_it_is():
    written = "@prefix b: <b> .\n@prefix a: <a> .\n\n<s>\n    a: 1 ;\n.\n\n@prefix a: <c> .\n\n<r>\n    a: 1 ;\n.\n"
    expected = written.replace("@prefix b: <b> .\n@prefix a: <a> .\n", "@prefix a: <a> .\n@prefix b: <b> .\n")

    assert expected == formatted(written, sort=True)


def test_no_prefix_crosses_a_base():
    written = "@prefix b: <b> .\n@base <http://e.org/> .\n@prefix d: <d> .\n@prefix a: <a> .\n"
    expected = "@prefix b: <b> .\n@base <http://e.org/> .\n@prefix a: <a> .\n@prefix d: <d> .\n"

    assert expected == formatted(written, sort=True)


def test_a_claim_is_put_in_the_order_in_which_it_is_read():
    expected = """\
:count-2 a mov:Count ;
    mov:of :s ; mov:counted :t ; mov:value 7 ; mov:qualifier mov:Exact ;
    mov:holder :ana ;
    mov:passage :p .
:date-1 a mov:Claim ;
    rdf:subject :s ; rdf:predicate mov:date ; rdf:object "2016" ;
    mov:passage :p , :q .
:view-1 a mov:View ;
    mov:kind mov:Cause ; mov:about :s ;
    mov:gist "Short."@en , "Corto."@es ;
    mov:modality mov:Inferred ;
    mov:reason "So."@en ;
    mov:passage :p .
"""
    written = """\
:view-1 mov:passage :p ; mov:reason "So."@en ; mov:gist "Corto."@es , "Short."@en ; mov:about :s ; mov:kind mov:Cause ;
    mov:modality mov:Inferred ; a mov:View .

:date-1 mov:passage :q , :p ; rdf:object "2016" ; rdf:predicate mov:date ; rdf:subject :s ; a mov:Claim .
:count-2 a mov:Count ; mov:value 7 ; mov:qualifier mov:Exact ; mov:holder :ana ; mov:of :s ; mov:counted :t ;
    mov:passage :p .
"""
    assert expected == in_order(written)


def test_a_number_of_thousands_of_digits_is_sorted_in_time():
    """A name may hold any number; reading it as one would take long."""
    many = "9" * 100_000
    assert in_order(f":a :p :x{many}0 , :x{many} .").index(f":x{many} ,") > 0
