"""docs/reference/python-api.md: what `import acervo` promises."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Final

import acervo
from reference_pages.markdown import code, fence, page, prose, table, without_html

_INTRODUCTION: Final = """
These names are the public Python API; everything else may change without notice.
Each is loaded when it is first used, so that `import acervo` costs nothing.
"""
_EXAMPLE: Final = """
from pathlib import Path

import acervo

archive = acervo.open_archive(Path("."))
report = acervo.check_archive(archive)
print(report.count("violation"), "violations in", report.files, "files")

edition = acervo.build_edition(acervo.read_archive(archive))
battles = edition.store.query(
    "SELECT ?battle { ?battle a <https://w3id.org/acervo/ns#Battle> }", use_default_graph_as_union=True
)
print(edition.id, [str(battle) for (battle,) in battles])
"""
_SECTIONS: Final = ("Args", "Returns", "Raises", "Source")


def python_api_page() -> str:
    """The page."""
    blocks = [block for name in sorted(acervo.__all__, key=str.lower) for block in _entry(name, getattr(acervo, name))]
    return page("Python API", prose(_INTRODUCTION), fence(_EXAMPLE, "python"), *blocks)


def _entry(name: str, value: object) -> Iterator[str]:
    yield f"## {code(name)}"
    if inspect.isclass(value):
        yield _docstring(value)
        yield _kinds(value) if issubclass(value, Exception) else ""
        yield from _members(value)
    elif inspect.isfunction(value):
        yield fence(f"{name}{_signature(value)}", "python")
        yield _docstring(value)
    else:
        yield f"{code(repr(value))}: the version of the software." if name == "__version__" else code(repr(value))


def _kinds(error: type[Exception]) -> str:
    below = [(code(kind.__name__), prose(inspect.getdoc(kind) or "").split("\n")[0]) for kind in error.__subclasses__()]
    return "Its kinds:\n\n" + "\n".join(f"- {name}: {about}" for name, about in below) if below else ""


def _signature(function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    # A function as default would be printed with its address in memory.
    parameters = [
        one.replace(default=_Written("…")) if callable(one.default) and one.default is not one.empty else one
        for one in signature.parameters.values()
        if one.name != "self"
    ]
    return re.sub(r"'([^']*)'", r"\1", str(signature.replace(parameters=parameters)))


class _Written:
    """A default that is printed as it is."""

    def __init__(self, text: str):
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _docstring(value: object) -> str:
    text, sections = inspect.getdoc(value) or "", []
    parts = re.split(rf"^({'|'.join(_SECTIONS)}):[ \n]", text, flags=re.MULTILINE)
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        sections.append(f"{title}:\n\n{_items(body)}" if title in ("Args", "Raises") else f"{title}: {prose(body)}")
    return "\n\n".join((prose(parts[0]), *sections))


def _items(body: str) -> str:
    lines = textwrap.dedent(body).strip().splitlines()
    joined: list[str] = []
    for line in lines:
        if line.startswith(" ") and joined:
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line.strip())
    named = (line.partition(":") for line in joined)
    return "\n".join(
        f"- {', '.join(code(one.strip()) for one in name.split(','))}: {without_html(about.strip())}"
        for name, _, about in named
    )


def _members(kind: type) -> Iterator[str]:
    fields = list(_Source(kind).attributes)
    rows = [(code(name), code(annotation), prose(about).replace("\n", " ")) for name, annotation, about in fields]
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property | cached_property):
            getter = member.fget if isinstance(member, property) else member.func
            returns = str(inspect.signature(getter).return_annotation) if getter else ""
            rows.append((code(name), code(returns), prose(member.__doc__ or "").replace("\n", " ")))
        elif isinstance(member, classmethod | staticmethod) or inspect.isfunction(member):
            function = getattr(kind, name)
            about = prose((inspect.getdoc(function) or "").split("\n\n")[0]).replace("\n", " ")
            rows.append((code(name + "()"), code(_signature(function)), about))
    yield table(("name", "type", "meaning"), rows)


class _Source:
    """What Python itself forgets: the docstrings that follow the fields of a class."""

    def __init__(self, kind: type):
        tree = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
        assert isinstance(tree, ast.ClassDef)
        self._body: list[ast.stmt] = tree.body

    @property
    def attributes(self) -> Iterable[tuple[str, str, str]]:
        """Name, type as written, meaning; in the order of the class."""
        for statement, after in zip(self._body, [*self._body[1:], None], strict=True):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                told = after.value if isinstance(after, ast.Expr) else None
                about = told.value if isinstance(told, ast.Constant) and isinstance(told.value, str) else ""
                yield statement.target.id, ast.unparse(statement.annotation), about
