"""The index of an edition: a folder beside its quads, which goes with them."""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import tantivy

from acervo.edition.keep import EditionOnDisk
from acervo.edition.loading import quads_in
from acervo.search.things import Found, Thing, things_in
from acervo.search.words import FOLDED, STEMMED, TRIGRAMS, folded, main_language

FACTS: Final = "acervo.json"
"""Beside what tantivy writes: the languages whose stems are in the index, and the names of classes and facts."""
THING, TERM = "thing", "term"
"""The two parts of the index: what the archive is about, and with what it is described."""
_HEAP_BYTES: Final = 64_000_000


def index_folder(edition: EditionOnDisk) -> Path:
    """
    Where the index of *edition* stands, made now if there is none yet.

    A folder that cannot be written is no error: the index then stands in a folder that goes with this process.

    Raises:
        OSError: nothing can be written anywhere.
    """
    folder = edition.quads.parent / f"search-{_version()[:12]}"
    if (folder / FACTS).is_file():
        return folder
    try:
        part = Path(tempfile.mkdtemp(dir=edition.quads.parent, prefix="search."))
    except OSError:
        part = Path(tempfile.mkdtemp(prefix="acervo-search-"))
        atexit.register(shutil.rmtree, part, ignore_errors=True)
        build_index(things_in(quads_in(edition.quads), edition.base), part)
        return part
    try:
        build_index(things_in(quads_in(edition.quads), edition.base), part)
        part.rename(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        # Another process may have put its own there meanwhile, which is as good.
        if not (folder / FACTS).is_file():
            raise
    return folder


def build_index(found: Found, folder: Path) -> None:
    """
    Write the index of *found* into the empty *folder*.

    Raises:
        OSError: it cannot be written.
    """
    tags = {main_language(text.language) for thing in found.things for text in (*thing.names, *thing.texts)}
    stemmed = sorted(tags & STEMMED.keys())
    index = tantivy.Index(_schema(stemmed), str(folder))
    register(index)
    try:
        # One thread, so that equals stay in the order in which they come.
        writer = index.writer(_HEAP_BYTES, 1)
        for thing in found.things:
            writer.add_document(_document(thing, stemmed))
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:
        raise OSError(str(error)) from error
    of_things = {iri for thing in found.things if not thing.is_term for iri in thing.shown_types}
    facts = {
        "stemmed": stemmed,
        "classes": {iri: dict(names) for iri, names in found.classes.items()},
        "of_terms": sorted(found.classes.keys() - of_things),
        "keys": {iri: dict(names) for iri, names in found.keys.items()},
    }
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def register(index: tantivy.Index) -> None:
    """Tell *index* what its fields mean by words; that is not written into it."""
    index.register_tokenizer("folded", FOLDED)
    index.register_tokenizer("trigrams", TRIGRAMS)
    for tag, analyzer in STEMMED.items():
        index.register_tokenizer(f"stems-{tag}", analyzer)


def _schema(stemmed: list[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", tokenizer_name="folded", index_option="freq")
    builder.add_text_field("text", tokenizer_name="folded", index_option="freq")
    builder.add_text_field("trigrams", tokenizer_name="trigrams", index_option="basic")
    for tag in stemmed:
        builder.add_text_field(f"stems_{tag}", tokenizer_name=f"stems-{tag}", index_option="freq")
    # What is compared whole.
    for name in ("exact", "identifier", "type", "part"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    # What is counted.
    for name in ("shown_type", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("thing", stored=True)
    return builder.build()


def _document(thing: Thing, stemmed: list[str]) -> tantivy.Document:
    document = tantivy.Document()
    wholes: dict[str, None] = {}
    for name in thing.names:
        document.add_text("name", name.text)
        wholes[" ".join(folded(name.text))] = None
    for whole in wholes:
        document.add_text("exact", whole)
        document.add_text("trigrams", whole)
    for text in thing.texts:
        document.add_text("text", text.text)
    for one in (*thing.names, *thing.texts):
        if (tag := main_language(one.language)) in stemmed:
            document.add_text(f"stems_{tag}", one.text)
    for identifier in {one.lower(): None for one in thing.identifiers}:
        document.add_text("identifier", identifier)
    for iri in thing.types:
        document.add_text("type", iri)
    for iri in thing.shown_types:
        document.add_text("shown_type", iri)
    for tag in dict.fromkeys(main_language(name.language) for name in thing.names if name.language):
        document.add_text("language", tag)
    document.add_text("part", TERM if thing.is_term else THING)
    stored = {
        "iri": thing.iri,
        "names": [asdict(name) for name in thing.names],
        "texts": [asdict(text) for text in thing.texts],
        "notes": [asdict(text) for text in thing.notes],
        "types": list(thing.stated_types),
        "is_term": thing.is_term,
        "facts": [[fact.key, [[one.value, one.names] for one in fact.values]] for fact in thing.facts],
    }
    document.add_bytes("thing", json.dumps(stored, ensure_ascii=False).encode())
    return document


@cache
def _version() -> str:
    """What this software writes: what was written by other software is not read."""
    digest = hashlib.sha256(version("tantivy").encode())
    for part in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(part.read_bytes())
    return digest.hexdigest()
