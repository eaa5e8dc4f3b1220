"""Relative references become IRIs as RFC 3986 says."""

from __future__ import annotations

import pytest

from acervo.turtle.iri import find_fault, resolve, split

from .texts import read

BASE = "http://a/b/c/d;p?q"

#: RFC 3986, sections 5.4.1 and 5.4.2; the empty reference has a test of its own.
EXAMPLES = """
g:h g:h
g http://a/b/c/g
./g http://a/b/c/g
g/ http://a/b/c/g/
/g http://a/g
//g http://g
?y http://a/b/c/d;p?y
g?y http://a/b/c/g?y
#s http://a/b/c/d;p?q#s
g#s http://a/b/c/g#s
g?y#s http://a/b/c/g?y#s
;x http://a/b/c/;x
g;x http://a/b/c/g;x
g;x?y#s http://a/b/c/g;x?y#s
. http://a/b/c/
./ http://a/b/c/
.. http://a/b/
../ http://a/b/
../g http://a/b/g
../.. http://a/
../../ http://a/
../../g http://a/g
../../../g http://a/g
../../../../g http://a/g
/./g http://a/g
/../g http://a/g
g. http://a/b/c/g.
.g http://a/b/c/.g
g.. http://a/b/c/g..
..g http://a/b/c/..g
./../g http://a/b/g
./g/. http://a/b/c/g/
g/./h http://a/b/c/g/h
g/../h http://a/b/c/h
g;x=1/./y http://a/b/c/g;x=1/y
g;x=1/../y http://a/b/c/y
g?y/./x http://a/b/c/g?y/./x
g?y/../x http://a/b/c/g?y/../x
g#s/./x http://a/b/c/g#s/./x
g#s/../x http://a/b/c/g#s/../x
http:g http:g
"""


@pytest.mark.parametrize("line", EXAMPLES.split("\n")[1:-1])
def test_the_examples_of_rfc_3986(line):
    reference, expected = line.split()

    assert expected == resolve(reference, BASE)


def test_an_empty_reference_is_the_base_without_its_fragment():
    assert "http://a/b/c/d;p?q" == resolve("", f"{BASE}#f")


@pytest.mark.parametrize(
    ("reference", "base", "expected"),
    [
        ("g", "http://a", "http://a/g"),
        ("?y", "http://a", "http://a?y"),
        ("g", "file:///x/y/z", "file:///x/y/g"),
        ("..", "file:/c", "file:/"),
        ("g", "urn:a", "urn:g"),
        ("g", "urn:a/b", "urn:a/g"),
        ("#f", "urn:a:b", "urn:a:b#f"),
        ("//h/../x", "http://a/", "http://h/../x"),
        ("http://x/a/../b", BASE, "http://x/a/../b"),
        ("ñ/./é", "http://a/", "http://a/ñ/é"),
    ],
)
def test_other_references(reference, base, expected):
    """What has an authority of its own is whole, and stays as it is written, dots and all."""
    assert expected == resolve(reference, base)


@pytest.mark.parametrize("iri", ["http://a/b?c#d", "//a", "a:", "?", "#", "a?b?c#d#e", "http://a//b", ""])
def test_the_parts_of_an_iri_joined_are_the_iri(iri):
    assert iri == str(split(iri))


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("http://a b/", "space-in-iri"),
        ("http://a/{b}", "character-in-iri"),
        ("http://a/%zz", "percent-in-iri"),
        ("http://a:8x/", "bad-iri"),
        ("http://[::1/", "bad-iri"),
        (":x", "bad-iri"),
        ("1a:b", "bad-iri"),
        ("http://a/\ufffe", "bad-iri"),
        ("http://a/é", None),
        ("x", None),
        ("", None),
    ],
)
def test_what_is_no_iri_is_told(reference, code):
    fault = find_fault(reference, BASE)

    assert code == (fault and fault.code)


def test_base_and_prefix_may_be_declared_anew():
    """Each statement is read under what was declared last before it."""
    document = read(
        "@base <http://a/b/> . @prefix p: <c#> . <x> p:y <> .\n"
        "BASE <../d/> PREFIX p: <e/> <x> p:y <#z> .\n"
        "base <f> Prefix p: <> <x> p:y p: ."
    )

    assert [
        ("http://a/b/x", "http://a/b/c#y", "http://a/b/"),
        ("http://a/d/x", "http://a/d/e/y", "http://a/d/#z"),
        ("http://a/d/x", "http://a/d/fy", "http://a/d/f"),
    ] == [(t.subject.value, t.predicate.value, t.object.value) for t in document.triples]
