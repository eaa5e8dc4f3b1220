"""What every page says of the archive itself: who publishes it, under which licence, and whom to write to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox
from fastapi import Request

from acervo.namespaces import PREFIXES, SKOS
from acervo.settings import FILE_NAME
from acervo.web.serving.addresses import contact_address
from acervo.web.serving.site import Site, site_of


@dataclass(frozen=True)
class About:
    """The licence of the data, who publishes the archive, and whom to write to; "" where that is not said."""

    revision: str
    license: str
    publisher: str
    """The publisher's IRI."""
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The publisher's, by language; that of a name without one is ""."""
    contact: str = ""
    """An e-mail address, or the address of a page."""
    contact_address: str = ""
    """Where a link to it leads."""
    repository: str = ""
    """Where the files of the archive are on the web."""

    @property
    def licence_name(self) -> str:
        """What people call the licence."""
        return licence_name(self.license)


def about_of(request: Request) -> About:
    """What the edition being served says of its archive."""
    return about_archive(site_of(request))


def about_archive(site: Site) -> About:
    """What *site* says of its archive: in the data of its edition, and in its settings."""
    values, names = _said(site.statistics.said, site.base)
    settings = site.archive.settings
    return About(
        site.edition.id,
        values.get("license", ""),
        values.get("publisher", ""),
        names,
        settings.contact,
        contact_address(settings.contact),
        repository_home(settings.repository),
    )


@lru_cache(maxsize=2)
def _said(triples: str, base: str) -> tuple[dict[str, str], dict[str, str]]:
    """By local name of Dublin Core the least value that *triples* give, and the names of the publisher by language."""
    told = [quad.triple for quad in ox.parse(input=triples, format=ox.RdfFormat.N_TRIPLES)]
    values: dict[str, str] = {}
    for triple in told:
        if triple.subject == ox.NamedNode(base) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            name = triple.predicate.value.removeprefix(PREFIXES["dcterms"])
            values[name] = min(values.get(name, triple.object.value), triple.object.value)
    names: dict[str, str] = {}
    for label in (SKOS + "prefLabel", PREFIXES["foaf"] + "name"):
        for triple in told:
            is_name = triple.predicate.value == label and isinstance(triple.object, ox.Literal)
            if is_name and triple.subject == ox.NamedNode(values.get("publisher", base)):
                names.setdefault(triple.object.language or "", triple.object.value)
    return values, names


def licence_name(licence: str) -> str:
    """
    What people call the licence at the address *licence*.

    >>> licence_name("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    >>> licence_name("https://example.org/terms")
    'https://example.org/terms'
    """
    found = re.fullmatch(r"https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)/?.*", licence)
    if found is None:
        return licence
    return f"CC0 {found[2]}" if found[1] == "zero" else f"CC {found[1].upper()} {found[2]}"


def repository_home(pattern: str) -> str:
    """
    Where the setting `repository`, an address for files, has its repository; the archive's settings where that is
    not seen.

    >>> repository_home("https://codeberg.org/someone/roses/src/commit/{commit}/{path}#L{line}")
    'https://codeberg.org/someone/roses'
    >>> repository_home("https://files.example/{path}")
    'https://files.example/acervo.toml'
    """
    if not pattern.startswith(("http://", "https://")):
        return ""
    home = re.match(r"https?://[^/{]+(?:/[^/{]+)+?(?=/(?:-|blob|tree|src|raw|browse)/)", pattern)
    if home:
        return home[0]
    return "" if "{commit}" in pattern else pattern.replace("{path}", FILE_NAME).replace("{line}", "1")
