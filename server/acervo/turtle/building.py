"""From one token to one term, under the prefixes and the base of its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, RDF, XSD
from acervo.turtle.escapes import EscapeFault, unescape_iri, unescape_name, unescape_string
from acervo.turtle.invisible import is_invisible, name_of, without_invisible
from acervo.turtle.iri import find_fault, resolve_for_engine, split
from acervo.turtle.terms import LANG_STRING, Iri, Literal
from acervo.turtle.tokens import Kind

_NUMBER_TYPE: Final = {
    Kind.INTEGER: f"{XSD}integer",
    Kind.DECIMAL: f"{XSD}decimal",
    Kind.DOUBLE: f"{XSD}double",
}
_BOOLEAN: Final = f"{XSD}boolean"
_DIR_LANG_STRING: Final = f"{RDF}dirLangString"
_SCHEMES: Final = frozenset({"http", "https", "ftp", "mailto", "urn", "doi"})
#: What a curator may mean by a prefix that the file does not declare.
_NAMESPACES: Final = {
    **PREFIXES,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
#: Characters that make the engine look at the whole IRI of a prefixed name again.
_SUSPECT: Final = frozenset(":\\" + "".join(map(chr, range(0xFFF0, 0xFFFE))))


@dataclass(frozen=True, slots=True)
class Fault:
    """A token that is no term; *start* and *end* are places in the token's text, None for the whole."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)
    start: int | None = None
    end: int | None = None
    variant: str = ""
    suggestion: str | None = None


class TermBuilder:
    """
    Makes terms, and remembers which text made which: most texts of a file repeat.

    Args:
        base: What relative IRIs resolve against; None refuses them, as N-Triples does.
    """

    def __init__(self, base: str | None):
        self.base = base
        self._archive_base = base
        self.prefixes: dict[str, str] = {}
        self.known: dict[str, Iri] = {}
        """By token text; forgotten when a prefix or the base changes."""
        self._values: dict[str, Literal] = {}
        self._pathless: set[str] = set()
        self._languages: dict[str, Fault | None] = {}

    def declare(self, prefix: str, namespace: str) -> None:
        """From here on *prefix* means *namespace*."""
        if self.prefixes.get(prefix) != namespace:
            self.prefixes[prefix] = namespace
            self.known.clear()
        if not split(namespace).path:
            # http://example.org, say: a local part would become part of the host.
            self._pathless.add(prefix)
        else:
            self._pathless.discard(prefix)

    def rebase(self, base: str) -> None:
        """From here on relative IRIs resolve against *base*."""
        self.base = base
        self.known.clear()

    def resource(self, text: str, kind: Kind) -> Iri | Fault:
        """The IRI of a token of kind `IRI` or `NAME`."""
        iri = self.known.get(text)
        if iri is not None:
            return iri
        made = self._name(text) if kind is Kind.NAME else self.iri(text)
        if not isinstance(made, Fault):
            self.known[text] = made
        return made

    def value(self, text: str, kind: Kind) -> Literal:
        """The literal of a number, or of `true` or `false`."""
        value = self._values.get(text)
        if value is None:
            value = self._values[text] = Literal(text, _NUMBER_TYPE.get(kind, _BOOLEAN))
        return value

    def iri(self, text: str) -> Iri | Fault:
        """The IRI of a token `<…>`."""
        unescaped = unescape_iri(text[1:-1])
        if isinstance(unescaped, EscapeFault):
            return _fault_of_escape(unescaped, 1, "iri")
        fault = find_fault(unescaped, self.base)
        if fault is None:
            return Iri(unescaped if self.base is None else resolve_for_engine(unescaped, self.base))
        # Where escapes moved the characters, the whole IRI is at fault.
        exact = fault.at is not None and unescaped == text[1:-1]
        start = fault.at + 1 if exact and fault.at is not None else None
        facts = {"found": fault.found, "iri": unescaped}
        suggestion, variant = None, ""
        if fault.code == "space-in-iri" and fault.at is not None and start is not None:
            variant = "" if _may_be_meant(unescaped, fault.at) else "delete"
            suggestion = "" if variant else "%20"
        return Fault(fault.code, facts, start, None if start is None else start + 1, variant, suggestion)

    def _name(self, text: str) -> Iri | Fault:
        prefix, _, local = text.partition(":")
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            return self._undeclared(prefix)
        iri = namespace + unescape_name(local)
        if prefix in self._pathless or not _SUSPECT.isdisjoint(local):
            fault = find_fault(iri, None)
            if fault is not None:
                return Fault("name-makes-no-iri", {"name": text, "iri": iri})
        return Iri(iri)

    def _undeclared(self, prefix: str) -> Fault:
        if prefix in _SCHEMES:
            return Fault("bare-address")
        hidden = [place for place, character in enumerate(prefix) if is_invisible(character)]
        if hidden:
            end = hidden[0] + 1
            while end in hidden:
                end += 1
            return Fault("invisible-character", start=hidden[0], end=end)
        facts = {"prefix": prefix}
        twin = next((declared for declared in self.prefixes if without_invisible(declared) == prefix), None)
        if twin is not None:
            facts["name"] = next(name_of(character) for character in twin if is_invisible(character))
            return Fault("undeclared-prefix", facts, 0, len(prefix) + 1, "invisible")
        near = get_close_matches(prefix, filter(None, self.prefixes), n=1, cutoff=0.6)
        known = _NAMESPACES.get(prefix)
        if prefix == "" and self._archive_base is not None:
            known = f"{self._archive_base}id/"
        if known is None and near:
            return Fault("undeclared-prefix", facts, 0, len(prefix) + 1, "near", f"{near[0]}:")
        if known is None:
            near = get_close_matches(prefix, _NAMESPACES, n=1, cutoff=0.75) if len(prefix) > 2 else []
            if not near:
                return Fault("undeclared-prefix", facts, 0, len(prefix) + 1)
            facts["namespace"] = _NAMESPACES[near[0]]
            return Fault("undeclared-prefix", facts, 0, len(prefix) + 1, "misspelt", f"{near[0]}:")
        facts["namespace"] = known
        return Fault("undeclared-prefix", facts, 0, len(prefix) + 1, "known", f"@prefix {prefix}: <{known}> .")

    def string(self, text: str, kind: Kind) -> str | Fault:
        """What stands between the quotes of a string."""
        quotes = 3 if kind is Kind.LONG_STRING else 1
        value = unescape_string(text[quotes:-quotes])
        return _fault_of_escape(value, quotes, "string") if isinstance(value, EscapeFault) else value

    def language_fault(self, text: str) -> Fault | None:
        """What is wrong with a language tag, the `@` included; None where nothing is."""
        if text not in self._languages:
            self._languages[text] = _check_language(text[1:])
        return self._languages[text]


def _may_be_meant(address: str, space: int) -> bool:
    """Whether somebody may have wanted the space at this place: only within what follows the host."""
    before = split(address[:space])
    in_host = before.authority is not None and not before.path and before.query is None and before.fragment is None
    return bool(before.path or before.query or before.fragment) and not in_host and bool(address[space:].strip())


def datatype_fault(datatype: Iri) -> Fault | None:
    """What is wrong with *datatype* after `^^`; None where nothing is."""
    if datatype.value in (LANG_STRING, _DIR_LANG_STRING):
        return Fault("datatype-needs-language")
    return None


def _check_language(tag: str) -> Fault | None:
    language, dashes, direction = tag.partition("--")
    if dashes and direction in ("ltr", "rtl"):
        return Fault("turtle-1-2", {"found": f"@{tag}"}, variant="direction", suggestion=f"@{language}")
    try:
        ox.Literal("", language=tag)
    except ValueError:
        return Fault("bad-language-tag", {"found": f"@{tag}"})
    return None


def _fault_of_escape(fault: EscapeFault, shift: int, where: str) -> Fault:
    variant = where if fault.code == "bad-escape" else ""
    behind = fault.found[1:]
    suggestion = f"\\{fault.found}" if where == "string" and variant and behind else None
    if suggestion is not None and not behind.isalnum():
        # Before a mark, the backslash is a slip or a habit from elsewhere.
        variant, suggestion = "mark", behind
    return Fault(
        fault.code,
        {"found": fault.found, "behind": behind},
        fault.start + shift,
        fault.end + shift,
        variant,
        suggestion,
    )
