"""`acervo query`: ask a kept query by name, or any query from a file."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from acervo.cli.status import Status

if TYPE_CHECKING:
    from acervo.corpus.archive import Archive

_FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "nt", "rdf", "jsonld")


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from acervo.corpus.archive import open_archive
    from acervo.errors import AcervoError

    try:
        archive = open_archive(context.params.get("folder") or Path("."))
    except AcervoError:
        return []
    names = [Path(file.path).stem for file in archive.files if file.path.startswith("queries/competency/")]
    return [CompletionItem(name) for name in names if name.startswith(incomplete)] + [
        CompletionItem(incomplete, type="file")
    ]


@click.command("query", short_help="Ask a kept query by name, or any query from a file.")
@click.argument("question", metavar="[NAME | FILE | -]", required=False, shell_complete=_complete)
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("."),
    show_default="this folder",
    help="The archive.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="How to print the answer; a graph is printed as Turtle unless told otherwise.",
)
def command(question: str | None, folder: Path, form: str) -> None:
    """
    Ask the archive a question that it keeps (NAME, as in queries/competency/NAME.rq), a query in FILE, or one from
    standard input (-). Without any, list the questions it keeps.

    Exit code 0: answered, if only by an empty table. 2: could not answer.
    """
    from dataclasses import replace

    from acervo.cli.editions import edition_of
    from acervo.corpus.archive import open_archive
    from acervo.edition.loading import merge
    from acervo.engine.evaluation import answer
    from acervo.engine.interface import Query
    from acervo.errors import MalformedQuery, RequestError
    from acervo.protocol.explaining import explained
    from acervo.protocol.negotiation import named_format, types_of
    from acervo.protocol.reading import outline

    archive = open_archive(folder)
    if question is None:
        _list(archive)
        return
    text = _text(question, archive)
    try:
        told = outline(text, archive.settings.query_max_depth, base=archive.base)
        offers = types_of(told.form)
        table = form == "table" and told.form in ("SELECT", "ASK")
        wanted = "json" if table else "turtle" if form == "table" else form
        dataset = told.has_dataset_clause, told.default_graphs, told.named_graphs
        query = Query(text, told.form, named_format(wanted, offers), *dataset)
        if told.described:
            query = replace(query, text=told.described.selection, things=told.described.named)
        with Status("Building the edition") as status:
            edition = edition_of(archive, status)
            if edition.is_merged:
                merge(edition.store)
        body = answer(edition.store, edition.base, query)
    except MalformedQuery as error:
        click.echo(f"acervo: {question}: {explained(error, text).detail}", err=True)
        raise SystemExit(2) from error
    except RequestError as error:
        click.echo(f"acervo: {question}: {error.detail}", err=True)
        raise SystemExit(2) from error
    if table:
        click.echo(_table(json.loads(body), archive.base))
    else:
        sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")


def _text(question: str, archive: Archive) -> str:
    from acervo.corpus.queries import kept_queries
    from acervo.errors import QueryFileError

    if question == "-":
        return sys.stdin.read()
    names = {query.name: query for query in kept_queries(archive, "competency")}
    if question in names:
        return names[question].text
    file = Path(question)
    if file.is_file():
        try:
            return file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise QueryFileError("is not UTF-8 text.", path=question) from error
    starting = [name for name in names if name.startswith(question)]
    if len(starting) == 1:
        return names[starting[0]].text
    hint = f"It could be {' or '.join(starting)}." if starting else "`acervo query` without a name lists them."
    raise click.UsageError(f"there is no kept query and no file “{question}”. {hint}")


def _list(archive: Archive) -> None:
    from acervo.corpus.queries import kept_queries

    queries = list(kept_queries(archive, "competency"))
    if not queries:
        click.echo("This archive keeps no questions: queries/competency/ is empty.")
        return
    width = max(len(query.name) for query in queries)
    for query in queries:
        click.echo(f"{query.name:<{width}}  {query.summary}")


def _table(answer: Mapping[str, Mapping[str, object]], base: str) -> str:
    from prettytable import PrettyTable, TableStyle

    if "boolean" in answer:
        return "yes" if answer["boolean"] else "no"
    variables = answer["head"]["vars"]
    rows = answer["results"]["bindings"]
    assert isinstance(variables, list)
    assert isinstance(rows, list)
    table = PrettyTable(variables, align="l")
    table.set_style(TableStyle.SINGLE_BORDER)
    if sys.stdout.isatty():
        table.max_table_width = shutil.get_terminal_size().columns
    for row in rows:
        table.add_row([_cell(row.get(variable), base) for variable in variables])
    return f"{table}\n{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"


def _cell(term: Mapping[str, str] | None, base: str) -> str:
    from acervo.namespaces import shorten

    if term is None:
        return ""
    if term["type"] == "uri":
        return shorten(term["value"], base)
    return term["value"] + (f" @{term['xml:lang']}" if "xml:lang" in term else "")
