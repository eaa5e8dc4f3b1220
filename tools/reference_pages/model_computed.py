"""The parts of model.md on direct triples and on what the build computes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from acervo.corpus.core import core_folder
from reference_pages.markdown import code, prose, table, terms
from reference_pages.model_archive import Examples
from reference_pages.vocabulary import Vocabulary

_DIRECT: Final = """
For each thing and property, the build takes the preferred claims if there are any, else all normal ones, and writes
what they say as plain triples: only what is affirmed, and asserted by a source.
So a property of which claims are made can be asked for in one pattern, `?thing mov:date ?date`.
These are the properties of which this archive has such triples, each with one of them.
"""
_ON_THE_CASE: Final = """
The facets of a catalogue's form, `pdia:facet-…`, are properties of the `mov:Case` in the same way: see
[below](#participedias-facets).
What the archive writes directly, because no source has to say it, is found in the same way: classes, `skos:prefLabel`
in each language, `mov:within`, notes, and the parts of sources and passages.
"""
_COMPUTED: Final = """
Nothing of this stands in a file.
Each rule writes into a named graph of its own, `{base}graph/derived/{rule}`; the default graph has all of them.
"""
#: Terms of other vocabularies that claims use, in our words.
_BORROWED: Final = {
    "prov:wasDerivedFrom": "reworked from",
    "rdfs:seeAlso": "see also",
    "skos:altLabel": "other name",
    "skos:hiddenLabel": "misspelling, by which it can be found",
}
_BOUNDS: Final = {"mov:earliest", "mov:latest", "mov:datePrecision"}
#: Written for the checks and never published.
_NOT_SERVED: Final = {"mov:malformedDate"}
_ELSE: Final = """
Beside these, `closure` adds the classes above a class and the properties above a property, those of other vocabularies
among them: a `mov:Battle` is also a `mov:Event`, a `sem:Event` and a `schema:Event`, and each record a `mov:Claim`.
A query in the words of those vocabularies finds the same things; `GRAPH ?file { … }` finds only what was written.
"""


def direct_triples(vocabulary: Vocabulary, examples: Examples) -> Iterable[str]:
    """The blocks of Markdown on direct triples."""
    known = vocabulary.terms
    rows = [
        (code(name), known[name].labels["en"] if name in known else _BORROWED[name], code(f"{subject} {name} {value}"))
        for name, (subject, value) in sorted(examples.triples().items())
        if not name.startswith("pdia:facet-")
    ]
    yield "## Direct triples"
    yield prose(_DIRECT)
    yield table(("property", "label", "a direct triple"), rows)
    yield prose(_ON_THE_CASE)


def computed(vocabulary: Vocabulary) -> Iterable[str]:
    """
    The blocks of Markdown on computed properties.

    Raises:
        ValueError: a definition says that its property is computed, and no rule writes it.
    """
    rules = _rules()
    known = vocabulary.terms
    claimed = {name for name, term in known.items() if re.search(r"\bcomputed\b", term.definition)}
    silent = {name for name in claimed if known[name].kind == "property"} - rules.keys() - _NOT_SERVED
    if silent:
        raise ValueError(f"said to be computed, and written by no rule: {', '.join(sorted(silent))}")
    yield "## What is computed"
    yield prose(_COMPUTED)
    yield table(
        ("property", "meaning", "of", "example", "rule"),
        [
            (
                code(name),
                terms(known[name].definition),
                ", ".join(map(code, known[name].domain)) or "–",
                terms("; ".join(known[name].examples)),
                ", ".join(_link(rule) for rule in sorted(rules[name])),
            )
            for name in sorted(rules)
        ],
    )
    yield prose(_ELSE)


def _rules() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in sorted((core_folder("queries") / "derive").glob("*.rq")):
        template = re.search(r"CONSTRUCT\s*\{(.*?)\}\s*WHERE", file.read_text(encoding="utf-8"), re.DOTALL)
        assert template, file
        for name in re.findall(r"(?<=[\w;] )mov:[a-z]\w*|(?<=\n    )mov:[a-z]\w*", template[1]):
            found.setdefault(name, set()).add(file.stem)
    for name in _BOUNDS:
        found.setdefault(name, set()).add("bounds")
    return found


def _link(rule: str) -> str:
    return code(rule) if rule == "bounds" else f"[{code(rule)}](../../queries/core/derive/{rule}.rq)"
