"""`acervo explain`: every rule has a page, and what the page shows is true."""

from __future__ import annotations

import pytest

from acervo.checking.explaining import Explainer, core_archive
from acervo.checking.names import OTHER_SYNTAX, rule_groups
from acervo.checking.syntax_examples import EXAMPLES, HEADLINES, IN_N_TRIPLES, PREFIXES, WITHOUT
from acervo.checking.syntax_reasons import REASONS
from acervo.cli.completion import complete_rules
from acervo.turtle.reader import read_turtle

SYNTAX = [rule for rule in EXAMPLES if rule not in OTHER_SYNTAX]


def codes(rule: str, example: str) -> list[str]:
    in_n_triples = rule in IN_N_TRIPLES
    text, path = (example, "data/x.nt") if in_n_triples else (PREFIXES + example, "data/x.ttl")
    return [problem.code for problem in read_turtle(text, path, "https://example.org/").errors]


@pytest.mark.parametrize("rule", SYNTAX)
def test_a_bad_example_has_that_one_error_and_the_good_one_none(rule):
    """An example that does not do what it shows misleads twice."""
    bad, good = EXAMPLES[rule]

    assert [rule] == codes(rule, bad)
    assert [] == codes(rule, good)


def test_every_rule_of_syntax_has_an_example_or_a_reason():
    rules = {rule for rule, group in rule_groups(core_archive()).items() if group == "syntax"}

    assert rules == set(EXAMPLES) | WITHOUT


def test_every_rule_of_syntax_has_a_reason_of_its_own():
    """A page that says the message again adds nothing to it."""
    explainer = Explainer(core_archive())
    pages = {rule: explainer.explain(rule) for rule in sorted({*EXAMPLES, *WITHOUT})}

    assert pages.keys() == REASONS.keys()
    for language in ("en", "es"):
        reasons = [page.why[language] for page in pages.values()]
        assert len(reasons) == len(set(reasons))
        assert [] == [rule for rule, page in pages.items() if page.what.get(language, "") in page.why[language]]
        assert [] == [reason for reason in reasons if not 80 < len(reason) < 320 or not reason.endswith(".")]


@pytest.mark.parametrize("rule", sorted(HEADLINES))
def test_a_rule_of_many_messages_has_a_headline_for_all_of_them(rule):
    """Who asks about a broken comment wants no word of the name of a port."""
    headline = Explainer(core_archive()).explain(rule).what

    assert {"en", "es"} == headline.keys()
    assert not any("column" in text or "columna" in text or "Gdańsk" in text for text in headline.values())


@pytest.mark.slow
def test_every_rule_says_what_and_why_in_both_languages():
    """A rule that cannot say why has no business to refuse anything."""
    explainer = Explainer(core_archive())
    silent = []
    for rule in explainer.groups:
        page = explainer.explain(rule)
        texts = [page.what, page.why] if page.severity else []
        if any({"en", "es"} - set(text) for text in texts) or not (page.severity or page.gathers):
            silent.append(rule)

    assert [] == silent


@pytest.mark.slow
def test_every_demand_of_the_core_has_a_bad_and_a_good_example():
    """They are the ones that test the shapes; none is written twice."""
    explainer = Explainer(core_archive())
    pages = [explainer.explain(rule) for rule, group in explainer.groups.items() if group == "shacl"]

    assert [] == [page.rule for page in pages if page.severity and not (page.bad and page.good)]


def test_the_examples_travel_with_the_package(root):
    """A folder of examples that the wheel leaves out would be missed only by strangers."""
    listed = (root / "pyproject.toml").read_text(encoding="utf-8")
    folders = {file.parent.name for file in (root / "tests" / "shapes").glob("*/*.ttl")}

    assert [] == [name for name in sorted(folders) if f'"acervo/core_files/examples/{name}"' not in listed]


def test_a_rule_is_explained_in_both_languages(acervo, shipyard, monkeypatch):
    monkeypatch.chdir(shipyard)
    english, spanish = (acervo("explain", "Claim-has-passage", "--language", name) for name in ("en", "es"))

    assert 0 == english.code
    assert "Claim-has-passage (shacl, violation)\n" in english.out
    assert "\nBad\n    :it a mov:Claim ;\n" in english.out
    assert "\nGood\n" in english.out
    assert "Defined in shapes/core/claim.ttl\n" in english.out
    assert "\nPor qué\n" in spanish.out


def test_the_archive_s_own_shapes_are_explained_too(acervo, shipyard, monkeypatch):
    monkeypatch.chdir(shipyard)
    ended = acervo("explain", "https://example.org/gdansk/ns#Strike-is-dated")

    assert 0 == ended.code
    assert "Defined in shapes/strike.ttl\n" in ended.out


def test_an_own_shape_is_explained_by_its_prefix_with_what_its_parts_say(acervo, shipyard, monkeypatch):
    (shipyard / "shapes" / "own.ttl").write_text(
        """@prefix ex: <https://example.org/shapes#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        ex:Place a sh:NodeShape ; sh:targetClass ex:Port ;
            sh:property [ sh:path skos:altLabel ; sh:minCount 1 ; sh:message "Give it a second name."@en ] ;
            sh:property [ sh:path skos:note ; sh:minCount 1 ] .
        """,
        encoding="utf-8",
    )
    monkeypatch.chdir(shipyard)
    ended = acervo("explain", "ex:Place")

    assert "ex:Place (shacl, violation)\n  Give it a second name.\n" in ended.out
    assert "It has a demand on skos:note" in ended.out
    assert ended == acervo("explain", "https://example.org/shapes#Place")


def test_without_a_rule_all_are_listed_even_outside_of_an_archive(acervo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = acervo("explain")

    assert 0 == ended.code
    assert {"  curly-quote", "  Claim-has-passage", "  triple-in-two-files"} <= set(ended.out.splitlines())


def test_an_unknown_rule_is_answered_with_the_nearest(acervo, shipyard, monkeypatch):
    monkeypatch.chdir(shipyard)
    ended = acervo("explain", "curly-qoute")

    assert 2 == ended.code
    assert "Did you mean “curly-quote”?" in ended.err


def test_a_shell_completes_the_names_of_rules(shipyard, monkeypatch):
    import click

    from acervo.cli.explain import command

    monkeypatch.chdir(shipyard)
    names = [item.value for item in complete_rules(click.Context(command), command.params[0], "Claim-has")]

    assert ["Claim-has-passage"] == names


def test_a_group_lists_its_rules(acervo, shipyard, monkeypatch):
    """`--only lint` takes the word, so people ask what it is."""
    monkeypatch.chdir(shipyard)
    ended = acervo("explain", "lint")

    assert 0 == ended.code
    assert "  dangling-iri" in ended.out.splitlines()
    assert "  Claim-has-passage" not in ended.out.splitlines()
    assert "Lint: " in ended.out
    assert "Syntax: " not in ended.out


@pytest.mark.parametrize("name", ["claim-has-passage", "movsh:Claim-Has-Passage"])
def test_the_case_of_letters_is_forgiven_and_the_name_is_said(acervo, shipyard, monkeypatch, name):
    monkeypatch.chdir(shipyard)
    ended = acervo("explain", name)

    assert 0 == ended.code
    assert ended.out.startswith("Claim-has-passage (")
    assert "acervo: it is called Claim-has-passage.\n" == ended.err
    assert "" == acervo("explain", "movsh:Claim-has-passage").err
