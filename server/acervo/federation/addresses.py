"""Which endpoints may be asked, and at which of their network addresses."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from acervo.settings import AllowedEndpoint

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
#: Where clouds tell a machine its secrets, though the address does not look like one of their inside.
_METADATA: Final = frozenset(map(ip_address, ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")))
_NAT64: Final = IPv6Network("64:ff9b::/96")
_SHARED: Final = IPv6Network("::/96")


class Unreachable(Exception):
    """The endpoint has no address, or one that it must not have; the message says which, for the one who asks."""


def allowed(iri: str, endpoints: Iterable[AllowedEndpoint]) -> AllowedEndpoint | None:
    """
    The entry of the list that *iri* names; None where there is none.

    Nothing is guessed: but for the case of scheme and host and for the default port, it is the same or it is not.

    >>> one = AllowedEndpoint("https://example.org/sparql")
    >>> allowed("HTTPS://Example.ORG:443/sparql", [one]) is one
    True
    >>> allowed("https://example.org./sparql", [one]) is None
    True
    """
    key = _key(iri)
    return next((one for one in endpoints if key is not None and _key(one.address) == key), None)


async def addresses_of(endpoint: AllowedEndpoint) -> list[str]:
    """
    The network addresses of *endpoint* now; each of them may be connected to.

    Raises:
        Unreachable: it has none, or one of them lies where it must not.
    """
    parts = urlsplit(endpoint.address)
    assert parts.hostname
    try:
        found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("its name has no address") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    # All of them: a name that leads inside and outside leads inside.
    for address in addresses:
        if not may_connect(address, endpoint.local):
            raise Unreachable(
                "its name leads to an address that is not on the open internet"
                + ("" if endpoint.local else "; whoever runs this archive can allow that by `local = true`")
            )
    return addresses


def may_connect(address: str, local: bool) -> bool:
    """
    Whether *address* is one of the open internet or, where *local*, of a network of one's own.

    >>> [may_connect(one, local=False) for one in ("192.0.32.10", "127.0.0.1", "10.0.0.1", "::ffff:127.0.0.1", "::1")]
    [True, False, False, False, False]
    >>> [may_connect(one, local=True) for one in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0")]
    [True, True, False, False]
    """
    try:
        inside = _embedded(ip_address(address))
    except ValueError:
        return False
    if inside in _METADATA or inside.is_link_local or inside.is_multicast or inside.is_unspecified:
        return False
    if local and (inside.is_loopback or inside.is_private):
        return True
    return inside.is_global and not inside.is_reserved


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (address in _SHARED and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _key(iri: str) -> tuple[str, str, int, str] | None:
    match = re.match(r"(?i)(https?)://([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(/[!-~]*)\Z", iri)
    if match is None:
        return None
    scheme = match[1].lower()
    return scheme, match[2].lower(), int(match[3] or _DEFAULT_PORTS[scheme]), match[4]


def _port(parts: SplitResult) -> int:
    return parts.port or _DEFAULT_PORTS[parts.scheme]
