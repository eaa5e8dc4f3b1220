"""What an archive may set in its `acervo.toml`, in one table that also writes the reference page."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from acervo.errors import SettingsError

FILE_NAME: Final = "acervo.toml"
ENVIRONMENT: Final = "ACERVO_"
"""How the variable of a setting begins; its name in capitals follows."""
DEFAULT_BASE: Final = "http://localhost/"
_PLAIN: Final = r"[^\s@<>\"():,;/\\]"
#: How some texts must look, in words too, and an example.
_TEXTS: Final = {
    "base": (r"https?://[^\s<>\"{}|\\^`#?]+/", "a base that is an http(s) IRI and ends in “/”", "https://example.org/"),
    "root_path": (r"(/[A-Za-z0-9._~-]+)+", "a path that begins with “/” for root_path", "/archive"),
    "contact": (
        rf"{_PLAIN}+@{_PLAIN}+|https?://[^\s<>\"{{}}|\\^`]+",
        "an e-mail address or an http(s) address for contact",
        "archive@example.org",
    ),
}
#: Numbers for which 0 means "no limit" or "none".
_MAY_BE_ZERO: Final = frozenset(
    (
        "query_timeout_s",
        "query_memory_mb",
        "answer_max_bytes",
        "answer_max_rows",
        "stalled_timeout_s",
        "slow_queries",
        "client_queries",
        "client_connections",
        "waiting_queries",
        "memory_max_triples",
        "answer_cache_mb",
        "drain_timeout_s",
        "port",
    )
)


@dataclass(frozen=True)
class Setting:
    """One key of `acervo.toml`: its name (units in the name), what it is when not given, and what it does."""

    name: str
    default: object
    meaning: str
    changes_meaning: bool = False
    """Whether another value makes another edition (docs/explanation/editions.md)."""

    @property
    def variable(self) -> str:
        """The environment variable that goes before the file: `ACERVO_PORT`."""
        return f"{ENVIRONMENT}{self.name.upper()}"

    @property
    def flag(self) -> str:
        """The flag of `acervo serve` that goes before both, `--port`; "" where there is none."""
        is_plain = isinstance(self.default, bool | int | float | str)
        return "" if self.changes_meaning or not is_plain else f"--{self.name.replace('_', '-')}"


SETTINGS: Final = (
    Setting(
        "base",
        "",
        "Where the archive's IRIs begin, ending in `/`; empty means editions are built on `http://localhost/`.",
        changes_meaning=True,
    ),
    Setting("title", {}, "What the archive is called, by language: `title.en`, `title.es`."),
    Setting("description", {}, "One or two sentences for the home page, by language."),
    Setting(
        "languages",
        ["en", "es"],
        "Languages of the pages, the preferred first; one with a catalogue in `pages/locales/` is added by itself.",
    ),
    Setting("accent", {}, "The colour of links and buttons by theme, `#rrggbb`: `accent.light`, `accent.dark`."),
    Setting("logo", "", "The picture beside the title, a file in `pages/`: SVG, PNG, JPEG or WebP."),
    Setting("footer", {}, "What stands at the foot of every page, Markdown by language."),
    Setting("map_file", "", "The file, beside `acervo.toml`, with the outlines of maps; empty: the outlines shipped."),
    Setting(
        "repository",
        "",
        "Where files of the archive are read on the web: an address with `{path}` and, if you like, `{line}` and "
        "`{commit}`; empty: pages name the file and link nothing.",
    ),
    Setting("contact", "", "Whom readers write to: an e-mail address, or the address of a page that says so."),
    Setting(
        "texts",
        "",
        "The folder, beside `acervo.toml`, with the texts that sources name; pages of passages then show their words.",
    ),
    Setting("host", "127.0.0.1", "Address to listen at; `0.0.0.0` is every address of the machine."),
    Setting("port", 8000, "Port to listen at; 0 takes a free one."),
    Setting("root_path", "", "The path below which a proxy serves the archive: `/archive`; empty where it is the top."),
    Setting(
        "trusted_proxies",
        [],
        "Addresses of proxies whose word on client and scheme (`X-Forwarded-For`, `X-Forwarded-Proto`) counts.",
    ),
    Setting("access_log", False, "Whether each request is told on standard error, in a line of JSON."),
    Setting("slow_query_log", False, "Whether each query slower than `slow_after_s` is told there too."),
    Setting("drain_timeout_s", 10.0, "Seconds in which answers under way may end when the server is stopped."),
    Setting("query_max_bytes", 1_000_000, "A SPARQL query longer than this (in bytes) is refused with 413."),
    Setting("query_max_depth", 64, "Brackets nested deeper than this are refused before the engine sees them."),
    Setting("query_timeout_s", 10.0, "Seconds before a SPARQL query is abandoned; 0 means never."),
    Setting("query_memory_mb", 1024, "Memory that one query may take, in MB (1,048,576 bytes); 0 means any."),
    Setting("answer_max_bytes", 500_000_000, "An answer longer than this (in bytes) breaks off; 0 means any length."),
    Setting("answer_max_rows", 0, "An answer with more rows than this breaks off; 0 means any number."),
    Setting("stalled_timeout_s", 30.0, "Seconds in which a client reads nothing before its answer breaks off."),
    Setting("connections", 4_000, "How many connections are open at a time; one more takes the place of an idle one."),
    Setting(
        "client_connections", 250, "How many connections one address has, unless it is a trusted proxy; 0: any number."
    ),
    Setting("idle_timeout_s", 30.0, "Seconds in which a connection says nothing, before a request or between two."),
    Setting("head_timeout_s", 10.0, "Seconds in which the address and headers of a request must be there."),
    Setting("head_max_bytes", 65_536, "Longer addresses (in bytes) are refused with 414, longer headers with 431."),
    Setting("body_timeout_s", 30.0, "Seconds in which the body of a request must be there."),
    Setting("quick_queries", 4, "How many queries run at a time, not counting slow ones."),
    Setting("slow_queries", 12, "How many queries beside them may have run for `slow_after_s`; one more is ended."),
    Setting("slow_after_s", 0.5, "Seconds after which a query is slow: it yields the processor to quick ones."),
    Setting("waiting_queries", 100, "How many queries wait for a place; one more is told to come back."),
    Setting("client_queries", 32, "How many queries of one client run and wait; one more gets 429. 0: any number."),
    Setting("waiting_timeout_s", 10.0, "Seconds that a query waits for a place before it is told to come back."),
    Setting("answer_cache_mb", 64, "Memory for small answers that are kept, in MB (1,048,576 bytes); 0 keeps none."),
    Setting(
        "memory_max_triples",
        500_000,
        "An edition with more triples than this is read from a store on disk instead of being held in memory.",
    ),
    Setting(
        "federation_allow",
        [],
        'Endpoints that a query may ask by SERVICE; `{ address = "…", local = true }` for one in your own network.',
    ),
    Setting("federation_timeout_s", 10.0, "Seconds for all that one query asks of other endpoints."),
    Setting("federation_max_bytes", 20_000_000, "What other endpoints may answer to one query, in bytes."),
    Setting("federation_max_rows", 50_000, "How many rows other endpoints may answer to one query."),
    Setting("federation_max_calls", 50, "How many times one query may ask other endpoints."),
    Setting("federation_queries", 8, "How many queries at a time may ask other endpoints."),
)


@dataclass(frozen=True)
class AllowedEndpoint:
    """Another endpoint that queries may ask by SERVICE."""

    address: str
    """As SERVICE names it, scheme and host in small letters."""
    local: bool = False
    """Whether it may stand in a network of its own: loopback or a private address."""


@dataclass(frozen=True)
class Settings:
    """The settings of one archive; every field is documented in `SETTINGS`."""

    base: str = DEFAULT_BASE
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en", "es")
    accent: Mapping[str, str] = field(default_factory=dict)
    logo: str = ""
    footer: Mapping[str, str] = field(default_factory=dict)
    map_file: str = ""
    repository: str = ""
    contact: str = ""
    texts: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    root_path: str = ""
    trusted_proxies: tuple[str, ...] = ()
    access_log: bool = False
    slow_query_log: bool = False
    drain_timeout_s: float = 10.0
    query_max_bytes: int = 1_000_000
    query_max_depth: int = 64
    query_timeout_s: float = 10.0
    query_memory_mb: int = 1024
    answer_max_bytes: int = 500_000_000
    answer_max_rows: int = 0
    stalled_timeout_s: float = 30.0
    connections: int = 4_000
    client_connections: int = 250
    idle_timeout_s: float = 30.0
    head_timeout_s: float = 10.0
    head_max_bytes: int = 65_536
    body_timeout_s: float = 30.0
    quick_queries: int = 4
    slow_queries: int = 12
    slow_after_s: float = 0.5
    waiting_queries: int = 100
    client_queries: int = 32
    waiting_timeout_s: float = 10.0
    answer_cache_mb: int = 64
    memory_max_triples: int = 500_000
    federation_allow: tuple[AllowedEndpoint, ...] = ()
    federation_timeout_s: float = 10.0
    federation_max_bytes: int = 20_000_000
    federation_max_rows: int = 50_000
    federation_max_calls: int = 50
    federation_queries: int = 8

    def in_language(self, texts: Mapping[str, str], language: str) -> str:
        """The text in *language*, else in the first of the archive's languages that has one, else any, else ''."""
        for candidate in (language, *self.languages, *texts):
            if candidate in texts:
                return texts[candidate]
        return ""

    @property
    def meaning(self) -> Mapping[str, object]:
        """The settings that are part of an edition's identity."""
        return {setting.name: getattr(self, setting.name) for setting in SETTINGS if setting.changes_meaning}


def read_settings(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """
    Read an `acervo.toml`; an empty file gives every default, and what *environment* says goes before the file.

    Raises:
        SettingsError: the file is not TOML, has a key that Acervo does not know, or a value of the wrong kind.
    """
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsError("is not UTF-8 text. Save it as UTF-8.", path=path.name) from error
    except tomllib.TOMLDecodeError as error:
        message, line, column = _placed(str(error), text)
        raise SettingsError(f"is not TOML: {message}.", path.name, line, column) from error
    known = {setting.name: setting for setting in SETTINGS}
    values: dict[str, Any] = {}
    if isinstance(federation := given.get("federation"), dict):
        del given["federation"]
        given |= {f"federation_{name}": value for name, value in federation.items()}
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise SettingsError(
                f"does not know the setting “{name}”.{hint} It knows: {', '.join(sorted(known))}.", path=path.name
            )
        values[name] = _checked(name, value, known[name].default, path.name)
    for setting in SETTINGS:
        if setting.variable in environment:
            value = _written(environment[setting.variable], setting.default)
            values[setting.name] = _checked(setting.name, value, setting.default, setting.variable)
    if not values.get("base"):
        values["base"] = DEFAULT_BASE
    return Settings(**values)


def _placed(message: str, text: str) -> tuple[str, int | None, int | None]:
    """What `tomllib` says of *text*, and the place that it says at the end."""
    if message.endswith(" (at end of document)"):
        return message.removesuffix(" (at end of document)"), text.count("\n") + 1, None
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    return (found[1], int(found[2]), int(found[3])) if found else (message, None, None)


def with_flags(settings: Settings, flags: Mapping[str, object]) -> Settings:
    """
    *settings* with what the command line says, by name of the setting, in place of what file and environment say.

    Raises:
        SettingsError: a value of the wrong kind.
    """
    known = {setting.name: setting for setting in SETTINGS}
    values = {name: _checked(name, value, known[name].default, known[name].flag) for name, value in flags.items()}
    return replace(settings, **values)


def _written(text: str, default: object) -> Any:
    """What *text*, the value of an environment variable, says: a text as it is, everything else as in TOML."""
    if isinstance(default, str):
        return text
    if isinstance(default, bool):
        return {"1": True, "yes": True, "0": False, "no": False}.get(text.lower(), _toml(text.lower()))
    value = _toml(text)
    return [one.strip() for one in text.split(",")] if isinstance(default, list) and isinstance(value, str) else value


def _toml(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _checked(name: str, value: Any, default: object, path: str) -> Any:
    if name == "accent":
        return _accent(value, path)
    if isinstance(default, Mapping):
        if isinstance(value, str):
            raise SettingsError(f"needs {name} by language; write: {name}.en = {value!r}", path=path)
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise SettingsError(f"needs text by language for {name}; write: {name}.en = “…”", path=path)
        return value
    if name == "federation_allow":
        return _endpoints(value, path)
    if name == "trusted_proxies":
        return _addresses(value, path)
    if isinstance(default, list):
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise SettingsError(f'needs a list of language codes for {name}; write: {name} = ["en"]', path=path)
        return tuple(value)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise SettingsError(f"needs true or false for {name}, not {value!r}.", path=path)
        return value
    if isinstance(default, int | float):
        return _number(name, value, default, path)
    if not isinstance(value, str):
        raise SettingsError(f"needs text in quotes for {name}, not {value!r}.", path=path)
    pattern, what, example = _TEXTS.get(name, ("", "", ""))
    if pattern and value and not re.fullmatch(pattern, value):
        raise SettingsError(f"needs {what}, not “{value}”. For example: {example}", path=path)
    return value


def _accent(value: Any, path: str) -> dict[str, str]:
    if not isinstance(value, dict) or not value.keys() <= {"light", "dark"}:
        raise SettingsError('needs a colour for each theme; write: accent.light = "#7d2e1c"', path=path)
    for theme, colour in value.items():
        if not isinstance(colour, str) or not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            raise SettingsError(f"needs a colour of six digits for accent.{theme}, not {colour!r}: #7d2e1c", path=path)
    return value


def _addresses(value: Any, path: str) -> tuple[str, ...]:
    try:
        if not isinstance(value, list):
            raise ValueError
        return tuple(str(ip_network(one)) if "/" in one else str(ip_address(one)) for one in value)
    except (TypeError, ValueError):
        raise SettingsError(
            'needs a list of addresses for trusted_proxies; write: trusted_proxies = ["127.0.0.1"]', path=path
        ) from None


def _number(name: str, value: Any, default: int | float, path: str) -> int | float:
    least = 0 if name in _MAY_BE_ZERO else 1 if isinstance(default, int) else 0.001
    kind, word = (int, "whole number") if isinstance(default, int) else ((int, float), "number")
    if isinstance(value, bool) or not isinstance(value, kind) or not least <= value < math.inf:
        raise SettingsError(f"needs a {word} of at least {least} for {name}, not {value!r}.", path=path)
    if name == "port" and value > 65535:
        raise SettingsError(f"needs a port of at most 65535, not {value}.", path=path)
    return type(default)(value)


def _endpoints(value: Any, path: str) -> tuple[AllowedEndpoint, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(_endpoint({"address": one} if isinstance(one, str) else one, path) for one in entries)


def _endpoint(entry: Any, path: str) -> AllowedEndpoint:
    """
    Raises:
        SettingsError: it is no plain address of HTTP: nothing may stand in it that two programs read in two ways.
    """
    if not isinstance(entry, dict) or not {"address"} <= entry.keys() <= {"address", "local"}:
        raise SettingsError(
            'needs a list of addresses for federation_allow; write: allow = ["https://example.org/sparql"]', path=path
        )
    address, local = entry["address"], entry.get("local", False)
    if isinstance(address, str) and isinstance(local, bool):
        plain = re.match(
            r"(?i)(https?://(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?)(/[!-~]*)$", address
        )
        if plain and not re.search(r"[#<>\"{}|\\^`]", plain[2]) and _has_port(address):
            return AllowedEndpoint(plain[1].lower() + plain[2], local)
    raise SettingsError(
        f"cannot allow the endpoint {address!r}. Write its whole address in ASCII, with a path and without a name "
        "before “@” or a “#”. For example: https://example.org/sparql",
        path=path,
    )


def _has_port(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False
