"""Links to the query behind what a page shows."""

from __future__ import annotations

from urllib.parse import quote

from acervo.protocol.parameters import Value, fill
from acervo.web.reader import Reader


def query_link(reader: Reader, name: str, **values: Value) -> str:
    """The query page with the page query *name*, its parameters filled in by *values*."""
    text = fill(reader.site.page_queries[name].text, values)
    return f"/query{reader.keep or '?'}{'&' if reader.keep else ''}query={quote(text, safe='')}"
