"""A bad and a good example of each error of syntax, for `acervo explain`; a test holds the reader to them."""

from __future__ import annotations

from typing import Final

#: What stands above each example of Turtle.
PREFIXES: Final = (
    "@prefix : <https://example.org/id/> .\n"
    "@prefix mov: <https://w3id.org/acervo/ns#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)
#: Rules whose examples are N-Triples.
IN_N_TRIPLES: Final = frozenset({"not-n-triples", "relative-iri"})

_NAME: Final = ':port mov:name "Gdańsk"@pl .'
_DATE: Final = ':port mov:built "1901-05"^^xsd:gYearMonth .'
_LINK: Final = ":port mov:url <https://example.org/a%20b> ."
_TWO: Final = ":port mov:name 1 ;\n    mov:size 2 ."
_VALUES: Final = ':port mov:name "Gdańsk"@pl , "Danzig"@de .'
_THING: Final = ":port mov:within :poland ."

#: Rule → what is wrong, and the same as it should be.
EXAMPLES: Final[dict[str, tuple[str, str]]] = {
    "bad-escape": (':port mov:path "C:\\ships" .', ':port mov:path "C:\\\\ships" .'),
    "bad-iri": (":port mov:url <http://a:8x/> .", ":port mov:url <http://a:8/> ."),
    "bad-language-tag": (':port mov:name "Caracas"@es_VE .', ':port mov:name "Caracas"@es-VE .'),
    "bad-name": (":port mov:rate :50% .", ":port mov:rate :50%25 ."),
    "bad-number": (":port mov:size 1e .", ":port mov:size 1e0 ."),
    "bad-prefix-name": ("@prefix x <https://example.org/x#> .", "@prefix x: <https://example.org/x#> ."),
    "bare-address": (":port mov:url https://example.org/a .", ":port mov:url <https://example.org/a> ."),
    "bare-word": (":port mov:name Gdańsk .", ':port mov:name "Gdańsk" .'),
    "blank-node-as-predicate": (":port [] 1 .", ":port mov:size 1 ."),
    "character-in-iri": (":port mov:url <https://example.org/{a}> .", ":port mov:url <https://example.org/%7Ba%7D> ."),
    "character-in-name": (":port mov:owner :bread/roses .", ":port mov:owner :bread\\/roses ."),
    "comma-for-dot": (":port mov:within :poland ,\n:dock a mov:Place .", f"{_THING}\n:dock a mov:Place ."),
    "comma-for-semicolon": (":port mov:name 1 ,\n    mov:size 2 .", _TWO),
    "comma-in-list": (":port mov:years ( 1970, 1980 ) .", ":port mov:years ( 1970 1980 ) ."),
    "curly-quote": (":port mov:name “Gdańsk”@pl .", _NAME),
    "datatype-needs-language": (
        ':port mov:name "Gdańsk"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
        _NAME,
    ),
    "directive-without-dot": (
        "@prefix x: <https://example.org/x#>\nx:port x:size 1 .",
        "@prefix x: <https://example.org/x#> .\nx:port x:size 1 .",
    ),
    "dot-too-early": (":port mov:name 1 .\n    mov:size 2 .", _TWO),
    "empty-object": (":port mov:within .", _THING),
    "extra-comma": (':port mov:name "Gdańsk"@pl , .', _NAME),
    "extra-dot": (":port mov:within :poland ..", _THING),
    "invisible-character": ("\ufeff:port mov:within :poland .", _THING),
    "language-and-datatype": (':port mov:name "Gdańsk"@pl^^xsd:string .', _NAME),
    "language-without-text": (":port mov:size 1@es .", ":port mov:size 1 ."),
    "literal-as-predicate": (':port "within" :poland .', _THING),
    "literal-as-subject": ('"Gdańsk" mov:within :poland .', _THING),
    "missing-comma": (':port mov:name "Gdańsk"@pl "Danzig"@de .', _VALUES),
    "missing-datatype": (':port mov:built "1901-05"^^ .', _DATE),
    "missing-dot": (":port mov:within :poland\n:dock mov:within :port .", f"{_THING}\n:dock mov:within :port ."),
    "missing-namespace": (
        '@prefix x: "https://example.org/x#" .',
        "@prefix x: <https://example.org/x#> .",
    ),
    "missing-predicate": (":port .", _THING),
    "missing-quote": (':port mov:name Gdańsk"@pl .', _NAME),
    "missing-semicolon": (":port mov:name 1\n    mov:size 2 .", _TWO),
    "misspelt-directive": ("@Prefix x: <https://example.org/x#> .", "@prefix x: <https://example.org/x#> ."),
    "name-makes-no-iri": (
        "@prefix h: <http://a:8> .\n:port mov:within h:poland .",
        "@prefix h: <http://a:8/> .\n:port mov:within h:poland .",
    ),
    "no-such-character": (':port mov:name "\\uD83D" .', ':port mov:name "🚢" .'),
    "not-n-triples": (
        "<http://a/port> a <http://a/Port> .",
        "<http://a/port> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://a/Port> .",
    ),
    "not-turtle": (":graph { :port mov:within :poland . }", _THING),
    "one-caret": (':port mov:built "1901-05"^xsd:gYearMonth .', _DATE),
    "percent-in-iri": (":port mov:url <https://example.org/50%> .", ":port mov:url <https://example.org/50%25> ."),
    "quote-in-string": (':port mov:note "They said "no" twice" .', ':port mov:note "They said \\"no\\" twice" .'),
    "relative-iri": (
        "<port> <http://a/in> <http://a/b> .",
        "<http://a/port> <http://a/in> <http://a/b> .",
    ),
    "semicolon-for-dot": (":port mov:within :poland ;\n:dock a mov:Place .", f"{_THING}\n:dock a mov:Place ."),
    "semicolon-for-comma": (':port mov:name "Gdańsk"@pl ;\n    "Danzig"@de .', _VALUES),
    "space-in-iri": (":port mov:url <https://example.org/a b> .", _LINK),
    "stray-character": (":port mov:size § 1 .", ":port mov:size 1 ."),
    "turtle-1-2": ("<< :port mov:within :poland >> mov:holder :ana .", _THING),
    "unclosed-bracket": (":port mov:dock [ mov:size 1 .", ":port mov:dock [ mov:size 1 ] ."),
    "unclosed-iri": (":port mov:url <https://example.org/a%20b .", _LINK),
    "unclosed-long-string": (
        ':port mov:note """One line\nand another .',
        ':port mov:note """One line\nand another""" .',
    ),
    "unclosed-string": (':port mov:name "Gdańsk ;\n    mov:size 2 .', ':port mov:name "Gdańsk" ;\n    mov:size 2 .'),
    "undeclared-prefix": (
        ":port xyz:within :poland .",
        "@prefix xyz: <https://example.org/xyz#> .\n:port xyz:within :poland .",
    ),
    "unexpected-token": (":port @pl mov:within :poland .", _THING),
    "unfinished-file": (":port mov:size", ":port mov:size 1 ."),
    "unopened-bracket": (":port mov:size 1 ] .", ":port mov:size 1 ."),
    "unquoted-value": (":port mov:built 1901-05 .", _DATE),
    # In SPARQL
    "query-header": (
        "SELECT ?port WHERE { ?port a ?kind }",
        "#+ summary: Everything that has a kind\nSELECT ?port WHERE { ?port a ?kind }",
    ),
    "query-syntax": (
        "#+ summary: Everything that has a kind\nSELECT ?port WHERE { ?port a }",
        "#+ summary: Everything that has a kind\nSELECT ?port WHERE { ?port a ?kind }",
    ),
}
#: Rules that no text can show: the bytes or the disk are at fault, or only a fault of ours would call them.
WITHOUT: Final = frozenset({"not-utf8", "page-file", "read-differently", "refused-by-engine", "unreadable-file"})
#: What a rule says of every such fault, where its messages speak of the one in the example.
HEADLINES: Final[dict[str, dict[str, str]]] = {
    "bad-escape": {
        "en": "A backslash in a text or an address stands before a character with which it means nothing. Take it "
        "away, or write \\\\ for a backslash.",
        "es": "En un texto o una dirección hay una barra invertida ante un carácter con el que no significa nada. "
        "Quítela o, para una barra invertida, escriba \\\\.",
    },
    "bad-language-tag": {
        "en": "What stands behind a text is no language tag. Write @es or @pt-BR.",
        "es": "Lo que hay detrás de un texto no es una etiqueta de idioma. Escriba @es o @pt-BR.",
    },
    "bare-word": {
        "en": "A word stands alone. A text needs quotes, a name needs a prefix and a colon, a comment needs # on each "
        "of its lines.",
        "es": "Una palabra está suelta. Un texto necesita comillas; un nombre, un prefijo y dos puntos; un comentario, "
        "# en cada una de sus líneas.",
    },
    "curly-quote": {
        "en": 'A text stands between curly quotes. Write " instead, at its beginning and at its end.',
        "es": 'Un texto está entre comillas tipográficas. Escriba " en su lugar, al principio y al final.',
    },
    "quote-in-string": {
        "en": 'A quote inside a text ends it too early. Write \\" for it, and for its partner as well.',
        "es": 'Una comilla dentro de un texto lo cierra antes de tiempo. Escriba \\" en su lugar y en el de su pareja.',
    },
    "unclosed-iri": {
        "en": "An address that begins with < has no > at its end. Put > right behind its last character.",
        "es": "Una dirección que empieza con < no tiene > al final. Ponga > justo detrás de su último carácter.",
    },
    "unclosed-string": {
        "en": 'A text is not closed on its line. Put " where it ends; a text of several lines stands between """ and '
        '""".',
        "es": 'Un texto no se cierra en su línea. Ponga " donde termina; un texto de varias líneas va entre """ y """.',
    },
}
