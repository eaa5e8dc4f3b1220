"""What XML cannot hold is refused, not sent: the engine writes control characters as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from acervo.errors import AnswerCut, NotAcceptable
from acervo.protocol.relay import Relay

XML_TYPES: Final = frozenset(["application/sparql-results+xml", "application/rdf+xml"])
# U+FFFE and U+FFFF are the last two; the rest is a predicate that the engine could not write as an XML name.
_FOREIGN: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix: ")
_OVERLAP: Final = len(b"<oxprefix: ") - 1


def refuse_what_xml_cannot_hold(body: bytes, offers: Mapping[str, tuple[str, ...]]) -> None:
    """
    See that *body*, an XML document or its first part, holds nothing that XML cannot.

    Args:
        offers: The media types in which the same can be answered.

    Raises:
        NotAcceptable: it does.

    Source: https://www.w3.org/TR/xml/#charsets
    """
    found = _FOREIGN.search(body)
    if found:
        others = [kind for kind in offers if kind not in XML_TYPES]
        raise NotAcceptable(f"{_told(found[0])} Ask for {' or '.join(others)}.", offers=others)


class WellFormed(Relay):
    """
    The chunks of an XML document for as long as XML can hold them.

    Raises:
        AnswerCut: it cannot hold the next.
    """

    _before = b""

    def passing(self, part: bytes) -> None:
        found = _FOREIGN.search(self._before + part)
        if found:
            raise AnswerCut(_told(found[0]))
        self._before = part[-_OVERLAP:]


def _told(found: bytes) -> str:
    if found.startswith(b"<"):
        what = "a property whose IRI does not end in an XML name"
    else:
        what = f"the character U+{ord(found.decode()):04X}"
    return f"This answer holds {what}, which XML cannot."
