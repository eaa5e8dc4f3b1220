"""The interface's own words, by language; every language has every word (a test holds them to it)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: A word with `|` has two forms: for one, and for any other number.
CATALOGUE: Final[dict[str, dict[str, str]]] = {
    "en": {
        "language_name": "English",
        "months": "January February March April May June July August September October November December",
        "day": "{day} {month} {year}",
        "days_in_month": "{first}–{last} {month} {year}",
        "month": "{month} {year}",
        "decade": "the {year}s",
        "century": "the years {year}00–{year}99",
        "date_range": "{start} – {end}",
        "date_from": "from {start}",
        "date_until": "until {end}",
        "date_about": "about {date}",
        "date_uncertain": "{date} (uncertain)",
        "days": "{n} day|{n} days",
        "month_count": "{n} month|{n} months",
        "year_count": "{n} year|{n} years",
        "yes": "yes",
        "no": "no",
        "skip": "Skip to the content",
        "home": "Home",
        "language": "Language",
        "queries": "Queries",
        "query": "Query",
        "untitled": "An archive",
        "edition": "Edition",
        "stale": (
            "The files have {n} violation since {since}: see {place}. This is the last good edition."
            "|The files have {n} violations since {since}: see {place} first. This is the last good edition."
        ),
        "stale_unread": "The files cannot be read since {since}: see {place}. This is the last good edition.",
        "licence": "Licence of the data",
        "made_with": "Served by",
        "home_counts": "What is in it",
        "home_examples": "Questions to begin with",
        "home_examples_note": "Each opens with its answer; change the query there and ask again.",
        "home_clients": "For programs",
        "home_endpoint": "SPARQL endpoint",
        "home_negotiation": (
            "Every thing has an address under {path} that answers with a page or with data, by what you accept."
        ),
        "count_Event": "event|events",
        "count_Organization": "organization|organizations",
        "count_Person": "person|people",
        "count_Place": "place|places",
        "count_Facility": "facility|facilities",
        "count_Group": "group|groups",
        "count_Idea": "idea|ideas",
        "count_Source": "source|sources",
        "count_Passage": "passage|passages",
        "count_Claim": "claim|claims",
        "count_Disagreement": "disagreement|disagreements",
        "also_called": "Also called",
        "translated": "the name above is the archive’s translation",
        "downloads": "As data",
        "claims": "What sources say",
        "claims_drawn": "Claims drawn from it",
        "claims_itself": "The claim",
        "claims_compared": "What is said",
        "claims_note": (
            "Each row is one claim, with who says so and where. A date in brackets is that of the source, where "
            "the claim gives none."
        ),
        "claims_rest": "{shown} of {all} claims. See all",
        "value": "What",
        "who": "Who says so",
        "where": "Where",
        "as_of": "As of",
        "contested": "Sources disagree",
        "contested_within": "One source disagrees with itself",
        "compatible": "Compatible",
        "agree": "{n} sources say the same",
        "denied": "Denied",
        "the_archive": "the archive",
        "the_text": "the text itself",
        "claim_link": "claim",
        "statements": "Facts",
        "computed": "Computed",
        "incoming": "What points here",
        "incoming_rest": "{shown} of {all}. See all",
        "incoming_note": "Under each property, what has this thing as its value.",
        "disagreements_about": "disagreements about it",
        "speaks_of": "things it speaks of",
        "value_of_claims": "named by claims that are denied, alleged, inferred or set aside",
        "nothing": "Nothing more is said of it here.",
        "blank": "something unnamed",
        "bibliography": "Bibliography",
        "contributors": "Contributors",
        "works": "Contributions to sources",
        "sections": "Sections",
        "references": "References",
        "footnotes": "Footnotes",
        "cited_times": "cited in {n} sentence|cited in {n} sentences",
        "passages_of": "{n} passage|{n} passages",
        "claims_of": "{n} claim|{n} claims",
        "passages": "Passages, in order",
        "place_paragraph": "paragraph {n}",
        "place_sentence": "sentence {n}",
        "place_heading": "heading",
        "place_field": "field",
        "position": "Where it stands",
        "source": "Source",
        "section": "Section",
        "paragraph": "Paragraph",
        "sentence": "Sentence",
        "field": "Field",
        "characters": "Characters",
        "characters_range": "{start} to {end}",
        "edge_words": "First and last words",
        "edge_words_note": (
            "The archive does not repeat the text of a source; it proves by a hash that it stands there."
        ),
        "speaker": "Speaker",
        "cites": "Cites",
        "hash": "SHA-256 of the text",
        "read_there": "Read it at the source",
        "query_title": "Ask the archive",
        "query_label": "SPARQL query",
        "query_run": "Ask",
        "query_kept": "Questions kept with the archive",
        "query_answer": "Answer",
        "query_rows": "{n} solution|{n} solutions",
        "query_first": "The first {shown} of {n} solutions; the downloads have all.",
        "query_none": "No solutions.",
        "query_error": "The query could not be answered",
        "query_as": "The same answer as",
        "problem_home": "To the home page",
    },
    "es": {
        "language_name": "Español",
        "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "day": "{day} de {month} de {year}",
        "days_in_month": "{first}–{last} de {month} de {year}",
        "month": "{month} de {year}",
        "decade": "la década de {year}",
        "century": "los años {year}00–{year}99",
        "date_range": "{start} – {end}",
        "date_from": "desde {start}",
        "date_until": "hasta {end}",
        "date_about": "hacia {date}",
        "date_uncertain": "{date} (fecha incierta)",
        "days": "{n} día|{n} días",
        "month_count": "{n} mes|{n} meses",
        "year_count": "{n} año|{n} años",
        "yes": "sí",
        "no": "no",
        "skip": "Ir al contenido",
        "home": "Inicio",
        "language": "Idioma",
        "queries": "Consultas",
        "query": "Consulta",
        "untitled": "Un archivo",
        "edition": "Edición",
        "stale": (
            "Los archivos tienen {n} infracción desde {since}: vea {place}. Esta es la última edición buena."
            "|Los archivos tienen {n} infracciones desde {since}: vea primero {place}. Esta es la última edición buena."
        ),
        "stale_unread": "No se pueden leer los archivos desde {since}: vea {place}. Esta es la última edición buena.",
        "licence": "Licencia de los datos",
        "made_with": "Publicado con",
        "home_counts": "Qué contiene",
        "home_examples": "Preguntas para empezar",
        "home_examples_note": (
            "Cada una se abre con su respuesta; allí puede cambiarse la consulta y preguntar de nuevo."
        ),
        "home_clients": "Para programas",
        "home_endpoint": "Punto de consulta SPARQL",
        "home_negotiation": (
            "Cada cosa tiene una dirección bajo {path} que responde con una página o con datos, según lo que se acepte."
        ),
        "count_Event": "acontecimiento|acontecimientos",
        "count_Organization": "organización|organizaciones",
        "count_Person": "persona|personas",
        "count_Place": "lugar|lugares",
        "count_Facility": "instalación|instalaciones",
        "count_Group": "grupo|grupos",
        "count_Idea": "idea|ideas",
        "count_Source": "fuente|fuentes",
        "count_Passage": "pasaje|pasajes",
        "count_Claim": "afirmación|afirmaciones",
        "count_Disagreement": "desacuerdo|desacuerdos",
        "also_called": "También",
        "translated": "el nombre de arriba es traducción del archivo",
        "downloads": "Como datos",
        "claims": "Lo que dicen las fuentes",
        "claims_drawn": "Afirmaciones tomadas de él",
        "claims_itself": "La afirmación",
        "claims_compared": "Lo que se dice",
        "claims_note": (
            "Cada fila es una afirmación, con quién la hace y dónde. Una fecha entre paréntesis es la de la "
            "fuente, cuando la afirmación no da otra."
        ),
        "claims_rest": "{shown} de {all} afirmaciones. Ver todas",
        "value": "Qué",
        "who": "Quién lo dice",
        "where": "Dónde",
        "as_of": "A fecha de",
        "contested": "Las fuentes discrepan",
        "contested_within": "Una fuente se contradice",
        "compatible": "Compatibles",
        "agree": "{n} fuentes dicen lo mismo",
        "denied": "Lo niega",
        "the_archive": "el archivo",
        "the_text": "el propio texto",
        "claim_link": "afirmación",
        "statements": "Datos",
        "computed": "Calculado",
        "incoming": "Qué remite aquí",
        "incoming_rest": "{shown} de {all}. Ver todos",
        "incoming_note": "Bajo cada propiedad, lo que tiene esta cosa como valor.",
        "disagreements_about": "desacuerdos sobre ello",
        "speaks_of": "cosas de las que habla",
        "value_of_claims": "nombrado en afirmaciones negadas, alegadas, inferidas o apartadas",
        "nothing": "Aquí no se dice nada más de ello.",
        "blank": "algo sin nombre",
        "bibliography": "Bibliografía",
        "contributors": "Contribuciones",
        "works": "Contribuciones a fuentes",
        "sections": "Secciones",
        "references": "Referencias",
        "footnotes": "Notas al pie",
        "cited_times": "citada en {n} oración|citada en {n} oraciones",
        "passages_of": "{n} pasaje|{n} pasajes",
        "claims_of": "{n} afirmación|{n} afirmaciones",
        "passages": "Pasajes, en orden",
        "place_paragraph": "párrafo {n}",
        "place_sentence": "oración {n}",
        "place_heading": "encabezado",
        "place_field": "campo",
        "position": "Dónde está",
        "source": "Fuente",
        "section": "Sección",
        "paragraph": "Párrafo",
        "sentence": "Oración",
        "field": "Campo",
        "characters": "Caracteres",
        "characters_range": "{start} a {end}",
        "edge_words": "Primeras y últimas palabras",
        "edge_words_note": (
            "El archivo no repite el texto de una fuente; con un resumen criptográfico prueba que está allí."
        ),
        "speaker": "Quién habla",
        "cites": "Cita",
        "hash": "SHA-256 del texto",
        "read_there": "Leerlo en la fuente",
        "query_title": "Preguntar al archivo",
        "query_label": "Consulta SPARQL",
        "query_run": "Preguntar",
        "query_kept": "Preguntas guardadas con el archivo",
        "query_answer": "Respuesta",
        "query_rows": "{n} solución|{n} soluciones",
        "query_first": "Las primeras {shown} de {n} soluciones; las descargas las traen todas.",
        "query_none": "Sin soluciones.",
        "query_error": "No se pudo responder a la consulta",
        "query_as": "La misma respuesta como",
        "problem_home": "Ir al inicio",
    },
}
_DEFAULT: Final = "en"


@dataclass(frozen=True)
class Words:
    """The catalogue in one language; *language* is what the interface speaks, English where it does not know better."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """
        The word *key*, with *values* put in; `n` chooses between its two forms.

        Raises:
            KeyError: there is no such word, or a value is missing.
        """
        one, _, many = CATALOGUE[self.language][key].partition("|")
        text = many if many and values.get("n") != 1 else one
        return text.format(**values) if values else text


def words_in(language: str) -> Words:
    """The interface's words in *language*, else in English."""
    return Words(language if language in CATALOGUE else _DEFAULT)


def language_name(code: str) -> str:
    """What the language *code* calls itself, else its code."""
    return CATALOGUE[code]["language_name"] if code in CATALOGUE else code
