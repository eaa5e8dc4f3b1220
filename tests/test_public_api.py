"""The public surface is a list, and costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys
from inspect import getdoc

import pytest

import acervo

NAMES = [
    "AcervoError",
    "Archive",
    "CheckReport",
    "CuratorError",
    "Edition",
    "Finding",
    "Reading",
    "__version__",
    "build_edition",
    "check_archive",
    "open_archive",
    "read_archive",
]


def test_the_public_names_are_these():
    """A name once published is a promise: adding or removing one is decided here."""
    assert NAMES == acervo.__all__


@pytest.mark.parametrize("name", [name for name in NAMES if name != "__version__"])
def test_each_public_name_is_there_and_says_what_it_is(name):
    """It is loaded when it is first used."""
    assert getdoc(getattr(acervo, name))


def test_a_name_that_is_not_there_is_an_attribute_error():
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        acervo.nothing  # noqa: B018


def test_importing_the_package_loads_no_library():
    """`acervo --help` imports it too."""
    code = "import sys, acervo; print({name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    for library in ("rdflib", "pyoxigraph", "pyshacl", "fastapi", "click"):
        assert f"'{library}'" not in loaded


def test_an_archive_is_checked_and_built_through_the_public_names(tmp_path):
    """What the reference page shows."""
    (tmp_path / "acervo.toml").write_text("")
    reading = acervo.read_archive(acervo.open_archive(tmp_path))
    edition = acervo.build_edition(reading)

    assert 64 == len(edition.id)
    assert not reading.errors
