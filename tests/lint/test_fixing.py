"""`acervo check --fix` never changes what a file says."""

from __future__ import annotations

import os
import random

import pyoxigraph as ox
import pytest

from acervo.checking.fixing import find_fixes, same_meaning, write_fix
from acervo.corpus.archive import open_archive
from acervo.errors import CuratorError
from acervo.namespaces import XSD

from .conftest import BASE, HOUSE, make_archive

OBJECTS = [
    *(
        "01",
        "+7",
        "-0",
        "1.50",
        "12.0",
        "1e0",
        "true",
        "1",
        "1.5",
        '"P12M"^^xsd:duration',
        '"3"^^xsd:byte',
        "'1'^^xsd:boolean",
    ),
    *('"x # @prefix no: <no> ."@es-VE', '"""01\n"@EN"""@en-GB', '"2016-02-30"^^xsd:date', "[ dcterms:extent 02 ]"),
    *(
        "( 01 1.50 'x'@ES )",
        ":b",
        "_:b",
        f'"007"^^<{XSD}integer>',
        '"PT24H"^^xsd:dayTimeDuration',
        '"\\u0030"^^xsd:integer',
    ),
    *(
        '"1"^^<http://example.org/own>',
        '"2016-02-12T10:00:00.0Z"^^xsd:dateTime',
        "99999999999999999999",
        "+.50",
        "-1.E3",
    ),
]
GAPS = [" ", "\n", "\t", " # 01 @es-VE dcat:no\n", "\r\n", "  "]


def written(seed: int) -> str:
    """A file full of what can be mended, what cannot, and what only looks like it."""
    chance = random.Random(seed)
    names = ["", "dcterms", "xsd", *chance.sample(["rdf", "dcat", "foaf", "void"], 2)]
    chance.shuffle(names)
    forms = ["@prefix {}: <{}> .", "PREFIX {}: <{}>", "@prefix {}: <{}> . # why\n"]
    head = "".join(chance.choice(forms).format(name, HOUSE[name]) + chance.choice(GAPS) for name in names)
    body = "".join(
        f":a{number}{chance.choice(GAPS)}dcterms:extent{chance.choice(GAPS)}"
        + f"{chance.choice(GAPS)},{chance.choice(GAPS)}".join(chance.choices(OBJECTS, k=3))
        + f" .{chance.choice(GAPS)}"
        for number in range(4)
    )
    return chance.choice(["", "\ufeff"]) + head + body


def meaning(content: bytes) -> list[tuple[str, ...]]:
    """Every statement with its literals by value: computed by the engine, which tells what it would answer."""
    store = ox.Store()
    store.load(content.removeprefix(b"\xef\xbb\xbf"), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in dataset)


@pytest.mark.parametrize("seed", range(10))
def test_mending_changes_no_answer(tmp_path, seed: int):
    """What the endpoint answers before and after is the same; what was mended is not found again."""
    texts = {f"data/a{number}.ttl": written(seed * 100 + number) for number in range(30)}
    archive = make_archive(tmp_path, texts)
    found = find_fixes(archive)
    for fix in found.fixes:
        write_fix(fix)
    after = open_archive(tmp_path)

    assert () == found.refused
    assert found.fixes
    for fix in found.fixes:
        assert meaning(fix.before) == meaning(fix.after)
    assert () == find_fixes(after).fixes
    # What was left is still there: those of the values, not those of the tokens.
    assert len(found.left) == len(find_fixes(after).left)


def test_comments_and_layout_are_kept(tmp_path):
    """Only the tokens at fault change."""
    before = (
        "# Top.\r\n@prefix : <https://example.org/id/> .\r\n@prefix dcat: <http://www.w3.org/ns/dcat#> .\r\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> . # kept\r\n@prefix void: <http://rdfs.org/ns/void#> . # too\r\n"
        ':a   dcterms:extent 01 ; # one\r\n\tdcterms:title "Título"@es-VE .'
    )
    after = before.replace("@prefix dcat: <http://www.w3.org/ns/dcat#> .\r\n", "").replace("01", "1")
    after = after.replace("@prefix void: <http://rdfs.org/ns/void#> .", "").replace("es-VE", "es-ve")

    [fix] = find_fixes(make_archive(tmp_path, {"data/a.ttl": before})).fixes

    assert after == fix.after.decode()
    assert [
        "unused-prefix",
        "unused-prefix",
        "literal-the-engine-would-change",
        "literal-the-engine-would-change",
    ] == list(fix.rules)
    assert "\n-:a   dcterms:extent 01 ; # one\r\n" in fix.diff
    assert "\n+:a   dcterms:extent 1 ; # one\r\n" in fix.diff
    assert fix.diff.endswith("\\ No newline at end of file\n")


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path):
    """An editor may have saved it while the curator read the diff."""
    archive = make_archive(tmp_path, {"data/a.ttl": "<https://example.org/a> <http://purl.org/dc/terms/extent> 01 ."})
    [fix] = find_fixes(archive).fixes
    (tmp_path / "data/a.ttl").write_text("# saved\n")

    with pytest.raises(CuratorError, match="has changed in the meantime"):
        write_fix(fix)

    assert "# saved\n" == (tmp_path / "data/a.ttl").read_text()
    assert ["a.ttl"] == os.listdir(tmp_path / "data")


def test_permissions_and_links_are_kept(tmp_path):
    """The file is replaced, not what leads to it."""
    text = "<https://example.org/a> <http://purl.org/dc/terms/extent> 01 ."
    (tmp_path / "kept.ttl").write_text(text)
    (tmp_path / "kept.ttl").chmod(0o640)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.ttl").symlink_to(tmp_path / "kept.ttl")
    [fix] = find_fixes(make_archive(tmp_path, {})).fixes
    write_fix(fix)

    assert (tmp_path / "data/a.ttl").is_symlink()
    assert 0o640 == (tmp_path / "kept.ttl").stat().st_mode & 0o777
    assert text.replace("01", "1") == (tmp_path / "kept.ttl").read_text()


@pytest.mark.parametrize(
    "after",
    [
        ":a :b 2 .",
        ":a :b 1.0 .",
        ':a :b "1" .',
        ":a :c 1 .",
        ":a :b 1 , 2 .",
        ":a :b 1",
        "",
        ":a :b '1'@en .",
        ":b :b 1 .",
    ],
)
def test_another_statement_is_another_meaning(after: str):
    """The last wall before a file is written."""
    head = "@prefix : <https://example.org/id/> .\n"

    assert same_meaning(f"{head}:a :b 01 .".encode(), f"{head}:a :b 1 .".encode(), "data/a.ttl", BASE)
    assert not same_meaning(f"{head}:a :b 1 .".encode(), (head + after).encode(), "data/a.ttl", BASE)
