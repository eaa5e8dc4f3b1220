"""Between an entity's IRI and this server's own paths, whatever host it is served on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from fastapi import Request

#: What may stand in the path of an IRI beside letters, digits and percent-encodings (RFC 3987, ipchar, "/", ucschar).
_SAFE: Final = "/-._~!$&'()*+,;=:@"
_PLANES: Final = [(plane << 16, (plane << 16) + 0xFFFD) for plane in range(1, 14)]
_UCSCHAR: Final = [(0xA0, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF), *_PLANES, (0xE1000, 0xEFFFD)]
_BEYOND_ASCII: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UCSCHAR)
_IRI_PATH: Final = re.compile(rf"(?:[A-Za-z0-9/\-._~!$&'()*+,;=:@]|(?!\s)[{_BEYOND_ASCII}]|%[0-9A-Fa-f]{{2}})+")


def page_path(base: str, iri: str) -> str | None:
    """
    Where this server shows the entity *iri*, or None when it is none of the archive at *base*.

    >>> page_path("https://example.org/", "https://example.org/id/méxico%20df")
    '/page/m%C3%A9xico%20df'
    """
    rest = iri.removeprefix(f"{base}id/")
    return f"/page/{quote(rest, safe=_SAFE + '%')}" if rest not in ("", iri) else None


def contact_address(contact: str) -> str:
    """
    Where a link to the setting `contact` leads, "" where there is none.

    >>> contact_address("archive@example.org"), contact_address("https://example.org/us")
    ('mailto:archive@example.org', 'https://example.org/us')
    """
    return f"mailto:{contact}" if contact and ":" not in contact else contact


def slug_in(request: Request, kind: str) -> str:
    """The slug in the path of *request* below `/{kind}/`, percent-encoded as the client sent it."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    sent = raw.split(b"?", 1)[0].split(f"/{kind}/".encode(), 1)[-1]
    return quote(sent, safe=_SAFE + "%")


def possible_iris(base: str, slug: str) -> list[str]:
    """
    The IRIs that a client may mean by the percent-encoded *slug*, the likeliest first.

    An IRI may hold `é` or `%C3%A9`, and on the way here both look the same.

    >>> possible_iris("https://example.org/", "m%C3%A9xico")
    ['https://example.org/id/m%C3%A9xico', 'https://example.org/id/méxico']
    """
    return list(dict.fromkeys(f"{base}id/{rest}" for rest in _spellings(slug) if _IRI_PATH.fullmatch(rest)))


def is_iri_path(text: str) -> bool:
    """Whether *text* may stand in the path of an IRI."""
    return bool(_IRI_PATH.fullmatch(text))


def _spellings(slug: str) -> Iterator[str]:
    yield slug
    try:
        plain = unquote(slug, errors="strict")
    except UnicodeDecodeError:
        return
    yield "".join(one if ord(one) > 0x9F else quote(one, safe=_SAFE) for one in plain)
    yield quote(plain, safe=_SAFE)
    yield plain
