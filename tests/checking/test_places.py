"""Every planted fault is found at its exact line and column, whatever the file looks like."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from acervo.checking.documents import Documents
from acervo.checking.findings import Finding
from acervo.checking.repeated import repeated
from acervo.checking.shape_findings import located
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.reading import FileGraph, Reading, read_archive
from acervo.corpus.terms import to_graph
from acervo.edition.normalise import normalise
from acervo.settings import Settings
from acervo.shacl.preparing import prepare
from acervo.shacl.reference import validate
from acervo.turtle.parsing import parse_file

from .nasty import SHAPES, Generator

BASE = "https://example.org/"


def findings(folder: Path, shapes: str = SHAPES, **files: bytes) -> list[Finding]:
    """What *shapes* find in `data/{name}.ttl` of each of *files*."""
    kept = []
    for name, content in sorted(files.items()):
        place = folder / f"{name}.ttl"
        place.write_bytes(content)
        kept.append(ArchiveFile(f"data/{name}.ttl", place))
    archive = Archive(folder, Settings(base=BASE), tuple(kept))
    reading = read_archive(archive)
    assert () == reading.errors
    documents = Documents(archive)
    normalised = normalise(reading)
    computed = (*normalised.bounds, *normalised.malformed)
    ready = prepare(to_graph(parse_file(shapes.encode(), "shapes/own.ttl", BASE)), checked=None)
    report = validate(to_graph((*reading.triples("data"), *computed)), to_graph(normalised.claimed), ready)
    return [*located(reading, report, ready.graph, documents), *repeated(reading, documents)]


def places(found: list[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((one.rule, one.line, one.column, one.end_line, one.end_column) for one in found)


def assert_all_found(folder: Path, seed: int, blocks: int) -> int:
    generator = Generator(seed, blocks)
    content = generator.content()
    found = findings(folder, nasty=content)

    assert Counter(generator.planted) == places(found), f"seed {seed}"
    return len(found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_planted_faults_are_found_where_they_were_planted(tmp_path, seed):
    """Line ends of Windows, byte order marks, emoji, tabs, brackets in brackets, comments full of punctuation."""
    assert assert_all_found(tmp_path, seed, 60) >= 60


@pytest.mark.long
def test_thousands_of_planted_faults_are_found(tmp_path):
    """All of them: one that is a column off sends the curator to the wrong word."""
    assert sum(assert_all_found(tmp_path, seed, 150) for seed in range(1000, 1040)) >= 6000


HEAD = "@prefix : <https://example.org/id/> .\n@prefix ex: <https://example.org/ns#> .\n"


def one(found: list[Finding]) -> Finding:
    (finding,) = found
    return finding


def test_what_is_one_too_many_names_the_first(tmp_path):
    """The curator has to choose between the two."""
    found = one(findings(tmp_path, a=(HEAD + ":x ex:one 1 ,\n  2 .").encode()))

    assert (4, 3, 4, 4) == (found.line, found.column, found.end_line, found.end_column)
    assert [("data/a.ttl", 3, 11)] == [place[:3] for place in found.related]


def test_of_many_that_are_too_many_all_are_named(tmp_path):
    """Whoever mends the second would be sent back for the third."""
    found = one(findings(tmp_path, a=(HEAD + ":x ex:one 1 , 2 , 3 .").encode(), b=(HEAD + ":x ex:one 4 .").encode()))

    assert ("data/a.ttl", 3, 15) == (found.path, found.line, found.column)
    assert [("data/a.ttl", 3, 11), ("data/a.ttl", 3, 19), ("data/b.ttl", 3, 11)] == [
        place[:3] for place in found.related
    ]


def test_of_many_values_in_one_language_all_are_named(tmp_path):
    found = one(findings(tmp_path, a=(HEAD + ":x ex:label 'a'@en , 'b'@es , 'c'@en , 'd'@en .").encode()))

    assert (3, 31) == (found.line, found.column)
    assert [(3, 13), (3, 40)] == [place[1:3] for place in found.related]


def test_where_only_some_values_count_only_those_are_named(tmp_path):
    """sh:qualifiedMaxCount counts the values of one shape; the others may stay."""
    found = one(findings(tmp_path, a=(HEAD + ":x ex:crew 1 , 60 , 2 , 70 , 3 .").encode()))

    assert ("some-most", 3, 25) == (found.rule, found.line, found.column)
    assert [(3, 16)] == [place[1:3] for place in found.related]


SIBLINGS = """
@prefix ex: <https://example.org/ns#> .
@prefix movsh: <https://w3id.org/acervo/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
movsh:Hand a sh:NodeShape ; sh:targetClass ex:Hand ; sh:property movsh:Hand-thumb , movsh:Hand-finger .
movsh:Hand-thumb a sh:PropertyShape ; sh:path ex:digit ; sh:qualifiedValueShapesDisjoint true ;
    sh:qualifiedValueShape [ sh:class ex:Thumb ] ; sh:qualifiedMaxCount 1 .
movsh:Hand-finger a sh:PropertyShape ; sh:path ex:digit ; sh:qualifiedValueShapesDisjoint true ;
    sh:qualifiedValueShape [ sh:class ex:Finger ] ; sh:qualifiedMaxCount 4 .
"""


def test_a_value_that_a_sibling_shape_takes_does_not_count(tmp_path):
    """The W3C's own example: what is both a thumb and a finger is neither."""
    data = ":h a ex:Hand ; ex:digit :a , :b , :c , :d .\n:a a ex:Finger , ex:Thumb . :b a ex:Thumb . :d a ex:Thumb ."
    found = one(findings(tmp_path, SIBLINGS, a=(HEAD + data).encode()))

    assert ("Hand-thumb", 3, 40) == (found.rule, found.line, found.column)
    assert [(3, 30)] == [place[1:3] for place in found.related]


def test_values_in_two_files_count_in_the_order_of_the_files(tmp_path):
    """The file that comes later has the value too many."""
    found = one(findings(tmp_path, a=(HEAD + ":x ex:one 1 .").encode(), b=(HEAD + "\n:x ex:one 2 .").encode()))

    assert ("data/b.ttl", 4, 11) == (found.path, found.line, found.column)


def test_what_is_missing_is_told_in_the_file_that_gives_the_class(tmp_path):
    """Claims and notes about a thing stand in many files; one describes it."""
    notes = (HEAD + ':x ex:z "a note" .').encode()
    found = one(findings(tmp_path, a=notes, b=(HEAD + "\n\n:x a ex:Named .").encode(), c=notes.replace(b":z", b":y")))

    assert ("data/b.ttl", 5, 1) == (found.path, found.line, found.column)


def test_a_triple_in_two_files_is_told_at_the_second_with_the_first(tmp_path):
    """Both are shown, since either may go."""
    first, second = (HEAD + ":x ex:z 1 .").encode(), (HEAD + "\n:x ex:z <relative> , 1 .").encode()
    found = one(findings(tmp_path, a=first, b=second))

    assert ("triple-in-two-files", "data/b.ttl", 4, 22) == (found.rule, found.path, found.line, found.column)
    assert [("data/a.ttl", 3, 9)] == [place[:3] for place in found.related]


def test_two_claims_that_state_the_same_are_both_told(tmp_path):
    """Each has its own source, and each has to be mended."""
    claim = "[] rdf:subject :x ; rdf:predicate ex:size ; rdf:object 3 .\n"
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    found = findings(tmp_path, a=(HEAD + rdf + claim + claim).encode())

    assert [(4, 56), (5, 56)] == sorted((finding.line, finding.column) for finding in found)


DEEP = """
@prefix ex: <https://example.org/ns#> .
@prefix movsh: <https://w3id.org/acervo/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
movsh:berth a sh:PropertyShape ; sh:targetClass ex:Ship ; sh:path ex:berth ; sh:node movsh:Berth ;
    sh:message "The berth is not in order."@en .
movsh:Berth a sh:NodeShape ; sh:property movsh:Berth-at-port , movsh:Berth-number .
movsh:Berth-number a sh:PropertyShape ; sh:path ex:number ; sh:minCount 1 ; sh:message "Give the number."@en .
movsh:Berth-at-port a sh:PropertyShape ; sh:path ex:port ; sh:node movsh:Port ; sh:message "No such port."@en .
movsh:Port a sh:NodeShape ; sh:property movsh:Port-name .
movsh:Port-name a sh:PropertyShape ; sh:path ex:name ; sh:maxLength 3 ; sh:message "Too long."@en .
"""


def test_reasons_are_a_tree_each_at_its_own_place(tmp_path):
    """“Does not conform” says nothing; the reasons stand elsewhere in the file."""
    data = HEAD + ":s a ex:Ship ; ex:berth :b .\n:b ex:port :p .\n:p ex:name 'long' ."
    found = one(findings(tmp_path, DEEP, a=data.encode()))
    reasons = {reason.rule: reason for reason in found.detail}

    assert (3, 25) == (found.line, found.column)
    assert {"Berth-at-port", "Berth-number"} == set(reasons)
    assert (4, 1) == (reasons["Berth-number"].line, reasons["Berth-number"].column)
    assert (4, 12) == (reasons["Berth-at-port"].line, reasons["Berth-at-port"].column)
    assert [("Port-name", 5, 12)] == [(why.rule, why.line, why.column) for why in reasons["Berth-at-port"].detail]


def test_a_result_about_the_archive_as_a_whole_needs_no_place(tmp_path):
    """Where nothing is written, nothing can be underlined."""
    shapes = DEEP + "movsh:all a sh:PropertyShape ; sh:targetNode ex:nowhere ; sh:path ex:z ; sh:minCount 1 ."
    found = one(findings(tmp_path, shapes, a=HEAD.encode()))

    assert (None, None) == (found.path, found.line)


def test_the_graph_of_a_file_is_in_the_order_of_its_reader(tmp_path):
    """Ordinals of triples are what ties a result to a place."""
    generator = Generator(7, 40)
    place = tmp_path / "nasty.ttl"
    place.write_bytes(generator.content())
    archive = Archive(tmp_path, Settings(base=BASE), (ArchiveFile("data/nasty.ttl", place),))
    (graph,) = read_archive(archive).graphs

    assert isinstance(graph, FileGraph)
    assert len(graph.triples) == len(Documents(archive)["data/nasty.ttl"].triples)
    assert isinstance(read_archive(archive), Reading)
