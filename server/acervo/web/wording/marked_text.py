"""Text that operators write in Markdown, as HTML that can do nothing but be read."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

#: A link within the archive that asks nothing, up to its place in the page.
_OWN_LINK: Final = re.compile(r'href="/(?!/)[^"?#]*(?=["#])')


@cache
def _reader() -> MarkdownIt:
    # HTML in the text stays text, and no picture comes from elsewhere: the pages' policy would refuse it.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_html(text: str) -> Markup:
    """
    *text*, CommonMark with tables, as HTML: its headings begin at the second level, since a page has its title.

    Source: https://spec.commonmark.org/0.31.2/
    """
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + 1)}"
    return Markup(_reader().renderer.render(tokens, _reader().options, {}))


def keeping(html: Markup, keep: str) -> Markup:
    """*html* whose links within the archive keep the reader's language, *keep*: `?lang=es`, or ""."""
    return Markup(_OWN_LINK.sub(lambda link: f"{link[0]}{keep}", html)) if keep else html
