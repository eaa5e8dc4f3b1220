"""The part of model.md on records: each class with its properties, and an example of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from acervo.corpus.core import core_folder
from acervo.namespaces import shorten
from reference_pages.markdown import code, prose, table, terms
from reference_pages.model_archive import Examples
from reference_pages.vocabulary import Term, Vocabulary

#: One record of each class, whose values are shown.
_EXAMPLES: Final = {
    "mov:Circumstance": ":battle-la-gaviota-2016-circumstance-5",
    "mov:Control": ":indorca-plant-control-1",
    "mov:Count": ":productive-workers-battles-battles-1",
    "mov:EmptyField": ":case-productive-workers-battles-end-date-empty-1",
    "mov:LearningOutcome": ":battle-la-gaviota-2016-learning-1",
    "mov:OrganizationOutcome": ":productive-workers-battles-created-1",
    "mov:Ownership": ":la-gaviota-ownership-1",
    "mov:Participation": ":battle-la-gaviota-2016-participation-1",
    "mov:ProductionOutcome": ":battle-la-gaviota-2016-production-1",
    "mov:Recognition": ":canada-recognition-1",
    "mov:SocialOutcome": ":battle-la-gaviota-2016-social-1",
    "mov:Tenure": ":sergio-requena-tenure-1",
    "mov:View": ":corpivensa-goal-1",
}
#: Terms of other vocabularies that records use, in our words.
_BORROWED: Final = {
    "org:member": "Who held the office.",
    "org:organization": "The organization in which it was held.",
    "org:role": "As what: a `mov:Role`, such as `mov:President`.",
}
_INTRODUCTION: Final = """
A record is a claim with properties of its own, where one triple would say too little.
Each is a kind of `mov:Claim`, so that `?claim a mov:Claim` finds records as well.
Beside its own properties, every record has those of any claim, which come first.
What *must* be there is checked; the examples are from the archive that ships.
"""
_IN_ANY_CLAIM: Final = "In any claim, triple or record:"


def records(vocabulary: Vocabulary, examples: Examples) -> Iterable[str]:
    """
    The blocks of Markdown.

    Raises:
        ValueError: a class of records has no example, or the archive has it no longer.
    """
    known = vocabulary.terms
    common = [term for term in known.values() if term.kind == "property" and "mov:Claim" in term.domain]
    common.insert(0, known["mov:passage"])
    yield "## The records"
    yield prose(_INTRODUCTION)
    yield prose(_IN_ANY_CLAIM)
    yield table(
        ("property", "meaning", "values"),
        [(code(term.name), terms(term.definition), ", ".join(map(code, term.range)) or "–") for term in common],
    )
    for record in _classes(known):
        if record.name not in _EXAMPLES:
            raise ValueError(f"model_records.py has no example of {record.name}.")
        yield f"### {code(record.name)}"
        yield terms(record.definition)
        yield _properties(record, known, {term.name for term in common}, examples)


def _classes(known: dict[str, Term]) -> list[Term]:
    return sorted((term for term in known.values() if "mov:Claim" in term.above), key=lambda term: term.name)


def _properties(record: Term, known: dict[str, Term], common: set[str], examples: Examples) -> str:
    demanded = _demanded(record.name)
    domain = {term.name for term in known.values() if term.kind == "property" and record.name in term.domain}
    names = (domain | demanded.keys() | examples.properties_of(record.name)) - common - {"rdf:type"}
    example = _EXAMPLES[record.name]
    rows = []
    for name in sorted(names, key=lambda name: (not demanded.get(name, False), name)):
        shown, where = examples.values(record.name, example, name)
        meaning = terms(known[name].definition) if name in known else _BORROWED[name]
        rows.append((code(name), "must" if demanded.get(name) else "", meaning, _cell(shown, where, example)))
    return f"{table(('property', '', 'meaning', 'example'), rows)}\n\nThe example: {code(example)}."


def _cell(shown: str, where: str, example: str) -> str:
    if not shown:
        return "–"
    return code(shown) if where == example else f"{code(shown)} (of {code(where)})"


def _demanded(kind: str) -> dict[str, bool]:
    """The properties that shapes on the class *kind* speak of, and whether one must be there."""
    shapes = _shapes()
    found: dict[str, bool] = {}
    pattern = """
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?class ?path ?least WHERE {
          ?node sh:targetClass ?class ; sh:property ?demand .
          ?demand sh:path ?path ; sh:severity sh:Violation .
          OPTIONAL { ?demand sh:minCount ?least }
          FILTER(isIRI(?path))
        }"""
    solutions = shapes.query(pattern)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        if shorten(solution["class"].value) == kind:
            name = shorten(solution["path"].value)
            least = solution["least"]
            found[name] = found.get(name, False) or (least is not None and least.value != "0")
    return {name: must for name, must in found.items() if not name.startswith(("sh:", "rdf:type"))}


def _shapes() -> ox.Store:
    store = ox.Store()
    for file in sorted(core_folder("shapes").rglob("*.ttl")):
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    return store
