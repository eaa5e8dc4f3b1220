"""
How long a search takes among generated names: `python benchmarks/search.py [THINGS]`, each thing with two labels.

Milliseconds of the processor, since a busy machine stretches the others.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from acervo.namespaces import MOV
from acervo.search.building import build_index
from acervo.search.index import Index, Sought
from acervo.search.things import Found, Name, Text, Thing

THINGS = 500_000
_WORDS = 60_000
_CONSONANTS = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ch", "qu", "br", "tr", "h", "j")
_SYLLABLES = [one + other for one in _CONSONANTS for other in "aeioué"]
_HEADS = ("Batalla de", "Battle of", "Workers of", "Trabajadores de", "Consejo de", "Planta", "Council of")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else THINGS
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(_WORDS)]
    found = Found(list(_things(chance, words, number)), {})
    names = [list(thing.names)[1].text for thing in chance.sample(found.things, min(300, number))]
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        build_index(found, Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"{number:,} things: built in {time.process_time() - begun:.0f} s, {size / 1e6:.0f} MB")
        _measure(Index(Path(folder)), names, chance, words)


def _things(chance: random.Random, words: list[str], number: int) -> Iterator[Thing]:
    for one in range(number):
        # Some words are in many names, most in few.
        picked = [words[min(int(chance.paretovariate(0.6)), _WORDS - 1)] for _ in range(chance.choice((1, 2, 2, 3)))]
        name = " ".join(picked).title()
        thing = Thing(f"https://example.org/id/thing-{one}")
        year = chance.randint(1900, 2020)
        thing.names = {Name(f"{chance.choice(_HEADS)} {name}, {year}", "es"): None, Name(name, "en"): None}
        if one % 5 == 0:
            thing.texts = {Text("Los trabajadores hicieron " + " ".join(chance.choices(words, k=12)), "es"): None}
        thing.identifiers = {thing.iri: None}
        thing.types = thing.stated_types = thing.shown_types = {MOV + "Event": None}
        yield thing


def _measure(index: Index, names: list[str], chance: random.Random, words: list[str]) -> None:
    def misspelt(text: str, times: int) -> str:
        letters = list(text)
        for place in chance.choices(range(len(letters)), k=times):
            letters[place] = chance.choice("abcdefghijklmnopqrstuvwxyz")
        return "".join(letters)

    questions: dict[str, Callable[[str], str]] = {
        "a whole name": lambda name: name,
        "one word": lambda name: name.split()[0],
        "two letters wrong": lambda name: misspelt(name, 2),
        "a frequent word, a letter wrong": lambda name: f"batalla de {misspelt(name, 1)}",
        "three letters": lambda name: name[:3],
        "frequent words, not together": lambda name: "batalla de la los trabajadores",
        "sixteen words, all wrong": lambda name: " ".join(misspelt(one, 1) for one in chance.choices(words, k=16)),
    }
    for told, ask in questions.items():
        taken = []
        for name in names:
            typed = ask(name)[:200]
            begun = time.process_time()
            index.search(Sought(typed))
            taken.append((time.process_time() - begun) * 1000)
        taken.sort()
        middle, high = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{told:32} median {middle:6.1f} ms   95 of 100 {high:6.1f} ms   most {taken[-1]:6.1f} ms")


if __name__ == "__main__":
    main()
