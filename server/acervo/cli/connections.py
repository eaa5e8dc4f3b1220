"""How many connections there may be, in all and of one client, and what is said to those who may not stay."""

from __future__ import annotations

import json
import resource
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address, ip_network
from typing import Any, Final, Protocol

from acervo.errors import AcervoError
from acervo.settings import Settings
from acervo.web import cross_origin

RESERVED_FILES: Final = 256
"""Files and sockets that are no client's: three for each worker of two editions, the store, the logs."""
_LAST_WORDS: Final = 64
"""Of the refused, so many at a time hear why: their connections are open a little longer."""
_RETRY_AFTER_S: Final = 5
_TITLES: Final = {
    400: "Bad request",
    408: "Request too slow",
    414: "Address too long",
    429: "Too many connections",
    431: "Headers too long",
    503: "Service unavailable",
}


class Refused(AcervoError):
    """
    A connection ends.

    Args:
        status: What HTTP calls it.
        detail: Why, for the client.
        limit: The setting that says so; "" where none does.
    """

    def __init__(self, status: int, detail: str, limit: str = ""):
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.limit = limit

    def as_response(self) -> bytes:
        """A whole response, in the one shape of every error."""
        title = _TITLES[self.status]
        kind = f"/problems/{title.lower().replace(' ', '-')}"
        problem = {"type": kind, "title": title, "status": self.status, "detail": self.detail}
        body = json.dumps(problem | ({"limit": self.limit} if self.limit else {}), ensure_ascii=False).encode()
        headers = {
            **cross_origin.HEADERS,
            "Cache-Control": "no-store",
            "Connection": "close",
            "Content-Length": str(len(body)),
            "Content-Type": "application/problem+json",
        }
        if self.status in (429, 503):
            headers["Retry-After"] = str(_RETRY_AFTER_S)
        lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} {title}\r\n{lines}\r\n".encode() + body


@dataclass(frozen=True)
class ConnectionLimits:
    """See the settings of the same names."""

    connections: int = 4_000
    client_connections: int = 0
    idle_timeout_s: float = 30.0
    head_timeout_s: float = 10.0
    head_max_bytes: int = 65_536
    body_timeout_s: float = 30.0
    stalled_timeout_s: float = 30.0
    trusted_proxies: tuple[str, ...] = ()
    """Each of them brings many clients, so that it is not one."""


def connection_limits(settings: Settings) -> ConnectionLimits:
    """
    What *settings* and the system allow.

    Each connection takes a file of this process: the system is asked for as many, and where it gives fewer there are
    fewer connections.
    """
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = settings.connections + RESERVED_FILES
    if files < wanted:
        # macOS names no limit here and has one all the same.
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if most < 0 else min(wanted, most), most))
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return ConnectionLimits(
        # A system that gives next to nothing still serves somebody.
        connections=min(settings.connections, max(files - RESERVED_FILES, files // 4)),
        client_connections=settings.client_connections,
        idle_timeout_s=settings.idle_timeout_s,
        head_timeout_s=settings.head_timeout_s,
        head_max_bytes=settings.head_max_bytes,
        body_timeout_s=settings.body_timeout_s,
        stalled_timeout_s=settings.stalled_timeout_s,
        trusted_proxies=settings.trusted_proxies,
    )


class Connection(Protocol):
    """A connection, as far as counting goes."""

    def give_up(self) -> None:
        """Close now, in the middle of whatever is sent."""

    def look(self, now: float) -> None:
        """Close when the time for what it is at is over."""


class Connections:
    """Every connection of one server."""

    def __init__(self, limits: ConnectionLimits):
        self.limits = limits
        self._open: dict[Connection, str] = {}
        self._of_client: Counter[str] = Counter()
        # Those whose client has yet to send something, the longest first; the others are being answered.
        self._waiting: dict[Connection, None] = {}
        self._speaking: set[Connection] = set()
        self._trusted = [ip_network(proxy) for proxy in limits.trusted_proxies]

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, connection: Connection, address: str) -> None:
        """
        A client has come from *address*; where there are too many, the one that has waited longest goes for it.

        Raises:
            Refused: it may not stay, and is not counted.
        """
        client, most = client_of(address), self.limits.client_connections
        if most and self._of_client[client] >= most and not self._is_proxy(client):
            raise Refused(
                429,
                f"{most:,} connections from your address are open, which is as many as one address may have.",
                "client_connections",
            )
        if len(self._open) >= self.limits.connections:
            longest = next(iter(self._waiting), None)
            if longest is None:
                raise Refused(
                    503,
                    f"{len(self._open):,} clients are being answered, which is as many as this server takes.",
                    "connections",
                )
            self.leave(longest)
            longest.give_up()
        self._open[connection] = client
        self._of_client[client] += 1
        self._waiting[connection] = None

    def leave(self, connection: Connection) -> None:
        """It is closed, or will be in a moment; to say so twice does no harm."""
        self._speaking.discard(connection)
        self._waiting.pop(connection, None)
        client = self._open.pop(connection, None)
        if client is not None:
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    def may_speak(self, connection: Connection) -> bool:
        """Whether *connection*, which has left, may say why before it closes."""
        if len(self._speaking) >= _LAST_WORDS:
            return False
        self._speaking.add(connection)
        return True

    def asks(self, connection: Connection) -> None:
        """Its request is there: it keeps its place until it is answered."""
        self._waiting.pop(connection, None)

    def is_answered(self, connection: Connection) -> None:
        """It has its answer; whatever comes next is the client's to send."""
        if connection in self._open:
            self._waiting.pop(connection, None)
            self._waiting[connection] = None

    def look(self, now: float) -> None:
        """Close every connection whose time is over."""
        for connection in list(self._open):
            connection.look(now)

    def _is_proxy(self, client: str) -> bool:
        return any(ip_address(client.partition("/")[0]) in proxies for proxies in self._trusted)


def client_of(address: str) -> str:
    """
    What counts as one client: an address of IPv4, of IPv6 the network that one client has for itself.

    >>> client_of("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    """
    try:
        known: Any = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(known.ipv4_mapped or IPv6Network((int(known), 64), strict=False))
