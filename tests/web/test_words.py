"""The interface's words and dates, in every language that it speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import acervo.web
from acervo.errors import SettingsError
from acervo.web.wording.dates import readable_date, readable_duration
from acervo.web.wording.words import shipped, with_own, words_in

POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "language_name"
msgstr "polski"

msgid "days"
msgid_plural "days"
msgstr[0] "{n} dzień"
msgstr[1] "{n} dni"
msgstr[2] "{n} dni"
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
PLACEHOLDER = re.compile(r"\{(\w+)\}")


LANGUAGES = sorted(shipped().by_language)


def keys(language: str) -> set[str]:
    return {
        message.id[0] if isinstance(message.id, tuple) else message.id for message in shipped().by_language[language][0]
    } - {""}


def forms(language: str, key: str) -> tuple[str, ...]:
    message = shipped().by_language[language][0].get(key)
    assert message is not None
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language):
    assert keys("en") == keys(language)
    assert [] == [key for key in keys(language) if not all(forms(language, key))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_takes_the_same_values_in_every_language(language):
    for key in keys("en"):
        english, word = forms("en", key), forms(language, key)
        assert {*PLACEHOLDER.findall("".join(english))} == {*PLACEHOLDER.findall("".join(word))}, key
        assert (len(english) > 1) == (len(word) > 1), key


def test_no_word_is_kept_that_nothing_says():
    """A word that no template and no module uses is one more to translate for nobody."""
    package = Path(acervo.web.__file__).parent
    sources = [*package.rglob("*.py"), *package.rglob("*.html")]
    text = "\n".join(path.read_text("utf-8") for path in sources if path.name != "words.py")

    assert {"language_name"} == {key for key in keys("en") if f'"{key}"' not in text and f"'{key}'" not in text}


def test_a_third_language_is_one_more_file(tmp_path):
    """Its words are said, the ones that it lacks in English, and its plural is its own."""
    (tmp_path / "pl.po").write_text(POLISH, encoding="utf-8")

    words = words_in("pl", with_own(tmp_path))

    assert ["1 dzień", "2 dni", "5 dni"] == [words("days", n=n) for n in (1, 2, 5)]
    assert "Home" == words("home")
    assert "polski" == words.language_name("pl")
    assert "en" == words_in("pl").language, "the words of one archive are not those of another"


def test_an_archive_says_some_words_otherwise(tmp_path):
    """The rest stays in the language, and does not fall back to English."""
    (tmp_path / "es.po").write_text(HEADER + 'msgid "home"\nmsgstr "Portada"\n', encoding="utf-8")
    words = words_in("es", with_own(tmp_path))

    assert ("Portada", words_in("es")("events")) == (words("home"), words("events"))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("tlhx.po", "", "named after a language"),
        ("pt.po", "msgid broken", "no gettext catalogue"),
        ("pt.po", 'msgid "days"\nmsgid_plural "days"\nmsgstr[0] "{m} dia"\nmsgstr[1] "{m} dias"\n', "no such place"),
    ],
)
def test_a_catalogue_with_a_fault_is_refused_by_its_name(tmp_path, name, text, told):
    (tmp_path / name).write_text(HEADER + text, encoding="utf-8")

    with pytest.raises(SettingsError, match=f"{name}.*{told}"):
        _ = with_own(tmp_path).by_language


def test_an_unknown_word_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        words_in("es")("unheard of")


def test_an_unknown_language_reads_english():
    assert "en" == words_in("tlh").language


def test_one_and_many_have_their_forms():
    words = words_in("en")

    assert ["1 claim", "2 claims", "0 claims"] == [words("claims_of", n=n) for n in (1, 2, 0)]


@pytest.mark.parametrize(
    ("edtf", "english", "spanish"),
    [
        ("2016", "2016", "2016"),
        ("2016-02", "February 2016", "febrero de 2016"),
        ("2016-02-12", "12 February 2016", "12 de febrero de 2016"),
        ("2016-02-12/2016-02-16", "12–16 February 2016", "12–16 de febrero de 2016"),
        ("2016-02-12/2016-03-01", "12 February 2016 – 1 March 2016", "12 de febrero de 2016 – 1 de marzo de 2016"),
        ("2016-02/2016-05", "February 2016 – May 2016", "febrero de 2016 – mayo de 2016"),
        ("2016/2018", "2016 – 2018", "2016 – 2018"),
        ("2016/..", "from 2016", "desde 2016"),
        ("2016/", "from 2016", "desde 2016"),
        ("../2018", "until 2018", "hasta 2018"),
        ("2017-06-23?", "23 June 2017 (uncertain)", "23 de junio de 2017 (fecha incierta)"),
        ("2017~", "about 2017", "hacia 2017"),
        ("2017%", "about 2017 (uncertain)", "hacia 2017 (fecha incierta)"),
        ("197X", "the 1970s", "la década de 1970"),
        ("19XX", "the years 1900–1999", "los años 1900–1999"),
        ("2016-21", "2016-21", "2016-21"),
        ("2016-13-40", "2016-13-40", "2016-13-40"),
        ("", "", ""),
        ("/", "/", "/"),
    ],
)
def test_a_date_reads_as_people_say_it_or_as_written(edtf, english, spanish):
    assert (english, spanish) == tuple(readable_date(edtf, words_in(language)) for language in ("en", "es"))


@pytest.mark.parametrize(
    ("duration", "read"),
    [("P1D", "1 day"), ("P5D", "5 days"), ("P7M", "7 months"), ("P1Y", "1 year"), ("PT3H", "PT3H")],
)
def test_a_duration_of_days_is_counted_in_words(duration, read):
    assert read == readable_duration(duration, words_in("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_said_twice(language):
    """Of two messages with one key, gettext keeps the latter, and a page says something else than it was made to."""
    text = (Path(acervo.web.__file__).parent / "locales" / f"{language}.po").read_text("utf-8")
    told = re.findall(r'^msgid "(.+)"', text, re.MULTILINE)

    assert [] == sorted({key for key in told if told.count(key) > 1})
