"""`acervo check --fix`: what it shows, when it asks, what it leaves."""

from __future__ import annotations

import pytest

GDANSK = "data/places/gdansk.ttl"


@pytest.fixture
def spoilt(shipyard, change):
    """A language tag with capitals, an unused prefix, and a datatype that only a person may change."""
    change(GDANSK, '"Gdańsk"@es', '"Gdańsk"@es-VE')
    change(GDANSK, "@prefix skos:", "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix skos:")
    (shipyard / "data/bytes.ttl").write_text(
        "<https://example.org/a> <http://purl.org/dc/terms/extent> '3'^^<http://www.w3.org/2001/XMLSchema#byte> .\n"
    )
    return shipyard


@pytest.mark.slow
def test_without_a_terminal_nothing_is_written(process, spoilt):
    """A script that only wanted to look must not find its files changed."""
    before = (spoilt / GDANSK).read_bytes()

    ended = process("check", spoilt, "--fix", stdin="y\n")

    assert "--- a/data/places/gdansk.ttl\n+++ b/data/places/gdansk.ttl\n" in ended.err
    assert '-        "Gdańsk"@es-VE ,\n+        "Gdańsk"@es-ve ,\n' in ended.err
    assert "-@prefix dcat: <http://www.w3.org/ns/dcat#> .\n" in ended.err
    assert "Nothing was written: there is no terminal to ask at. Say yes by --yes.\n" in ended.err
    assert before == (spoilt / GDANSK).read_bytes()
    # Still there, so still found.
    assert 1 == ended.code


@pytest.mark.slow
def test_with_yes_the_files_are_mended_and_then_checked(acervo, spoilt):
    """What is left is what only a person can decide."""
    ended = acervo("check", spoilt, "--fix", "--yes", "--language", "en")

    assert "data/places/gdansk.ttl: mended (literal-the-engine-would-change, unused-prefix).\n" in ended.err
    assert (
        "data/bytes.ttl:1:59: left alone, value or datatype would change (literal-the-engine-would-change)."
        in ended.err
    )
    assert '"Gdańsk"@es-ve ,' in (spoilt / GDANSK).read_text(encoding="utf-8")
    assert "dcat" not in (spoilt / GDANSK).read_text(encoding="utf-8")
    assert "data/bytes.ttl:1:59: violation literal-the-engine-would-change" in ended.out
    assert GDANSK not in ended.out
    assert 1 == ended.code


@pytest.mark.slow
def test_only_the_files_named_are_mended(acervo, spoilt):
    """The others may be somebody else's."""
    ended = acervo("check", spoilt / "data/bytes.ttl", "--fix", "--yes", "--language", "es")

    assert "Nada que corregir sin cambiar lo que dice un fichero.\n" in ended.err
    assert "es-VE" in (spoilt / GDANSK).read_text(encoding="utf-8")


def test_yes_alone_means_nothing(acervo, shipyard):
    """It answers a question that only --fix asks."""
    ended = acervo("check", shipyard, "--yes")

    assert 2 == ended.code
    assert "--yes answers --fix" in ended.err
