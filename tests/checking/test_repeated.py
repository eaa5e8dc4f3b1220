"""One statement in two files: an error of a curator, and a matter of course in what programs export."""

from __future__ import annotations

from pathlib import Path

from acervo.checking.findings import Finding
from acervo.checking.repeated import repeated
from acervo.checking.run import Documents
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive

BASE = "https://example.org/"
LINE = f"<{BASE}id/a> <{BASE}id/p> <{BASE}id/{{}}> .\n"


def found_in(folder: Path, **files: str) -> list[Finding]:
    (folder / "data").mkdir()
    (folder / "acervo.toml").write_text(f'base = "{BASE}"\n', encoding="utf-8")
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / "data" / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    archive = open_archive(folder)
    return list(repeated(read_archive(archive), Documents(archive)))


def test_in_turtle_each_is_a_violation(tmp_path):
    """Told where it stands again."""
    two = LINE.format(1) + LINE.format(2)
    found = found_in(tmp_path, a_ttl=two, b_ttl=two)

    assert [("violation", "data/b.ttl", 1), ("violation", "data/b.ttl", 2)] == [
        (one.severity, one.path, one.line) for one in found
    ]


def test_in_n_triples_they_are_counted(tmp_path):
    """A file of a million lines would make a million findings; it is served all the same."""
    two = LINE.format(1) + LINE.format(2)
    found = found_in(tmp_path, a_nt=two + LINE.format(3), b_nt=LINE.format(4) + two, c_ttl=LINE.format(3))

    assert [("warning", "data/b.nt", 2), ("warning", "data/c.ttl", 1)] == [
        (one.severity, one.path, one.line) for one in found
    ]
    assert "stand in others as well: 2, this one in data/a.nt" in found[0].message("en")
    assert ["data/a.nt"] == [place.path for place in found[0].related]
