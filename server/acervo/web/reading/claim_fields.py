"""What a record says, field by field, in the order in which people read it; numbers with what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from acervo.namespaces import MOV, RDF, SKOS
from acervo.web.reading.claims import MATTERS, Claim
from acervo.web.reading.names import Part
from acervo.web.reading.reader import Reader, Shown

#: Of a claim, what a statement shows in a place of its own or what is of no use to a reader.
APART: Final = frozenset(
    (
        *(RDF + name for name in ("type", "subject", "predicate", "object")),
        *(MOV + name for name in ("passage", "holder", "asOf", "rank", "modality", "polarity", "reason", "position")),
        *(MOV + name for name in ("earliest", "latest", "datePrecision", "inDisagreement", "statedBy")),
    )
)
# fmt: off
_UNIT, _QUALIFIER = MOV + "unit", MOV + "qualifier"
_AMOUNTS: Final = ("value", "before", "after", "headcount")
_FIELDS: Final = (
    "gist", "taught", "kind", "about", "value", "qualifier", "counted", "of", "before", "after", "unit",
    "measure", "event", "participant", "role", "headcount", "owner", "controller", "recognised", "created",
    "field", "date", "duration",
)
# fmt: on


def fields_of(claim: Claim, page: Set[str], reader: Reader) -> list[tuple[Shown | None, list[Shown]]]:
    """The fields of *claim* on a page about *page*: label (None where the text speaks for itself) and values."""
    hidden = (*APART, SKOS + "note", SKOS + "editorialNote", MATTERS.get(claim.predicate, ""))
    amounts = [MOV + name for name in _AMOUNTS if len(claim.facts.get(MOV + name, ())) == 1]
    # Of two numbers nobody knows which one is meant to be vague.
    beside = [_UNIT] * bool(amounts) + [_QUALIFIER] * (len(amounts) == 1)
    told = [name for name in beside if len(claim.facts.get(name, ())) == 1]
    shown = [name for name in claim.facts if name not in (*hidden, *told)]
    shown.sort(key=lambda name: (_order(name), name))
    fields: list[tuple[Shown | None, list[Shown]]] = []
    for name in shown:
        terms = [term for term in reader.best_of(claim.facts[name]) if term["value"] not in page]
        speaks_for_itself = name == MOV + "value" or all("xml:lang" in term for term in terms)
        values = [
            _amount(claim, told, reader.show(term), reader) if name in amounts else reader.show(term) for term in terms
        ]
        if terms:
            fields.append((None if speaks_for_itself else reader.label(name), values))
    return fields


def _amount(claim: Claim, told: Sequence[str], number: Shown, reader: Reader) -> Shown:
    """*number* with its qualifier and its unit, of those that are *told* beside it: about 80 percent."""
    words = {name: reader.label(claim.first(name)).parts for name in told}
    unit = (Part(" "), *words[_UNIT]) if _UNIT in words else ()
    qualifier = words.get(_QUALIFIER, ())
    if not qualifier:
        return Shown((*number.parts, *unit))
    if claim.first(_QUALIFIER) == MOV + "Exact":
        return Shown((*number.parts, *unit, Part(" ("), *qualifier, Part(")")))
    return Shown((*qualifier, Part(" "), *number.parts, *unit))


def _order(property: str) -> int:
    name = property.removeprefix(MOV)
    return _FIELDS.index(name) if name in _FIELDS else len(_FIELDS)
