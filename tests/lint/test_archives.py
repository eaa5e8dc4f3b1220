"""Whole archives: those that ship are clean, an archive adds rules of its own, a large one is finished with."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.checking.lint.rules import lint_rules
from acervo.corpus.archive import open_archive

from .conftest import lint_archive, make_archive, with_prefixes

ROOT = Path(__file__).resolve().parents[2]
OWN = """\
#+ summary: Events without a note
#+ message: {?focus} has no note.
SELECT ?graph ?focus WHERE {
  GRAPH ?graph { ?focus a <https://w3id.org/acervo/ns#Event> }
  MINUS { ?focus <http://www.w3.org/2004/02/skos/core#note> ?note }
}
"""


def test_what_ships_is_clean():
    """The core too, which `acervo check` leaves out: whoever changes it reads this."""
    assert [] == lint_archive(open_archive(ROOT), core=True)


def test_the_small_archive_is_clean():
    """Its languages are English and Polish."""
    assert [] == lint_archive(open_archive(ROOT / "tests" / "archives" / "lenin-shipyard"))


def test_an_archive_adds_rules_of_its_own(lint):
    """A query and a message are enough; the severity is a warning."""
    files = {
        "queries/lint/missing-note.rq": OWN,
        "data/strike.ttl": with_prefixes(':strike a mov:Event ; skos:prefLabel "Strike"@en , "Huelga"@es .'),
    }

    [finding] = lint(files)

    assert ("missing-note", "warning", 4, 1) == (finding.rule, finding.severity, finding.line, finding.column)
    assert ":strike has no note." == finding.message("es")


@pytest.mark.long
def test_two_hundred_thousand_triples_are_finished_with(tmp_path):
    """Each rule takes time in proportion to the triples; one that compares pairs would not end."""
    archive = make_archive(tmp_path, {f"data/events/{part}.ttl": _many(part) for part in range(20)})

    found = {finding.rule for finding in lint_archive(archive)}

    assert {"duplicate-label", "near-duplicate-label", "dangling-iri"} <= found
    assert lint_rules(archive)


def _many(part: int) -> str:
    # Every name is shared, nearly shared, or names something that is not there.
    lines = [
        f':e{part}-{number} a mov:Event ; skos:prefLabel "Strike of {number} workers"@en , "P {part} {number}"@es ;\n'
        f'  skos:altLabel "S{number}"@en , "H{number}"@es ; skos:note "{number}" , "P"@es ; dcterms:extent {number} ;\n'
        f"  mov:about :e{part}-{number + 1} , :e{part}-{number + 2} .\n"
        for number in range(900)
    ]
    lines.append(f':x{part} a mov:Event ; skos:prefLabel "Strike of {part} worker"@en , "Paro {part}"@es .\n')
    return with_prefixes("".join(lines))
