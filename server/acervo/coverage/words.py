"""What the reports of coverage say, in every language that the messages have."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from acervo.coverage.facts import Passage
from acervo.coverage.measuring import Finding
from acervo.namespaces import MOV, shorten

_ENGLISH: Final = {
    "title": "What is covered",
    "archive": "All sources",
    "edition": "Edition {id}",
    "section": "section",
    "source": "source",
    "passages": "passages",
    "drawn": "drawn on",
    "claims": "claims",
    "proving": "entries",
    "reasoned": "nothing drawn",
    "unaccounted": "open",
    "citing": "cite",
    "citing-nothing": "cite nothing",
    "covered": "covered",
    "all": "all",
    "no-section": "in no section",
    "no-source": "passages without a source",
    "reasons": "Nothing drawn, because",
    "none-yet": "no reason given",
    "forms": "Claims",
    "triple": "triple claim|triple claims",
    "record": "record|records",
    "view": "view|views",
    "kinds": "by kind",
    "modalities": "by modality",
    "holders": "by holder",
    "nobody": "nobody named",
    "percent": "{share} %",
    "by-claim": "has a claim",
    "by-entry": "proves an entry",
    "by-reason": "nothing to draw, with a reason",
    "by-none": "unaccounted for",
    "open-passages": "Unaccounted for: {count} of {passages} passages",
    "contradictory-passages": "Something drawn, and a reason for drawing nothing: {count} of {passages} passages",
    "more": "… and {count} more. See them all: acervo coverage --missing",
    "paragraph": "paragraph {number}",
    "sentence": "sentence {number}",
    "heading": "heading",
    "field": "field “{label}”",
    "characters": "characters {start}–{end}",
    "drawn-from-it": "drawn from it: {names}",
    "next": "Next: {move}",
    "next-unaccounted": (
        "draw a claim from it (mov:passage), or say in {file} why there is nothing to draw: mov:nothingDrawn with "
        "mov:Question, mov:Repetition, mov:Rhetoric or mov:Navigation."
    ),
    "next-heading": "a heading that says nothing else has mov:nothingDrawn mov:Heading, in {file}.",
    "next-contradictory": "take mov:nothingDrawn away in {file}, or the passage from what is drawn from it.",
    "unsegmented": "{source} names a text ({text}) and has no passages: acervo segment {text} --source {slug}",
    "no-passages": "No source of this archive has passages; write them with: acervo segment TEXT --source SLUG",
    "sum": "{passages} passages in {sources}: {drawn} drawn on by {claims}, {proving} prove entries, {reasoned} with a "
    "reason for drawing nothing.",
    "sum-claims": "{n} claim|{n} claims",
    "sum-sources": "{n} source|{n} sources",
    "sum-open": "{n} passage is unaccounted for.|{n} passages are unaccounted for.",
    "sum-contradictory": "{n} passage has both something drawn from it and a reason for drawing nothing.|"
    "{n} passages have both something drawn from them and a reason for drawing nothing.",
    "sum-complete": "Every passage is accounted for.",
    "how-to-read": "Each passage counts once in a bar, by the first of the four that applies.",
}
_SPANISH: Final = {
    "title": "Qué está cubierto",
    "archive": "Todas las fuentes",
    "edition": "Edición {id}",
    "section": "sección",
    "source": "fuente",
    "passages": "pasajes",
    "drawn": "usados",
    "claims": "afirmaciones",
    "proving": "entradas",
    "reasoned": "nada extraído",
    "unaccounted": "faltan",
    "citing": "citan",
    "citing-nothing": "no citan",
    "covered": "cubierto",
    "all": "en total",
    "no-section": "sin sección",
    "no-source": "pasajes sin fuente",
    "reasons": "Nada extraído, porque",
    "none-yet": "ninguna razón dada",
    "forms": "Afirmaciones",
    "triple": "afirmación simple|afirmaciones simples",
    "record": "registro|registros",
    "view": "postura|posturas",
    "kinds": "por clase",
    "modalities": "por modalidad",
    "holders": "por quien lo sostiene",
    "nobody": "nadie nombrado",
    "percent": "{share} %",
    "by-claim": "tiene una afirmación",
    "by-entry": "prueba una entrada",
    "by-reason": "nada que extraer, con razón",
    "by-none": "sin dar cuenta",
    "open-passages": "Sin dar cuenta: {count} de {passages} pasajes",
    "contradictory-passages": "Algo extraído, y una razón para no extraer nada: {count} de {passages} pasajes",
    "more": "… y {count} más. Véalos todos: acervo coverage --missing",
    "paragraph": "párrafo {number}",
    "sentence": "oración {number}",
    "heading": "título",
    "field": "campo «{label}»",
    "characters": "caracteres {start}–{end}",
    "drawn-from-it": "extraído de él: {names}",
    "next": "Siguiente paso: {move}",
    "next-unaccounted": (
        "extraiga una afirmación (mov:passage) o diga en {file} por qué no hay nada que extraer: mov:nothingDrawn con "
        "mov:Question, mov:Repetition, mov:Rhetoric o mov:Navigation."
    ),
    "next-heading": "un título que no dice nada más lleva mov:nothingDrawn mov:Heading, en {file}.",
    "next-contradictory": "quite mov:nothingDrawn en {file}, o el pasaje de lo que se extrae de él.",
    "unsegmented": "{source} nombra un texto ({text}) y no tiene pasajes: acervo segment {text} --source {slug}",
    "no-passages": "Ninguna fuente de este archivo tiene pasajes; escríbalos con: acervo segment TEXTO --source SLUG",
    "sum": "{passages} pasajes en {sources}: {drawn} usados por {claims}, {proving} prueban entradas, {reasoned} "
    "con una razón para no extraer nada.",
    "sum-claims": "{n} afirmación|{n} afirmaciones",
    "sum-sources": "{n} fuente|{n} fuentes",
    "sum-open": "Falta dar cuenta de {n} pasaje.|Falta dar cuenta de {n} pasajes.",
    "sum-contradictory": "De {n} pasaje se extrae algo y consta una razón para no extraer nada.|"
    "De {n} pasajes se extrae algo y consta una razón para no extraer nada.",
    "sum-complete": "Se da cuenta de cada pasaje.",
    "how-to-read": "Cada pasaje cuenta una vez en una barra, por la primera de las cuatro que se cumpla.",
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "es": _SPANISH}


def say(language: str, key: str, **facts: object) -> str:
    """One phrase; English where there is no *language*."""
    return WORDS.get(language, _ENGLISH)[key].format(**facts)


def count(language: str, key: str, number: int) -> str:
    """A phrase with two forms, in the one for *number*."""
    one, _, many = WORDS.get(language, _ENGLISH)[key].partition("|")
    return (one if number == 1 else many).format(n=f"{number:,}")


def kind_name(language: str, name: str, kind: str) -> str:
    """What a class of claims is called; of a plain claim it is said that it is no record."""
    return WORDS.get(language, _ENGLISH)["triple"].partition("|")[0] if kind == f"{MOV}Claim" else name


def percent(language: str, share: float | None) -> str:
    """*share* as whole per cent, never rounded to all or to nothing; a dash where there is nothing to share."""
    if share is None:
        return "–"
    whole = round(share * 100)
    return say(language, "percent", share=min(max(whole, 1), 99) if 0 < share < 1 else whole)


def place(language: str, passage: Passage) -> str:
    """Where *passage* stands in its section."""
    if passage.is_heading:
        return say(language, "heading")
    numbers = (("paragraph", passage.paragraph), ("sentence", passage.sentence))
    parts = [say(language, name, number=number) for name, number in numbers if number is not None]
    if passage.field:
        parts.append(say(language, "field", label=passage.field))
    return ", ".join(parts) or characters(language, passage)


def edges(language: str, passage: Passage) -> str:
    """The words at its edges, as far as the archive has them; else its offsets."""
    if passage.first_words or passage.last_words:
        return f"“{passage.first_words} … {passage.last_words}”"
    return characters(language, passage)


def characters(language: str, passage: Passage) -> str:
    """Its offsets in the text; '' where they are not told."""
    if passage.start is None or passage.end is None:
        return ""
    return say(language, "characters", start=passage.start, end=passage.end)


def drawn(language: str, passage: Passage, base: str) -> str:
    """What is drawn from *passage*, by name."""
    names = ", ".join(shorten(iri, base) for iri in (*passage.claims, *passage.entries))
    return say(language, "drawn-from-it", names=names)


def next_move(language: str, finding: Finding) -> str:
    """What to do about *finding*."""
    folder = PurePosixPath(finding.passage.path or "data").parent
    key = "heading" if finding.kind == "unaccounted" and finding.passage.is_heading else finding.kind
    return say(language, f"next-{key}", file=folder / "passage-notes.ttl")
