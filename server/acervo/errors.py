"""One tree of exceptions: errors hold facts, entrances (commands, routes) phrase them."""

from __future__ import annotations


class AcervoError(Exception):
    """Whatever Acervo itself raises."""


class CuratorError(AcervoError):
    """
    The files are wrong.

    Args:
        message: What is wrong and the next move, in one sentence or two.
        path: The file, relative to the archive, or None where no one file is at fault.
        line: 1 is the first line; None where unknown.
        column: Code points from 1, as editors count; None where unknown.
    """

    def __init__(self, message: str, path: str | None = None, line: int | None = None, column: int | None = None):
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.message}" if place else self.message


class TurtleSyntaxError(CuratorError):
    """A file is not Turtle (or N-Triples)."""


class ShapesError(CuratorError):
    """
    The shapes themselves are ill-formed; no node was checked.

    Args:
        shapes: IRIs of the shapes at fault, where they are known.
    """

    def __init__(self, message: str, shapes: tuple[str, ...] = ()):
        super().__init__(message)
        self.shapes = shapes


class SettingsError(CuratorError):
    """`acervo.toml` cannot be used, or no archive is where one was asked for."""


class QueryFileError(CuratorError):
    """A query kept as data has no proper header, or does not parse."""


class RequestError(AcervoError):
    """The client is wrong; *status* is what HTTP calls it."""

    status = 400
    title = "Bad request"
    slug = "bad-request"

    def __init__(self, detail: str, **facts: object):
        super().__init__(detail)
        self.detail = detail
        self.facts = facts


class MalformedQuery(RequestError):
    """The query does not parse; *facts* hold line and column from 1 where the engine tells."""

    title = "Malformed query"
    slug = "malformed-query"


class QueryRefused(RequestError):
    """The query parses but asks for what this endpoint does not do (SERVICE, LOAD, updates, excess nesting)."""

    title = "Query refused"
    slug = "query-refused"


class UpdateForbidden(RequestError):
    """The archive changes in git, never over HTTP."""

    status = 403
    title = "Read-only archive"
    slug = "read-only"


class NotAcceptable(RequestError):
    """None of the media types that the client accepts can be made."""

    status = 406
    title = "Not acceptable"
    slug = "not-acceptable"


class UnsupportedMediaType(RequestError):
    """The request's body is of a type we do not read."""

    status = 415
    title = "Unsupported media type"
    slug = "unsupported-media-type"


class RequestTooLarge(RequestError):
    """The request's body passes the limit."""

    status = 413
    title = "Request too large"
    slug = "request-too-large"


class UnknownEntity(RequestError):
    """No file of the archive describes this IRI."""

    status = 404
    title = "Not found"
    slug = "not-found"


class Overload(AcervoError):
    """
    Nobody is wrong; the server cannot answer this now, or not within its limits.

    Args:
        detail: Which limit was met and the next move.
        retry_after_s: When it may be worth asking again, in seconds.
    """

    status = 503
    title = "Service unavailable"
    slug = "unavailable"

    def __init__(self, detail: str, retry_after_s: int, **facts: object):
        super().__init__(detail)
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.facts = facts


class EngineUnavailable(Overload):
    """Too many queries run and wait, or the engine is being started again."""


class TooManyQueries(Overload):
    """One client asks more at a time than it may."""

    status = 429
    title = "Too many queries"
    slug = "too-many-queries"


class LimitExceeded(Overload):
    """The query needs more memory than it may have, or its answer is too large."""

    title = "Limit exceeded"
    slug = "limit-exceeded"


class QueryTimeout(LimitExceeded):
    """The query took longer than it may."""

    status = 504
    title = "Query timeout"
    slug = "query-timeout"


class RemoteFailed(Overload):
    """Another endpoint, which the query asks by SERVICE, gave no answer that can be used."""

    status = 502
    title = "Remote endpoint failed"
    slug = "remote-failed"


class AnswerCut(AcervoError):
    """An answer broke off after a part of it had been sent; the connection must be broken too."""
