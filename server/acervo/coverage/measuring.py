"""How much of an archive's sources is drawn on: counted by section, by source and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from acervo.coverage.facts import ACCOUNTS, FORMS, Account, Claim, Facts, Form, Passage, read_facts
from acervo.edition.build import Edition
from acervo.errors import SettingsError
from acervo.namespaces import shorten

FindingKind = Literal["unaccounted", "contradictory"]


@dataclass(frozen=True)
class Tally:
    """What was counted among some passages."""

    passages: int
    drawn_on: int
    """How many have a claim."""
    claims: int
    """How many claims have one of them."""
    proving: int
    """How many are, or prove, an entry: a reference, a footnote, a contribution, a source."""
    citing: int
    """How many cite a reference or a footnote."""
    reasoned: int
    """How many have a reason for drawing nothing."""
    reasons: Mapping[str, int]
    """By reason, in the order of the closed list, reasons that nobody gave included."""
    accounts: Mapping[Account, int]
    """By what accounts for them, each passage once."""
    contradictory: int

    @property
    def unaccounted(self) -> int:
        """How many have neither a claim nor an entry nor a reason."""
        return self.accounts["none"]

    @property
    def covered(self) -> float | None:
        """The share of passages that are accounted for; None where there are none."""
        return 1 - self.unaccounted / self.passages if self.passages else None


@dataclass(frozen=True)
class ClaimTally:
    """Some claims by what they are; the commonest first, and of several equal ones the first by IRI."""

    total: int
    forms: Mapping[Form, int]
    kinds: Mapping[str, int]
    modalities: Mapping[str, int]
    holders: Mapping[str, int]
    """A claim of two voices counts for both; under '' those for which nobody is named."""


@dataclass(frozen=True)
class SectionCoverage:
    """One section of a source; *iri* is empty for passages that are in none."""

    iri: str
    tally: Tally


@dataclass(frozen=True)
class SourceCoverage:
    """One source; *iri* is empty for passages that name none."""

    iri: str
    slug: str
    text_file: str
    tally: Tally
    claims: ClaimTally
    sections: tuple[SectionCoverage, ...]


@dataclass(frozen=True)
class Finding:
    """A passage that is not right: nobody accounts for it, or something is drawn from it although nothing should be."""

    kind: FindingKind
    passage: Passage


@dataclass(frozen=True)
class CoverageReport:
    """What is covered in one edition."""

    edition: str
    base: str
    sources: tuple[SourceCoverage, ...]
    """Those that have passages, by IRI."""
    unsegmented: tuple[SourceCoverage, ...]
    """Those that name a text and have no passages."""
    tally: Tally
    claims: ClaimTally
    findings: tuple[Finding, ...]
    """By source, as the passages stand in it."""
    names: Mapping[str, Mapping[str, str]]
    """What things are called, by IRI and language."""

    def name(self, iri: str, language: str) -> str:
        """What *iri* is called in *language*, else in English, else in any; else its IRI as people write it."""
        known = self.names.get(iri, {})
        for candidate in (language, "en", *sorted(known)):
            if candidate in known:
                return known[candidate]
        return shorten(iri, self.base)


def measure(edition: Edition, source: str | None = None) -> CoverageReport:
    """
    Count what of the sources of *edition* is drawn on.

    Args:
        source: The slug of the one source that is wanted; None means all.

    Raises:
        SettingsError: there is no source of that slug; the message names the nearest.
    """
    facts = read_facts(edition)
    wanted = {passage.source for passage in facts.passages} | set(facts.sources)
    if source is not None:
        wanted = {_known(source, wanted, edition.base)}
    passages = [passage for passage in facts.passages if passage.source in wanted]
    covered = [_source(iri, passages, facts, edition.base) for iri in sorted(wanted)]
    return CoverageReport(
        edition=edition.id,
        base=edition.base,
        sources=tuple(one for one in covered if one.tally.passages),
        unsegmented=tuple(one for one in covered if not one.tally.passages),
        tally=_tally(passages, facts.reasons),
        claims=_claims(passages, facts.claims),
        findings=tuple(_findings(passages)),
        names=facts.names,
    )


def slug_of(source: str, base: str) -> str:
    """How `--source` calls the source *source*: `case` for `:source-case`; '' for none."""
    return shorten(source, base).removeprefix(":").removeprefix("source-") if source else ""


def _known(asked: str, sources: Iterable[str], base: str) -> str:
    slugs = {slug_of(source, base): source for source in sorted(sources) if source}
    if not slugs:
        raise SettingsError(
            f"there is no source “{asked}”: no source of this archive has passages or names a text. "
            "Write passages with: acervo segment TEXT --source SLUG"
        )
    bare = asked.removeprefix(":").removeprefix("source-")
    if asked in slugs or bare in slugs:
        return slugs[asked if asked in slugs else bare]
    near = get_close_matches(bare.lower(), slugs, n=1, cutoff=0.6)
    hint = f"Did you mean “{near[0]}”?" if near else f"There is: {', '.join(slugs)}."
    raise SettingsError(f"there is no source “{asked}”. {hint}")


def _source(iri: str, passages: Iterable[Passage], facts: Facts, base: str) -> SourceCoverage:
    own = [passage for passage in passages if passage.source == iri]
    sections: dict[str, list[Passage]] = {}
    for passage in sorted(own, key=_place):
        sections.setdefault(passage.section, []).append(passage)
    return SourceCoverage(
        iri=iri,
        slug=slug_of(iri, base),
        text_file=facts.sources.get(iri, ""),
        tally=_tally(own, facts.reasons),
        claims=_claims(own, facts.claims),
        sections=tuple(SectionCoverage(section, _tally(stand, facts.reasons)) for section, stand in sections.items()),
    )


def _place(passage: Passage) -> tuple[object, ...]:
    """As a reader meets them: a section without a place comes last, what is in none after it."""
    place = (passage.position is None, passage.position or 0)
    return (not passage.section, *place, passage.section, passage.start or 0, passage.iri)


def _tally(passages: Sequence[Passage], known_reasons: Sequence[str]) -> Tally:
    accounts = Counter(passage.account for passage in passages)
    reasons = Counter(reason for passage in passages for reason in passage.reasons)
    return Tally(
        passages=len(passages),
        drawn_on=sum(bool(passage.claims) for passage in passages),
        claims=len({claim for passage in passages for claim in passage.claims}),
        proving=sum(bool(passage.entries) for passage in passages),
        citing=sum(passage.cites for passage in passages),
        reasoned=sum(bool(passage.reasons) for passage in passages),
        reasons={reason: reasons[reason] for reason in dict.fromkeys((*known_reasons, *sorted(reasons)))},
        accounts={account: accounts[account] for account in ACCOUNTS},
        contradictory=sum(passage.is_contradictory for passage in passages),
    )


def _claims(passages: Iterable[Passage], known: Mapping[str, Claim]) -> ClaimTally:
    names = sorted({claim for passage in passages for claim in passage.claims})
    claims = [known[name] for name in names if name in known]
    forms = Counter(claim.form for claim in claims)
    return ClaimTally(
        total=len(claims),
        forms={form: forms[form] for form in FORMS},
        kinds=_commonest(claim.kind for claim in claims),
        modalities=_commonest(claim.modality for claim in claims),
        holders=_commonest(holder for claim in claims for holder in claim.holders or ("",)),
    )


def _commonest(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _findings(passages: Iterable[Passage]) -> Iterable[Finding]:
    for passage in sorted(passages, key=lambda one: (one.source, *_place(one))):
        if passage.account == "none":
            yield Finding("unaccounted", passage)
        elif passage.is_contradictory:
            yield Finding("contradictory", passage)
