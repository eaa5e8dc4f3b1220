"""One matter on which sources differ, as an example of what the archive holds: for its front page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from acervo.namespaces import MOV, RDF
from acervo.web.lists.disagreement_list import Listed, claims_in, groups_of, iris_of, listed
from acervo.web.reading.claim_groups import Verdict
from acervo.web.reading.claim_rows import Reference, Statement
from acervo.web.reading.claims import Claim
from acervo.web.reading.reader import Reader, Shown
from acervo.web.reading.source_names import read_sources
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site

_LOOKED_AT: Final = 30
"""Among so many disagreements, the gravest first, one is looked for."""
_ANSWERS: Final = range(2, 5)
_VALUE: Final = "mov:value"


@dataclass(frozen=True)
class Answer:
    """What some say, and who."""

    values: Sequence[Shown]
    voices: Sequence[Reference]


@dataclass(frozen=True)
class Example:
    """One question with its answers."""

    about: Shown
    question: Shown
    answers: Sequence[Answer]
    verdict: Verdict
    """How the answers stand to each other; it leads to where they are compared."""
    number: int
    """How many such matters there are."""


async def example_of(request: Request, reader: Reader, publisher: str) -> Example | None:
    """
    The first disagreement that can be told in a few words: plain answers of at least two sources, none of them denied
    or inferred. None where there is no such.

    Raises:
        EditionEnded: another edition has taken over.
    """
    chosen = await once_an_edition(request, "example", lambda: _choose(reader.site))
    if chosen is None:
        return None
    one, claims, number = chosen
    await read_sources(request, reader)
    await reader.learn(iris_of([one], claims) | ({publisher} - {""}))
    [group] = groups_of(one, claims, reader, publisher)
    return Example(
        about=group.label,
        question=group.matter or reader.label(one.on),
        answers=[Answer(_values(said), said.references) for said in group.statements],
        verdict=group.verdicts[0],
        number=number,
    )


async def _choose(site: Site) -> tuple[Listed, list[Claim], int] | None:
    every = listed(await site.rows("disagreements"))
    looked_at = every[:_LOOKED_AT]
    claims = await claims_in(site, looked_at)
    for one in looked_at:
        if _is_plain(claims[one.iri]):
            return one, claims[one.iri], len(every)
    return None


def _is_plain(claims: Sequence[Claim]) -> bool:
    values = {_value(claim) for claim in claims}
    sources = {passage.value("source") for claim in claims for passage in claim.passages}
    unlike = (MOV + "Asserted", MOV + "Attributed", "")
    return (
        "" not in values
        and len(values) in _ANSWERS
        and len(sources) > 1
        and len({claim.predicate for claim in claims}) == 1
        and len({claim.matter for claim in claims}) == 1
        and all(claim.passages and claim.first(MOV + "modality") in unlike for claim in claims)
        and all(claim.first(MOV + "polarity") not in ("false", "0") for claim in claims)
    )


def _value(claim: Claim) -> str:
    return claim.first(RDF + "object") or claim.first(MOV + "value")


def _values(said: Statement) -> Sequence[Shown]:
    if said.values:
        return said.values
    return [one for label, shown in said.fields if label and label.title == _VALUE for one in shown]
