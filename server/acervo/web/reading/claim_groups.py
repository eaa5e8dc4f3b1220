"""Statements of claims under what they are about, and whether sources agree, can both be right, or disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, Literal

from acervo.namespaces import MOV, RDF
from acervo.web.reading.claim_rows import Statement, statements
from acervo.web.reading.claims import Claim, Rows, independent
from acervo.web.reading.disagreement_kinds import gravity, verdict_word
from acervo.web.reading.reader import Reader, Shown

#: What a reader asks first stands first; what is not in this list follows by name.
# fmt: off
ORDER: Final = (
    "date", "sentAt", "duration", "kind", "ordinal", "atFacility", "place", "locatedIn", "birthDate",
    "birthPlace", "partOf", "follows", "organizer", "coordinatedBy", "invitedBy", "appointedBy", "appointee",
    "office", "operatedBy", "Participation", "funder", "materialSupportFrom", "usesMethod", "repaired",
    "produces", "ProductionOutcome", "OrganizationOutcome", "LearningOutcome", "SocialOutcome", "Circumstance",
    "Count", "Ownership", "Control", "Tenure", "Recognition", "View", "EmptyField",
)
# fmt: on


@dataclass
class Disagreement:
    """In what ways claims disagree, in how many sources they stand, and which property or class they are on."""

    kinds: list[str] = field(default_factory=list)
    sources: int = 0
    on: str = ""


Disagreements = Mapping[str, Disagreement]


@dataclass(frozen=True)
class Verdict:
    """How the claims of a group stand to each other, in words; *href* leads to the disagreement."""

    tone: Literal["contested", "compatible", "agree"]
    text: str
    kinds: Sequence[Shown] = ()
    href: str = ""
    iri: str = ""


@dataclass(frozen=True)
class ClaimGroup:
    """The claims with one predicate, or the records of one class on one matter."""

    label: Shown
    matter: Shown | None
    id: str
    """What leads here on its page."""
    verdicts: Sequence[Verdict]
    statements: Sequence[Statement]


def disagreements_in(claims: Iterable[Claim]) -> list[str]:
    """The disagreements that *claims* take part in."""
    terms = (term for claim in claims for term in claim.facts.get(MOV + "inDisagreement", ()))
    return list(dict.fromkeys(term["value"] for term in terms))


def disagreements_of(rows: Rows) -> dict[str, Disagreement]:
    """What `claims-disagreements.rq` tells of each disagreement."""
    found: dict[str, Disagreement] = {}
    for row in rows:
        one = found.setdefault(row["disagreement"]["value"], Disagreement())
        one.sources = int(row["sources"]["value"])
        one.on = row["on"]["value"] if "on" in row else ""
        if "kind" in row and row["kind"]["value"] not in one.kinds:
            one.kinds.append(row["kind"]["value"])
    return found


def claim_groups(
    claims: Sequence[Claim], page: Set[str], disagreements: Disagreements, reader: Reader, publisher: str
) -> list[ClaimGroup]:
    """*claims* as the page of an entity shows them; that they are about one of *page* goes without saying there."""
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        grouped.setdefault((claim.predicate, claim.matter), []).append(claim)
    groups: list[ClaimGroup] = []
    for predicate, matter in sorted(grouped, key=lambda one: (order(one[0], reader.label(one[0]).text), one[1])):
        members = grouped[predicate, matter]
        shown = reader.label(matter) if matter else None
        said = statements(members, page, reader, publisher)
        verdicts = _verdicts(members, len(said), page, disagreements, reader)
        groups.append(ClaimGroup(reader.label(predicate), shown, group_id(predicate, matter), verdicts, said))
    return groups


def group_id(predicate: str, matter: str = "") -> str:
    """
    What leads to the claims on *predicate* and *matter* on a page.

    >>> group_id(MOV + "Count", MOV + "Battle")
    'on-Count-Battle'
    """
    return "-".join(("on", *(re.split("[/#]", iri)[-1] for iri in (predicate, matter) if iri)))


def order(iri: str, label: str) -> tuple[int, str]:
    """Where the property or class *iri*, called *label*, comes among others."""
    name = iri.removeprefix(MOV)
    return (ORDER.index(name) if name in ORDER else len(ORDER), label.casefold())


def _verdicts(
    claims: Sequence[Claim], statements: int, page: Set[str], disagreements: Disagreements, reader: Reader
) -> list[Verdict]:
    verdicts = [verdict_of(one, disagreements[one], reader) for one in disagreements_in(claims) if one in disagreements]
    if verdicts:
        return [verdict for verdict in verdicts if verdict.iri not in page]
    said = {(claim.first(RDF + "subject"), claim.first(RDF + "object")) for claim in claims}
    is_same = statements == 1 or (len(said) == 1 and all(RDF + "object" in claim.facts for claim in claims))
    denied = any(claim.first(MOV + "polarity") in ("false", "0") for claim in claims)
    # What the archive concludes from several sources none of them says.
    stated = [claim for claim in claims if claim.first(MOV + "modality") != MOV + "Inferred"]
    sources = {passage.value("source") for claim in stated for passage in claim.passages} - {""}
    if is_same and len(sources) > 1 and not denied:
        is_one_voice = independent(claim.voice() for claim in stated if claim.voice()) == 1
        return [Verdict("agree", reader.words("agree_one_origin" if is_one_voice else "agree", n=len(sources)))]
    return []


def verdict_of(iri: str, disagreement: Disagreement, reader: Reader) -> Verdict:
    """How the claims of the disagreement *iri* stand to each other."""
    compatible = gravity(disagreement.kinds) != "conflict"
    word = verdict_word(disagreement.kinds, within=disagreement.sources < 2)
    kinds = [reader.label(kind) for kind in disagreement.kinds]
    return Verdict("compatible" if compatible else "contested", reader.words(word), kinds, reader.href(iri), iri)
