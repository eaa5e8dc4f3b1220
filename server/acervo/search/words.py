"""How texts and what is typed become words: without case and accents, in trigrams, by their stems."""

from __future__ import annotations

from typing import Final

import tantivy

#: Languages whose stems are known, by tag.
STEMMERS: Final = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
_LONGEST: Final = 60
"""Letters of a word; what is longer is nothing that somebody types."""


def _analyzer(*filters: tantivy.Filter) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (tantivy.Filter.remove_long(_LONGEST), tantivy.Filter.lowercase(), *filters):
        builder = builder.filter(one)
    return builder.build()


FOLDED: Final = _analyzer(tantivy.Filter.ascii_fold())
TRIGRAMS: Final = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3)).build()
STEMMED: Final = {
    tag: _analyzer(tantivy.Filter.stemmer(name), tantivy.Filter.ascii_fold()) for tag, name in STEMMERS.items()
}


def folded(text: str) -> list[str]:
    """
    The words of *text* without case and accents.

    >>> folded("Batalla de La Gaviota (Cumaná)")
    ['batalla', 'de', 'la', 'gaviota', 'cumana']
    """
    return FOLDED.analyze(text)


def stems(text: str, language: str) -> list[str]:
    """
    The words of *text* by their stems; as `folded` where those of *language* are not known.

    >>> stems("Plantas paradas", "es-VE") == stems("planta parada", "es")
    True
    """
    return STEMMED.get(main_language(language), FOLDED).analyze(text)


def main_language(tag: str) -> str:
    """
    The language of *tag* without its region.

    >>> main_language("es-VE")
    'es'
    """
    return tag.split("-")[0].lower()
