"""What a new archive holds: templates, filled in for its title, its base and its languages."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

SPOKEN: Final = ("en", "es")
"""The languages in which the example is told; the core asks for names in each of them."""
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
"""A language tag that the engine keeps as it is written."""
_TEMPLATES: Final = files("acervo.starting") / "templates"
_PASSAGE: Final = {"en": "passage-example-44b410fa", "es": "passage-example-35cb5326"}
"""The sentence that says when and where, as `acervo segment` names it."""
_GENERATED: Final = "# Written by acervo segment"
_NEUTRAL: Final = {"assembly": "Forum", "event": "Oldbrook 1984", "place": "Oldbrook"}
"""Names that do for any language, until the curator has a better one."""
_NAMES_IN_ENGLISH: Final = {"en": "english", "es": "spanish"}
_ASKED_BY_THE_CORE: Final = ("Gist-in-{}", "LearningOutcome-taught-in-{}", "Thing-name-in-{}")
"""The shapes of the core that ask for one language; an archive without that language switches them off."""
_INDENT: Final = "        "


@dataclass(frozen=True)
class NewArchive:
    """What a curator chooses at the beginning."""

    title: str
    languages: tuple[str, ...] = SPOKEN
    base: str = ""
    """Empty until the curator knows it; then the files write their names relative to whatever it will be."""
    requirement: str = ""
    """What pip installs Acervo from in CI; empty where that is unknown."""
    place_in_repository: str = "."
    """Where the archive stands below the top of its git work tree."""

    @property
    def told_in(self) -> str:
        """The language of the example's text, the comments and the README."""
        return next((language for language in self.languages if language in SPOKEN), SPOKEN[0])


def contents(archive: NewArchive) -> dict[str, str]:
    """The files of *archive*: path → text. The example's passages are those that `acervo segment` would write."""
    values = _values(archive)
    told = {
        path: _filled(text, values)
        for folder in ("common", archive.told_in)
        for path, text in _templates(_TEMPLATES / folder, "")
    }
    languages = _language_shapes(archive, values)
    if languages:
        told["shapes/languages.ttl"] = languages
    return {path: _with_used_prefixes(text) if path.endswith(".ttl") else text for path, text in told.items()}


def _templates(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        # As `.gitignore` it would rule over the templates themselves.
        path = below + re.sub(r"^dot-", ".", entry.name)
        if entry.is_dir():
            yield from _templates(entry, f"{path}/")
        elif not path.endswith((".py", ".pyc")):
            yield path, entry.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"%\{(\w+)\}", lambda mark: values[mark[1]], text)


def _with_used_prefixes(turtle: str) -> str:
    if turtle.startswith(_GENERATED):
        return turtle
    body = re.sub(r"^@prefix .*\n", "", turtle, flags=re.MULTILINE)
    return re.sub(
        r"^@prefix (\w*): .*\n",
        lambda line: line[0] if re.search(rf"(?<!\w){line[1]}:\w", body) else "",
        turtle,
        flags=re.MULTILINE,
    )


def _values(archive: NewArchive) -> dict[str, str]:
    spoken = tomllib.loads((_TEMPLATES / "words.toml").read_text(encoding="utf-8"))
    told_in = archive.told_in
    words: Mapping[str, str] = spoken[told_in]
    others = [f'"{language}"' for language in archive.languages if language != told_in]
    names = {
        name: _values_of(
            [f"{_quoted(_name(spoken, name, language, archive))}@{language}" for language in archive.languages]
        )
        for name in ("assembly", "curators", "event", "place")
    }
    first, *rest = archive.languages
    basics = {
        "base": archive.base,
        "base_quoted": _quoted(archive.base),
        "passage": _PASSAGE[told_in],
        "invented": f"{_quoted(words['invented'])}@{told_in}",
        "language": told_in,
        "languages": json.dumps(list(archive.languages)),
        "place_in_repository": _quoted(archive.place_in_repository),
        "requirement": _quoted(archive.requirement),
        "source": f"{_quoted(words['source'])}@{told_in}",
        "title": archive.title,
        "title_literal": f"{_quoted(archive.title)}@{first}",
        "title_setting": "\n".join((f"{first} = {_quoted(archive.title)}", *(f'# {other} = "…"' for other in rest))),
        "translated_event": f"\n    mov:translatedLabel{_values_of(others)} ;" if others else "",
    }
    setting, advice = (
        ("base_setting", "base_advice") if archive.base else ("base_setting_missing", "base_advice_missing")
    )
    return {
        **basics,
        **names,
        "base_setting": _filled(words[setting], basics).rstrip("\n"),
        "base_advice": _filled(words[advice], basics),
    }


def _name(spoken: Mapping[str, Mapping[str, str]], name: str, language: str, archive: NewArchive) -> str:
    return spoken[language][name] if language in spoken else _NEUTRAL.get(name, archive.title)


def _values_of(values: Sequence[str]) -> str:
    """As they follow a predicate: one on its line, several on lines of their own."""
    return f" {values[0]}" if len(values) == 1 else "\n" + " ,\n".join(_INDENT + value for value in values)


def _quoted(text: str) -> str:
    """*text* as a string of TOML, Turtle and YAML alike; it holds no control characters."""
    return json.dumps(text, ensure_ascii=False)


def _language_shapes(archive: NewArchive, values: Mapping[str, str]) -> str:
    """What the core asks in English and Spanish, asked in the archive's languages; empty where they are those two."""
    missing = [language for language in SPOKEN if language not in archive.languages]
    added = [language for language in archive.languages if language not in SPOKEN]
    if not missing and not added:
        return ""
    off = sorted(shape.format(_NAMES_IN_ENGLISH[language]) for language in missing for shape in _ASKED_BY_THE_CORE)
    folder = _TEMPLATES / "languages"
    parts = [(folder / "prefixes.ttl").read_text(encoding="utf-8")]
    parts.extend(f"movsh:{shape}\n    sh:deactivated true ;\n.\n" for shape in off)
    demand = (folder / "demand.ttl").read_text(encoding="utf-8")
    parts.extend(_filled(demand, {**values, "language": language}) for language in added)
    return _filled("\n".join(parts), values)
