"""`acervo.toml`: a few keys, each checked, with the next move in every message."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.errors import SettingsError
from acervo.settings import SETTINGS, Settings, read_settings, with_flags


@pytest.fixture
def read(tmp_path: Path):
    def settings(text: str | bytes) -> Settings:
        file = tmp_path / "acervo.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(file)

    return settings


def test_an_empty_file_gives_every_default(read):
    """It may be empty; that is a promise."""
    assert Settings() == read("")
    assert "http://localhost/" == read("").base


def test_an_empty_base_is_the_default_base(read):
    """Editions are built on http://localhost/ and mapped when served."""
    assert Settings().base == read('base = ""').base


def test_what_is_set_is_read(read):
    """Byte order marks of some editors included."""
    settings = read(
        b'\xef\xbb\xbfbase = "https://example.org/a/"\nlanguages = ["pl"]\nquick_queries = 2\n[title]\npl = "Strajk"\n'
    )

    assert ("https://example.org/a/", ("pl",), 2) == (settings.base, settings.languages, settings.quick_queries)
    assert {"pl": "Strajk"} == settings.title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'bass = "https://example.org/"',
            "does not know the setting “bass”. Did you mean “base”\\? It knows: accent, access_log, ",
        ),
        ("base =", "is not TOML"),
        ("base = 1", "needs text in quotes for base, not 1."),
        ('base = "example.org/"', "needs a base that is an http\\(s\\) IRI and ends in “/”, not “example.org/”"),
        ('base = "https://example.org"', "ends in “/”"),
        ('base = "https://example.org/a b/"', "ends in “/”"),
        ('base = "https://example.org/#/"', "ends in “/”"),
        ('title = "Strike"', "needs title by language; write: title.en = 'Strike'"),
        ("title.en = 1", "needs text by language for title"),
        ('languages = "en"', "needs a list of language codes for languages"),
        ('accent = "#000000"', "needs a colour for each theme; write: accent.light"),
        ('accent.print = "#000000"', "needs a colour for each theme"),
        ('accent.dark = "red"', "needs a colour of six digits for accent.dark, not 'red'"),
        ("languages = []", "needs a list of language codes"),
        ("quick_queries = 0", "needs a whole number of at least 1 for quick_queries, not 0."),
        ("quick_queries = true", "needs a whole number"),
        ("slow_queries = -1", "needs a whole number of at least 0"),
        ('query_timeout_s = "10"', "needs a number of at least 0"),
        ("query_timeout_s = nan", "needs a number"),
        ("slow_after_s = 0", "needs a number of at least 0.001"),
        ("query_max_bytes = 1.5", "needs a whole number"),
        (b'base = "\xff"', "is not UTF-8 text"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_what_to_write(read, text, words):
    """A setting that is passed over would seem to work."""
    with pytest.raises(SettingsError, match=words) as raised:
        read(text)

    assert "acervo.toml" == raised.value.path


def test_a_text_is_in_the_language_asked_for_or_the_next_best(read):
    """The archive's own order of languages decides; nothing is invented."""
    settings = read('languages = ["es", "pl"]\n[title]\npl = "Strajk"\nes = "Huelga"\nen = "Strike"\n')

    assert ["Strike", "Strajk", "Huelga"] == [settings.in_language(settings.title, one) for one in ("en", "pl", "de")]
    assert "" == settings.in_language({}, "en")
    assert "Streik" == settings.in_language({"de": "Streik"}, "en")


def test_the_table_of_settings_is_the_settings(read):
    """The reference page is written from it; a setting that is not there would not be documented."""
    assert {setting.name for setting in SETTINGS} == set(Settings.__dataclass_fields__)
    for setting in SETTINGS:
        assert setting.meaning.endswith((".", "`."))


def test_only_the_base_is_part_of_an_edition_s_name(read):
    """A new title needs no new check."""
    assert {"base": "https://example.org/a/"} == dict(
        read('base = "https://example.org/a/"\nquick_queries = 2\n[title]\nen = "x"').meaning
    )


def test_endpoints_that_queries_may_ask_are_listed_in_a_table_of_their_own(read):
    """As every page about federation writes it; the long names work as well."""
    near = '{ address = "http://127.0.0.1:8001/sparql", local = true }'
    settings = read(f'[federation]\nallow = ["HTTPS://Example.org/sparql", {near}]\ntimeout_s = 2.5\n')

    assert (("https://example.org/sparql", False), ("http://127.0.0.1:8001/sparql", True)) == tuple(
        (one.address, one.local) for one in settings.federation_allow
    )
    assert 2.5 == settings.federation_timeout_s
    assert settings == read(f'federation_allow = ["https://example.org/sparql", {near}]\nfederation_timeout_s = 2.5\n')


@pytest.mark.parametrize(
    "address",
    [
        '"file:///etc/passwd"',
        '"ftp://example.org/sparql"',
        '"https://example.org"',
        '"https://user@example.org/sparql"',
        '"https://example.org./sparql"',
        '"https://exämple.org/sparql"',
        '"https://example.org/sparql#x"',
        '"https://example.org:99999/sparql"',
        '"https://exam ple.org/sparql"',
        '"//example.org/sparql"',
        '"https://example.org\\\\@127.0.0.1/"',
        "1",
        '{ address = "https://example.org/sparql", locale = true }',
        '{ address = "https://example.org/sparql", local = "yes" }',
        "{ local = true }",
    ],
)
def test_an_endpoint_is_allowed_by_a_plain_address_only(read, address):
    """What two programs read in two ways is no address to rely on."""
    with pytest.raises(SettingsError, match=r"https://example\.org/sparql"):
        read(f"[federation]\nallow = [{address}]\n")


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("ACERVO_PORT", "9000", "port", 9000),
        ("ACERVO_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("ACERVO_QUERY_TIMEOUT_S", "2", "query_timeout_s", 2.0),
        ("ACERVO_ACCESS_LOG", "true", "access_log", True),
        ("ACERVO_ACCESS_LOG", "1", "access_log", True),
        ("ACERVO_ACCESS_LOG", "No", "access_log", False),
        ("ACERVO_LANGUAGES", "es, en", "languages", ("es", "en")),
        ("ACERVO_LANGUAGES", '["pl"]', "languages", ("pl",)),
        ("ACERVO_TITLE", '{pl = "Strajk"}', "title", {"pl": "Strajk"}),
        ("ACERVO_BASE", "https://example.net/", "base", "https://example.net/"),
        ("ACERVO_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8", "trusted_proxies", ("127.0.0.1", "10.0.0.0/8")),
    ],
)
def test_the_environment_goes_before_the_file(tmp_path, variable, text, name, value):
    """A container is set up by its environment, whatever the archive's own file says."""
    file = tmp_path / "acervo.toml"
    file.write_text('base = "https://example.org/"\nport = 1\nhost = "::1"\nlanguages = ["en"]\n')

    assert value == getattr(read_settings(file, {variable: text}), name)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("ACERVO_PORT", "http"),
        ("ACERVO_PORT", "65536"),
        ("ACERVO_ACCESS_LOG", "perhaps"),
        ("ACERVO_BASE", "nowhere"),
        ("ACERVO_TRUSTED_PROXIES", "proxy.example"),
        ("ACERVO_ROOT_PATH", "archive/"),
    ],
)
def test_an_environment_that_cannot_be_used_is_told_by_its_variable(tmp_path, variable, text):
    """Nobody finds in the file what is not there."""
    file = tmp_path / "acervo.toml"
    file.write_text("")

    with pytest.raises(SettingsError, match=f"^{variable}: "):
        read_settings(file, {variable: text})


def test_what_the_environment_says_of_other_things_is_nobodys_fault(tmp_path):
    """Other programs have variables that begin alike."""
    file = tmp_path / "acervo.toml"
    file.write_text("")

    assert Settings() == read_settings(file, {"ACERVO_NO_SUCH": "1", "PORT": "9"})


def test_the_command_line_goes_before_both(tmp_path):
    """Flag, environment, file, default: in this order."""
    file = tmp_path / "acervo.toml"
    file.write_text("port = 1\nquick_queries = 2\nslow_queries = 3\n")
    settings = with_flags(read_settings(file, {"ACERVO_PORT": "4", "ACERVO_QUICK_QUERIES": "5"}), {"port": 6})

    assert (6, 5, 3, 100) == (settings.port, settings.quick_queries, settings.slow_queries, settings.waiting_queries)


@pytest.mark.parametrize("contact", ["archive@example.org", "https://example.org/us?to=all#form", "a.b+c@localhost"])
def test_a_contact_is_an_e_mail_address_or_that_of_a_page(read, contact):
    assert contact == read(f'contact = "{contact}"').contact


@pytest.mark.parametrize("contact", ["us", "us@", "@example.org", "mailto:us@example.org", "ftp://a.org", "a@b c"])
def test_a_contact_that_nobody_could_write_to_is_refused(read, contact):
    with pytest.raises(SettingsError, match="needs an e-mail address or an http\\(s\\) address for contact, not “"):
        read(f'contact = "{contact}"')
