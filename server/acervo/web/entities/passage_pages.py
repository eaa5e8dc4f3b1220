"""Passages: where each stands in its source, without repeating the source."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from acervo.namespaces import MOV
from acervo.web.entities.passage_texts import passage_text
from acervo.web.entities.special import Special
from acervo.web.reading.links import text_fragment
from acervo.web.reading.names import Term, place_in_section
from acervo.web.reading.reader import Reader

_POSITION: Final = "section paragraph sentence start end fieldLabel firstWords lastWords sha256 speaker cites inSource"
_PLACE: Final = ("paragraph", "sentence", "fieldLabel")


async def section_page(iri: str, reader: Reader) -> Special:
    """The section *iri*: its passages in order."""
    passages = await reader.site.rows("section-passages", iri=iri)

    def view(reader: Reader) -> dict[str, Any]:
        return {"passages": [_listed_passage(row, reader) for row in passages]}

    return Special(view, shows_incoming=frozenset({MOV + "section"}))


def _listed_passage(row: Mapping[str, Term], reader: Reader) -> dict[str, Any]:
    value = {name: term["value"] for name, term in row.items()}
    claims = int(value["claims"])
    return {
        "href": reader.href(value["passage"]),
        "place": place_in_section(reader.words, *(value.get(name, "") for name in ("paragraph", "sentence", "field"))),
        "edges": (value["first"], value["last"]) if "first" in value and "last" in value else None,
        "claims": reader.words("claims_of", n=claims) if claims else "",
    }


async def passage_page(iri: str, reader: Reader) -> Special:
    """The passage *iri*: its place, its edge words, who speaks, what it cites."""
    told, own = await asyncio.gather(
        reader.site.rows("passage-source", iri=iri), reader.site.rows("statements", iri=iri)
    )
    values: dict[str, list[Term]] = {}
    for row in own:
        values.setdefault(row["property"]["value"].removeprefix(MOV), []).append(row["value"])
    url, text_file, language = (
        next((row[name]["value"] for row in told if name in row), "") for name in ("url", "file", "language")
    )
    text = await asyncio.to_thread(_words, reader, values, text_file)
    speakers = dict.fromkeys(row["speaker"]["value"] for row in told if "speaker" in row)

    def view(reader: Reader) -> dict[str, Any]:
        one = {name: terms[0] for name, terms in values.items()}
        edges = _pair(one, "firstWords", "lastWords")
        return {
            "passage": {
                **{name: reader.show(one[name]) for name in ("inSource", "section") if name in one},
                **({"sha256": one["sha256"]["value"]} if "sha256" in one else {}),
                "place": place_in_section(
                    reader.words, *(one[name]["value"] if name in one else "" for name in _PLACE)
                ),
                "range": _pair(one, "start", "end"),
                "edges": edges,
                "text": text,
                "language": language,
                "speakers": [reader.link(speaker) for speaker in speakers],
                "cites": [reader.show(term) for term in values.get("cites", ())],
                "read_there": text_fragment(url, edges),
            }
        }

    shows = frozenset(MOV + name for name in _POSITION.split())
    return Special(view, frozenset(speakers), shows)


def _words(reader: Reader, values: Mapping[str, list[Term]], text_file: str) -> str:
    told = [values[name][0]["value"] for name in ("start", "end", "sha256") if name in values]
    if len(told) < 3 or not (told[0].isdecimal() and told[1].isdecimal()):
        return ""
    return passage_text(reader.site.archive, text_file, int(told[0]), int(told[1]), told[2])


def _pair(values: Mapping[str, Term], first: str, second: str) -> tuple[str, str] | None:
    return (values[first]["value"], values[second]["value"]) if {first, second} <= values.keys() else None
