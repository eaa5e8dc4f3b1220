"""Where comments go: with what they are about."""

from __future__ import annotations

from .texts import formatted

HEAD = """\
@prefix : <https://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .

"""


def laid_out(body: str, *, sort: bool = False) -> str:
    whole = formatted(HEAD + body, sort=sort)
    assert whole.startswith(HEAD)
    return whole.removeprefix(HEAD)


def test_a_comment_stays_at_the_end_of_its_line():
    expected = """\
:strike  # the subject
    a :T ;  # its type
    :p  # the predicate
        1 ,  # one
        2 ;  # two
    :q [  # opened
        :r 3 ;  # three
    ] ;  # closed
    :s (  # a list
        4  # four
        5
    ) ;  # its end
.  # the dot
"""
    written = """\
:strike # the subject
a :T;# its type
:p # the predicate
1,# one
2 # two
; :q [ # opened
:r 3 # three
] # closed
; :s ( # a list
4 # four
5 ) # its end
;
. # the dot
"""
    assert expected == laid_out(written)


def test_a_comment_on_a_line_of_its_own_stays_before_what_follows():
    expected = """\
# before the subject
:strike
    # before the predicate
    a
        # before the object
        :T ;
    :p
        1 ,
        # before the second
        2 ;
    :q [
        # in the node
        :r 3 ;
        # before its end
    ] ;
    :s (
        # before the item
        4
        # before the end of the list
    ) ;
    # before the dot
.
"""
    written = """\
# before the subject
:strike
# before the predicate
a
# before the object
:T ; :p 1 ,
        # before the second
2 ; :q [
# in the node
:r 3
# before its end
] ; :s (
# before the item
4
# before the end of the list
)
# before the dot
.
"""
    assert expected == laid_out(written)


def test_a_comment_behind_a_dot_goes_with_the_value_on_its_line():
    assert ":a\n    :p 1 ;  # one\n.\n" == laid_out(":a :p 1 . # one\n")
    assert ":a\n    :p 1 ;\n.  # the end\n" == laid_out(":a :p 1\n. # the end\n")


def test_two_comments_that_would_share_a_line_follow_each_other():
    assert ":a\n    :p 1 ;  # one\n    # two\n.\n" == laid_out(":a :p 1 # one\n ; # two\n .")


def test_a_comment_between_a_text_and_its_datatype_comes_after_both():
    assert ':a\n    :p "x"^^:T ;  # odd\n.\n' == laid_out(':a :p "x" # odd\n ^^ :T .')


def test_comments_within_a_directive_stand_around_it():
    expected = "# one\n@prefix : <x> .  # two\n# three\n@prefix a: <y> .\n"
    assert expected == formatted("@prefix # one\n : # two\n <x> . # three\n@prefix a: <y> .")


def test_blank_lines_around_comments_stay_one():
    expected = """\
:a
    :p 1 ;
.
# below a

# a heading

# above b
:b
    :p 1 ;
.

# the end
"""
    written = ":a :p 1 .\n# below a\n\n\n# a heading\n\n\n\n# above b\n:b :p 1 .\n\n\n# the end"
    assert expected == laid_out(written)


def test_a_comment_above_the_first_directive_is_about_the_file():
    assert "# Licence.\n@prefix a: <a> .\n@prefix b: <b> .\n" == formatted(
        "# Licence.\n@prefix b: <b> .\n@prefix a: <a> .", sort=True
    )


def test_blanks_at_the_end_of_a_comment_go():
    assert "#\n# x\n" == formatted("# \t \n# x  ")


def test_a_claim_keeps_its_comments():
    expected = """\
# above
:c a mov:Claim ;  # a claim
    mov:of :s ;  # of
    mov:value 7 ; mov:unit :u ;
    # the passages
    mov:passage :p , :q .  # done
:d  # alone
    a mov:Claim ;
    mov:passage :p ;
    # before the dot
.
"""
    written = """\
# above
:c a mov:Claim ; # a claim
  mov:of :s ; # of
  mov:value 7; mov:unit :u;
  # the passages
  mov:passage :p, :q . # done
:d # alone
  a mov:Claim ; mov:passage :p
  # before the dot
  .
"""
    assert expected == laid_out(written)
