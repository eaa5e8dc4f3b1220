"""The templates of an archive, which go before the shipped ones; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateSyntaxError,
    nodes,
)
from jinja2.meta import find_referenced_templates

from acervo.corpus.core import PAGES
from acervo.web.wording.page_faults import PageFault, text_of

_SHIPPED: Final = Path(__file__).parent.parent / "templates"


def files_in(folder: Path) -> Iterator[Path]:
    """Every file of *folder*, if there is one, but those that editors and systems hide."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not path.name.endswith("~"):
            yield path


def environment_of(own: Path) -> Environment:
    """What finds the templates in *own* before the shipped ones, which are `acervo/…` as well."""
    shipped = FileSystemLoader(_SHIPPED)
    loaders = [FileSystemLoader(own), shipped, PrefixLoader({"acervo": shipped})]
    return Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def template_faults(own: Path, environment: Environment) -> Iterator[PageFault]:
    """What is wrong with the templates in *own*, which *environment* finds."""
    read: dict[str, nodes.Template] = {}
    for file in files_in(own):
        name = file.relative_to(own).as_posix()
        try:
            read[name] = environment.parse(text_of(file, _path(name)), name)
            environment.compile(read[name], name)
        except TemplateSyntaxError as error:
            reason = f"{(error.message or '').rstrip('.')}."
            yield PageFault("template", _path(name), error.lineno, reason=reason)
        except PageFault as fault:
            yield fault
    known = environment.list_templates()
    used = {one for tree in read.values() for one in find_referenced_templates(tree) if one}
    for name, tree in read.items():
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            asked = getattr(getattr(node, "template", None), "value", None)
            optional = getattr(node, "ignore_missing", False)
            if isinstance(asked, str) and asked not in known and not optional:
                yield PageFault("missing", _path(name), node.lineno, name=asked, near=known)
        if not (_SHIPPED / name).is_file() and name not in used:
            near = [file.name for file in files_in(_SHIPPED)]
            yield PageFault("unused", _path(name), 1, name=name, near=near)
        yield from _unknown_blocks(name, tree, environment)


def _unknown_blocks(name: str, tree: nodes.Template, environment: Environment) -> Iterator[PageFault]:
    """The blocks of the template *name* that fill none of those that it builds on."""
    above = _blocks_above(tree, environment, depth=5)
    if above is None:
        return
    nested = {one.name for block in tree.find_all(nodes.Block) for part in block.body for one in _blocks_in(part)}
    for block in tree.find_all(nodes.Block):
        if block.name not in above | nested:
            yield PageFault("block", _path(name), block.lineno, name=block.name, near=above)


def _blocks_above(tree: nodes.Template, environment: Environment, depth: int) -> set[str] | None:
    """The blocks that *tree* may fill; None where it builds on nothing, or on what cannot be read."""
    extends = tree.find(nodes.Extends)
    parent = getattr(getattr(extends, "template", None), "value", None)
    if not isinstance(parent, str) or parent not in environment.list_templates() or not depth:
        return None
    try:
        source = environment.loader.get_source(environment, parent)[0] if environment.loader else ""
        above = environment.parse(source, parent)
    except (TemplateSyntaxError, UnicodeDecodeError):
        return None
    own = {block.name for block in above.find_all(nodes.Block)}
    return own | (_blocks_above(above, environment, depth - 1) or set())


def _blocks_in(part: nodes.Node) -> list[nodes.Block]:
    return [*([part] if isinstance(part, nodes.Block) else []), *part.find_all(nodes.Block)]


def _path(name: str) -> str:
    return f"{PAGES}/templates/{name}"
