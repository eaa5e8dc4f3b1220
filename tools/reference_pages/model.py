"""docs/reference/model.md: every name of the core ontology."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from acervo.corpus.archive import Archive
from reference_pages import model_example as example
from reference_pages import model_queries as queries
from reference_pages.markdown import code, fence, page, prose, table, terms
from reference_pages.model_archive import Examples
from reference_pages.model_computed import computed, direct_triples
from reference_pages.model_forms import forms
from reference_pages.model_records import records
from reference_pages.vocabulary import Term, Topic, Vocabulary

_INTRODUCTION: Final = """
Every class and property that the core ontology defines, by topic, with its closed lists.
The terms are `mov:`, for `https://w3id.org/acervo/ns#`; the files are `ontology/core/`.
An archive adds terms of its own in its `ontology/`.

*From* is the class of things that have the property, *to* what its values are; a dash means any.
A property *in claims only* is never stated directly in a data file: a source says it, so it belongs in a claim.
Two claims on a *single-valued* property disagree when their values differ; other claims disagree only when one denies
what another affirms.
Two records are compared when they agree in their *comparison key*.
Of what the archive concludes by itself (`mov:Inferred`), only counts and denials are compared.
"""
_FACETS: Final = """
The sidebar of a Participedia page, as predicates of claims on the `mov:Case`: `pdia:facet-{facet}`, with a concept
`pdia:{scheme}-{key}` as object and `mov:position` where the order counts.
The concepts, in eight languages, are in `ontology/core/participedia/`.
"""


def model_page(vocabulary: Vocabulary, archive: Archive) -> str:
    """
    The page, with examples from *archive*.

    Raises:
        ValueError: the drawing or an example names what the ontology or the archive lacks.
    """
    _refuse_unknown_terms(vocabulary.terms)
    examples = Examples(archive)
    return page(
        "The model",
        prose(_INTRODUCTION),
        f"Version {vocabulary.version} of the ontology.",
        "## Prefixes",
        prose(queries.PREFIXES_BEFORE),
        fence(queries.copied_prefixes(archive.base), "text"),
        "## The model in one drawing",
        fence(example.DIAGRAM, "mermaid"),
        "The names on the arrows are `mov:` properties, but `rdf:subject` and `rdf:object`.",
        prose(example.DIAGRAM_IN_WORDS),
        "## A claim, written and asked for",
        prose(example.CLAIM_BEFORE),
        fence(example.CLAIM, "turtle"),
        prose(example.RECORD_BEFORE),
        fence(example.RECORD, "turtle"),
        prose(example.CLAIM_AFTER),
        prose(example.QUERY_BEFORE),
        "<!-- runs -->",
        fence(example.QUERY, "sparql"),
        *forms(vocabulary),
        *queries.asked(archive.base),
        *direct_triples(vocabulary, examples),
        *computed(vocabulary),
        *records(vocabulary, examples),
        *(block for topic in vocabulary.topics for block in _topic(topic)),
        "## Participedia's facets",
        prose(_FACETS),
        table(
            ("facet", "label", "values from", "forms", "values"),
            [
                (code(name), label, code(scheme), forms, remarks)
                for name, label, scheme, forms, remarks in vocabulary.facets()
            ],
        ),
    )


def _refuse_unknown_terms(known: Iterable[str]) -> None:
    constants = [*vars(example).items(), *vars(queries).items()]
    shown = "".join(text for name, text in constants if name.isupper() and isinstance(text, str))
    arrows = " ".join(re.findall(r" : (.*)", example.DIAGRAM)).replace("(derived)", "")
    used = {*re.findall(r"\bmov:\w+", shown), *(f"mov:{name}" for name in re.findall(r"\w+", arrows))}
    unknown = used - set(known) - {"mov:subject", "mov:object"}
    if unknown:
        raise ValueError(f"model_example.py or model_queries.py names what the ontology lacks: {sorted(unknown)}")


def _topic(topic: Topic) -> Iterable[str]:
    yield f"## {topic.title}"
    yield f"{terms(topic.description)}\nFile: [`{topic.name}.ttl`](../../ontology/core/{topic.name}.ttl)"
    yield table(
        ("class", "label", "definition", "example", "remarks"),
        [(code(term.name), _label(term), *_meaning(term), _class_remarks(term)) for term in topic.of_kind("class")],
    )
    yield table(
        ("property", "label", "definition", "from", "to", "example", "remarks"),
        [
            (code(term.name), _label(term), meaning, _names(term.domain), _names(term.range), shown, _remarks(term))
            for term in topic.of_kind("property")
            for meaning, shown in [_meaning(term)]
        ],
    )
    lists = dict.fromkeys(term.list_of for term in topic.of_kind("member"))
    for name in lists:
        members = [term for term in topic.of_kind("member") if term.list_of == name]
        yield f"The closed list of {code(name)}:"
        yield table(
            ("member", "label", "definition", "example"),
            [(code(term.name), _label(term), *_meaning(term)) for term in members],
        )


def _label(term: Term) -> str:
    english, spanish = term.labels.get("en", ""), term.labels.get("es", "")
    return english if english == spanish else " · ".join(filter(None, (english, spanish)))


def _meaning(term: Term) -> tuple[str, str]:
    return terms(term.definition), terms("; ".join(term.examples))


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(code, names)) or "–"


def _class_remarks(term: Term) -> str:
    remarks = [f"a kind of {_names(term.above)}"] if term.above else []
    if term.comparison_keys:
        remarks.append(f"comparison key: {_names(term.comparison_keys)}")
    if term.compared_values:
        remarks.append(f"compared: {_names(term.compared_values)}")
    return "; ".join((*remarks, *map(terms, term.notes)))


def _remarks(term: Term) -> str:
    remarks = ["in claims only"] if term.claim_only else []
    if term.single_valued:
        remarks.append("single-valued")
    if term.above:
        remarks.append(f"a kind of {_names(term.above)}")
    return "; ".join((*remarks, *map(terms, term.notes)))
