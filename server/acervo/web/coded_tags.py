"""
Strong ETags of compressed answers: the same content in another coding is other bytes, and has another name.

What the application calls `"x"` is `"x-gzip"` once it has been compressed, and the application understands both.

Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3
"""

from __future__ import annotations

import re
from typing import Final

from starlette.types import Message, Scope

_ASKED: Final = b"if-none-match"
_CODED: Final = re.compile(rb'"([^"]*)-(gzip|br|zstd)"')


def names_as_plain(scope: Scope) -> dict[bytes, bytes]:
    """
    Let the application read the names in `If-None-Match` as if nothing were compressed.

    A coding that the client no longer accepts is left alone: the answer it would get is another.

    Returns:
        The names that were changed, as the application reads them → as the client wrote them.
    """
    changed: dict[bytes, bytes] = {}
    if not any(name == _ASKED and _CODED.search(value) for name, value in scope["headers"]):
        return changed
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")

    def plain(tag: re.Match[bytes]) -> bytes:
        if not _accepts(accepted, tag[2]):
            return tag[0]
        changed[b'"%s"' % tag[1]] = tag[0]
        return b'"%s"' % tag[1]

    scope["headers"] = [
        (name, _CODED.sub(plain, value) if name == _ASKED else value) for name, value in scope["headers"]
    ]
    return changed


def name_as_coded(message: Message, changed: dict[bytes, bytes]) -> None:
    """
    Give the response that *message* begins the name of what is sent; a weak name stays, it names the content.

    Args:
        changed: From `names_as_plain`, for 304.
    """
    said = dict(message["headers"])
    tag = said.get(b"etag", b"W/")
    if tag.startswith(b"W/"):
        return
    coding = said.get(b"content-encoding")
    name = changed.get(tag) if message["status"] == 304 else b'%s-%s"' % (tag[:-1], coding) if coding else None
    if name:
        message["headers"] = [(key, name if key == b"etag" else value) for key, value in message["headers"]]


def _accepts(header: bytes, coding: bytes) -> bool:
    """Source: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3"""
    given = dict(re.findall(rb"([\w*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?))?\s*(?:,|$)", header.lower()))
    quality = given.get(coding, given.get(b"*", b"0"))
    return float(quality or 1) > 0
