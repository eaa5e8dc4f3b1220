"""The reader's messages in English; `{line}` is the line to mend, `{suggestion}` what could stand there."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # Quotes and texts
    "curly-quote": 'The quote {found} is curly. Turtle wants straight quotes: write " instead.',
    "curly-quote/open": 'The quote {found} is curly. Turtle wants straight quotes: write " instead, here and where the '
    "text ends.",
    "curly-quote/both": 'The quotes are curly. Write " instead of the {found} here and of the {close} in column {end}.',
    "curly-quote/inside": 'The outer quotes are curly. Write " instead of the {found} here and of the {close} in '
    "column {end}; the curly quotes inside the text may stay.",
    "curly-quote/quoted": 'The outer quotes are curly. Write " instead of the {found} here and of the {close} in '
    'column {end}, and \\" for each straight quote between them.',
    "unclosed-string": "The text that begins here is not closed on its line. Put {quote} where it ends; "
    'a text of several lines stands between """ and """.',
    "unclosed-string/backslash": "The text that begins here is not closed: the backslash \\ before the last {quote} "
    "makes it part of the text. Write \\\\ for a backslash, or remove it.",
    "unclosed-string/curly": "The text that begins here with {quote} ends with a curly quote. Put {quote} instead of "
    "the {curly} in column {end}.",
    "unclosed-string/probably": "The text that begins here is not closed on its line. Put {quote} where it ends, "
    "probably before {before} in column {end}.",
    "unclosed-long-string": "The text that begins here with {quote} is never closed. Put {quote} where it ends.",
    "quote-in-string": "This quote ends the text, and “{found}” follows it. If it belongs to the text, write "
    "\\{quote} for it.",
    "quote-in-string/pair": "This quote stands inside a text and ends it too early. Write \\{quote} for it, and for "
    "its partner in column {partner} as well.",
    "quote-in-string/several": "This quote stands inside a text and ends it too early. Write \\{quote} for each of "
    "them: columns {columns}.",
    "missing-quote": "The text {found} has a quote at its end and none at its beginning. Put {quote} before it.",
    "bad-escape/string": "In a text, {found} means nothing. Write \\\\ for a backslash; if none is meant, "
    'take it away: {behind}. Others are \\" \\n \\t \\r \\b \\f and \\u with four digits.',
    "bad-escape/mark": "In a text, {found} means nothing. If no backslash is meant, take it away: write {behind} "
    "alone. Write \\\\ for a backslash.",
    "bad-escape/iri": "In an address, {found} means nothing. Write / or %5C instead of a backslash.",
    "no-such-character": "{found} is the number of no character. Type the character itself.",
    # Addresses
    "unclosed-iri": "The address that begins here with < has no > at its end. Put > where it ends.",
    "unclosed-iri/line": "The address that begins here with < has no > at its end. Put > where it ends, probably at "
    "the end of the line.",
    "unclosed-iri/probably": "The address that begins here with < has no > at its end. Before the {before}, put > "
    "right behind its last character: probably in column {end}.",
    "unclosed-iri/space": "A < begins an address here, and no > ends it. In a text it belongs between quotes.",
    "space-in-iri": "There is a space inside < >. An address has none: remove it, or write %20.",
    "space-in-iri/delete": "There is a space inside < >, where an address can have none. Delete it.",
    "character-in-iri": "An address cannot hold the character {found}. Write it as % and two digits, or remove it.",
    "percent-in-iri": "In an address, % is followed by two hexadecimal digits; {found} is not. "
    "Write %25 for a percent sign.",
    "bad-iri": "<{iri}> is no address: {found}.",
    "relative-iri": "N-Triples wants whole addresses; <{iri}> has no scheme such as https: before it.",
    "bare-address": "An address stands between < and >. Write {suggestion}.",
    # Names
    "undeclared-prefix": "The prefix “{prefix}:” is used but not declared in this file. "
    "Add a line at the top: @prefix {prefix}: <…> .",
    "undeclared-prefix/near": "The prefix “{prefix}:” is not declared in this file. Did you mean “{suggestion}”?",
    "undeclared-prefix/misspelt": "The prefix “{prefix}:” is not declared in this file. Did you mean “{suggestion}” "
    "(<{namespace}>)? It has to be declared at the top as well.",
    "undeclared-prefix/invisible": "The prefix “{prefix}:” is declared with an invisible character in it ({name}). "
    "Type that line at the top anew.",
    "undeclared-prefix/known": "The prefix “{prefix}:” is used but not declared in this file. "
    "Add this line at the top: {suggestion}",
    "bad-name": "In the name {found}, the last character escapes nothing. Write \\% for a percent sign in a name, "
    "or remove it.",
    "bad-name/dot": "The prefix in {found} ends with a dot. If the dot ends a statement, put a space behind it.",
    "name-makes-no-iri": "The name {name} makes <{iri}>, which is no address. Does its namespace lack a / or # at the "
    "end?",
    "character-in-name": "A name cannot hold the character {found}. Behind {name}, write \\{found}, or the whole "
    "address between < and >.",
    "character-in-name/slash": "A name cannot hold a slash. Behind {name}, write \\/, or the whole address between "
    "< and >.",
    # Strange characters
    "invisible-character": "An invisible character stands here, before “{word}”: {found}. Delete it "
    "(acervo check --fix does it).",
    "invisible-character/mark": "An invisible character stands here, before “{word}”: a byte order mark (U+FEFF), "
    "which pasting leaves behind. Delete it (acervo check --fix does it).",
    "invisible-character/space": "A space that Turtle does not know stands here, before “{word}”: {found}. Type a "
    "plain space instead (acervo check --fix does it).",
    "invisible-character/inside": "An invisible character stands here, before “{word}” and right behind another word: "
    "{found}. Delete it, and type a space if these are two words.",
    "invisible-character/end": "An invisible character stands here, behind “{word}”: {found}. Delete it "
    "(acervo check --fix does it).",
    "stray-character": "The character {found} means nothing here. Is it part of a text without quotes?",
    "not-turtle/graph": "{found} belongs to TriG, which names graphs. Here every file is a graph of its own: "
    "write the statements alone.",
    "not-turtle/n3": "{found} belongs to Notation3. Turtle wants subject, predicate and object.",
    "not-turtle/variable": "{found} begins a variable of SPARQL. In a file every thing has a name.",
    "turtle-1-2": "{found} belongs to Turtle 1.2, which is not supported. Say it as a claim: "
    "rdf:subject, rdf:predicate, rdf:object.",
    "turtle-1-2/direction": "The direction in {found} belongs to Turtle 1.2, which is not supported. "
    "Write {suggestion}.",
    "turtle-1-2/version": "VERSION belongs to Turtle 1.2, which is not supported. Remove the line.",
    # Dots, semicolons, commas
    "missing-dot": "The statement that ends here, on line {line}, has no full stop. Put “ .” behind it, or “ ;” if it "
    "goes on.",
    "missing-dot/file": "The last statement has no end. Put “ .” behind it on line {line}.",
    "missing-dot/line": "Line {line} has no end. Put “ .” behind it: in N-Triples, one triple stands on one line.",
    "missing-semicolon": "Between two statements about the same subject stands a semicolon. Put “ ;” at the end of "
    "line {line}.",
    "missing-semicolon/inline": "Between two statements about the same subject stands a semicolon. Put “ ;” between "
    "{before} and {found}.",
    "missing-comma": "Between two values of one predicate stands a comma. Put “ ,” at the end of line {line}.",
    "missing-comma/inline": "Between two values of one predicate stands a comma. Put “ ,” between {before} and "
    "{found}.",
    "comma-for-semicolon": "{found}, behind this comma, is a new predicate: the comma on line {line} should be a "
    "semicolon “;”.",
    "comma-for-dot": "A new statement begins on line {next}, about {found}: the comma on line {line} should be a full "
    "stop “.”.",
    "comma-for-dot/either": "A new statement seems to begin on line {next}, about {found}: the comma on line {line} "
    "should be a full stop “.”. If {found} is a predicate, write a semicolon “;”.",
    "semicolon-for-dot": "A new statement begins on line {next}, about {found}: the semicolon on line {line} should be "
    "a full stop “.”.",
    "semicolon-for-comma": "{found}, behind this semicolon, is another value of the same predicate: the semicolon on "
    "line {line} should be a comma “,”.",
    "dot-too-early": "This dot on line {line} ends the statement, and “{found}” behind it cannot begin one. "
    "Write “;” instead, or “,” before another value.",
    "dot-too-early/subject": "{subject} was read as a new subject, since this dot on line {line} ends the statement "
    "before. Write “;” instead.",
    "extra-dot": "This dot ends nothing: the statement before it has its own. Delete it.",
    "extra-dot/sparql": "PREFIX and BASE without @ have no dot at their end. Delete the dot, or write @prefix.",
    "extra-comma": "No value follows this comma on line {line}. Delete the comma, or add the value.",
    "unfinished-file": "The file ends in the middle of a statement, behind {found} on line {line}.",
    # Subjects, predicates, objects
    "literal-as-subject": "{found} is a value; a statement begins with the name of a thing.",
    "literal-as-subject/after-dot": "{found} is a value; a statement begins with the name of a thing. If it is one "
    "more value, write “,” instead of the dot on line {line}.",
    "literal-as-predicate": "{found} is a value; behind {subject} a predicate is wanted, such as rdfs:label.",
    "blank-node-as-predicate": "A predicate needs a name; {found} begins a thing without one. "
    "Is the predicate before it missing?",
    "missing-predicate": "Nothing is said about {subject}: a predicate and a value are missing before “{found}”.",
    "empty-object": "The predicate {predicate} has no value. Add one before “{found}”, or delete the predicate.",
    "empty-object/after-semicolon": "{predicate} was read as a predicate, and it has no value before “{found}”. If it "
    "is one more value, write “,” instead of the “;” before it.",
    "empty-object/unended": "The statement before this has no end, and the value of {predicate} is missing.",
    # Brackets and lists
    "unclosed-bracket": "The {open} from line {line}, column {column}, is not closed. Put {close} where it ends.",
    "unopened-bracket": "No bracket is open that {found} could close. Delete it, or open one before.",
    "comma-in-list": "The values of a list ( ) are separated by spaces. Delete the comma.",
    # Words and numbers
    "bare-word": "“{found}” stands alone. A text needs quotes, a name needs a prefix and a colon.",
    "bare-word/comment": "“{found}” stands alone. If this line goes on with the comment of line {above}, put # before "
    "it. Otherwise a text needs quotes, a name needs a prefix and a colon.",
    "bare-word/boolean": "Yes and no are written in small letters: {suggestion}.",
    "bare-word/text": "“{found}” has no quotes. A text needs them, a name needs a prefix and a colon.",
    "bad-number": "{found} is no number. Write 12, -3.5 or 1.2e6; anything else needs quotes.",
    "unquoted-value": "{value} needs quotes: without them it is read as the number {before} and something else.",
    "unquoted-value/date": "A date needs quotes: {suggestion}. Without them {before} is read as a number.",
    # Languages and datatypes
    "bad-language-tag": "{found} is no language tag. Write @es or @pt-BR: letters, then parts behind hyphens.",
    "bad-language-tag/no-at": "Behind this text stands {found} without @. Write {whole}.",
    "bad-language-tag/empty": "An @ is followed by a language, such as @es, or by prefix or base.",
    "language-without-text": "The language {found} stands behind no text.",
    "language-and-datatype/language": "A text has a language or a datatype, not both. Delete one of them.",
    "language-and-datatype/datatype": "The ^^ stands behind no text: write the value between quotes, as in "
    '"12"^^xsd:integer.',
    "missing-datatype": "Behind ^^ a datatype is wanted, such as xsd:date; {found} is none.",
    "one-caret": "Before a datatype stand two carets: {suggestion}.",
    "datatype-needs-language": "A text of this datatype needs a language: write @es instead of ^^ and the datatype.",
    # Directives
    "bad-prefix-name": "A prefix ends with its colon: @prefix ex: <…> . Here stands {found}.",
    "bad-prefix-name/colon": "A prefix ends with a colon: write {suggestion}",
    "bad-prefix-name/none": "The prefix is missing before {found}; the empty one is written as a colon alone.",
    "missing-namespace": "Here an address between < and > is wanted; {found} is none.",
    "missing-namespace/quotes": "A namespace stands between < and >, not between quotes: {suggestion}.",
    "directive-without-dot": "{directive} has no end. Put “ .” at its end on line {line}.",
    "misspelt-directive": "“{found}” is unknown. Did you mean {suggestion}?",
    # The rest
    "unexpected-token/subject": "{found} cannot begin a statement: the name of a thing is wanted.",
    "unexpected-token/predicate": "{found} stands where a predicate is wanted, such as rdfs:label.",
    "unexpected-token/object": "{found} stands where a value is wanted.",
    "unexpected-token/item": "{found} stands where a value of the list or its ) is wanted.",
    "not-utf8": "This is not UTF-8 text: the byte {found} has no meaning there. Save the file as UTF-8.",
    "refused-by-engine": "The engine does not accept this: {reason}.",
    "read-differently": "{found} can be read in two ways; the engine reads {engine}. Write the address in full.",
    # N-Triples
    "not-n-triples/name": "N-Triples has no prefixes: write the whole address of {found} between < and >.",
    "not-n-triples/long-string": 'N-Triples has no """. Write the text on one line between " and ", with \\n for a '
    "new line.",
    "not-n-triples/single-quotes": 'In N-Triples a text stands between double quotes: "…".',
    "not-n-triples/number": "N-Triples has no bare numbers: write "
    '"{found}"^^<http://www.w3.org/2001/XMLSchema#integer>, or the datatype that fits.',
    "not-n-triples/word": "“{found}” has no meaning in N-Triples: an address stands between < and >, a text between "
    "quotes.",
    "not-n-triples/bracket": "N-Triples has no brackets. Name the blank node, as in _:b1.",
    "not-n-triples/separator": "In N-Triples every line has its own subject and predicate, and a dot at its end.",
    "not-n-triples/directive": "N-Triples has no directives and no language without a text: {found}.",
    "not-n-triples/line-ends": "Line {line} ends in the middle of a triple. In N-Triples, one triple stands on "
    "one line.",
    "not-n-triples/two-on-a-line": "In N-Triples a new line begins behind every dot.",
}

#: What stands at the place that is told beside the first one.
ELSEWHERE_IN_ENGLISH: Final[dict[str, str]] = {
    "comma-for-dot": "Here the new statement begins.",
    "comma-for-semicolon": "This is the value of that predicate.",
    "directive-without-dot": "Here the next one begins.",
    "dot-too-early": "Here the statement goes on.",
    "empty-object": "Before this, a value is wanted.",
    "literal-as-subject/after-dot": "This is the dot.",
    "missing-comma": "Here the next value begins.",
    "missing-dot": "Here the next statement begins.",
    "missing-dot/file": "Here the file ends.",
    "missing-predicate": "Behind this, something is missing.",
    "missing-semicolon": "Here the next predicate begins.",
    "quote-in-string": "This is its partner.",
    "semicolon-for-comma": "This is the other value.",
    "semicolon-for-dot": "Here the new statement begins.",
    "unclosed-bracket": "Here it was opened.",
    "unfinished-file": "Here the file ends.",
}
