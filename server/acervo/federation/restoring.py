"""Blank nodes of other endpoints, made blank nodes again in an answer while it flows."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from typing import Final

from acervo.federation.solutions import TRAVELLING
from acervo.protocol.relay import Relay

#: How each media type writes an IRI, and how it writes a blank node; `#` stands for the name.
_FORMS: Final = {
    "application/sparql-results+json": (('"type":"uri","value":"#"', '"type":"bnode","value":"#"'),),
    "application/sparql-results+xml": (("<uri>#</uri>", "<bnode>#</bnode>"),),
    "text/csv": (("#", "_:#"),),
    "text/tab-separated-values": (("<#>", "_:#"),),
    "text/turtle": (("<#>", "_:#"),),
    "application/n-triples": (("<#>", "_:#"),),
    "application/rdf+xml": (('rdf:about="#"', 'rdf:nodeID="#"'), ('rdf:resource="#"', 'rdf:nodeID="#"')),
    "application/ld+json": (('"@id":"#"', '"@id":"_:#"'),),
}
_LONGEST: Final = 128
"""More than any of these forms is long."""


class Restorer:
    """
    Makes the blank nodes of one answer.

    Args:
        mark: How the names of this query's travelling nodes begin.
    """

    def __init__(self, media_type: str, mark: str):
        self._forms = [
            (re.compile(_escaped(before).replace(b"#", rb"%s(%s\d+)" % (TRAVELLING.encode(), mark.encode()))), after)
            for before, after in _FORMS[media_type]
        ]

    def whole(self, body: bytes) -> bytes:
        """All of an answer."""
        for pattern, after in self._forms:
            body = pattern.sub(after.replace("#", r"\1").encode(), body)
        return body

    def ready(self, held: bytes) -> int:
        """How much of *held* has no name in it that may go on behind its end."""
        ready = max(len(held) - _LONGEST, 0)
        for pattern, _ in self._forms:
            for match in pattern.finditer(held, max(ready - _LONGEST, 0)):
                if match.start() < ready < match.end():
                    ready = match.end()
        return ready


class Restored(Relay):
    """An answer that is restored while it flows."""

    def __init__(self, restorer: Restorer, chunks: AsyncGenerator[bytes, None]):
        super().__init__(chunks)
        self._restorer = restorer
        self._held = b""
        self._ended = False

    async def asend(self, value: None) -> bytes:
        while not self._ended:
            try:
                self._held += await super().asend(value)
            except StopAsyncIteration:
                self._ended = True
                break
            ready = self._restorer.ready(self._held)
            if ready:
                part, self._held = self._held[:ready], self._held[ready:]
                return self._restorer.whole(part)
        if not self._held:
            raise StopAsyncIteration
        part, self._held = self._held, b""
        return self._restorer.whole(part)


def _escaped(form: str) -> bytes:
    return b"#".join(re.escape(part).encode() for part in form.split("#"))
