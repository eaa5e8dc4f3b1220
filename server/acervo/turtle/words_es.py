"""The reader's messages in Spanish, with the same names as in English."""

from __future__ import annotations

from typing import Final

SPANISH: Final[dict[str, str]] = {
    # Comillas y textos
    "curly-quote": 'La comilla {found} es tipográfica. Turtle pide comillas rectas: escriba ".',
    "curly-quote/open": 'La comilla {found} es tipográfica. Turtle pide comillas rectas: escriba " aquí y donde '
    "termina el texto.",
    "curly-quote/both": 'Las comillas son tipográficas. Escriba " en vez de la {found} de aquí y de la {close} de la '
    "columna {end}.",
    "curly-quote/inside": 'Las comillas de fuera son tipográficas. Escriba " en vez de la {found} de aquí y de la '
    "{close} de la columna {end}; las tipográficas de dentro del texto pueden quedarse.",
    "curly-quote/quoted": 'Las comillas de fuera son tipográficas. Escriba " en vez de la {found} de aquí y de la '
    '{close} de la columna {end}, y \\" por cada comilla recta entre ellas.',
    "unclosed-string": "El texto que empieza aquí no se cierra en su línea. Ponga {quote} donde termina; "
    'un texto de varias líneas va entre """ y """.',
    "unclosed-string/backslash": "El texto que empieza aquí no se cierra: la barra invertida \\ antes de la última "
    "{quote} la hace parte del texto. Escriba \\\\ para una barra invertida, o quítela.",
    "unclosed-string/curly": "El texto que empieza aquí con {quote} termina con una comilla tipográfica. "
    "Ponga {quote} en lugar de la {curly} de la columna {end}.",
    "unclosed-string/probably": "El texto que empieza aquí no se cierra en su línea. Ponga {quote} donde termina, "
    "probablemente antes de {before}, en la columna {end}.",
    "unclosed-long-string": "El texto que empieza aquí con {quote} nunca se cierra. Ponga {quote} donde termina.",
    "quote-in-string": "Esta comilla cierra el texto, y le sigue «{found}». Si es parte del texto, escriba "
    "\\{quote} en su lugar.",
    "quote-in-string/pair": "Esta comilla está dentro de un texto y lo cierra antes de tiempo. Escriba \\{quote} en su "
    "lugar, y también en el de su pareja, en la columna {partner}.",
    "quote-in-string/several": "Esta comilla está dentro de un texto y lo cierra antes de tiempo. Escriba \\{quote} en "
    "lugar de cada una: columnas {columns}.",
    "missing-quote": "El texto {found} tiene una comilla al final y ninguna al principio. Ponga {quote} delante.",
    "bad-escape/string": "En un texto, {found} no significa nada. Escriba \\\\ para una barra invertida; si no "
    'se quiere ninguna, quítela: {behind}. Los demás son \\" \\n \\t \\r \\b \\f y \\u con cuatro cifras.',
    "bad-escape/mark": "En un texto, {found} no significa nada. Si no se quiere una barra invertida, quítela: escriba "
    "solo {behind}. Para una barra invertida, escriba \\\\.",
    "bad-escape/iri": "En una dirección, {found} no significa nada. Escriba / o %5C en vez de la barra invertida.",
    "no-such-character": "{found} no es el número de ningún carácter. Escriba el carácter mismo.",
    # Direcciones
    "unclosed-iri": "La dirección que empieza aquí con < no tiene > al final. Ponga > donde termina.",
    "unclosed-iri/line": "La dirección que empieza aquí con < no tiene > al final. Ponga > donde termina, "
    "probablemente al final de la línea.",
    "unclosed-iri/probably": "La dirección que empieza aquí con < no tiene > al final. Antes de {before}, ponga > "
    "justo detrás de su último carácter: probablemente en la columna {end}.",
    "unclosed-iri/space": "Aquí un < empieza una dirección y ningún > la cierra. En un texto va entre comillas.",
    "space-in-iri": "Hay un espacio dentro de < >. Una dirección no los tiene: quítelo, o escriba %20.",
    "space-in-iri/delete": "Hay un espacio dentro de < >, donde una dirección no puede tenerlo. Bórrelo.",
    "character-in-iri": "Una dirección no puede llevar el carácter {found}. Escríbalo como % y dos cifras, o quítelo.",
    "percent-in-iri": "En una dirección, a % le siguen dos cifras hexadecimales; {found} no lo cumple. "
    "Escriba %25 para un signo de porcentaje.",
    "bad-iri": "<{iri}> no es una dirección: {found}.",
    "relative-iri": "N-Triples pide direcciones completas; a <{iri}> le falta delante algo como https:.",
    "bare-address": "Una dirección va entre < y >. Escriba {suggestion}.",
    # Nombres
    "undeclared-prefix": "El prefijo «{prefix}:» se usa pero no está declarado en este fichero. "
    "Añada una línea al principio: @prefix {prefix}: <…> .",
    "undeclared-prefix/near": "El prefijo «{prefix}:» no está declarado en este fichero. ¿Quiso decir «{suggestion}»?",
    "undeclared-prefix/misspelt": "El prefijo «{prefix}:» no está declarado en este fichero. ¿Quiso decir "
    "«{suggestion}» (<{namespace}>)? También hay que declararlo al principio.",
    "undeclared-prefix/invisible": "El prefijo «{prefix}:» está declarado con un carácter invisible dentro ({name}). "
    "Escriba de nuevo esa línea, al principio.",
    "undeclared-prefix/known": "El prefijo «{prefix}:» se usa pero no está declarado en este fichero. "
    "Añada esta línea al principio: {suggestion}",
    "bad-name": "En el nombre {found}, el último carácter no escapa nada. En un nombre, un signo de porcentaje se "
    "escribe \\%; o quítelo.",
    "bad-name/dot": "El prefijo de {found} termina en punto. Si el punto cierra una declaración, ponga un espacio "
    "detrás.",
    "name-makes-no-iri": "El nombre {name} da <{iri}>, que no es una dirección. ¿Le falta a su espacio de nombres una "
    "/ o un # al final?",
    "character-in-name": "Un nombre no puede llevar el carácter {found}. Detrás de {name}, escriba \\{found}, o la "
    "dirección completa entre < y >.",
    "character-in-name/slash": "Un nombre no puede llevar una barra. Detrás de {name}, escriba \\/, o la dirección "
    "completa entre < y >.",
    # Caracteres extraños
    "invisible-character": "Aquí, antes de «{word}», hay un carácter invisible: {found}. Bórrelo "
    "(lo hace acervo check --fix).",
    "invisible-character/mark": "Aquí, antes de «{word}», hay un carácter invisible: una marca de orden de bytes "
    "(U+FEFF), que queda a veces al pegar. Bórrela (lo hace acervo check --fix).",
    "invisible-character/space": "Aquí, antes de «{word}», hay un espacio que Turtle no conoce: {found}. Escriba un "
    "espacio corriente (lo hace acervo check --fix).",
    "invisible-character/inside": "Aquí, antes de «{word}» y pegado a otra palabra, hay un carácter invisible: "
    "{found}. Bórrelo, y escriba un espacio si son dos palabras.",
    "invisible-character/end": "Aquí, detrás de «{word}», hay un carácter invisible: {found}. Bórrelo "
    "(lo hace acervo check --fix).",
    "stray-character": "El carácter {found} no significa nada aquí. ¿Es parte de un texto sin comillas?",
    "not-turtle/graph": "{found} es de TriG, que nombra grafos. Aquí cada fichero es su propio grafo: "
    "escriba las declaraciones solas.",
    "not-turtle/n3": "{found} es de Notation3. Turtle pide sujeto, predicado y objeto.",
    "not-turtle/variable": "{found} empieza una variable de SPARQL. En un fichero toda cosa tiene nombre.",
    "turtle-1-2": "{found} es de Turtle 1.2, que no se admite. Dígalo como afirmación: "
    "rdf:subject, rdf:predicate, rdf:object.",
    "turtle-1-2/direction": "La dirección de escritura en {found} es de Turtle 1.2, que no se admite. "
    "Escriba {suggestion}.",
    "turtle-1-2/version": "VERSION es de Turtle 1.2, que no se admite. Quite la línea.",
    # Puntos, puntos y comas, comas
    "missing-dot": "La declaración que termina aquí, en la línea {line}, no tiene punto. Ponga « .» detrás, o « ;» si "
    "sigue.",
    "missing-dot/file": "La última declaración no tiene final. Ponga « .» detrás, en la línea {line}.",
    "missing-dot/line": "La línea {line} no tiene final. Ponga « .» detrás: en N-Triples, cada tripleta va en una "
    "línea.",
    "missing-semicolon": "Entre dos declaraciones sobre el mismo sujeto va un punto y coma. Ponga « ;» al final de la "
    "línea {line}.",
    "missing-semicolon/inline": "Entre dos declaraciones sobre el mismo sujeto va un punto y coma. Ponga « ;» entre "
    "{before} y {found}.",
    "missing-comma": "Entre dos valores de un predicado va una coma. Ponga « ,» al final de la línea {line}.",
    "missing-comma/inline": "Entre dos valores de un predicado va una coma. Ponga « ,» entre {before} y {found}.",
    "comma-for-semicolon": "{found}, detrás de esta coma, es un predicado nuevo: la coma de la línea {line} debería "
    "ser un punto y coma «;».",
    "comma-for-dot": "En la línea {next} empieza una declaración nueva, sobre {found}: la coma de la línea {line} "
    "debería ser un punto «.».",
    "comma-for-dot/either": "En la línea {next} parece empezar una declaración nueva, sobre {found}: la coma de la "
    "línea {line} debería ser un punto «.». Si {found} es un predicado, escriba un punto y coma «;».",
    "semicolon-for-dot": "En la línea {next} empieza una declaración nueva, sobre {found}: el punto y coma de la línea "
    "{line} debería ser un punto «.».",
    "semicolon-for-comma": "{found}, detrás de este punto y coma, es otro valor del mismo predicado: el punto y coma "
    "de la línea {line} debería ser una coma «,».",
    "dot-too-early": "Este punto de la línea {line} cierra la declaración, y «{found}», que le sigue, no puede empezar "
    "otra. Escriba «;» en su lugar, o «,» antes de otro valor.",
    "dot-too-early/subject": "{subject} se leyó como un sujeto nuevo, porque este punto de la línea {line} cierra la "
    "declaración anterior. Escriba «;» en su lugar.",
    "extra-dot": "Este punto no cierra nada: la declaración anterior ya tiene el suyo. Bórrelo.",
    "extra-dot/sparql": "PREFIX y BASE sin @ no llevan punto al final. Borre el punto, o escriba @prefix.",
    "extra-comma": "Ningún valor sigue a esta coma de la línea {line}. Borre la coma, o añada el valor.",
    "unfinished-file": "El fichero termina en medio de una declaración, detrás de {found} en la línea {line}.",
    # Sujetos, predicados, objetos
    "literal-as-subject": "{found} es un valor; una declaración empieza con el nombre de una cosa.",
    "literal-as-subject/after-dot": "{found} es un valor; una declaración empieza con el nombre de una cosa. Si es un "
    "valor más, escriba «,» en vez del punto de la línea {line}.",
    "literal-as-predicate": "{found} es un valor; detrás de {subject} va un predicado, como rdfs:label.",
    "blank-node-as-predicate": "Un predicado necesita nombre; {found} empieza una cosa que no lo tiene. "
    "¿Falta el predicado delante?",
    "missing-predicate": "No se dice nada de {subject}: faltan un predicado y un valor antes de «{found}».",
    "empty-object": "El predicado {predicate} no tiene valor. Añada uno antes de «{found}», o borre el predicado.",
    "empty-object/after-semicolon": "{predicate} se leyó como predicado, y no tiene valor antes de «{found}». Si es un "
    "valor más, escriba «,» en vez del «;» anterior.",
    "empty-object/unended": "La declaración anterior no tiene final, y falta el valor de {predicate}.",
    # Corchetes y listas
    "unclosed-bracket": "El {open} de la línea {line}, columna {column}, no se cierra. Ponga {close} donde termina.",
    "unopened-bracket": "No hay nada abierto que {found} pueda cerrar. Bórrelo, o abra antes.",
    "comma-in-list": "Los valores de una lista ( ) se separan con espacios. Borre la coma.",
    # Palabras y números
    "bare-word": "«{found}» está suelta. Un texto necesita comillas; un nombre, un prefijo y dos puntos.",
    "bare-word/comment": "«{found}» está suelta. Si esta línea sigue el comentario de la línea {above}, ponga # "
    "delante. Si no, un texto necesita comillas; un nombre, un prefijo y dos puntos.",
    "bare-word/boolean": "Sí y no se escriben en minúsculas: {suggestion}.",
    "bare-word/text": "«{found}» no tiene comillas. Un texto las necesita; un nombre, un prefijo y dos puntos.",
    "bad-number": "{found} no es un número. Escriba 12, -3.5 o 1.2e6; lo demás va entre comillas.",
    "unquoted-value": "{value} necesita comillas: sin ellas se lee como el número {before} y algo más.",
    "unquoted-value/date": "Una fecha necesita comillas: {suggestion}. Sin ellas, {before} se lee como un número.",
    # Idiomas y tipos de dato
    "bad-language-tag": "{found} no es una etiqueta de idioma. Escriba @es o @pt-BR: letras, y luego partes tras "
    "guiones.",
    "bad-language-tag/no-at": "Detrás de este texto está {found} sin @. Escriba {whole}.",
    "bad-language-tag/empty": "A una @ le sigue un idioma, como @es, o bien prefix o base.",
    "language-without-text": "El idioma {found} no está detrás de ningún texto.",
    "language-and-datatype/language": "Un texto tiene idioma o tipo de dato, no ambos. Borre uno.",
    "language-and-datatype/datatype": "El ^^ no está detrás de ningún texto: escriba el valor entre comillas, como en "
    '"12"^^xsd:integer.',
    "missing-datatype": "Detrás de ^^ va un tipo de dato, como xsd:date; {found} no lo es.",
    "one-caret": "Antes de un tipo de dato van dos acentos circunflejos: {suggestion}.",
    "datatype-needs-language": "Un texto de este tipo necesita un idioma: escriba @es en vez de ^^ y el tipo.",
    # Directivas
    "bad-prefix-name": "Un prefijo termina con dos puntos: @prefix ex: <…> . Aquí está {found}.",
    "bad-prefix-name/colon": "Un prefijo termina con dos puntos: escriba {suggestion}",
    "bad-prefix-name/none": "Falta el prefijo antes de {found}; el prefijo vacío se escribe solo con los dos puntos.",
    "missing-namespace": "Aquí va una dirección entre < y >; {found} no lo es.",
    "missing-namespace/quotes": "Un espacio de nombres va entre < y >, no entre comillas: {suggestion}.",
    "directive-without-dot": "{directive} no tiene final. Ponga « .» al final de la línea {line}.",
    "misspelt-directive": "«{found}» es desconocido. ¿Quiso decir {suggestion}?",
    # Lo demás
    "unexpected-token/subject": "{found} no puede empezar una declaración: va el nombre de una cosa.",
    "unexpected-token/predicate": "{found} está donde va un predicado, como rdfs:label.",
    "unexpected-token/object": "{found} está donde va un valor.",
    "unexpected-token/item": "{found} está donde va un valor de la lista o su ).",
    "not-utf8": "Esto no es texto UTF-8: el byte {found} no tiene sentido ahí. Guarde el fichero como UTF-8.",
    "refused-by-engine": "El motor no acepta esto: {reason}.",
    "read-differently": "{found} se puede leer de dos maneras; el motor lee {engine}. Escriba la dirección completa.",
    # N-Triples
    "not-n-triples/name": "N-Triples no tiene prefijos: escriba la dirección completa de {found} entre < y >.",
    "not-n-triples/long-string": 'N-Triples no tiene """. Escriba el texto en una línea entre " y ", con \\n para una '
    "línea nueva.",
    "not-n-triples/single-quotes": 'En N-Triples un texto va entre comillas dobles: "…".',
    "not-n-triples/number": "N-Triples no tiene números sueltos: escriba "
    '"{found}"^^<http://www.w3.org/2001/XMLSchema#integer>, o el tipo que corresponda.',
    "not-n-triples/word": "«{found}» no significa nada en N-Triples: una dirección va entre < y >, un texto entre "
    "comillas.",
    "not-n-triples/bracket": "N-Triples no tiene corchetes. Dé nombre al nodo en blanco, como en _:b1.",
    "not-n-triples/separator": "En N-Triples cada línea tiene su sujeto y su predicado, y un punto al final.",
    "not-n-triples/directive": "N-Triples no tiene directivas, ni idioma sin texto: {found}.",
    "not-n-triples/line-ends": "La línea {line} termina en medio de una tripleta. En N-Triples, cada tripleta va en "
    "una línea.",
    "not-n-triples/two-on-a-line": "En N-Triples, detrás de cada punto empieza una línea nueva.",
}

#: Lo que está en el lugar que se indica junto al primero.
ELSEWHERE_IN_SPANISH: Final[dict[str, str]] = {
    "comma-for-dot": "Aquí empieza la declaración nueva.",
    "comma-for-semicolon": "Aquí está el valor de ese predicado.",
    "directive-without-dot": "Aquí empieza lo siguiente.",
    "dot-too-early": "Aquí sigue la declaración.",
    "empty-object": "Antes de esto va un valor.",
    "literal-as-subject/after-dot": "Este es el punto.",
    "missing-comma": "Aquí empieza el valor siguiente.",
    "missing-dot": "Aquí empieza la declaración siguiente.",
    "missing-dot/file": "Aquí termina el fichero.",
    "missing-predicate": "Detrás de esto falta algo.",
    "missing-semicolon": "Aquí empieza el predicado siguiente.",
    "quote-in-string": "Esta es su pareja.",
    "semicolon-for-comma": "Este es el otro valor.",
    "semicolon-for-dot": "Aquí empieza la declaración nueva.",
    "unclosed-bracket": "Aquí se abrió.",
    "unfinished-file": "Aquí termina el fichero.",
}
