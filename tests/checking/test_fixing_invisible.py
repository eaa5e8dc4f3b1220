"""`acervo check --fix` takes out what nobody can see, where no word changes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.checking.fixing import Fix, find_fixes, same_words
from acervo.corpus.archive import open_archive

HEAD = "@prefix : <https://example.org/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n"
SOUND = ':a\n    mov:b 1 ;\n    mov:c "so\u00adft\u200b"@en .  # so\u00adft\n:b mov:c 2 .\n'


@pytest.fixture
def fixes(tmp_path: Path):
    def find(text: str) -> tuple[Fix, ...]:
        (tmp_path / "acervo.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "a.ttl").write_text(text, encoding="utf-8")
        return find_fixes(open_archive(tmp_path)).fixes

    return find


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u00ad", "\u2060"])
@pytest.mark.parametrize(
    ("before", "after"),
    [("", ":a"), ("    ", "mov:b"), ("", "@prefix mov"), ("mov:b ", "1"), ("en .  # so\u00adft\n", ":b")],
)
def test_what_stands_between_words_is_removed_and_nothing_else(fixes, mark, before, after):
    """What stands in texts and comments belongs to them."""
    whole = HEAD + SOUND
    broken = whole.replace(before + after, before + mark + after, 1)
    (fix,) = fixes(broken)

    assert whole == fix.after.decode()
    assert ("invisible-character",) == fix.rules


def test_a_no_break_space_becomes_a_space(fixes):
    (fix,) = fixes(HEAD + SOUND.replace("mov:b 1", "mov:b\u00a01"))

    assert HEAD + SOUND == fix.after.decode()


def test_what_stands_inside_a_word_is_left_to_a_person(fixes):
    """Without it, two words would perhaps be one."""
    assert () == fixes(f"{HEAD}:a mov:b :fac\u00adtory .\n")


def test_other_faults_of_the_file_stay_and_do_not_hinder(fixes):
    (fix,) = fixes(f"{HEAD}\ufeff:a mov:b “x” ;\n  \u200bmov:c 1\n")

    assert f"{HEAD}:a mov:b “x” ;\n  mov:c 1\n" == fix.after.decode()


def test_a_file_without_invisible_characters_is_not_touched(fixes):
    assert () == fixes(f"{HEAD}:a mov:b “x” .\n")


def test_same_words_are_not_the_same_where_two_became_one():
    assert same_words(":a \ufeffmov:b 1 .", ":a mov:b 1 .")
    assert not same_words(":a\u200bmov:b 1 .", ":amov:b 1 .")
    assert not same_words(':a mov:b "x\ufeff" .', ':a mov:b "x" .')
    assert not same_words("# so\u00adft\n", "# soft\n")
