"""Which classes of an archive are classes of claims: the core's, and what its own ontology puts below them."""

from __future__ import annotations

from acervo.corpus.archive import Archive
from acervo.errors import CuratorError
from acervo.namespaces import RDFS
from acervo.turtle.claims import CLAIM_CLASSES
from acervo.turtle.parsing import parse_file


def claim_classes(archive: Archive) -> frozenset[str]:
    """The IRIs of all classes of claims of *archive*; what stands in a file that cannot be read is not known."""
    below: dict[str, list[str]] = {}
    for file in archive.files:
        if file.folder != "ontology" or file.is_core or b"subClassOf" not in file.content:
            continue
        try:
            triples = parse_file(file.content, file.path, archive.base)
        except CuratorError:
            continue
        for triple in triples:
            if triple.predicate.value == f"{RDFS}subClassOf":
                below.setdefault(getattr(triple.object, "value", ""), []).append(getattr(triple.subject, "value", ""))
    found = set(CLAIM_CLASSES)
    waiting = list(CLAIM_CLASSES)
    while waiting:
        for name in below.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
