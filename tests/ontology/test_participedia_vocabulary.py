"""Participedia's option lists: complete, in order, and exactly what the script writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tools" / "participedia_vocabulary.py"
SHARED = ROOT / ".." / "shared" / "facts" / "participedia-vocab.json"
PDIA = "https://w3id.org/acervo/participedia/"
MOV = "https://w3id.org/acervo/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
LANGUAGES = {"en", "es", "fr", "pt", "de", "it", "nl", "zh"}


def run(*arguments):
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def small(**changes):
    """A vocabulary of one facet with one option, to be spoilt."""
    option = {"key": "n/a", "current": False, "label": {"en": " Not  applicable\n", "es": 'No "aplica"', "fr": ""}}
    facet = {
        "used_by": ["case"],
        "page_label": {"case": {"en": "Issue", "es": "Asunto"}, "method": {"en": "Issues", "fr": "Enjeu"}},
        "single": True,
        "ranked": False,
        "max": None,
        "options": [option],
    }
    vocabulary = {
        "about": {"source_repository": "somewhere"},
        "languages": ["en", "es", "fr"],
        "facets": {"issue": facet},
    }
    facet.update(changes)
    return json.dumps(vocabulary)


@pytest.fixture
def vocabulary_file(tmp_path):
    return tmp_path / "vocabulary.json"


@pytest.fixture(scope="session")
def facts():
    if not SHARED.is_file():
        pytest.skip("needs the gathered Participedia vocabulary, which is not part of the repository")
    return json.loads(SHARED.read_text(encoding="utf-8"))


def schemes(values):
    return {iri for iri, about in values.items() if f"{SKOS}ConceptScheme" in types(about) and iri.startswith(PDIA)}


def concepts(values):
    return {iri for iri, about in values.items() if f"{SKOS}Concept" in types(about) and iri.startswith(PDIA)}


def facets(values):
    return {iri for iri in values if iri.startswith(f"{PDIA}facet-")}


def types(about):
    return {o.value for o in about["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]}


def test_the_committed_files_are_what_the_script_writes(facts):
    """Generated files that somebody edits would change back without a word."""
    result = run(SHARED, "--check")

    assert "" == result.stdout
    assert 0 == result.returncode


def test_there_are_40_facets_and_36_schemes(values):
    """Four pairs of facets share one list."""
    assert 40 == len(facets(values))
    assert 36 == len(schemes(values))


def test_every_facet_leads_to_a_scheme_that_is_there(values):
    """A facet's values are looked up through its scheme."""
    used = {o.value for iri in facets(values) for o in values[iri][f"{MOV}facetScheme"]}

    assert schemes(values) == used


def test_facets_schemes_and_concepts_have_one_label_in_each_of_8_languages(values):
    """A reader in any of Participedia's languages sees the words of its own page."""
    poor = {}
    for iri in facets(values) | schemes(values) | concepts(values):
        languages = sorted(o.language for o in values[iri][f"{SKOS}prefLabel"])
        if sorted(LANGUAGES) != languages:
            poor[iri] = languages

    assert {} == poor


def test_every_option_has_its_concept_in_the_order_of_the_form(facts, values):
    """The order of a list is the order in which the form shows it."""
    for facet in (facet for facet in facts["facets"].items() if "same_options_as" not in facet[1]):
        name, about = facet
        for position, option in enumerate(about["options"], start=1):
            concept = values[f"{PDIA}{name}-{quote(option['key'], safe='')}"]
            assert [str(position)] == [o.value for o in concept[f"{MOV}position"]]
            assert [option["key"]] == [o.value for o in concept[f"{SKOS}notation"]]


def test_retired_keys_and_only_they_are_deprecated(facts, values):
    """Old entries still carry them; new ones must not."""
    retired = {
        f"{PDIA}{about.get('same_options_as', name)}-{quote(option['key'], safe='')}"
        for name, about in facts["facets"].items()
        for option in about["options"]
        if not option["current"]
    }

    assert retired == {iri for iri in concepts(values) if values[iri][OWL_DEPRECATED]}


def test_facets_are_stated_in_claims(values):
    """A catalogue entry's value is what its author says, with a passage."""
    assert all("true" == values[iri][f"{MOV}claimOnly"][0].value for iri in facets(values))


def test_a_label_is_tidied_and_a_missing_one_is_not_invented(tmp_path, vocabulary_file):
    """White space differs from page to page; an empty label is no label."""
    vocabulary_file.write_text(small(), encoding="utf-8")
    result = run(vocabulary_file, "--output", tmp_path / "out")
    text = (tmp_path / "out" / "issue.ttl").read_text(encoding="utf-8")
    concept = text.partition("\npdia:issue-n%2Fa\n")[2]

    assert 0 == result.returncode
    assert '"Not applicable"@en ,' in concept
    assert '"No \\"aplica\\""@es ;' in concept
    assert "@fr" not in concept
    assert "owl:deprecated true ;" in concept


def test_another_page_s_label_is_an_alternative_or_fills_a_gap(tmp_path, vocabulary_file):
    """The label of the case page comes first, language by language."""
    vocabulary_file.write_text(small(), encoding="utf-8")
    run(vocabulary_file, "--output", tmp_path)
    facet = (tmp_path / "facets.ttl").read_text(encoding="utf-8").partition("\npdia:facet-issue\n")[2]

    assert 'skos:altLabel "Issues"@en ;' in facet
    assert '"Enjeu"@fr' in facet.partition("skos:prefLabel")[2]


def test_check_names_what_is_missing_changed_or_left_over(tmp_path, vocabulary_file):
    """A second run then puts it right and takes the left-over file away."""
    vocabulary_file.write_text(small(), encoding="utf-8")
    out = tmp_path / "out"
    run(vocabulary_file, "--output", out)
    (out / "left.ttl").write_bytes((out / "issue.ttl").read_bytes())
    (out / "mine.ttl").write_text("# by hand\n", encoding="utf-8")
    (out / "issue.ttl").write_text("", encoding="utf-8")
    (out / "facets.ttl").unlink()
    result = run(vocabulary_file, "--output", out, "--check")

    assert 1 == result.returncode
    assert ["facets.ttl is missing", "issue.ttl differs", "left.ttl is no longer written"] == result.stdout.splitlines()
    assert 0 == run(vocabulary_file, "--output", out).returncode
    assert ["facets.ttl", "issue.ttl", "mine.ttl"] == sorted(path.name for path in out.iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "file: 'languages' is missing"),
        (small(options=[{"key": "a"}]), "facets.issue.options[0]: 'label' is missing"),
        (small(options=[{"key": "a", "label": {"xx": "?"}, "current": True}]), "language 'xx'"),
        (small(single="no"), "facets.issue.single: unexpected str"),
        (small(same_options_as="other"), "facets.issue.same_options_as: 'other'"),
        (small(page_label={"case": {"en": "Issue"}}), "facets.issue.page_label: no label in 'es'"),
    ],
)
def test_a_malformed_file_exits_2_and_says_where(tmp_path, vocabulary_file, text, message):
    """Nothing is written from half a vocabulary."""
    vocabulary_file.write_text(text, encoding="utf-8")
    result = run(vocabulary_file, "--output", tmp_path / "out")

    assert 2 == result.returncode
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_missing_file_exits_2(tmp_path):
    """The message names the file, not a traceback."""
    result = run(tmp_path / "none.json")

    assert 2 == result.returncode
    assert "none.json: No such file" in result.stderr
