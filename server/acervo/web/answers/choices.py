"""What a parameter of a kept query may be given, by name, and what it was given instead of its sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from acervo.corpus.queries import KeptQuery, Parameter
from acervo.errors import RequestError
from acervo.namespaces import XSD, shorten
from acervo.search.words import folded
from acervo.web.answers.library import in_full
from acervo.web.reading.names import names_of, plain
from acervo.web.reading.reader import Reader, Shown
from acervo.web.wording.words import words_in

_MOST: Final = 300
"""A longer list is no help to who looks for one thing, and makes the page heavy."""
_NEAREST: Final = 3


@dataclass(frozen=True)
class Choice:
    """One thing that can be asked about: as the parameter is given it, and as people call it."""

    value: str
    name: str


@dataclass(frozen=True)
class Changed:
    """A parameter that was given another value than its sample."""

    told: tuple[str, str]
    """What the parameter is, as `Parameter.told`."""
    value: Shown
    sample: Shown


async def choices_for(query: KeptQuery, reader: Reader) -> Mapping[str, Sequence[Choice]]:
    """
    By parameter of *query*, what its field offers; nothing where what it may be is no thing, or one of too many.

    Of the classes of the sample the one that has most things counts, as long as they can be listed.
    """
    samples = {one.name: in_full(query, one.sample, reader.site.base) for one in query.parameters if one.type == "iri"}
    offered: dict[str, list[str]] = {}
    by_class: dict[str, list[str]] = {}
    for name, sample in samples.items():
        sort = await _sort_of(sample, reader) if sample else ""
        if sort and sort not in by_class:
            rows = await reader.site.rows("members", **{"class": sort})
            by_class[sort] = [row["thing"]["value"] for row in rows]
        if sort:
            offered[name] = by_class[sort]
    await reader.learn(iri for iris in by_class.values() for iri in iris)
    return {name: _named(iris, reader) for name, iris in offered.items()}


async def meant(
    query: KeptQuery, given: Mapping[str, str], choices: Mapping[str, Sequence[Choice]], reader: Reader
) -> dict[str, str]:
    """
    The values *given* by parameter, each that is the name of one of *choices* replaced by what that stands for.

    Names count in every language of the archive, whatever their case and accents.

    Raises:
        RequestError: a value that is neither a choice nor an IRI; its facts `told` (what the parameter is), `text` and
            `nearest`, the names closest to it.
    """
    known = {one.name: one for one in query.parameters}
    values = dict(given)
    for name, text in given.items():
        offered = choices.get(name, ())
        if offered and text not in {one.value for one in offered} and not in_full(query, text, reader.site.base):
            values[name] = await _named_so(text, known[name], query, offered, reader)
    return values


async def _named_so(
    text: str, parameter: Parameter, query: KeptQuery, offered: Sequence[Choice], reader: Reader
) -> str:
    sought = " ".join(folded(text))
    called = {" ".join(folded(one.name)): one for one in reversed(offered)}
    if sought in called:
        return called[sought].value
    iris = {in_full(query, one.value, reader.site.base): one for one in offered}
    for language in reader.site.archive.settings.languages:
        names = await names_of(reader.site, iris, language, words_in(language, reader.site.appearance.catalogues))
        for iri, name in names.items():
            if " ".join(folded(plain(name))) == sought:
                return iris[iri].value
    # A word of a long name may be all that was written.
    likeness = {
        name: max(SequenceMatcher(None, sought, part).ratio() for part in (name, *name.split())) for name in called
    }
    near = [called[name].name for name in sorted(called, key=lambda name: -likeness[name])][:_NEAREST]
    told = parameter.told(reader.language)[0]
    raise RequestError(f"“{told}” is no IRI and no name on offer: “{text}”.", told=told, text=text, nearest=near)


async def changed_in(query: KeptQuery, values: Mapping[str, str], reader: Reader) -> list[Changed]:
    """What *values* give to parameters of *query* that is not their sample, named for the reader."""
    base = reader.site.base

    def same(parameter: Parameter, text: str) -> bool:
        return text == parameter.sample or bool(
            parameter.type == "iri" and in_full(query, text, base) == in_full(query, parameter.sample, base)
        )

    changed = [one for one in query.parameters if values.get(one.name) and not same(one, values[one.name])]
    await reader.learn(
        in_full(query, text, base) for one in changed if one.type == "iri" for text in (values[one.name], one.sample)
    )

    def shown(parameter: Parameter, text: str) -> Shown:
        iri = in_full(query, text, base) if parameter.type == "iri" else ""
        if iri:
            return reader.show({"type": "uri", "value": iri})
        datatype = {"datatype": XSD + "date"} if parameter.type == "date" else {}
        return reader.show({"type": "literal", "value": text, **datatype})

    return [Changed(one.told(reader.language), shown(one, values[one.name]), shown(one, one.sample)) for one in changed]


async def _sort_of(iri: str, reader: Reader) -> str:
    """The class of *iri* with most things that can still be listed, or ""."""
    sizes = reader.site.statistics.classes
    classes = {row["class"]["value"] for row in await reader.site.rows("types", iri=iri)}
    listed = [(sizes.get(one, 0), one) for one in classes if 1 < sizes.get(one, 0) <= _MOST]
    return max(listed)[1] if listed else ""


def _named(iris: Sequence[str], reader: Reader) -> list[Choice]:
    named = [Choice(shorten(iri, reader.site.base), plain(reader.names[iri])) for iri in iris]
    return sorted(named, key=lambda one: (one.name.casefold(), one.value))
