"""Rows of claims under what they are about, and whether sources agree, can both be right, or disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from acervo.namespaces import MOV, RDF
from acervo.web.claim_rows import ClaimRow, row_of
from acervo.web.claims import Claim
from acervo.web.reader import Reader, Shown
from acervo.web.site import Site

#: What a reader asks first stands first; what is not in this list follows by name.
ORDER: Final = (
    "date sentAt duration kind ordinal atFacility place locatedIn birthDate birthPlace partOf follows organizer "
    "coordinatedBy invitedBy appointedBy appointee office operatedBy Participation funder materialSupportFrom usesMethod "
    "repaired produces ProductionOutcome OrganizationOutcome LearningOutcome SocialOutcome Circumstance Count Ownership "
    "Control Tenure Recognition View EmptyField"
).split()
#: Kinds of disagreement in which all may be right, and kinds that only say between whom it is.
_COMPATIBLE: Final = {MOV + name for name in ("PrecisionOnly", "SpellingOnly", "DifferentAsOf", "DifferentMeasure")}
_BETWEEN: Final = {MOV + name for name in ("WithinOneSource", "CopiesOfOneOrigin")}

Kinds = Mapping[str, Sequence[str]]
"""Disagreement → its kinds."""


@dataclass(frozen=True)
class Verdict:
    """How the claims of a group stand to each other, in words; *href* leads to the disagreement."""

    tone: Literal["contested", "compatible", "agree"]
    text: str
    kinds: Sequence[Shown]
    href: str


@dataclass(frozen=True)
class ClaimGroup:
    """The claims with one predicate, or of one class of records."""

    label: Shown
    verdicts: Sequence[Verdict]
    rows: Sequence[ClaimRow]


def disagreements_in(claims: Iterable[Claim]) -> list[str]:
    """The disagreements that *claims* take part in."""
    return list(dict.fromkeys(term["value"] for claim in claims for term in claim.facts.get(MOV + "inDisagreement", ())))


async def kinds_of(site: Site, disagreements: Sequence[str]) -> dict[str, list[str]]:
    """In what ways each of *disagreements* is one."""
    kinds: dict[str, list[str]] = {}
    for row in await site.rows("disagreement-kinds", thing=disagreements) if disagreements else ():
        kinds.setdefault(row["_thing"]["value"], []).append(row["kind"]["value"])
    return kinds


def claim_groups(claims: Sequence[Claim], page: str, kinds: Kinds, reader: Reader, publisher: str) -> list[ClaimGroup]:
    """*claims* as the page of the entity *page* shows them."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.predicate, []).append(claim)
    groups: list[ClaimGroup] = []
    for predicate in sorted(grouped, key=lambda one: order(one, reader.label(one).text)):
        members = grouped[predicate]
        rows = sorted((row_of(claim, page, reader, publisher) for claim in members), key=lambda row: row.sort)
        groups.append(ClaimGroup(reader.label(predicate), _verdicts(members, page, kinds, reader), rows))
    return groups


def order(iri: str, label: str) -> tuple[int, str]:
    """Where the property or class *iri*, called *label*, comes among others."""
    name = iri.removeprefix(MOV)
    return (ORDER.index(name) if name in ORDER else len(ORDER), label.casefold())


def _verdicts(claims: Sequence[Claim], page: str, kinds: Kinds, reader: Reader) -> list[Verdict]:
    verdicts = [_verdict(one, kinds.get(one, ()), reader) for one in disagreements_in(claims) if one != page]
    if verdicts:
        return verdicts
    said = {(claim.first(RDF + "subject"), claim.first(RDF + "object")) for claim in claims}
    denied = any(claim.first(MOV + "polarity") in ("false", "0") for claim in claims)
    sources = {passage.value("source") for claim in claims for passage in claim.passages} - {""}
    if len(said) == 1 and all(RDF + "object" in claim.facts for claim in claims) and len(sources) > 1 and not denied:
        return [Verdict("agree", reader.words("agree", n=len(sources)), (), "")]
    return []


def _verdict(disagreement: str, kinds: Sequence[str], reader: Reader) -> Verdict:
    essential = set(kinds) - _BETWEEN
    compatible = bool(essential) and essential <= _COMPATIBLE
    within = MOV + "WithinOneSource" in kinds
    text = reader.words("compatible" if compatible else "contested_within" if within else "contested")
    shown = [reader.label(kind) for kind in kinds]
    return Verdict("compatible" if compatible else "contested", text, shown, reader.href(disagreement))
