"""Each slip gets its own words, at its place; one slip gets one message."""

from __future__ import annotations

import inspect
import re
from string import Formatter

import pytest

from acervo.turtle import (
    building,
    directives,
    endings,
    escapes,
    iri,
    misplaced,
    ntriples,
    reader,
    slips,
    unreadable,
)
from acervo.turtle.problems import LANGUAGES

from .texts import read

HEAD = "@prefix : <https://example.org/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n"
MARK = "invisible-character/mark"
AFTER = "\n:z mov:z 1 ."
"""A sound statement behind the slip, so that each message is shown to be the only one."""

#: What is written on line 3 (and on), then each problem it must give: line, column, code and variant, what is
#: suggested. The line to mend, where it is another one, is the fifth.
PLANTED: list[tuple[str, list[tuple[object, ...]]]] = [
    # Quotes
    (":a mov:b “Gdańsk” .", [(3, 10, "curly-quote/both", '"Gdańsk"')]),
    (":a mov:b «Gdańsk»@es ;\n  mov:c 1 .", [(3, 10, "curly-quote/both", '"Gdańsk"')]),
    (':a mov:b [ mov:c “d" ] ,\n  [ mov:c 1 ] .', [(3, 18, "curly-quote", '"d"')]),
    (':a mov:b “Gdańsk" .', [(3, 10, "curly-quote", '"Gdańsk"')]),
    (":a mov:b “The “Lenin” Shipyard”@en ;\n  mov:c 1 .", [(3, 10, "curly-quote/inside", '"The “Lenin” Shipyard"')]),
    (
        ":a mov:b “Lenin” and “Wałęsa”@en , “x”@pl .",
        [(3, 10, "curly-quote/inside", '"Lenin” and “Wałęsa"'), (3, 36, "curly-quote/both", '"x"')],
    ),
    (':a mov:b “He said "no", and left”@en .', [(3, 10, "curly-quote/quoted", '"He said \\"no\\", and left"')]),
    (":a mov:b “Workers' council #3”@en ;\n  mov:c 1 .", [(3, 10, "curly-quote/both", '"Workers\' council #3"')]),
    (":a mov:b ( “c” “d” ) .", [(3, 12, "curly-quote/both", '"c"'), (3, 16, "curly-quote/both", '"d"')]),
    (":a mov:b “Gdańsk .\n:c mov:d 1 .", [(3, 10, "curly-quote/open", None)]),
    (':a mov:b "Gdańsk” .\n:c mov:d 1 .', [(3, 10, "unclosed-string/curly", None)]),
    (
        ':a mov:b "Gdańsk .\n:c mov:d “x” .',
        [(3, 10, "unclosed-string/probably", None), (4, 10, "curly-quote/both", '"x"')],
    ),
    (':a mov:b "Gdańsk@pl ;\n  mov:c 1 .', [(3, 10, "unclosed-string/probably", None)]),
    (':a mov:b "Gdańsk@pl ;\n.', [(3, 10, "unclosed-string/probably", None)]),
    (':a mov:b "Gdańsk and\n  Gdynia.', [(3, 10, "unclosed-string", None)]),
    (':a mov:b "C:\\\\ships\\" ;\n  mov:c 1 .', [(3, 10, "unclosed-string/backslash", None)]),
    (':a mov:b Gdańsk"@pl ;\n  mov:c 1 .', [(3, 10, "missing-quote", '"Gdańsk"', 3)]),
    (':a mov:b http://a.org/b"^^mov:c ;\n  mov:c 1 .', [(3, 10, "missing-quote", '"http://a.org/b"')]),
    (
        ':a mov:b ¿Qué? ;\n  mov:c ¡Oh!"@es .',
        [(3, 10, "bare-word/text", '"¿Qué?"'), (4, 9, "missing-quote", '"¡Oh!"', 4)],
    ),
    (':a mov:b 71-85" ;\n  mov:c 1 .', [(3, 12, "missing-quote", '"71-85"', 3)]),
    (':a mov:b "They said "no" twice" ;\n  mov:c 1 .', [(3, 21, "quote-in-string/pair", None, 3)]),
    (':a mov:b "They said no" twice" ;\n  mov:c 1 .', [(3, 23, "quote-in-string", None)]),
    (':a mov:b "They said "no", and "yes", twice"@en .', [(3, 21, "quote-in-string/several", None, 3)]),
    (":a mov:b 'They said it's so' .", [(3, 23, "quote-in-string", None)]),
    (':a mov:b \'fine\' , """it\'s\nfine""" .', []),
    (':a mov:b "Orilla"es ;\n  mov:c 1 .', [(3, 18, "bad-language-tag/no-at", "@es")]),
    (
        ':a mov:b "Orilla"es-VE , "Shore"en .',
        [
            (3, 18, "bad-language-tag/no-at", "@es-VE"),
            (3, 33, "bad-language-tag/no-at", "@en"),
        ],
    ),
    # Escapes
    (':a mov:b "C:\\ships" .', [(3, 13, "bad-escape/string", "\\\\s")]),
    (':a mov:b "one\\; two" .', [(3, 14, "bad-escape/mark", ";")]),
    (':a mov:b """one\ntwo \\x""" .', [(4, 5, "bad-escape/string", "\\\\x")]),
    (':a mov:b "\\uD83D\\uDE00" .', [(3, 11, "no-such-character", None)]),
    (':a mov:b "\\U00110000" .', [(3, 11, "no-such-character", None)]),
    (":a mov:b <http://a\\b> .", [(3, 19, "bad-escape/iri", None)]),
    # Addresses
    (":a mov:b <http://a/b c> .", [(3, 21, "space-in-iri", "%20")]),
    (":a mov:b <http://a b/c> .", [(3, 19, "space-in-iri/delete", "")]),
    (":a mov:b <http://a/b > .", [(3, 21, "space-in-iri/delete", "")]),
    (":a mov:b < http://a/b> .", [(3, 11, "space-in-iri/delete", "")]),
    (":a mov:b <http://a/{b}> .", [(3, 20, "character-in-iri", None)]),
    (":a mov:b <http://a/50%> .", [(3, 22, "percent-in-iri", None)]),
    (":a mov:b <http://a:8x/> .", [(3, 10, "bad-iri", None)]),
    (":a mov:b <http://a/ ;\n  mov:c 1 .", [(3, 10, "unclosed-iri/probably", None)]),
    (":a mov:b <http://a/ \n;  mov:c 1 .", [(3, 10, "unclosed-iri/line", None)]),
    (":a mov:b <http://a/ and more\n;  mov:c 1 .", [(3, 10, "unclosed-iri", None)]),
    (":a mov:b < 5 ;\n  mov:c 1 .", [(3, 10, "unclosed-iri/space", None)]),
    (":a mov:b https://a.org/b.html ;\n  mov:c 1 .", [(3, 10, "bare-address", "<https://a.org/b.html>")]),
    # Names
    ("mof:a mov:b mof:c .", [(3, 1, "undeclared-prefix/near", "mov:")]),
    (
        ":a mov:b skos:c , skosx:d .",
        [
            (3, 10, "undeclared-prefix/known", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."),
            (3, 19, "undeclared-prefix/misspelt", "skos:"),
        ],
    ),
    (":a mov:b xyz:c .", [(3, 10, "undeclared-prefix", None)]),
    (":a mov:b :50% .", [(3, 10, "bad-name", None)]),
    (":a mov:b c.:d .", [(3, 10, "bad-name/dot", None)]),
    (":a mov:b :and/or ;\n  mov:c 1 .", [(3, 14, "character-in-name/slash", None)]),
    (":a mov:b :A&O ;\n  mov:c 1 .", [(3, 12, "character-in-name", None)]),
    ("@prefix h: <http://a:8> .\n:a mov:b h:c .", [(4, 10, "name-makes-no-iri", None)]),
    # Strange characters
    (":a mov:b\u00a01 .", [(3, 9, "invisible-character/space", " ")]),
    (":a mov:b 1\u200b .", [(3, 11, "invisible-character", "")]),
    ("\ufeff:a mov:b 1 .", [(3, 1, "invisible-character/mark", "")]),
    (":a \ufeffmov:b 1 ;\n  \ufeffa mov:C .", [(3, 4, MARK, ""), (4, 3, MARK, "")]),
    (":a mov:b 1 ;\n  a\ufeff mov:C .", [(4, 4, MARK, "")]),
    (':a mov:b \ufeff"c"\u200b@en .', [(3, 10, MARK, ""), (3, 14, "invisible-character", "")]),
    (":a mov:b :gda\u00adnsk ;\n  mov:c 1 .", [(3, 14, "invisible-character/inside", None)]),
    (":a mov:b 1 .\ufeff\n@prefix x: <x:> .\nx:a x:b 1 .", [(3, 13, MARK, "")]),
    ("@prefix \ufeffx: <x:> .\nx:a mov:b 1 .", [(4, 1, "undeclared-prefix/invisible", None)]),
    (":a mov:b § 1 .", [(3, 10, "stray-character", None)]),
    (":g { :a mov:b 1 . }", [(3, 4, "not-turtle/graph", None)]),
    (":a = :b .", [(3, 4, "not-turtle/n3", None)]),
    (":a mov:b ?c .", [(3, 10, "not-turtle/variable", None)]),
    # Turtle 1.2
    (":a mov:b <<( :c mov:d 1 )>> .", [(3, 10, "turtle-1-2", None)]),
    ("<< :c mov:d 1 >> mov:b 1 .", [(3, 1, "turtle-1-2", None)]),
    (":a mov:b 1 ~ :r .", [(3, 12, "turtle-1-2", None)]),
    (":a mov:b 1 {| mov:c 2 |} .", [(3, 12, "turtle-1-2", None)]),
    (':a mov:b "x"@he--rtl .', [(3, 13, "turtle-1-2/direction", "@he")]),
    ('VERSION "1.2"\n:a mov:b 1 .', [(3, 1, "turtle-1-2/version", None)]),
    ('@version "1.2" .\n:a mov:b 1 .', [(3, 1, "turtle-1-2/version", None)]),
    # Dots, semicolons and commas
    (":a mov:b 1\n:c mov:d 2 .", [(4, 1, "missing-dot", "1 .", 3)]),
    (":a mov:b 1\n\n# why\n@prefix x: <x:> .", [(6, 1, "missing-dot", "1 .", 3)]),
    (':a mov:b "c"\n@prefix x: <x:> .', [(4, 9, "missing-dot", '"c" .', 3)]),
    (":a mov:b 1\nPREFIX x: <x:>", [(4, 1, "missing-dot", "1 .", 3)]),
    (":a mov:b 1 :c mov:d 2 .", [(3, 12, "missing-dot", "1 .", 3)]),
    (":a mov:b 1\n  mov:c 2 .", [(4, 3, "missing-semicolon", "1 ;", 3)]),
    (":a mov:b 1\n  a mov:C .", [(4, 3, "missing-semicolon", "1 ;", 3)]),
    (":a mov:b [ mov:c 1\n  mov:d 2 ] .", [(4, 3, "missing-semicolon", "1 ;", 3)]),
    (':a mov:b "c"@en\n  "d"@es .', [(4, 3, "missing-comma", "@en ,", 3)]),
    (":a mov:b :c :d .", [(3, 13, "missing-comma/inline", ":c ,", 3)]),
    (":a mov:b [ mov:c 1 mov:d 2 ] .", [(3, 20, "missing-semicolon/inline", "1 ;", 3)]),
    (":a mov:b 1 ,\n  mov:c 2 .", [(4, 9, "comma-for-semicolon", ";", 3)]),
    (":a mov:b 1 ,\n  a mov:C .", [(4, 3, "comma-for-semicolon", ";", 3)]),
    (":a mov:b 1 ,\n:c a mov:D ;\n  mov:e 2 .", [(4, 1, "comma-for-dot", ".", 3)]),
    (":a mov:b 1 ,\n:c mov:d :e ;\n  mov:f 2 .", [(4, 1, "comma-for-dot", ".", 3)]),
    (":a mov:b 1 ,\n_:c a mov:D .", [(4, 1, "comma-for-dot", ".", 3)]),
    (":a mov:b 1 ,\n  :c mov:d :e .", [(4, 3, "comma-for-dot/either", ".", 3)]),
    (":a mov:b 1 ;\n:c a mov:D ;\n  mov:e 2 .", [(4, 1, "semicolon-for-dot", ".", 3)]),
    (":a mov:b 1 ;\n:c mov:d :e ;\n  mov:f 2 .", [(4, 1, "semicolon-for-dot", ".", 3)]),
    (':a mov:b "c"@en ;\n  "d"@es .', [(4, 3, "semicolon-for-comma", ",", 3)]),
    (":a mov:b 1 .\n  mov:c 2 .", [(4, 9, "dot-too-early/subject", ";", 3)]),
    (":a mov:b 1 .\n  a mov:C .", [(4, 3, "dot-too-early", None, 3)]),
    (":a mov:b 1 . ; mov:c 2 .", [(3, 14, "dot-too-early", None, 3)]),
    (":a mov:b 1 ..", [(3, 13, "extra-dot", None)]),
    ("PREFIX x: <x:> .", [(3, 16, "extra-dot/sparql", None)]),
    (":a mov:b 1 , .", [(3, 14, "extra-comma", None, 3)]),
    (":a mov:b 1 , ;\n  mov:c 2 .", [(3, 14, "extra-comma", None, 3)]),
    # Subjects, predicates and objects
    ('"a" mov:b 1 .', [(3, 1, "literal-as-subject", None)]),
    (':a mov:b "c" .\n"d" .', [(4, 1, "literal-as-subject/after-dot", None, 3)]),
    (':a "b" 1 .', [(3, 4, "literal-as-predicate", None)]),
    (":a _:b 1 .", [(3, 4, "blank-node-as-predicate", None)]),
    (":a [] 1 .", [(3, 4, "blank-node-as-predicate", None)]),
    (":a .", [(3, 4, "missing-predicate", None, 3)]),
    (":a\n@prefix x: <x:> .", [(4, 1, "missing-predicate", None, 3)]),
    (":a mov:b .", [(3, 10, "empty-object", None, 3)]),
    (":a mov:b ;\n  mov:c 1 .", [(3, 10, "empty-object", None, 3)]),
    (":a mov:b [ mov:c ] .", [(3, 18, "empty-object", None, 3)]),
    (":a mov:b :c ; :d .", [(3, 18, "empty-object/after-semicolon", None, 3)]),
    (":a mov:b\n@prefix x: <x:> .", [(4, 1, "empty-object/unended", None, 3)]),
    # Brackets and lists
    (":a mov:b [ mov:c 1 ;\n  mov:d 2 .", [(4, 11, "unclosed-bracket", None, 3)]),
    (":a mov:b ( 1\n  2 .", [(4, 5, "unclosed-bracket", None, 3)]),
    (":a mov:b [ mov:c ( 1 ] .", [(3, 22, "unclosed-bracket", None, 3)]),
    (":a mov:b [ mov:c 1 ) ] .", [(3, 20, "unclosed-bracket", None, 3)]),
    (":a mov:b 1 ] .", [(3, 12, "unopened-bracket", None)]),
    (":a mov:b 1 ) .", [(3, 12, "unopened-bracket", None)]),
    (":a mov:b ( 1, 2 ) .", [(3, 13, "comma-in-list", None)]),
    # Words and numbers
    (":a mov:b Gdańsk ;\n  mov:c 1 .", [(3, 10, "bare-word/text", '"Gdańsk"')]),
    (":a mov:b Lenin Shipyard ;\n  mov:c 1 .", [(3, 10, "bare-word/text", '"Lenin Shipyard"')]),
    (":a mov:b Workers' council ;\n  mov:c 1 .", [(3, 10, "bare-word/text", '"Workers\' council"')]),
    (":a mov:b Workers' council .", [(3, 10, "bare-word/text", '"Workers\' council"')]),
    (":a label 1 .", [(3, 4, "bare-word", None)]),
    ("Gdańsk mov:b 1 .", [(3, 1, "bare-word", None)]),
    ("# The port\nof Gdańsk.\n:a mov:b 1 .", [(4, 1, "bare-word/comment", None)]),
    (":a mov:b TRUE .", [(3, 10, "bare-word/boolean", "true")]),
    (":a mov:b 1e .", [(3, 10, "bad-number", None)]),
    (":a mov:b 1980-08-31 .", [(3, 14, "unquoted-value/date", '"1980-08-31"^^xsd:date', 3)]),
    (":a mov:b 1980-08 .", [(3, 14, "unquoted-value/date", '"1980-08"^^xsd:gYearMonth', 3)]),
    (":a mov:b 71-85 .", [(3, 12, "unquoted-value", '"71-85"', 3)]),
    (":a mov:b 3rd .", [(3, 11, "unquoted-value", '"3rd"', 3)]),
    # Languages and datatypes
    (':a mov:b "c"@es_VE .', [(3, 16, "bad-language-tag", "@es-VE", 3)]),
    (':a mov:b "c"@e .', [(3, 13, "bad-language-tag", None)]),
    (':a mov:b "c"@ .', [(3, 13, "bad-language-tag/empty", None)]),
    (":a mov:b 1@es .", [(3, 11, "language-without-text", None)]),
    (':a mov:b "c"@es^^mov:D .', [(3, 16, "language-and-datatype/language", None)]),
    (":a mov:b 1^^mov:D .", [(3, 11, "language-and-datatype/datatype", None)]),
    (':a mov:b "c"^^ .', [(3, 16, "missing-datatype", None)]),
    (':a mov:b "c"^^date .', [(3, 15, "missing-datatype", None)]),
    (':a mov:b "c"^mov:D .', [(3, 13, "one-caret", "^^")]),
    (
        '@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n:a mov:b "c"^^rdf:langString .',
        [(4, 15, "datatype-needs-language", None)],
    ),
    # Directives
    ("@prefix x <x:> .\nx:a x:b 1 .", [(3, 9, "bad-prefix-name/colon", "x:")]),
    ("@prefix <x:> .", [(3, 9, "bad-prefix-name/none", None)]),
    ("@prefix x:y <x:> .\nx:a x:b 1 .", [(3, 9, "bad-prefix-name", "x:")]),
    ('@prefix x: "x:" .\nx:a x:b 1 .', [(3, 12, "missing-namespace/quotes", "<x:>")]),
    ("@prefix x: mov:y .\nx:a x:b 1 .", [(3, 12, "missing-namespace", None)]),
    ("@prefix x: http://x/ .\nx:a x:b 1 .", [(3, 12, "bare-address", "<http://x/>")]),
    ("@base mov:x .", [(3, 7, "missing-namespace", None)]),
    ("@prefix x: <http://x y/> .\nx:a x:b 1 .", [(3, 21, "space-in-iri/delete", "")]),
    ("@prefix x: <x:>\nx:a x:b 1 .", [(4, 1, "directive-without-dot", "<x:> .", 3)]),
    ("@prefix x: <x:> ;\nx:a x:b 1 .", [(3, 17, "directive-without-dot", ".", 3)]),
    ("@Prefix x: <x:> .\nx:a x:b 1 .", [(3, 1, "misspelt-directive", "@prefix")]),
    ("PERFIX x: <x:>\nx:a x:b 1 .", [(3, 1, "misspelt-directive", "PREFIX")]),
    # Several at once
    (
        ':a mov:b “c” ;\n  mov:d mof:e ;\n  mov:f "g\\h" ;\n  mov:i [ mov:j 1 .\n:k mov:l .\n:m mov:n 1980-08 .',
        [
            (3, 10, "curly-quote/both", '"c"'),
            (4, 9, "undeclared-prefix/near", "mov:"),
            (5, 11, "bad-escape/string", "\\\\h"),
            (6, 19, "unclosed-bracket", None, 6),
            (7, 10, "empty-object", None, 7),
            (8, 14, "unquoted-value/date", '"1980-08"^^xsd:gYearMonth', 8),
        ],
    ),
    (
        ':a mov:b “c”@en ;\n  mov:d "e"^mov:f\n  mov:g 1@es ;\n  mov:h "i"@es_VE , ;\n  mov:j .\n',
        [
            (3, 10, "curly-quote/both", '"c"'),
            (4, 12, "one-caret", "^^"),
            (5, 3, "missing-semicolon", "mov:f ;", 4),
            (5, 10, "language-without-text", None),
            (6, 15, "bad-language-tag", "@es-VE", 6),
            (6, 21, "extra-comma", None, 6),
            (7, 9, "empty-object/after-semicolon", None, 7),
        ],
    ),
    # Nothing wrong
    (":a mov:b 1 ;;\n ; mov:c 2 ; .", []),
]

#: Slips that take the end of the file with them.
AT_THE_END: list[tuple[str, list[tuple[object, ...]]]] = [
    (":a mov:b 1 .\n\u200b\n", [(4, 1, "invisible-character/end", "")]),
    (":a mov:b 1", [(3, 11, "missing-dot/file", "1 .", 3)]),
    (":a mov:b 1 # why\n\n", [(5, 1, "missing-dot/file", "1 .", 3)]),
    (":a mov:b", [(3, 9, "unfinished-file", None, 3)]),
    (":a mov:b 1 ;", [(3, 13, "unfinished-file", None, 3)]),
    ("@prefix x:", [(3, 11, "unfinished-file", None, 3)]),
    ("@prefix x: <x:>", [(3, 16, "directive-without-dot", "<x:> .", 3)]),
    (":a mov:b [ mov:c 1", [(3, 19, "unclosed-bracket", None, 3)]),
    (":a mov:b ( 1\n", [(4, 1, "unclosed-bracket", None, 3)]),
    (':a mov:b """one\ntwo\n', [(3, 10, "unclosed-long-string", None)]),
]

N_TRIPLES: list[tuple[str, list[tuple[object, ...]]]] = [
    ('<a:a> <a:b> <a:c> .\n\n# why\n_:x <a:b> "c"@en .\r\n', []),
    ("<a:a> <a:b> <a:c>\n<a:a> <a:b> <a:d> .", [(2, 1, "missing-dot/line", None, 1)]),
    (
        "<a:a> <a:b>\n<a:c> .",
        [(2, 1, "not-n-triples/line-ends", None, 1), (2, 7, "unexpected-token/predicate", None, 2)],
    ),
    ("<a:a> <a:b> <a:c> . <a:a> <a:b> <a:d> .", [(1, 21, "not-n-triples/two-on-a-line", None, 1)]),
    ("<a> <a:b> <a:c> .", [(1, 1, "relative-iri", None)]),
    ("a:a <a:b> <a:c> .", [(1, 1, "not-n-triples/name", None)]),
    ("<a:a> a <a:c> .", [(1, 7, "not-n-triples/word", None, 1)]),
    ("<a:a> <a:b> 1 .", [(1, 13, "not-n-triples/number", None, 1)]),
    ("<a:a> <a:b> 'c' .", [(1, 13, "not-n-triples/single-quotes", None, 1)]),
    ('<a:a> <a:b> """c""" .', [(1, 13, "not-n-triples/long-string", None, 1)]),
    ("<a:a> <a:b> [] .", [(1, 13, "not-n-triples/bracket", None, 1)]),
    ("<a:a> <a:b> <a:c> , <a:d> .", [(1, 19, "missing-dot/line", None, 1)]),
    ("; <a:b> <a:c> .", [(1, 1, "not-n-triples/separator", None)]),
    ("@prefix a: <a:> .", [(1, 1, "not-n-triples/directive", None)]),
    ('"a" <a:b> <a:c> .', [(1, 1, "literal-as-subject", None)]),
    ("<a:a> _:b <a:c> .", [(1, 7, "blank-node-as-predicate", None, 1)]),
    ('<a:a> <a:b> "c"^^ .', [(1, 19, "missing-datatype", None, 1)]),
    (
        '<a:a> <a:b> "c\\q" .\n<a:a> <a:b> "c"@e .',
        [(1, 15, "bad-escape/string", "\\\\q"), (2, 16, "bad-language-tag", None)],
    ),
    ("<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .", [(1, 13, "turtle-1-2", None, 1)]),
    ('<a:a> <a:b> "c .', [(1, 13, "unclosed-string", None, 1)]),
]


def found(text: str, path: str = "data/a.ttl") -> list[tuple[object, ...]]:
    """The problems of *text* in the form of `PLANTED`."""
    document = read(text, path)
    return [
        (problem.line, problem.column, problem.key, problem.suggestion)
        + ((document.position(problem.related[0])[0],) if problem.related else ())
        for problem in document.errors
    ]


@pytest.mark.parametrize(("text", "expected"), PLANTED, ids=[repr(text)[1:-1] for text, _ in PLANTED])
def test_a_slip_is_told_once_at_its_place(text, expected):
    assert expected == found(HEAD + text + AFTER)


@pytest.mark.parametrize(("text", "expected"), AT_THE_END, ids=[repr(text)[1:-1] for text, _ in AT_THE_END])
def test_a_slip_at_the_end_is_told_once_at_its_place(text, expected):
    assert expected == found(HEAD + text)


@pytest.mark.parametrize(("text", "expected"), N_TRIPLES, ids=[repr(text)[1:-1] for text, _ in N_TRIPLES])
def test_a_slip_in_n_triples_is_told_at_its_place(text, expected):
    assert expected == found(text, "data/a.nt")


@pytest.mark.parametrize(
    "text", [text for text, expected in PLANTED if len(expected) == 1 and expected[0][3] is not None]
)
def test_what_is_suggested_mends_the_slip(text):
    """An editor may put the suggestion where it belongs."""
    text = HEAD + text + AFTER
    (problem,) = read(text).errors
    assert problem.suggestion is not None
    start, end = problem.place
    if problem.suggestion.startswith("@prefix "):
        start = end = 0

    mended = read(f"{text[:start]}{problem.suggestion}{text[end:]}", "data/a.ttl")

    assert [] == [error.key for error in mended.errors if error.code not in FURTHER]


#: What mending may bring to light: a date needs the prefix of its datatype.
FURTHER = {"undeclared-prefix"}


def test_reading_goes_on_behind_each_slip():
    """What is sound around a slip is read: positions for the rest of the file stay right."""
    document = read(f"{HEAD}:a mov:b “x” ; mov:c :ok .\n:d mov:e [ mov:f 1 .\n:g mov:h 2 .")

    assert [":ok", "1", "2"] == [document.text[slice(*triple.object_span)] for triple in document.triples]


def test_a_file_that_is_no_turtle_at_all_gets_a_hundred_messages_at_most():
    assert 100 == len(read("“ x .\n" * 5000).errors)
    assert 100 == len(read(f"{HEAD}:a mov:b {'“x “y” z” , ' * 5000}1 .").errors)


def test_the_archives_own_prefix_is_known():
    (problem,) = read(":a <x:b> 1 .").errors

    assert "@prefix : <https://example.org/gdansk/id/> ." == problem.suggestion


# The words


def test_every_language_has_every_message_with_the_same_facts():
    english = LANGUAGES["en"]

    for language, messages in LANGUAGES.items():
        assert english.keys() == messages.keys(), language
        for key, message in messages.items():
            assert facts(english[key]) >= facts(message), (language, key)


def facts(message: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(message)} - {None}


def test_every_message_is_planted():
    """A message that no test sees is one that nobody has read."""
    planted = {str(problem[2]) for _, expected in (*PLANTED, *AT_THE_END, *N_TRIPLES) for problem in expected}
    elsewhere = {"refused-by-engine", "read-differently", "not-utf8"}

    assert TOO_ODD == LANGUAGES["en"].keys() - planted - elsewhere


TOO_ODD = {
    "unexpected-token/subject",
    "unexpected-token/object",
    "unexpected-token/item",
}
"""Reached only by what is no slip of a person; the corruptions reach them."""


def test_every_code_in_the_source_has_a_message():
    modules = (building, directives, endings, escapes, iri, misplaced, ntriples, reader, slips, unreadable)
    source = "".join(map(inspect.getsource, modules))
    codes = set(
        re.findall(r'(?:Diagnosis|Fault|EscapeFault|_token|_report|_problem)\(\s*(?:document, )?"([a-z0-9-]+)"', source)
    )

    assert len(codes) > 40
    assert set() == codes - {key.partition("/")[0] for key in LANGUAGES["en"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_written(language):
    """No message asks for a fact that its problem does not have, and none is long."""
    for text, _ in (*PLANTED, *AT_THE_END):
        for problem in read(HEAD + text).errors:
            message = problem.message(language)
            assert message.endswith((".", "?", ":", ">")), message
            assert "{" not in message.replace("“{”", "").replace("character {", "").replace(
                "carácter {", ""
            ).removeprefix("{")


def test_a_message_is_fit_for_one_line():
    text = "long\\n" * 50
    (problem,) = read(f'{HEAD}:a mov:b "c" "{text}\tend" .').errors

    assert len(problem.message()) < 300
    assert "\n" not in problem.message()
    assert str(problem).startswith("3:14 missing-comma: ")
