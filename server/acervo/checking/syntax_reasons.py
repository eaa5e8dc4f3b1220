"""Why each error of syntax is one: what is taken for what, and how it mostly came about."""

from __future__ import annotations

from typing import Final

#: Rule → why, by language.
REASONS: Final[dict[str, dict[str, str]]] = {
    "bad-escape": {
        "en": 'In a text the backslash announces a special character: \\n is a new line, \\" a quote. A path such as '
        "C:\\ships would hold characters that nobody wrote, so a backslash with an unknown letter is refused "
        "instead of guessed.",
        "es": 'En un texto, la barra invertida anuncia un carácter especial: \\n es una línea nueva, \\" una comilla. '
        "Una ruta como C:\\ships tendría caracteres que nadie escribió; por eso se rechaza una barra con una "
        "letra desconocida en vez de adivinar.",
    },
    "bad-iri": {
        "en": "An address names a thing for the whole world. One that no program can take apart names nothing, and "
        "cannot be followed.",
        "es": "Una dirección nombra una cosa para todo el mundo. La que ningún programa puede descomponer no nombra "
        "nada ni se puede seguir.",
    },
    "bad-language-tag": {
        "en": "The language says to which readers a text is shown and by which rules it is sorted. Tags come from a "
        "world-wide list, with hyphens; es_VE is the way of operating systems, not of the web.",
        "es": "El idioma dice a quién se muestra un texto y con qué reglas se ordena. Las etiquetas vienen de una "
        "lista mundial y llevan guiones; es_VE es cosa de los sistemas operativos, no de la web.",
    },
    "bad-name": {
        "en": "In a name, % and \\ announce a character that is written otherwise. One that announces nothing leaves "
        "open which name is meant.",
        "es": "En un nombre, % y \\ anuncian un carácter escrito de otro modo. Si no anuncian nada, no se sabe qué "
        "nombre se quiso decir.",
    },
    "bad-number": {
        "en": "What begins with a digit is read as a number, so that values can be compared and added. Half a number "
        "cannot; what only looks like one, such as a telephone number, is a text.",
        "es": "Lo que empieza por una cifra se lee como número, para poder comparar y sumar. Con medio número no se "
        "puede; lo que solo lo parece, como un teléfono, es un texto.",
    },
    "bad-prefix-name": {
        "en": "The colon marks where the prefix ends and the name in it begins. Without it in the line that declares "
        "the prefix, every name below would be unknown.",
        "es": "Los dos puntos marcan dónde termina el prefijo y empieza el nombre. Sin ellos en la línea que declara "
        "el prefijo, todos los nombres de abajo serían desconocidos.",
    },
    "bare-address": {
        "en": "An address without < and > looks like a prefixed name: http: would be the prefix. The brackets say "
        "that it is the whole address of a thing, a text in quotes would be only words.",
        "es": "Una dirección sin < y > parece un nombre con prefijo: http: sería el prefijo. Los signos dicen que es "
        "la dirección completa de una cosa; entre comillas serían solo palabras.",
    },
    "bare-word": {
        "en": "A name points to a thing, a text in quotes only says words: that is the difference between a place and "
        "its spelling. A word with neither prefix nor quotes leaves open which of the two is meant.",
        "es": "Un nombre señala una cosa; un texto entre comillas solo dice palabras: es la diferencia entre un lugar "
        "y su grafía. Una palabra sin prefijo ni comillas no dice cuál de los dos se quiso.",
    },
    "blank-node-as-predicate": {
        "en": "A predicate says what the subject has to do with the value; without a name nobody could ask for it. "
        "Mostly the predicate was forgotten, and what stands there is its value.",
        "es": "Un predicado dice qué tiene que ver el sujeto con el valor; sin nombre nadie podría preguntar por él. "
        "Casi siempre se olvidó el predicado, y lo que está ahí es su valor.",
    },
    "character-in-iri": {
        "en": "Some characters end an address or mean something in the programs that follow it. They travel as % and "
        "two digits, the same everywhere.",
        "es": "Algunos caracteres cierran una dirección o significan algo para los programas que la siguen. Viajan "
        "como % y dos cifras, igual en todas partes.",
    },
    "character-in-name": {
        "en": "Such a character would end the name, and the rest would be read as something else. A backslash before "
        "it makes it part of the name.",
        "es": "Ese carácter cerraría el nombre, y el resto se leería como otra cosa. Una barra invertida delante lo "
        "hace parte del nombre.",
    },
    "comma-for-dot": {
        "en": "A comma says: one more value of the same predicate. With it before a new subject, the file would say "
        "that the previous thing has the new one as a value.",
        "es": "Una coma dice: otro valor del mismo predicado. Antes de un sujeto nuevo, el fichero diría que la cosa "
        "anterior tiene la nueva como valor.",
    },
    "comma-for-semicolon": {
        "en": "A comma says: one more value of the same predicate; a semicolon: another predicate of the same "
        "subject. After a comma the predicate would be taken for a value.",
        "es": "Una coma dice: otro valor del mismo predicado; un punto y coma: otro predicado del mismo sujeto. Tras "
        "una coma, el predicado se tomaría por un valor.",
    },
    "comma-in-list": {
        "en": "Between ( and ) only spaces separate the values: there, a comma has nothing to say. Values without an "
        "order need no list: they stand behind each other with commas and no brackets.",
        "es": "Entre ( y ) solo los espacios separan los valores: ahí una coma no dice nada. Los valores sin orden no "
        "necesitan lista: van uno tras otro con comas y sin paréntesis.",
    },
    "curly-quote": {
        "en": "Word processors curl quotes as one types, and straight and curly ones look alike. Turtle knows only "
        "the straight one, so that a curly one can be part of a title as printed.",
        "es": "Los procesadores de texto curvan las comillas al escribir, y rectas y curvas se parecen. Turtle solo "
        "conoce la recta, y así una curva puede ser parte de un título tal como está impreso.",
    },
    "datatype-needs-language": {
        "en": "A text in a language is written with @ and the language alone; its datatype follows from that. With "
        "the datatype alone, the language would be missing.",
        "es": "Un texto en un idioma se escribe solo con @ y el idioma; su tipo se deduce de ahí. Con el tipo solo, "
        "faltaría el idioma.",
    },
    "directive-without-dot": {
        "en": "A line with @prefix is a sentence and ends like one. Without its full stop the next line would belong "
        "to it; PREFIX without @, as SPARQL writes it, has none.",
        "es": "Una línea con @prefix es una oración y termina como tal. Sin su punto, la línea siguiente sería parte "
        "de ella; PREFIX sin @, como en SPARQL, no lo lleva.",
    },
    "dot-too-early": {
        "en": "A full stop ends all that is said of a subject. What follows it must begin with a subject of its own, "
        "so that a predicate there would be taken for a thing.",
        "es": "Un punto cierra todo lo que se dice de un sujeto. Lo que sigue ha de empezar por su propio sujeto, así "
        "que un predicado ahí se tomaría por una cosa.",
    },
    "empty-object": {
        "en": "A predicate without a value says nothing. Often the value stands on a line that was deleted, or a ; "
        "took the place of a comma.",
        "es": "Un predicado sin valor no dice nada. A menudo el valor estaba en una línea que se borró, o hay un ; en "
        "lugar de una coma.",
    },
    "extra-comma": {
        "en": "A comma promises one more value. Mostly a value was deleted and its comma stayed; perhaps the value is "
        "still wanted.",
        "es": "Una coma promete otro valor. Casi siempre se borró un valor y quedó su coma; quizá el valor aún hace "
        "falta.",
    },
    "extra-dot": {
        "en": "A full stop that ends nothing is mostly the rest of a line that was moved. Whoever reads on would "
        "expect that something ended here.",
        "es": "Un punto que no cierra nada suele ser el resto de una línea que se movió. Quien sigue leyendo creería "
        "que aquí terminó algo.",
    },
    "invisible-character": {
        "en": "Copied from a web page or a word processor, lines bring characters that no editor shows. To a program "
        "they are letters like others: a prefix with one in front is another prefix, and the message would "
        "speak of a name that looks right.",
        "es": "Al copiar de una página o de un procesador de texto llegan caracteres que ningún editor muestra. Para "
        "un programa son letras como otras: un prefijo con una delante es otro prefijo, y el mensaje hablaría "
        "de un nombre que parece correcto.",
    },
    "language-and-datatype": {
        "en": "A text in a language is for reading, a value with a datatype for reckoning. Nothing is both: a date "
        "has no language.",
        "es": "Un texto en un idioma es para leer; un valor con tipo de dato, para calcular. Nada es ambas cosas: una "
        "fecha no tiene idioma.",
    },
    "language-without-text": {
        "en": "Only a text can be in a language; a number or a name is the same in all of them. Mostly the quotes "
        "around the text are missing.",
        "es": "Solo un texto puede estar en un idioma; un número o un nombre es igual en todos. Casi siempre faltan "
        "las comillas del texto.",
    },
    "literal-as-predicate": {
        "en": "Predicates have names that everybody shares, so that one question finds them in all files. Words in "
        "quotes would be everybody's own.",
        "es": "Los predicados tienen nombres que todos comparten, para que una pregunta los encuentre en todos los "
        "ficheros. Con palabras entre comillas, cada cual tendría las suyas.",
    },
    "literal-as-subject": {
        "en": "Statements are about things, not about the words for them: two towns may be spelt alike. The thing "
        "needs a name; the words are its label.",
        "es": "Las declaraciones hablan de cosas, no de las palabras que las nombran: dos pueblos pueden escribirse "
        "igual. La cosa necesita un nombre; las palabras son su etiqueta.",
    },
    "missing-comma": {
        "en": "Two values without a comma between them could be two values, or a value and a new predicate. The comma "
        "says which.",
        "es": "Dos valores sin coma podrían ser dos valores, o un valor y un predicado nuevo. La coma lo dice.",
    },
    "missing-datatype": {
        "en": "The two carets announce how to reckon with the text: as a date, as a number. Without a datatype it "
        "stays open whether 1901-05 is a month or a subtraction.",
        "es": "Los dos acentos circunflejos anuncian cómo calcular con el texto: como fecha, como número. Sin tipo no "
        "se sabe si 1901-05 es un mes o una resta.",
    },
    "missing-dot": {
        "en": "Line ends mean nothing in Turtle: only the full stop says that all is said of a subject. Without it, "
        "the next subject would belong to this statement.",
        "es": "Los finales de línea no significan nada en Turtle: solo el punto dice que del sujeto ya está todo "
        "dicho. Sin él, el sujeto siguiente sería parte de esta declaración.",
    },
    "missing-namespace": {
        "en": "A prefix is short for the beginning of an address; the line that declares it says which. Without the "
        "address its names would mean nothing.",
        "es": "Un prefijo abrevia el comienzo de una dirección; la línea que lo declara dice cuál. Sin la dirección, "
        "sus nombres no significarían nada.",
    },
    "missing-predicate": {
        "en": "A subject alone states nothing. Often the line that said something of it was deleted or moved.",
        "es": "Un sujeto solo no enuncia nada. A menudo se borró o se movió la línea que decía algo de él.",
    },
    "missing-quote": {
        "en": "A text has a quote at both ends; with the last alone, its words are read as names and its quote opens "
        "a text that swallows what follows.",
        "es": "Un texto lleva comillas en ambos extremos; con la última sola, sus palabras se leen como nombres y la "
        "comilla abre un texto que se traga lo que sigue.",
    },
    "missing-semicolon": {
        "en": "Line ends mean nothing in Turtle: the semicolon says that the same subject goes on with another "
        "predicate. Mostly a line was added below the last one, or the last one was deleted.",
        "es": "Los finales de línea no significan nada en Turtle: el punto y coma dice que el mismo sujeto sigue con "
        "otro predicado. Casi siempre se añadió una línea bajo la última, o se borró la última.",
    },
    "misspelt-directive": {
        "en": "Only @prefix, @base, PREFIX and BASE declare something. With another word there, all names that use "
        "the prefix would be unknown.",
        "es": "Solo @prefix, @base, PREFIX y BASE declaran algo. Con otra palabra, todos los nombres que usan el "
        "prefijo serían desconocidos.",
    },
    "name-makes-no-iri": {
        "en": "A prefixed name is glued to its namespace. Where that has no / or # at its end, the name becomes a "
        "part of the host or of the port.",
        "es": "Un nombre con prefijo se pega a su espacio de nombres. Si este no termina en / o #, el nombre pasa a "
        "ser parte del servidor o del puerto.",
    },
    "no-such-character": {
        "en": "The digits behind \\u are the number of a character. Some numbers are only halves of one, as some "
        "programs write them, and no file can hold half a character.",
        "es": "Las cifras tras \\u son el número de un carácter. Algunos números son solo la mitad de uno, como los "
        "escriben ciertos programas, y ningún fichero puede guardar medio carácter.",
    },
    "not-n-triples": {
        "en": "N-Triples is the form that programs write: one whole triple a line and nothing short for anything, so "
        "that files of any size are read line by line. What people write belongs in a file that ends in .ttl.",
        "es": "N-Triples es la forma que escriben los programas: una tripleta completa por línea y sin abreviar nada, "
        "para leer línea a línea ficheros de cualquier tamaño. Lo que escriben las personas va en un fichero "
        ".ttl.",
    },
    "not-turtle": {
        "en": "TriG, Notation3 and SPARQL look like Turtle and say more than it can. In an archive each file is a "
        "graph of its own, so that every statement can be traced to its file.",
        "es": "TriG, Notation3 y SPARQL se parecen a Turtle y dicen más de lo que él puede. En un fichero de Acervo "
        "cada fichero es su propio grafo, para saber de qué fichero viene cada declaración.",
    },
    "not-utf8": {
        "en": "In another encoding the same byte is another letter: é would become a different sign for every reader. "
        "UTF-8 is the one encoding in which all scripts of the world stand side by side.",
        "es": "En otra codificación el mismo byte es otra letra: la é sería un signo distinto para cada lector. UTF-8 "
        "es la codificación en la que caben juntas todas las escrituras del mundo.",
    },
    "one-caret": {
        "en": "Between a text and its datatype stand two carets. One alone is a sign of SPARQL, where it turns a "
        "predicate round.",
        "es": "Entre un texto y su tipo de dato van dos acentos circunflejos. Uno solo es un signo de SPARQL, donde "
        "invierte un predicado.",
    },
    "percent-in-iri": {
        "en": "In an address, % announces a character by its number. A percent sign that announces nothing would be "
        "read in one way by one program and otherwise by the next.",
        "es": "En una dirección, % anuncia un carácter por su número. Un signo de porcentaje que no anuncia nada lo "
        "leería cada programa a su manera.",
    },
    "page-file": {
        "en": "The server would not start, or a page would lack what was meant for it and only a visitor would see. "
        "Told here, it is mended before anything is published.",
        "es": "El servidor no arrancaría, o a una página le faltaría lo que iba en ella y solo lo vería un visitante. "
        "Dicho aquí, se corrige antes de publicar nada.",
    },
    "query-header": {
        "en": "A kept query is a question that others find again: the pages of the archive and its list of questions "
        "show its summary. Without one nobody knows what it asks.",
        "es": "Una consulta guardada es una pregunta que otros vuelven a encontrar: las páginas y la lista de "
        "preguntas muestran su resumen. Sin él nadie sabe qué pregunta.",
    },
    "query-syntax": {
        "en": "Kept queries are asked by pages, by lint and by readers. One that does not parse would answer nobody, "
        "and the first to notice would be a visitor.",
        "es": "Las consultas guardadas las hacen las páginas, lint y los lectores. La que no se entiende no "
        "respondería a nadie, y el primero en notarlo sería un visitante.",
    },
    "quote-in-string": {
        "en": "A text ends at the next straight quote, whatever was meant. A backslash before a quote makes it part "
        "of the text; curly quotes need none.",
        "es": "Un texto termina en la siguiente comilla recta, se quiera o no. Una barra invertida delante la hace "
        "parte del texto; las comillas tipográficas no la necesitan.",
    },
    "read-differently": {
        "en": "Where two programs read one file as two graphs, nobody can say what it states. Acervo holds its own "
        "reader against the database triple by triple and serves nothing on which they differ.",
        "es": "Si dos programas leen un fichero como dos grafos, nadie puede decir qué enuncia. Acervo compara su "
        "lector con la base de datos tripleta a tripleta y no sirve nada en lo que difieran.",
    },
    "refused-by-engine": {
        "en": "The database has the last word: what it does not read it cannot answer about. That it refuses what "
        "Acervo's own reader takes is a fault of Acervo, not of the file's author.",
        "es": "La base de datos tiene la última palabra: de lo que no lee no puede responder. Que rechace lo que el "
        "lector de Acervo admite es un fallo de Acervo, no de quien escribió el fichero.",
    },
    "relative-iri": {
        "en": "A file of N-Triples may be read anywhere, alone and from any line on. A part of an address would mean "
        "another thing in each place.",
        "es": "Un fichero N-Triples se puede leer en cualquier sitio, solo y desde cualquier línea. Un trozo de "
        "dirección significaría otra cosa en cada lugar.",
    },
    "semicolon-for-comma": {
        "en": "A semicolon says: another predicate of the same subject. A value there has no predicate to belong to; "
        "a comma says that it belongs to the one before.",
        "es": "Un punto y coma dice: otro predicado del mismo sujeto. Un valor ahí no tiene predicado; la coma dice "
        "que es del anterior.",
    },
    "semicolon-for-dot": {
        "en": "A semicolon says that the same subject goes on. With it before a new subject, the new one would be "
        "read as a predicate of the old.",
        "es": "Un punto y coma dice que el mismo sujeto sigue. Antes de un sujeto nuevo, este se leería como "
        "predicado del anterior.",
    },
    "space-in-iri": {
        "en": "A space ends an address in every program that follows it. Mostly it came with copying; only in a path "
        "can one be meant, and travels as %20 there.",
        "es": "Un espacio corta la dirección en todo programa que la sigue. Casi siempre llegó al copiar; solo en una "
        "ruta puede ser querido, y ahí viaja como %20.",
    },
    "stray-character": {
        "en": "Outside of texts only names, numbers and a few marks have a meaning. A character that has none is "
        "mostly the rest of a text that lost its quotes.",
        "es": "Fuera de los textos solo tienen sentido los nombres, los números y unos pocos signos. Un carácter que "
        "no lo tiene suele ser el resto de un texto que perdió sus comillas.",
    },
    "turtle-1-2": {
        "en": "Turtle 1.2 can speak about statements in brackets of its own, and most programs cannot read it yet. A "
        "claim says the same and names its passage as well.",
        "es": "Turtle 1.2 puede hablar de declaraciones con sus propios signos, y la mayoría de los programas aún no "
        "lo lee. Una afirmación dice lo mismo y nombra además su pasaje.",
    },
    "unclosed-bracket": {
        "en": "What stands between [ and ] is said of a thing without a name, and only the bracket says where that "
        "ends. Without it the rest of the statement would be said of the wrong thing.",
        "es": "Lo que va entre [ y ] se dice de una cosa sin nombre, y solo el corchete dice dónde termina. Sin él, "
        "el resto de la declaración se diría de otra cosa.",
    },
    "unclosed-iri": {
        "en": "Only > says where an address ends: it may hold commas and full stops. Without it the marks behind it "
        "would belong to the address.",
        "es": "Solo > dice dónde termina una dirección, que puede llevar comas y puntos. Sin él, los signos de detrás "
        "serían parte de la dirección.",
    },
    "unclosed-long-string": {
        "en": 'A text between """ and """ may have several lines, so that nothing but its closing quotes says where '
        "it ends: without them it takes the rest of the file.",
        "es": 'Un texto entre """ y """ puede tener varias líneas, así que solo sus comillas finales dicen dónde '
        "termina: sin ellas se lleva el resto del fichero.",
    },
    "unclosed-string": {
        "en": "A text may hold commas, semicolons and full stops; only its closing quote says where it ends. Without "
        "it, the language and the mark behind it would become words of the text.",
        "es": "Un texto puede llevar comas, puntos y comas y puntos; solo la comilla final dice dónde termina. Sin "
        "ella, el idioma y el signo de detrás serían palabras del texto.",
    },
    "undeclared-prefix": {
        "en": "A prefix is short for the beginning of an address, and each file says for which. Without that line the "
        "name has no address: nobody could tell it from the same name elsewhere.",
        "es": "Un prefijo abrevia el comienzo de una dirección, y cada fichero dice cuál. Sin esa línea el nombre no "
        "tiene dirección: nadie lo distinguiría del mismo nombre en otra parte.",
    },
    "unexpected-token": {
        "en": "A statement is a subject, a predicate and a value, in this order. What stands there is none of these "
        "three, so that nobody can tell what was to be said.",
        "es": "Una declaración es un sujeto, un predicado y un valor, en este orden. Lo que hay ahí no es ninguno de "
        "los tres, y no se sabe qué se quería decir.",
    },
    "unfinished-file": {
        "en": "Half a statement says nothing, or something else than the whole. Mostly the file was cut while it was "
        "copied or saved: look whether more is missing than one line.",
        "es": "Media declaración no dice nada, o dice otra cosa que la entera. Casi siempre el fichero se cortó al "
        "copiar o guardar: mire si falta más de una línea.",
    },
    "unopened-bracket": {
        "en": "A bracket that closes nothing is mostly the rest of something deleted. As long as it stands there, "
        "nobody can tell what was to stand inside.",
        "es": "Un corchete que no cierra nada suele ser el resto de algo borrado. Mientras esté ahí, no se sabe qué "
        "debía ir dentro.",
    },
    "unquoted-value": {
        "en": "What begins with a digit is read as a number as far as it goes: 1901-05 would be 1901 and then -05. In "
        "quotes, with a datatype, it is a month.",
        "es": "Lo que empieza por una cifra se lee como número hasta donde llega: 1901-05 sería 1901 y luego -05. "
        "Entre comillas y con su tipo es un mes.",
    },
    "unreadable-file": {
        "en": "What cannot be opened cannot be checked, and an archive of which a part is missing would give wrong "
        "counts without a word.",
        "es": "Lo que no se puede abrir no se puede revisar, y un fichero al que le falta una parte daría cuentas "
        "falsas sin avisar.",
    },
}
