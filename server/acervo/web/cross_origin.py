"""Who may read what: pages of any site, everything, from their readers' browsers."""

from __future__ import annotations

from typing import Final

METHODS: Final = ["GET", "HEAD", "POST", "OPTIONS"]
EXPOSED: Final = [
    "Acervo-Query-Id",
    "Acervo-Warning",
    "Allow",
    "Content-Type",
    "ETag",
    "Link",
    "Location",
    "Retry-After",
    "Vary",
]
#: On every response, whether or not the request names an origin: a cache between may give it to one that does.
HEADERS: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(EXPOSED)}
