"""
Files as nasty as people write them, with faults planted at places that are counted while writing.

Nothing here knows how the check finds a place: a line is a count of line breaks written so far, a column the number of
code points since the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

PREFIXES = {
    "": "https://example.org/id/",
    "ex": "https://example.org/ns#",
    "mov": "https://w3id.org/acervo/ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
SHAPES = """
@prefix ex: <https://example.org/ns#> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix movsh: <https://w3id.org/acervo/shapes#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
movsh:value a sh:PropertyShape ; sh:targetSubjectsOf ex:code ; sh:path ex:code ; sh:pattern "^ok" .
movsh:most a sh:PropertyShape ; sh:targetSubjectsOf ex:one ; sh:path ex:one ; sh:maxCount 1 .
movsh:most-two a sh:PropertyShape ; sh:targetSubjectsOf ex:two ; sh:path ex:two ; sh:maxCount 2 .
movsh:some-most a sh:PropertyShape ; sh:targetSubjectsOf ex:crew ; sh:path ex:crew ;
    sh:qualifiedValueShape [ sh:minInclusive 50 ] ; sh:qualifiedMaxCount 1 .
movsh:some-least a sh:PropertyShape ; sh:targetSubjectsOf ex:mate ; sh:path ex:mate ;
    sh:qualifiedValueShape [ sh:minInclusive 50 ] ; sh:qualifiedMinCount 1 .
movsh:least-two a sh:PropertyShape ; sh:targetClass ex:Pair ; sh:path ex:half ; sh:minCount 2 .
movsh:least a sh:PropertyShape ; sh:targetClass ex:Named ; sh:path ex:name ; sh:minCount 1 .
movsh:inside a sh:PropertyShape ; sh:targetSubjectsOf ex:part ; sh:path ( ex:part ex:inner ) ; sh:pattern "^ok" .
movsh:part a sh:NodeShape ; sh:targetObjectsOf ex:whole ; sh:property movsh:part-named .
movsh:part-named a sh:PropertyShape ; sh:path ex:called ; sh:minCount 1 .
movsh:into a sh:PropertyShape ; sh:targetClass ex:Port ; sh:path [ sh:inversePath ex:within ] ; sh:class ex:Dock .
movsh:item a sh:PropertyShape ; sh:targetSubjectsOf ex:list ;
    sh:path ( ex:list [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ; sh:pattern "^ok" .
movsh:either a sh:PropertyShape ; sh:targetClass ex:Either ;
    sh:path [ sh:alternativePath ( ex:left ex:right ) ] ; sh:pattern "^ok" .
movsh:claimed a sh:PropertyShape ; sh:targetSubjectsOf ex:size ; sh:path ex:size ; sh:minInclusive 10 ;
    <https://w3id.org/acervo/shapes#seesClaims> true .
movsh:dated a sh:PropertyShape ; sh:targetClass ex:Dated ; sh:path mov:earliest ; sh:lessThanOrEquals mov:latest .
movsh:tongue a sh:PropertyShape ; sh:targetSubjectsOf ex:label ; sh:path ex:label ; sh:uniqueLang true .
movsh:ghost a sh:PropertyShape ; sh:targetObjectsOf ex:about ; sh:path ex:note ; sh:minCount 1 .
movsh:further a sh:PropertyShape ; sh:targetSubjectsOf ex:first ; sh:path ( ex:first ex:second ) ; sh:minCount 1 .
movsh:only a sh:NodeShape ; sh:targetClass ex:Closed ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .
movsh:either-shape a sh:PropertyShape ; sh:targetSubjectsOf ex:odd ; sh:path ex:odd ;
    sh:or ( [ sh:minInclusive 10 ] [ sh:nodeKind sh:IRI ] ) .
"""

Planted = tuple[str, int, int, int, int]
"""Rule, line, column, line and column of the end (exclusive)."""
_COMMENTS = (
    "# plain\n",
    "# . ; , [ ( ] ) \"quotes\" ''' <http://a> @prefix x: <x:> .\n",
    "# 🚢 Łódź — “curly” \\ \\u0041 ^^xsd:date\n",
    "#\n",
    "# :not a ex:Named .\t\n",
)
_BLANKS = (" ", " ", " ", "  ", "\t", "\n", "\n    ", "\n\t", " \n\n  ")


@dataclass
class Text:
    """A text that grows and knows where it is."""

    random: Random
    parts: list[str] = field(default_factory=list)
    line: int = 1
    column: int = 1

    def raw(self, text: str) -> None:
        self.parts.append(text)
        breaks = text.count("\n")
        if breaks:
            self.line += breaks
            self.column = len(text) - text.rindex("\n")
        else:
            self.column += len(text)

    def gap(self) -> None:
        """White space, and perhaps comments, between two tokens."""
        self.raw(self.random.choice(_BLANKS))
        while self.random.random() < 0.15:
            self.raw(self.random.choice(_COMMENTS))
            self.raw(self.random.choice(_BLANKS))

    def token(self, text: str) -> tuple[int, int, int, int]:
        """Write *text* after a gap; where it starts and where it ends."""
        self.gap()
        start = self.line, self.column
        self.raw(text)
        return (*start, self.line, self.column)


class Generator:
    """Writes one file of *blocks* statements; `planted` is what a check of it must find, and nothing else."""

    def __init__(self, seed: int, blocks: int):
        self.random = Random(seed)
        self.text = Text(self.random)
        self.planted: list[Planted] = []
        self.count = 0
        self._later: list[Callable[[], None]] = []
        self._head()
        kinds = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("plant_")]
        for _ in range(blocks):
            self.count += 1
            self.random.choice(kinds)()
            if self._later and self.random.random() < 0.3:
                self._later.pop(self.random.randrange(len(self._later)))()
        for write in self._later:
            write()

    def content(self) -> bytes:
        """The file, at random with a byte order mark and with the line ends of one system or of several."""
        ends = self.random.choice((("\n",), ("\r\n",), ("\r",), ("\n", "\r\n", "\r")))
        lines = "".join(self.text.parts).split("\n")
        # An empty line between \r and \n would make one line end of two.
        text = lines[0] + "".join(self._end(ends, line) + line for line in lines[1:])
        return (b"\xef\xbb\xbf" if self.random.random() < 0.5 else b"") + text.encode("utf-8")

    def _end(self, ends: tuple[str, ...], line: str) -> str:
        return self.random.choice(ends) if line else ends[-1] if len(ends) == 1 else "\r\n"

    def _head(self) -> None:
        # At random all on the first line, where a byte order mark counts as nothing.
        end = self.random.choice(("\n", "\n", " "))
        for prefix, namespace in PREFIXES.items():
            sparql = self.random.random() < 0.3
            self.text.raw(f"PREFIX {prefix}: <{namespace}>" if sparql else f"@prefix {prefix}: <{namespace}> .")
            self.text.raw(end)

    # Terms, each in one of its many spellings

    def iri(self, name: str) -> str:
        """`prefix:local`, that way or in full or, for the archive's own, relative."""
        prefix, _, local = name.partition(":")
        forms = [name, f"<{PREFIXES[prefix]}{local}>"]
        if not prefix:
            forms.append(f"<id/{local}>")
            forms.append(f"<https://example.org/id/\\u{ord(local[0]):04X}{local[1:]}>")
        return self.random.choice(forms)

    def string(self, text: str) -> str:
        """A plain literal; an emoji and more may follow *text*."""
        text += self.random.choice(("", "", " 🚢", "\tŁódź", " # no comment ; .", " “curly” [", " e\u0301"))
        forms = [f'"{text}"', f"'{text}'", f'"""{text}"""', f"'''{text}'''", f'"\\u{ord(text[0]):04X}{text[1:]}"']
        forms = [form.replace("\t", "\\t") if form[1:3] not in ('""', "''") else form for form in forms]
        forms += [f'"""{text}\n  and "more" \'\'.\n"""', f'"{text}"^^xsd:string'.replace("\t", "\\t")]
        return self.random.choice(forms)

    def integer(self, number: int) -> str:
        forms = (str(number), f'"{number}"^^xsd:integer', f"'{number}'^^<{PREFIXES['xsd']}integer>", f"+{number}")
        return self.random.choice(forms)

    def name(self) -> str:
        return f":n{self.count}-{self.random.randrange(10**6)}"

    # Writing

    def statement(self, subject: str, *pairs: tuple[str, list[str]]) -> list[tuple[int, int, int, int]]:
        """One statement; the places of its subject and then of every value."""
        places = [self.text.token(subject)]
        for number, (predicate, values) in enumerate(pairs):
            if number:
                self.text.token(";")
            self.text.token(predicate)
            for index, value in enumerate(values):
                if index:
                    self.text.token(",")
                places.append(self.text.token(value))
        self.text.token(".")
        self.text.raw("\n")
        return places

    def plant(self, rule: str, place: tuple[int, int, int, int]) -> None:
        self.planted.append((rule, *place))

    def shuffled(self, bad: list[str], good: list[str]) -> tuple[list[str], list[int]]:
        """All of them in any order, and where the bad ones are."""
        tagged = [(text, True) for text in bad] + [(text, False) for text in good]
        self.random.shuffle(tagged)
        return [text for text, _ in tagged], [index for index, (_, is_bad) in enumerate(tagged) if is_bad]

    def fillers(self) -> list[tuple[str, list[str]]]:
        """Predicates that no shape speaks of."""
        fill = [
            ("ex:z", [self.string("z")]),
            ("ex:y", ["[ ]", "()", "true", "1.5e0"]),
            ("ex:x", ["[ ex:y [ ex:z 1 ] ]"]),
        ]
        return self.random.sample(fill, self.random.randrange(3))

    # What is planted

    def plant_value(self) -> None:
        values, bad = self.shuffled(
            [self.string("bad")], [self.string(f"ok {n}") for n in range(self.random.randrange(4))]
        )
        before = self.fillers()
        places = self.statement(self.iri(self.name()), *before, (self.iri("ex:code"), values))
        skipped = 1 + sum(len(values) for _, values in before)
        self.plant("value", places[skipped + bad[0]])

    def plant_most(self) -> None:
        subject, numbers = self.name(), self.random.sample(range(100), 3)
        values = [self.integer(number) for number in numbers]
        if self.random.random() < 0.5:
            places = self.statement(self.iri(subject), (self.iri("ex:one"), values))
            self.plant("most", places[2])
        else:
            self.statement(self.iri(subject), (self.iri("ex:one"), values[:1]))

            def second() -> None:
                places = self.statement(self.iri(subject), ("ex:z", ["1"]), (self.iri("ex:one"), values[1:]))
                self.plant("most", places[2])

            self._later.append(second)

    def plant_most_two(self) -> None:
        values = [self.integer(number) for number in self.random.sample(range(100), 3)]
        places = self.statement(self.iri(self.name()), ("ex:two", values[:1]), ("ex:two", values[1:]))
        self.plant("most-two", places[3])

    def plant_least(self) -> None:
        subject = self.name()
        order = [("a", [self.iri("ex:Named")]), *self.fillers()]
        self.random.shuffle(order)
        self.plant("least", self.statement(self.iri(subject), *order)[0])
        if self.random.random() < 0.5:
            self._later.append(lambda: self.statement(self.iri(subject), ("ex:z", ['"again"'])) and None)

    def plant_some_most(self) -> None:
        """Only some of the values count; the second of those is one too many."""
        counted = [self.integer(number) for number in self.random.sample(range(50, 100), 2)]
        others = [self.integer(number) for number in self.random.sample(range(50), self.random.randrange(4))]
        values, counting = self.shuffled(counted, others)
        places = self.statement(self.iri(self.name()), ("ex:crew", values))
        self.plant("some-most", places[1 + counting[1]])

    def plant_some_least(self) -> None:
        """There are values and none that counts: the one that lacks it."""
        values = [self.integer(number) for number in self.random.sample(range(50), 1 + self.random.randrange(3))]
        self.plant("some-least", self.statement(self.iri(self.name()), *self.fillers(), ("ex:mate", values))[0])

    def plant_least_two(self) -> None:
        """One value where there should be two is not at fault."""
        pairs = [("a", [self.iri("ex:Pair")]), ("ex:half", [self.integer(1)])]
        self.random.shuffle(pairs)
        self.plant("least-two", self.statement(self.iri(self.name()), *pairs)[0])

    def plant_inside(self) -> None:
        """A value two steps away, within brackets."""
        self.text.token(self.iri(self.name()))
        self.text.token("ex:part")
        self.text.token("[")
        if self.random.random() < 0.5:
            self.text.token("ex:z [ ex:y ( 1 [ ] ) ] ;")
        self.text.token("ex:inner")
        self.plant("inside", self.text.token(self.string("bad")))
        self.text.token("] .")

    def plant_bracket(self) -> None:
        """A node without a name that lacks something: its opening bracket."""
        self.text.token(self.iri(self.name()))
        self.text.token("ex:whole")
        self.plant("part-named", self.text.token("["))
        self.text.token("ex:z")
        self.text.token(self.string("z"))
        self.text.token("] , [ ex:called 'x' ] .")

    def plant_inverse(self) -> None:
        port = self.name()
        self.statement(self.iri(port), ("a", ["ex:Port"]))
        places = self.statement(self.iri(self.name()), *self.fillers(), ("ex:within", [self.iri(port)]))
        self.plant("into", places[0])
        self.statement(self.iri(self.name()), ("a", ["ex:Dock"]), ("ex:within", [self.iri(port)]))

    def plant_item(self) -> None:
        values, bad = self.shuffled(
            [self.string("bad")], [self.string(f"ok {n}") for n in range(self.random.randrange(4))]
        )
        self.text.token(self.iri(self.name()))
        self.text.token("ex:list")
        self.text.token("(")
        places = [self.text.token(value) for value in values]
        self.text.token(")")
        self.text.token(".")
        self.plant("item", places[bad[0]])

    def plant_either(self) -> None:
        pairs = [("ex:left", [self.string("ok")]), ("ex:right", [self.string("bad")])]
        places = self.statement(self.iri(self.name()), ("a", ["ex:Either"]), *pairs)
        self.plant("either", places[3])

    def plant_claimed(self) -> None:
        """What a claim states is in no file; its object is."""
        pairs = [
            ("rdf:subject", [self.iri(self.name())]),
            ("rdf:predicate", [self.iri("ex:size")]),
            ("rdf:object", [self.integer(self.random.randrange(10))]),
        ]
        order = self.random.sample(range(3), 3)
        places = self.statement(self.iri(self.name()), *(pairs[index] for index in order))
        self.plant("claimed", places[1 + order.index(2)])

    def plant_dated(self) -> None:
        places = self.statement(
            self.iri(self.name()),
            ("a", ["ex:Dated"]),
            (self.iri("mov:date"), ['"2018/2016"^^edtf:EDTF']),
            ("ex:z", ["1"]),
        )
        self.plant("dated", places[2])

    def plant_tongue(self) -> None:
        values = ["'a'@en", "'b'@es", '"""c\nd"""@EN', '"e"', '"f"@es-VE']
        places = self.statement(self.iri(self.name()), ("ex:label", values))
        self.plant("tongue", places[3])

    def plant_ghost(self) -> None:
        """A name that nothing is said of: where it is used."""
        places = self.statement(self.iri(self.name()), ("ex:about", [self.iri(self.name())]))
        self.plant("ghost", places[1])

    def plant_further(self) -> None:
        """The way breaks off: the last name on it."""
        middle = self.name()
        places = self.statement(self.iri(self.name()), ("ex:first", [self.iri(middle)]))
        self.plant("further", places[1])
        if self.random.random() < 0.5:
            self.statement(self.iri(middle), ("ex:z", ["1"]))

    def plant_only(self) -> None:
        places = self.statement(self.iri(self.name()), ("a", ["ex:Closed"]), ("ex:extra", [self.string("x")]))
        self.plant("only", places[2])

    def plant_odd(self) -> None:
        places = self.statement(self.iri(self.name()), ("ex:odd", ["12", self.iri("ex:Any"), self.integer(3)]))
        self.plant("either-shape", places[3])
