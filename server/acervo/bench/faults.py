"""Faults of several kinds that a generated archive may hold, each of which `acervo check` has to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from acervo.bench.blocks import Block
from acervo.bench.chance import Chance


@dataclass(frozen=True)
class Fault:
    """One kind of fault."""

    name: str
    fits: Callable[[Block], bool]
    """Whether a block can have it."""
    plant: Callable[[Block], None]


def _is(*kinds: str) -> Callable[[Block], bool]:
    return lambda block: block.kind in kinds


def _is_dated(block: Block) -> bool:
    return block.is_claim and any(verb == "rdf:object" and said.endswith("^^edtf:EDTF") for verb, said in block.facts)


def _is_labelled(block: Block) -> bool:
    return any(verb == "skos:prefLabel" and said.endswith("@es") for verb, said in block.facts)


def _drop_spanish(block: Block) -> None:
    block.facts = [fact for fact in block.facts if not (fact[0] == "skos:prefLabel" and fact[1].endswith("@es"))]


def _swap(block: Block) -> None:
    facts = dict(block.facts)
    start, end = facts["mov:start"], facts["mov:end"]
    block.replace("mov:start", end)
    block.replace("mov:end", start)


FAULTS: Final = (
    Fault("claim-without-passage", lambda block: block.is_claim, lambda block: block.without("mov:passage")),
    Fault("date-runs-backwards", _is_dated, lambda block: block.replace("rdf:object", '"2001/1999"^^edtf:EDTF')),
    Fault("date-is-malformed", _is_dated, lambda block: block.replace("rdf:object", '"May 2016"^^edtf:EDTF')),
    Fault("unknown-rank", lambda block: block.is_claim, lambda block: block.facts.append(("mov:rank", "mov:Exact"))),
    Fault("count-in-words", _is("mov:Count"), lambda block: block.replace("mov:value", '"many"')),
    Fault("passage-ends-before-it-starts", _is("mov:Passage"), _swap),
    Fault("passage-without-hash", _is("mov:Passage"), lambda block: block.without("mov:sha256")),
    Fault("name-without-spanish", _is_labelled, _drop_spanish),
    Fault("source-without-title", _is("mov:Source"), lambda block: block.without("dcterms:title")),
    Fault(
        "unknown-agent",
        _is("mov:Contribution"),
        lambda block: block.replace("mov:agent", block.subject.partition("-contribution")[0]),
    ),
)


def plant(block: Block, chance: Chance) -> Fault | None:
    """Give *block* one of the faults that fit it; None where none does."""
    fitting = [fault for fault in FAULTS if fault.fits(block)]
    if not fitting:
        return None
    fault = chance.one(fitting)
    fault.plant(block)
    return fault
