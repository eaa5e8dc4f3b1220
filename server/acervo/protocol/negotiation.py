"""Content negotiation: what the client accepts against what we can make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from acervo.engine.interface import QueryForm
from acervo.errors import NotAcceptable

#: Media types we make, the default first; each with names that clients use for it in `format=` and suffixes.
SOLUTION_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "application/sparql-results+json": ("json", "application/json"),
    "application/sparql-results+xml": ("xml", "application/xml", "text/xml"),
    "text/csv": ("csv",),
    "text/tab-separated-values": ("tsv",),
}
GRAPH_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "text/turtle": ("turtle", "ttl", "n3", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    "application/n-triples": ("nt", "n-triples", "text/plain"),
    "application/rdf+xml": ("rdf", "rdf+xml", "xml", "xml", "application/xml", "text/xml"),
    "application/ld+json": ("jsonld", "json-ld", "json", "application/json"),
}
#: Clients say one of a few things; a longer header is read anew each time, so that what is remembered stays small.
_SHORT: Final = 300


@dataclass(frozen=True)
class MediaRange:
    """One element of an Accept header."""

    type: str
    quality: float
    specificity: int
    """2 for `text/csv`, 1 for `text/*`, 0 for `*/*`."""


def types_of(form: QueryForm) -> dict[str, tuple[str, ...]]:
    """The media types in which a query of *form* can be answered, the default first."""
    return SOLUTION_TYPES if form in ("SELECT", "ASK") else GRAPH_TYPES


def parse_accept(accept: str) -> list[MediaRange]:
    """
    The media ranges of an Accept header; malformed ones are passed over.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-accept
    """
    ranges: list[MediaRange] = []
    for element in accept.split(","):
        name, *parameters = (part.strip().lower() for part in element.split(";"))
        if not re.fullmatch(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+|\*/\*|[\w!#$&^.+-]+/\*", name):
            continue
        quality = 1.0
        for parameter in parameters:
            given = re.fullmatch(r"q\s*=\s*([01](?:\.\d{0,3})?)", parameter)
            if given:
                quality = min(float(given[1]), 1.0)
        ranges.append(MediaRange(name, quality, 0 if name == "*/*" else 1 if name.endswith("/*") else 2))
    return ranges


def choose(accept: str | None, offers: dict[str, tuple[str, ...]]) -> str:
    """
    The media type among *offers* that the client likes best; our order decides between equals.

    Args:
        accept: The Accept header; None or empty accepts anything.

    Raises:
        NotAcceptable: none is acceptable.
    """
    accept = accept or ""
    return (_chosen if len(accept) <= _SHORT else _chosen.__wrapped__)(accept, tuple(offers.items()))


@lru_cache(256)
def _chosen(accept: str, offers: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    ranges = parse_accept(accept) or [MediaRange("*/*", 1.0, 0)]
    best, best_quality = None, 0.0
    for offer, aliases in offers:
        # An alias counts where it is named: `text/*` does not ask for what is no text.
        named = [one.quality for one in ranges if one.type in aliases]
        quality = max(_quality(offer, ranges), *named, 0.0)
        # q=0 refuses a type, it does not rank it last.
        if _refused(offer, ranges):
            quality = 0.0
        if quality > best_quality:
            best, best_quality = offer, quality
    if best is None:
        names = [offer for offer, _ in offers]
        raise NotAcceptable(f"This can be answered as {_listed(names)}.", offers=names)
    return best


def named_format(name: str, offers: dict[str, tuple[str, ...]]) -> str:
    """
    The media type that `format=`*name* asks for, by short name or by media type.

    Raises:
        NotAcceptable: this answer cannot be made in that format.
    """
    wanted = name.strip().lower()
    for offer, aliases in offers.items():
        if wanted == offer or wanted in aliases:
            return offer
    shorts = [aliases[0] for aliases in offers.values()]
    raise NotAcceptable(f"There is no format “{name}” for this; there is {_listed(shorts)}.", offers=list(offers))


def _quality(offer: str, ranges: Sequence[MediaRange]) -> float:
    main = offer.split("/", 1)[0]
    fitting = [one for one in ranges if one.type in (offer, f"{main}/*", "*/*")]
    return max(fitting, key=lambda one: one.specificity).quality if fitting else 0.0


def _refused(offer: str, ranges: Sequence[MediaRange]) -> bool:
    return any(one.type == offer and one.quality == 0 for one in ranges)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}" if len(names) > 1 else names[0]
