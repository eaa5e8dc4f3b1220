"""Which way dependencies point, and where each outside library lives: the picture in the style guide, kept true."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "server" / "acervo"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Lowest first; a line imports only what stands below it. Layers of one line are listed in the order they may import.
LAYERS = (
    ("errors", "namespaces", "settings", "turtle", "sparql"),
    ("corpus",),
    ("edition",),
    ("engine",),
    ("evidence", "coverage", "starting", "shacl", "checking"),
    ("search", "citing"),
    ("protocol",),
    ("federation",),
    ("web",),
    ("bench",),
    ("cli",),
)
RANK = {name: (line, place) for line, names in enumerate(LAYERS) for place, name in enumerate(names)}

#: The rooms of web, the lowest first; what stands in web itself puts them together.
ROOMS = ("wording", "serving", "reading", "entities", "lists", "events", "answers", "routes")

#: Outside libraries with one home; rdflib (terms and graphs) and pyoxigraph (terms and parsing) are shared language.
HOMES = {
    "babel": {"web"},
    "citeproc": {"citing"},
    "click": {"cli"},
    "edtf": {"edition"},
    "fastapi": {"web"},
    "httptools": {"cli"},
    "httpx": {"federation"},
    "jinja2": {"web"},
    "markdown_it": {"web"},
    "markupsafe": {"web"},
    "prettytable": {"cli"},
    "pyshacl": {"shacl"},
    "rapidfuzz": {"search"},
    "sentencex": {"evidence"},
    "starlette": {"web"},
    "starlette_compress": {"web"},
    "tantivy": {"search"},
    "uvicorn": {"cli"},
    "watchfiles": {"cli"},
}
SHARED = {"pyoxigraph", "rdflib"}
#: What a library is imported as where that is not its name.
IMPORTED_AS = {"citeproc_py": "citeproc", "markdown_it_py": "markdown_it"}
#: What uvicorn takes when it is there.
TAKEN_BY_OTHERS = {"httptools", "uvloop"}
#: pySHACL raises what its parser raises.
ALSO = {"pyparsing": {"shacl"}}


def layer_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(module: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything *module* imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports by dots hide where they point"
            assert node.module is not None
            if node.module == "acervo":
                yield from ((node.lineno, f"acervo.{name.name}") for name in node.names)
            else:
                yield node.lineno, node.module


def described(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=described)
def test_a_module_imports_only_what_stands_below_it(module):
    """A layer can then be read, tested and replaced without those above it."""
    own = layer_of(module)
    if own == "__init__":  # names of the public surface, loaded when they are used
        return
    wrong = []
    for line, name in imports_of(module):
        parts = name.split(".")
        if parts[0] != "acervo" or len(parts) == 1 or parts[1] in (own, "__version__"):
            continue
        if RANK[parts[1]] >= RANK[own]:
            wrong.append(f"{described(module)}:{line} imports {name}")

    assert [] == wrong


def room_of(name: str) -> int:
    """How high the room of web stands that holds the module of this dotted *name*."""
    parts = name.split(".")
    return ROOMS.index(parts[2]) if len(parts) > 2 and parts[2] in ROOMS else len(ROOMS)


@pytest.mark.parametrize("module", sorted((PACKAGE / "web").rglob("*.py")), ids=described)
def test_a_room_of_web_imports_only_from_rooms_below_it(module):
    """What every page shares knows no page."""
    own = ".".join(("acervo", *module.relative_to(PACKAGE).with_suffix("").parts))

    assert [] == [
        f"{described(module)}:{line} imports {name}"
        for line, name in imports_of(module)
        if f"{name}.".startswith("acervo.web.") and room_of(name) > room_of(own)
    ]


def test_every_room_of_web_is_there():
    """A new room finds its place before it is imported."""
    folders = {path.parent.name for path in (PACKAGE / "web").glob("*/__init__.py")}

    assert set(ROOMS) == folders


def test_every_layer_stands_in_the_picture():
    """A new folder finds its line before it is imported."""
    layers = {layer_of(module) for module in MODULES} - {"__init__"}

    assert set() == layers - RANK.keys()


@pytest.mark.parametrize("module", MODULES, ids=described)
def test_an_outside_library_is_imported_in_its_home_only(module):
    """What one layer knows of a library can be replaced there."""
    wrong = []
    for line, name in imports_of(module):
        library = name.split(".")[0]
        if library in sys.stdlib_module_names or library in {"acervo", "__future__"} | SHARED:
            continue
        if layer_of(module) not in {**HOMES, **ALSO}.get(library, set()):
            wrong.append(f"{described(module)}:{line} imports {name}")

    assert [] == wrong


def test_every_dependency_has_a_home():
    """What nobody imports should not be installed; what is imported should be declared."""
    import tomllib

    project = tomllib.loads((PACKAGE.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split("[>=;]", requirement)[0].strip().replace("-", "_") for requirement in project["dependencies"]]
    declared = {IMPORTED_AS.get(name, name) for name in names}
    imported = {name.split(".")[0] for module in MODULES for _, name in imports_of(module)}

    assert declared <= HOMES.keys() | SHARED | TAKEN_BY_OTHERS
    assert declared <= imported | TAKEN_BY_OTHERS


def test_modules_are_short():
    """At 400 lines a module holds two ideas."""
    lengths = {described(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}

    assert {} == {module: lines for module, lines in lengths.items() if lines > 400}


def test_modules_are_named_after_what_they_can_do():
    """`utils` holds any number of ideas."""
    patterns = {"utils", "util", "helpers", "helper", "common", "misc", "services", "manager"}

    assert [] == [
        described(module)
        for module in MODULES
        if patterns & {part.removesuffix(".py") for part in module.relative_to(PACKAGE).parts}
    ]


def test_modules_say_what_they_are_for():
    """One sentence at the top, for who opens it first."""
    silent = [
        described(module)
        for module in MODULES
        if (tree := ast.parse(module.read_text(encoding="utf-8"))).body and not ast.get_docstring(tree)
    ]

    assert [] == silent


def test_folders_are_at_most_two_levels_deep():
    """Deeper ones hide what they hold."""
    assert [] == [described(module) for module in MODULES if len(module.relative_to(PACKAGE).parts) > 3]


def strings_of(module: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string in the code of *module* but its documentation."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_no_code_knows_the_first_archive():
    """A second archive of another subject is served without a change; examples in the documentation do no harm."""
    words = ("venezuela", "gaviota", "requena", "corpivensa", "w3id.org/acervo/epo", "gdansk")

    assert [] == [
        f"{described(module)}:{line} says {text!r}"
        for module in MODULES
        for line, text in strings_of(module)
        if any(word in text.lower() for word in words)
    ]


def test_no_code_knows_that_it_is_tested():
    """Behaviour under test is the behaviour."""
    assert [] == [
        f"{described(module)}:{line}"
        for module in MODULES
        for line, text in [*strings_of(module), *imports_of(module)]
        if "pytest" in text.lower()
    ]
