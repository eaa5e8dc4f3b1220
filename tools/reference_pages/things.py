"""docs/reference/things.md: every thing that the archive names, by class."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.corpus.reading import read_archive
from acervo.namespaces import PREFIXES, shorten
from reference_pages.markdown import code, page, prose, table
from reference_pages.vocabulary import Term, Vocabulary

_INTRODUCTION: Final = """
Every thing that has a name in this archive, with the IRI to be used in a query.
A bare colon stands for `{base}id/`; the page of `:indorca` is at `/id/indorca`.
A mark under *note* is for what has a `skos:editorialNote`: a remark of the curators, mostly on what is doubtful or in
dispute.
Each thing stands under the class that its file gives; a query for a class finds those of narrower classes too, so
that `?x a mov:Event` finds battles.
Claims, passages, sections, references and contributions are not listed.
"""
_LEFT_OUT: Final = {"mov:Section", "mov:Archive"}
_NAMES: Final = (PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title")
#: Classes of other vocabularies that things here have.
_BORROWED: Final = {
    "foaf:Person": "person",
    "org:Organization": "organization",
    "org:Post": "office",
}
Said = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]


def things_page(vocabulary: Vocabulary, archive: Archive) -> str:
    """The page."""
    by_class = _by_class(archive)
    blocks: list[str] = []
    for kind in sorted(by_class, key=lambda kind: _title(kind, vocabulary.terms).casefold()):
        rows = sorted(by_class[kind], key=lambda row: row[0])
        blocks.append(f"## {_title(kind, vocabulary.terms)}")
        blocks.append(f"{code(kind)}: {len(rows)}.")
        blocks.append(table(("IRI", "English", "Spanish", "note"), rows))
    return page("Things of the archive", prose(_INTRODUCTION.format(base=archive.base)), *blocks)


def _by_class(archive: Archive) -> dict[str, list[tuple[str, str, str, str]]]:
    said: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    for graph in read_archive(archive).graphs:
        for triple in graph.triples if graph.folder == "data" else ():
            if isinstance(triple.subject, ox.NamedNode):
                said[triple.subject.value][triple.predicate.value].append(triple.object)
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for iri, of_it in said.items():
        names = [name for label in _NAMES for name in of_it.get(label, []) if isinstance(name, ox.Literal)]
        types = of_it.get(PREFIXES["rdf"] + "type", [])
        kinds = [shorten(kind.value) for kind in types if isinstance(kind, ox.NamedNode)]
        if not names or not kinds or _LEFT_OUT & set(kinds):
            continue
        spanish = _in("es", names)
        english = _in("en", names) or _in(None, names) or ("" if spanish else names[0].value)
        note = "yes" if of_it.get(PREFIXES["skos"] + "editorialNote") else ""
        row = (code(shorten(iri, archive.base)), english, "" if spanish == english else spanish, note)
        for kind in kinds:
            found[kind].append(row)
    return found


def _in(language: str | None, names: list[ox.Literal]) -> str:
    return next((name.value for name in names if name.language == language), "")


def _title(kind: str, known: dict[str, Term]) -> str:
    label = known[kind].labels.get("en", "") if kind in known else _BORROWED.get(kind, kind)
    return label[:1].upper() + label[1:]
