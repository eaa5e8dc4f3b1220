"""Links that pages share: to the query behind what they show, and to the words of a source."""

from __future__ import annotations

from urllib.parse import quote

from acervo.protocol.parameters import Value, fill
from acervo.web.reading.reader import Reader


def query_link(reader: Reader, name: str, **values: Value) -> str:
    """The query page with the page query *name*, its parameters filled in by *values*."""
    text = fill(reader.site.page_queries[name].text, values)
    return f"/query{reader.keep or '?'}{'&' if reader.keep else ''}query={quote(text, safe='')}"


def text_fragment(url: str, edges: tuple[str, str] | None) -> str:
    """
    A link to the words of *url* from the first to the last of *edges*, for browsers that scroll to a text fragment.

    Without edges it leads to the page; "" where *url* is no web page.

    >>> text_fragment("https://example.org/a#b", ("Born in", "well-known"))
    'https://example.org/a#:~:text=Born%20in,well%2Dknown'

    Source: https://wicg.github.io/scroll-to-text-fragment/#syntax
    """
    if not url.startswith(("http://", "https://")):
        return ""
    # A hyphen or comma has a meaning in the fragment, so it is encoded beside what quote() encodes.
    first, last = (quote(edge, safe="").replace("-", "%2D") for edge in edges) if edges else ("", "")
    return f"{url.split('#')[0]}#:~:text={first},{last}" if first else url
