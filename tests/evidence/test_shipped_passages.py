"""The skeletons of the two shipped sources, against their texts."""

from __future__ import annotations

import pytest

from acervo.corpus.archive import open_archive
from acervo.evidence.boundaries import read_boundaries
from acervo.evidence.identity import name_passages
from acervo.evidence.labels import sidebar_labels
from acervo.evidence.passages import segment_text
from acervo.evidence.segmenting import segment_source
from acervo.evidence.skeleton import EarlierPassage, read_skeleton
from acervo.evidence.text import lay_out, read_source_text
from acervo.evidence.verifying import verify_passages

TEXT_FILES = {"case": "participedia-case.txt", "interview": "interview-requena.txt"}


@pytest.fixture(params=sorted(TEXT_FILES))
def slug(request):
    return request.param


@pytest.fixture
def boundaries(root, slug):
    path = f"data/sources/{slug}/boundaries.toml"
    return read_boundaries(root / path, path)


def segmented(root, seeds, slug):
    path = f"data/sources/{slug}/boundaries.toml"
    return segment_text(
        read_source_text(seeds / TEXT_FILES[slug]), read_boundaries(root / path, path), sidebar_labels()
    )


def test_the_committed_skeleton_is_what_segment_writes_now(root, seeds, slug):
    """Nobody edits it by hand, and no correction waits to be applied."""
    run = segment_source(seeds / TEXT_FILES[slug], slug, open_archive(root), dry_run=True)

    assert not run.written
    assert () == run.segmentation.warnings


def test_no_claim_names_a_passage_that_is_no_more(root, seeds, slug):
    """A claim stands on its passage."""
    run = segment_source(seeds / TEXT_FILES[slug], slug, open_archive(root), dry_run=True)

    assert () == run.orphans
    assert () == run.unread


def test_every_passage_is_verified(root, seeds):
    """The archive's proof holds on the texts it was made from."""
    reports, errors = verify_passages(open_archive(root), seeds)

    assert [] == errors
    assert {"case", "interview"} == {report.source.rsplit("-", 1)[1] for report in reports}
    assert all(len(report.verdicts) == report.count("verified") > 100 for report in reports)


def test_every_printed_character_is_in_exactly_one_passage(root, seeds, slug):
    """So that “which statements cite nothing” can be asked."""
    cut = segmented(root, seeds, slug)

    assert cut.text == " ".join(cut.text[p.start : p.end] for p in cut.passages)


def test_the_case_prints_its_sidebar_twice_and_its_20_references_once(root, seeds):
    """Equal fields have equal hashes and names that differ by `-2`."""
    cut = segmented(root, seeds, "case")
    names = name_passages(cut.passages, "case", []).names
    copies = [[n for n, p in zip(names, cut.passages, strict=True) if p.label and p.section.slug == s]
              for s in ("data", "productive-workers-battles")]  # fmt: skip
    references = [p for p in cut.passages if p.section.slug == "references" and p.paragraph]

    assert 35 == len(copies[0])
    assert [f"{name}-2" for name in copies[0]] == copies[1]
    assert 20 == len(references)
    assert ["1]", "[2]", "[3]"] == [cut.text[p.start : p.end].split()[0] for p in references[:3]]
    assert set(range(1, 21)) == {number for p in cut.passages for number in p.cites}


def test_the_case_has_14_headings(root, seeds):
    """Four before and after the ten of the catalogue's form."""
    cut = segmented(root, seeds, "case")

    assert 14 == len(cut.sections) == sum(not p.paragraph for p in cut.passages)
    assert ["Data", "Productive Workers' Battles", "Problems and Purpose"] == [s.title for s in cut.sections[:3]]
    assert ["See Also", "References", "External Links", "Notes"] == [s.title for s in cut.sections[-4:]]


def test_the_interview_says_who_speaks(root, seeds):
    """Questions and introduction are the interviewer's, answers the worker's, title and footnotes nobody's."""
    cut = segmented(root, seeds, "interview")
    speakers = {mark: {p.speaker for p in cut.passages if cut.text[p.start] == mark} for mark in "*/"}
    answers = [p for p in cut.passages if p.speaker == "sergio-requena"]

    assert {"*": {"cira-pascual-marquina"}, "/": {"cira-pascual-marquina"}} == speakers
    assert 95 == len(answers)
    assert {"conversation"} == {p.section.slug for p in answers}
    assert 19 == sum(p.speaker == "cira-pascual-marquina" for p in cut.passages)


def test_the_interview_has_5_footnotes_each_cited_once(root, seeds):
    """Two of them have two sentences."""
    cut = segmented(root, seeds, "interview")
    notes = [p for p in cut.passages if p.section.slug == "footnotes"]

    assert [1, 2, 3, 4, 5] == sorted({p.paragraph for p in notes})
    assert [1, 2, 3, 4, 5] == [number for p in cut.passages for number in p.cites]
    assert 7 == len(notes)
    assert "footnote" == cut.cited_kind


def test_broken_paragraphs_stay_broken(root, seeds):
    """Three stretches of the interview break off in the middle of a sentence; nobody knows how they went on."""
    cut = segmented(root, seeds, "interview")
    broken = [p for p in cut.passages if p.speaker and cut.text[p.end - 1].isalpha()]

    assert 3 == len(broken)


def test_a_sentence_inserted_anywhere_changes_no_other_name(root, seeds, slug, boundaries):
    """The promise on which every claim's `mov:passage` rests."""
    raw = (seeds / TEXT_FILES[slug]).read_text(encoding="utf-8")
    before = segment_text(lay_out(raw), boundaries, sidebar_labels())
    names = read_skeleton(root / f"data/sources/{slug}/passages.ttl", "passages.ttl", open_archive(root).base)
    assert len(before.passages) == len(names)
    places = [
        i for i in range(len(raw) - 1) if raw[i : i + 2] == ". " and raw[i + 2].isupper() and raw[i - 1].islower()
    ]
    body = [i for i in places if i < raw.index("\nReferences\n")] if slug == "case" else places

    for place in body[:: max(1, len(body) // 12)]:
        changed = f"{raw[: place + 1]} An ibis was seen there. {raw[place + 2 :]}"
        naming = name_passages(segment_text(lay_out(changed), boundaries, sidebar_labels()).passages, slug, names)
        assert [known.name for known in names] == [name for name in naming.names if name not in naming.new]
        assert (1, (), ()) == (len(naming.new), naming.moved, naming.vanished)


def test_the_second_sidebar_keeps_its_names_when_the_first_is_gone(root, seeds):
    """By its neighbours it is known to be the second."""
    raw = (seeds / TEXT_FILES["case"]).read_text(encoding="utf-8")
    earlier: list[EarlierPassage] = read_skeleton(
        root / "data/sources/case/passages.ttl", "passages.ttl", open_archive(root).base
    )
    kept = [passage.name for passage in earlier[36:]]
    cut = segment_text(lay_out(raw[raw.index("\nCASE\n") :]), read_boundaries(root / "none", ""), sidebar_labels())

    assert kept == list(name_passages(cut.passages, "case", earlier).names)
