"""Turtle as curators write it, as much as is asked for: the same seed gives the same bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator

_PREFIXES = """\
@prefix : <https://example.org/id/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_WORDS = (
    "strike",
    "march",
    "señal",
    "huelga",
    "fábrica",
    "año",
    "Łódź",
    "Gdańsk",
    "stocznia",
    "工場",
    "забастовка",
    "vote",
)


def turtle(size: int, seed: int = 2016) -> str:
    """Turtle of *size* bytes or a little more: names, claims, notes of several lines, blank nodes, lists, comments."""
    chance = random.Random(seed)
    parts, length, number = [_PREFIXES], len(_PREFIXES), 0
    while length < size:
        number += 1
        part = "".join(_event(chance, number))
        parts.append(part)
        length += len(part.encode())
    return "".join(parts)


def _event(chance: random.Random, number: int) -> Iterator[str]:
    name = f":event-{number}"
    yield f'# {_text(chance, 6)}; see <{name}> "or" not.\n'
    yield f"{name}\n    a mov:Strike ;\n    mov:partOf :movement-{chance.randrange(50)} ;\n"
    yield f'    skos:editorialNote """{_text(chance, 12)},\n  "{_text(chance, 8)}" \\u00E9 \\\\\n'
    yield f'{_text(chance, 9)}."""@en ;\n'
    yield f'    skos:prefLabel\n        "{_text(chance, 3)} {number}"@en ,\n'
    yield f'        "{_text(chance, 3)} {number}"@es ;\n.\n\n'
    for claim in range(chance.randrange(1, 5)):
        date = f"{chance.randrange(1870, 2020)}-{chance.randrange(1, 13):02}"
        yield f"{name}-date-{claim} a mov:Claim ;\n"
        yield f'    rdf:subject {name} ; rdf:predicate mov:date ; rdf:object "{date}"^^edtf:EDTF ;\n'
        yield f"    mov:passage :passage-{chance.getrandbits(32):08x} .  # {_text(chance, 4)}\n\n"
    yield f"{name}-count-1 a mov:Claim ;\n    mov:count [ mov:unit :unit-{chance.randrange(9)} ; "
    yield f"mov:value {chance.randrange(90_000)} , {chance.randrange(900)}.{chance.randrange(10, 90)} ] ;\n"
    yield f"    mov:of ( :group-{chance.randrange(99)} {chance.random():.4f}e0 true ) .\n\n"


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words))
