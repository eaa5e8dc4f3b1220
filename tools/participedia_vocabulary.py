"""
Write Participedia's controlled vocabularies as Turtle: one concept scheme a file, and one file of facets.

Source: option keys and labels of participedia/api, gathered in a JSON file that names its own origin under `about`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from participedia_reading import Facet, Labels, MalformedVocabularyError, Vocabulary, read_vocabulary

VERSION: Final = "0.1.0"
CORE: Final = "https://w3id.org/acervo/ns"
PDIA: Final = "https://w3id.org/acervo/participedia/"
DEFAULT_OUTPUT: Final = Path(__file__).resolve().parent.parent / "ontology" / "core" / "participedia"
MARK: Final = "# Written by tools/participedia_vocabulary.py: change that script or its input, not this file.\n"
PREFIXES: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "mov": f"{CORE}#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pdia": PDIA,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
PAGES_ES: Final = {"case": "caso", "method": "método", "organization": "organización"}

Properties = dict[str, list[str]]


def _text(value: str, language: str = "") -> str:
    return json.dumps(value, ensure_ascii=False) + (f"@{language}" if language else "")


def _texts(labels: Labels) -> list[str]:
    return [_text(text, language) for language, text in labels.items()]


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _pdia(local: str) -> str:
    """The term `pdia:local`, as a full IRI where Turtle allows no prefixed name."""
    return f"pdia:{local}" if re.fullmatch(r"(?:[A-Za-z0-9_-]|%[0-9A-F]{2})+", local) else f"<{PDIA}{local}>"


def _concept(scheme: str, key: str) -> str:
    return _pdia(f"{scheme}-{quote(key, safe='')}")


def _node(topic: str) -> str:
    return f"<{CORE}/participedia/{topic}>"


def _block(subject: str, properties: Properties) -> str:
    """One subject in the house layout: type first, then by name, one value a line, the closing dot alone."""
    lines = [subject]
    for name in sorted(filter(properties.get, properties), key=lambda name: (name != "a", name)):
        values = properties[name]
        lines += (
            [f"    {name} {values[0]} ;"]
            if len(values) == 1
            else [
                f"    {name}",
                *(f"        {value} ," for value in values[:-1]),
                f"        {values[-1]} ;",
            ]
        )
    return "\n".join([*lines, ".", ""])


def _file(blocks: Iterable[str]) -> str:
    body = "\n".join(blocks)
    used = (f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items() if re.search(rf"(?m)[\s(^]{name}:", body))
    return MARK + "".join(used) + "\n" + body


def _ontology(topic: str, titles: Labels, origin: str, **more: list[str]) -> str:
    return _block(
        _node(topic),
        {
            "a": ["owl:Ontology"],
            "dcterms:creator": [f"<{CORE}/founders>"],
            "dcterms:isPartOf": [f"<{CORE}>"],
            "dcterms:license": ["<https://opensource.org/license/mit>"],
            "dcterms:source": [_text(origin)],
            "dcterms:title": _texts(titles),
            "owl:imports": more.get("imports", []),
            "owl:versionIRI": [f"<{CORE}/participedia/{topic}/{VERSION}>"],
            "owl:versionInfo": [_text(VERSION)],
        },
    )


def _others(name: Labels, rivals: Iterable[Labels]) -> list[str]:
    """What *rivals* say otherwise than *name* in a language that *name* has."""
    found = (
        _text(text, language) for rival in rivals for language, text in rival.items() if text != name.get(language)
    )
    return list(dict.fromkeys(found))


def _named(facet: Facet) -> Labels:
    """The name of *facet*, taken from the case page before the others; each language on its own."""
    labels: Labels = {}
    for page in reversed(facet.page_labels.values()):
        labels |= page
    return labels


def scheme_text(facet: Facet, sharers: list[Facet], origin: str) -> str:
    """
    The file of the option list that *facet* names and *sharers* use too.

    Where a sharer words an option otherwise, its label becomes an alternative one; its long label is kept only
    in a language in which *facet* has none.
    """
    scheme, titles = facet.name, _named(facet)
    blocks = [
        _ontology(scheme, {"en": f"Participedia: {titles['en']}", "es": f"Participedia: {titles['es']}"}, origin),
        _block(
            _pdia(scheme),
            {
                "a": ["skos:ConceptScheme"],
                "dcterms:license": ["<https://opensource.org/license/mit>"],
                "dcterms:rights": [_text("Keys and labels by Participedia, under the MIT licence.", "en")],
                "dcterms:source": [_text(origin)],
                "dcterms:title": _texts(titles),
                "rdfs:isDefinedBy": [_node(scheme)],
                "skos:prefLabel": _texts(titles),
            },
        ),
    ]
    for number, option in enumerate(facet.options):
        twins = [sharer.options[number] for sharer in sharers]
        long_label: Labels = {}
        for one in (*reversed(twins), option):
            long_label |= one.long_label
        properties: Properties = {
            "a": ["skos:Concept"],
            "mov:position": [str(number + 1)],
            "owl:deprecated": [] if option.current else ["true"],
            "rdfs:isDefinedBy": [_node(scheme)],
            "skos:altLabel": _others(option.label, (twin.label for twin in twins)),
            "skos:definition": _texts(long_label),
            "skos:inScheme": [_pdia(scheme)],
            "skos:notation": [_text(option.key)],
            "skos:prefLabel": _texts(option.label),
            "skos:topConceptOf": [_pdia(scheme)],
        }
        blocks.append(_block(_concept(scheme, option.key), properties))
    return _file(blocks)


def _definition(facet: Facet, name: Labels) -> Labels:
    """One sentence in English and Spanish, put together from what the file says of the facet."""
    most = facet.maximum
    if facet.single:
        en, es = "one value", "un solo valor"
    else:
        en = f"at most {most} values" if most else "any number of values"
        es = f"a lo sumo {most} valores" if most else "cualquier número de valores"
        en, es = (f"{en}, the weightiest first", f"{es}, primero el de más peso") if facet.ranked else (en, es)
    who_en = "/".join(facet.pages) or "older"
    who_es = "/".join(PAGES_ES[page] for page in facet.pages) or "antigua"
    return {
        "en": f"What a Participedia entry ({who_en}) gives in the field “{name['en']}”: {en}.",
        "es": f"Lo que una ficha de Participedia ({who_es}) da en el campo «{name['es']}»: {es}.",
    }


def facets_text(vocabulary: Vocabulary) -> str:
    """The file of the properties, one a facet, each tied to the scheme of its values."""
    titles = {"en": "Participedia: facets", "es": "Participedia: facetas"}
    imports = sorted(_node(facet.name) for facet, _ in vocabulary.schemes())
    blocks = [_ontology("facets", titles, vocabulary.origin, imports=imports)]
    for facet in sorted(vocabulary.facets, key=lambda facet: facet.name):
        name = _named(facet)
        properties: Properties = {
            "a": ["rdf:Property"],
            "mov:claimOnly": ["true"],
            "mov:facetMaximum": [] if facet.maximum is None else [str(facet.maximum)],
            "mov:facetOn": [_text(page) for page in facet.pages],
            "mov:facetRanked": [_flag(facet.ranked)],
            "mov:facetScheme": [_pdia(facet.scheme)],
            "mov:singleValued": [_flag(facet.single)],
            "owl:deprecated": [] if facet.pages else ["true"],
            "rdfs:isDefinedBy": [_node("facets")],
            "skos:altLabel": _others(name, facet.page_labels.values()),
            "skos:definition": _texts(_definition(facet, name)),
            "skos:notation": [_text(facet.name)],
            "skos:prefLabel": _texts(name),
        }
        blocks.append(_block(_pdia(f"facet-{facet.name}"), properties))
    return _file(blocks)


def render(vocabulary: Vocabulary) -> dict[str, str]:
    """Every file by its name, in order; the same vocabulary always gives the same bytes."""
    files = {
        f"{facet.name}.ttl": scheme_text(facet, others, vocabulary.origin) for facet, others in vocabulary.schemes()
    }
    return dict(sorted({**files, "facets.ttl": facets_text(vocabulary)}.items()))


def differences(files: dict[str, str], folder: Path) -> list[str]:
    """What in *folder* is not as *files*, a sentence a file; empty where everything is."""
    found = []
    for name, text in files.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif path.read_bytes() != text.encode():
            found.append(f"{name} differs")
    return found + [f"{path.name} is no longer written" for path in _stale(files, folder)]


def _stale(files: dict[str, str], folder: Path) -> list[Path]:
    """Files that an earlier run wrote and this one would not."""
    written = (path for path in sorted(folder.glob("*.ttl")) if path.name not in files)
    return [path for path in written if path.read_text(encoding="utf-8").startswith(MARK)]


def write(files: dict[str, str], folder: Path) -> None:
    """Put *files* into *folder* and take away what an earlier run left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in _stale(files, folder):
        path.unlink()
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="participedia_vocabulary.py",
        description="Write Participedia's option lists as SKOS schemes, one a file, and its facets as properties.",
        epilog="Exit codes: 0 written, or as it should be; 1 --check found a difference; 2 could not tell. "
        "Labels are kept in NFC with single spaces; keys are percent-encoded in IRIs (n/a becomes n%2Fa).",
    )
    parser.add_argument("vocabulary", type=Path, help="the JSON file of facets, options and labels")
    parser.add_argument(
        "--output",
        type=Path,
        default=DEFAULT_OUTPUT,
        metavar="DIR",
        help="where the Turtle goes (ontology/core/participedia)",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say whether DIR holds what would be written"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Read, then write or compare; the exit code."""
    options = _arguments(arguments)
    try:
        vocabulary = read_vocabulary(options.vocabulary)
        files = render(vocabulary)
        found = differences(files, options.output) if options.check else []
        if not options.check:
            write(files, options.output)
    except MalformedVocabularyError as error:
        print(f"{options.vocabulary}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or options.vocabulary}: {error.strerror}", file=sys.stderr)
        return 2
    if found:
        print("\n".join(found))
        print(f"{len(found)} of {len(files)} files are not as {options.vocabulary.name} has them.", file=sys.stderr)
        return 1
    verb = "are as they should be" if options.check else "written"
    print(f"{len(files) - 1} schemes and {len(vocabulary.facets)} facets {verb}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
