"""Kept queries that cannot be used: what is wrong with each, at its place, while every other one still runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import pyoxigraph as ox

from acervo.checking.findings import SEVERITIES, Finding, Group
from acervo.checking.lint.catalogue import code_rules
from acervo.checking.lint.rules import read_header
from acervo.checking.names import MALFORMED_LINT
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.queries import KeptQuery, QueryHeaderError, read_query
from acervo.engine.evaluation import readable
from acervo.errors import CuratorError
from acervo.namespaces import PREFIXES
from acervo.settings import DEFAULT_BASE
from acervo.turtle.positions import Lines

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_WORD: Final = re.compile(r"[\w:?$.-]+|\S")
_DECLARED: Final = re.compile(r"(?i)\bprefix\s+([\w.-]*):")
#: What may hold a colon or a keyword without being a prefixed name or a keyword comes first.
_TOKEN: Final = re.compile(
    r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|(?i:prefix)\s+[\w.-]*:|_:|[?$]\w+|(?<![\w.-])(?P<prefix>(?:[^\W\d_][\w.-]*)?):[\w.-]*|(?P<word>[^\W\d]\w*)""",
    re.DOTALL,
)
_FORMS: Final = frozenset(("SELECT", "CONSTRUCT", "ASK", "DESCRIBE"))
_ROLES: Final = {
    "lint": ("queries/lint/", "queries/core/lint/"),
    "derive": ("queries/derive/", "queries/core/derive/"),
}
MALFORMED_DERIVE: Final = "malformed-derive-query"
_MALFORMED: Final = {"lint": MALFORMED_LINT, "derive": MALFORMED_DERIVE}
_Texts = Mapping[str, str]
_TEXTS: Final[Mapping[str, _Texts]] = {
    "taken": {
        "en": "The query has the name of another rule, {name}. Rename the file.",
        "es": "La consulta tiene el nombre de otra regla, {name}. Cambie el nombre del fichero.",
    },
    "no-message": {
        "en": "The lint rule has no message. Add a line: #+ message: what is wrong, and what to do",
        "es": "La regla de lint no tiene mensaje. Añada una línea: #+ message: qué está mal y qué hacer",
    },
    "severity": {
        "en": "The lint rule has a severity that is none of {severities}. Write one of these.",
        "es": "La gravedad de la regla de lint no es ninguna de {severities}. Escriba una de estas.",
    },
    "no-select": {
        "en": "This is no SELECT query, as a lint rule must be. Select ?graph (the file) and ?focus (the thing).",
        "es": "No es una consulta SELECT, como debe ser una regla de lint. "
        "Seleccione ?graph (el fichero) y ?focus (la cosa).",
    },
    "selects": {
        "en": "The lint rule does not select {missing}. Select ?graph (the file) and ?focus (the thing).",
        "es": "La regla de lint no selecciona {missing}. Seleccione ?graph (el fichero) y ?focus (la cosa).",
    },
    "no-construct": {
        "en": "This is no CONSTRUCT query, as a derive rule must be. Construct the triples that it derives.",
        "es": "No es una consulta CONSTRUCT, como debe ser una regla de derivación. Construya los triples que deriva.",
    },
    "service": {
        "en": "A rule asks the archive's own files and nobody else. Take SERVICE out.",
        "es": "Una regla pregunta a los ficheros del archivo y a nadie más. Quite SERVICE.",
    },
    "parse": {
        "en": "The query does not parse: {reason}. Correct what stands here or right before.",
        "es": "La consulta no se entiende: {reason}. Corrija lo que está aquí o justo antes.",
    },
    "prefix": {
        "en": "The prefix “{prefix}:” is not declared in this query. Add a line: PREFIX {prefix}: <{namespace}>",
        "es": "El prefijo «{prefix}:» no está declarado en esta consulta. Añada una línea: "
        "PREFIX {prefix}: <{namespace}>",
    },
    "run": {
        "en": "The query does not run: {reason}. Correct it; acervo query {path} tries it alone.",
        "es": "La consulta no se ejecuta: {reason}. Corríjala; acervo query {path} la prueba sola.",
    },
}


class _Fault(NamedTuple):
    line: int
    column: int
    messages: _Texts


def query_findings(archive: Archive) -> Iterator[Finding]:
    """What is wrong with the kept queries: their headers, whether they parse, and whether they can do their work."""
    taken: dict[str, set[str]] = {"lint": set(code_rules()), "derive": set()}
    # The core's come first: an archive cannot rename them.
    for file in sorted(archive.files, key=lambda file: not file.is_core):
        if file.is_graph:
            continue
        try:
            found = _fault(file, taken)
        except QueryHeaderError as error:
            fault = _Fault(error.line or 1, error.column or 1, error.messages)
            found = (MALFORMED_LINT if _role(file.path) == "lint" else "query-header", fault)
        except CuratorError as error:
            yield Finding("syntax", "unreadable-file", "violation", {"en": error.message}, file.path)
            continue
        if found is not None:
            yield _finding(file, *found)


def does_not_run(file: ArchiveFile, error: Exception) -> Finding:
    """A lint rule that parses and yet does not run."""
    text = read_query(file).text
    line, column = Lines(text).position(_form(text)[0])
    messages = _told("run", reason=str(error).rstrip("."), path=file.path)
    return _finding(file, MALFORMED_LINT, _Fault(line, column, messages))


def _fault(file: ArchiveFile, taken: dict[str, set[str]]) -> tuple[str, _Fault] | None:
    """The rule that *file* breaks, and how; None for a query that is all right."""
    query, role = read_query(file), _role(file.path)
    lines = Lines(query.text)
    if role and query.name in taken[role]:
        return _MALFORMED[role], _Fault(1, 1, _told("taken", name=query.name))
    if role:
        taken[role].add(query.name)
    if role == "lint":
        header = _header_fault(query, lines)
        if header is not None:
            return MALFORMED_LINT, header
    try:
        # A `?_name` parameter is a variable like any other; only the syntax is asked about.
        # Relative IRIs have a base where queries are asked.
        answer = ox.Store().query(_calling_nobody(query.text), base_iri=DEFAULT_BASE)
    except SyntaxError as error:
        return MALFORMED_LINT if role == "lint" else "query-syntax", _parse_fault(query, lines, str(error))
    except (RuntimeError, OSError):
        answer = None
    asks = _role_fault(query, role, lines, answer) if role else None
    return (_MALFORMED[role], asks) if asks else None


def _header_fault(query: KeptQuery, lines: Lines) -> _Fault | None:
    header = read_header(query.text)
    if not header.get("message"):
        return _Fault(1, 1, _told("no-message"))
    if header.get("severity", "warning") not in SEVERITIES:
        value = re.search(r"^#\+ ?severity:[ \t]*", query.text, re.MULTILINE)
        place = lines.position(value.end()) if value else (1, 1)
        return _Fault(*place, _told("severity", severities=", ".join(SEVERITIES)))
    return None


def _parse_fault(query: KeptQuery, lines: Lines, error: str) -> _Fault:
    declared = {name[1] for name in _DECLARED.finditer(query.text)}
    for token in _TOKEN.finditer(query.text):
        # The engine would say only what it expected.
        if token["prefix"] is not None and token["prefix"] not in declared:
            namespace = PREFIXES.get(token["prefix"], "…")
            messages = _told("prefix", prefix=token["prefix"], namespace=namespace)
            return _Fault(*lines.position(token.start()), messages)
    place = _PLACE.match(error)
    line, column, reason = (int(place[1]), int(place[2]), place[3]) if place else (1, 1, error)
    return _Fault(line, column, _told("parse", reason=readable(reason)))


def _role_fault(query: KeptQuery, role: str, lines: Lines, answer: object) -> _Fault | None:
    place, form = _form(query.text)
    service = calls_out(query.text)
    if service is not None:
        return _Fault(*lines.position(service), _told("service"))
    if form != {"lint": "SELECT", "derive": "CONSTRUCT"}[role]:
        return _Fault(*lines.position(place), _told("no-select" if role == "lint" else "no-construct"))
    if isinstance(answer, ox.QuerySolutions):
        selected = {variable.value for variable in answer.variables}
        missing = [f"?{name}" for name in ("graph", "focus") if name not in selected]
        if missing:
            return _Fault(*lines.position(place), _told("selects", missing=", ".join(missing)))
    return None


def calls_out(text: str) -> int | None:
    """Where the query *text* calls another endpoint; None where it does not."""
    return next((start for start, word in _words(text) if word == "SERVICE"), None)


def _calling_nobody(text: str) -> str:
    """*text* with an address that leads nowhere for each SERVICE: the engine, which only has to parse, would call."""
    parts, end, called = [], 0, False
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        if called and not (token[0].startswith("#") or word == "SILENT"):
            # As long as what stands there, so that a place that the engine tells is that of the file.
            parts += [text[end : token.start()], f"<urn:{'x' * (len(token[0]) - 6)}>"]
            end, called = token.end(), False
        called = called or word == "SERVICE"
    return "".join([*parts, text[end:]])


def _form(text: str) -> tuple[int, str]:
    """Where the query proper begins, and its first word."""
    return next(((start, word) for start, word in _words(text) if word in _FORMS), (0, ""))


def _words(text: str) -> Iterator[tuple[int, str]]:
    for token in _TOKEN.finditer(text):
        if token["word"]:
            yield token.start(), token["word"].upper()


def _told(key: str, **facts: str) -> _Texts:
    return {language: text.format(**facts) for language, text in _TEXTS[key].items()}


def _role(path: str) -> str:
    """What the check or the build does with the queries of this folder; empty for one that people ask."""
    return next((role for role, folders in _ROLES.items() if path.startswith(folders)), "")


def _finding(file: ArchiveFile, rule: str, fault: _Fault) -> Finding:
    """A finding that ends where the word at its place does."""
    line, column, messages = fault
    word = _WORD.match(Lines(file.content.decode("utf-8", "replace")).text(line), column - 1)
    group: Group = "lint" if rule in (MALFORMED_LINT, MALFORMED_DERIVE) else "syntax"
    return Finding(
        group, rule, "violation", messages, file.path, line, column, line, word.end() + 1 if word else column
    )
