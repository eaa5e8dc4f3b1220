"""The labels by which the sidebar of a pasted catalogue page is recognised."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from acervo.corpus.core import core_folder
from acervo.errors import AcervoError
from acervo.evidence.page import label_key
from acervo.namespaces import PDIA, SKOS
from acervo.turtle.parsing import parse_file

_FACETS: Final = "participedia/facets.ttl"
#: Fields of a Participedia page whose values come from no list, so that no facet of the core names them.
FREE_FIELDS: Final = (
    "Audio",
    "Collections",
    "Components of this Case",
    "End Date",
    "Evaluation Report Documents",
    "Evaluation Report Links",
    "Files",
    "Funder",
    "Images",
    "Links",
    "Location",
    "Ongoing",
    "Parent of this Case",
    "Photos",
    "Primary Organizer/Manager",
    "Specific Methods, Tools & Techniques",
    "Staff",
    "Start Date",
    "Total Number of Participants",
    "Videos",
    "Volunteers",
)


def sidebar_labels() -> frozenset[str]:
    """
    The English page labels of every Participedia facet in the core, and of the fields that are no facet.

    Raises:
        AcervoError: the installation has no core.
    """
    path = core_folder("ontology") / _FACETS
    if not path.is_file():
        raise AcervoError(f"the core's ontology/{_FACETS} is missing from this installation; install acervo again")
    labels = {
        triple.object.value
        for triple in parse_file(path.read_bytes(), f"ontology/core/{_FACETS}", PDIA)
        if triple.predicate.value in (SKOS + "prefLabel", SKOS + "altLabel")
        and isinstance(triple.object, ox.Literal)
        and triple.object.language == "en"
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(PDIA + "facet-")
    }
    return frozenset(label_key(label) for label in (*labels, *FREE_FIELDS))
