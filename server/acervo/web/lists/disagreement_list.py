"""The disagreements of an archive: listed, counted by kind and class, and each with its claims."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from acervo.namespaces import MOV, RDF, shorten
from acervo.web.reading.claim_groups import ClaimGroup, Verdict, claim_groups
from acervo.web.reading.claims import Claim, Rows, claims_from
from acervo.web.reading.disagreement_kinds import GRAVITIES, Gravity, gravity, verdict_word
from acervo.web.reading.names import Part
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.site import Site


@dataclass
class Listed:
    """One disagreement: the thing that it is about, the question, its kinds, and the classes of the thing."""

    iri: str
    about: str
    on: str
    kinds: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)

    @property
    def gravity(self) -> Gravity:
        """How grave it is."""
        return gravity(self.kinds)


def listed(rows: Rows) -> list[Listed]:
    """The disagreements that `disagreements.rq` told in *rows*, the gravest first."""
    found: dict[str, Listed] = {}
    for row in rows:
        iri = row["disagreement"]["value"]
        one = found.setdefault(iri, Listed(iri, row["about"]["value"], row["on"]["value"]))
        for name, values in (("kind", one.kinds), ("class", one.classes)):
            if name in row and row[name]["value"] not in values:
                values.append(row[name]["value"])
    return sorted(found.values(), key=lambda one: GRAVITIES.index(one.gravity))


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many disagreements it leaves, and the link that chooses it."""

    label: Shown
    number: int
    value: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """What the reader has chosen; "" chooses everything."""

    kind: str = ""
    thing_class: str = ""

    def of(self, disagreements: Iterable[Listed]) -> list[Listed]:
        """Those of *disagreements* that it leaves."""
        return [
            one
            for one in disagreements
            if (not self.kind or self.kind in map(shorten, one.kinds))
            and (not self.thing_class or self.thing_class in map(shorten, one.classes))
        ]

    def kinds(self, disagreements: Sequence[Listed], reader: Reader) -> list[Choice]:
        """The kinds to choose from, the commonest first."""
        left = replace(self, kind="").of(disagreements)
        return _choices((kind for one in left for kind in one.kinds), self.kind, reader)

    def classes(self, disagreements: Sequence[Listed], reader: Reader) -> list[Choice]:
        """The classes of things to choose from, the commonest first."""
        left = replace(self, thing_class="").of(disagreements)
        return _choices((one_class for one in left for one_class in one.classes), self.thing_class, reader)


def _choices(values: Iterable[str], chosen: str, reader: Reader) -> list[Choice]:
    counted = Counter(values)
    choices = [
        Choice(reader.label(one), number, shorten(one), shorten(one) == chosen) for one, number in counted.items()
    ]
    return sorted(choices, key=lambda choice: (-choice.number, choice.label.text.casefold()))


async def claims_in(site: Site, disagreements: Sequence[Listed]) -> dict[str, list[Claim]]:
    """The claims of each of *disagreements*, by its IRI."""
    iris = [one.iri for one in disagreements]
    if not iris:
        return {}
    facts, passages = await asyncio.gather(
        site.rows("disagreement-claims", thing=iris), site.rows("disagreement-passages", thing=iris)
    )
    found: dict[str, list[Claim]] = {iri: [] for iri in iris}
    for claim in claims_from(facts, passages):
        for term in claim.facts.get(MOV + "inDisagreement", ()):
            if term["value"] in found:
                found[term["value"]].append(claim)
    return found


def groups_of(one: Listed, claims: Sequence[Claim], reader: Reader, publisher: str) -> list[ClaimGroup]:
    """The claims of *one*, headed by what it is about, the question, and how the claims stand to each other."""
    groups = claim_groups(claims, {one.iri, one.about}, {}, reader, publisher)
    question, verdict = _question(one, claims, reader), _verdict(one, claims, reader)
    return [
        replace(
            group,
            id="",
            label=reader.link(one.about),
            matter=_on(question, group.matter) if len(groups) > 1 else question,
            verdicts=[] if place else [verdict],
        )
        for place, group in enumerate(groups)
    ]


def _on(question: Shown, matter: Shown | None) -> Shown:
    return replace(question, parts=(*question.parts, Part(", "), *matter.parts)) if matter else question


def _question(one: Listed, claims: Sequence[Claim], reader: Reader) -> Shown:
    matter = reader.label(one.on)
    if one.gravity == "spelling":
        return reader.word("dis_how_spelled")
    if claims and all(claim.predicate == MOV + "Count" for claim in claims):
        key = "dis_how_many"
    elif MOV + "PolarityConflict" in one.kinds:
        key = "dis_is_it_so"
    else:
        return matter
    return Shown((Part(reader.words(key) + " ("), *matter.parts, Part(")")), title=matter.title)


def _verdict(one: Listed, claims: Sequence[Claim], reader: Reader) -> Verdict:
    sources = {passage.value("source") for claim in claims for passage in claim.passages} - {""}
    text = reader.words(verdict_word(one.kinds, within=len(sources) < 2))
    kinds = [reader.label(kind) for kind in one.kinds]
    tone: Literal["contested", "compatible"] = "contested" if one.gravity == "conflict" else "compatible"
    return Verdict(tone, text, kinds, reader.href(one.iri))


def iris_of(disagreements: Iterable[Listed], claims: Iterable[Claim]) -> set[str]:
    """Every IRI that the page may name."""
    own = {iri for one in disagreements for iri in (one.iri, one.about, one.on, *one.kinds, *one.classes)}
    return own.union(*(claim.iris() for claim in claims)) | {RDF + "type"}
