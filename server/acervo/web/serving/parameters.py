"""The parameters of a protocol request, from its address and from its form."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from fastapi import Request

from acervo.errors import RequestError, RequestTooLarge
from acervo.protocol.negotiation import choose, named_format

_TRUE, _FALSE = ("1", "true"), ("0", "false")


class Parameters:
    """Names and values, in the order in which they were sent."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()):
        self.pairs = pairs
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def __add__(self, others: Parameters) -> Parameters:
        return Parameters((*self.pairs, *others.pairs))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def all(self, name: str) -> list[str]:
        """Every value of *name*."""
        return self._values.get(name, [])

    def at_most_one(self, name: str) -> str | None:
        """
        The value of *name*, or None.

        Raises:
            RequestError: there are two.
        """
        values = self.all(name)
        if len(values) > 1:
            raise RequestError(f"There are {len(values)} {name} parameters in this request; there may be one.")
        return values[0] if values else None

    def flag(self, name: str) -> bool:
        """
        Whether *name* is 1 or true.

        Raises:
            RequestError: it is neither yes nor no.
        """
        value = self.at_most_one(name) or "0"
        if value.lower() not in (*_TRUE, *_FALSE):
            raise RequestError(f"{name} is 1 or 0, not “{value}”.")
        return value.lower() in _TRUE

    def iris(self, name: str) -> tuple[str, ...]:
        """
        The values of *name*, which are absolute IRIs.

        Raises:
            RequestError: one is not.
        """
        for iri in self.all(name):
            # Relative names of graphs mean nothing over HTTP.
            if ":" not in iri or any(one in '<>"{}|\\^`' or ord(one) <= 32 for one in iri):
                raise RequestError(f"{name} “{iri}” is no absolute IRI.")
        return tuple(self.all(name))


def parameters_of(sent: bytes, max_bytes: int) -> Parameters:
    """
    What stands in *sent*, the query string of an address or a form.

    Raises:
        RequestTooLarge: it is longer than *max_bytes*.
        RequestError: it is not UTF-8, or has too many parts.
    """
    if not sent:
        return Parameters()
    if len(sent) > max_bytes:
        raise RequestTooLarge(f"A query may have {max_bytes:,} bytes here.")
    try:
        return Parameters(parse_qsl(sent.decode(), keep_blank_values=True, errors="strict", max_num_fields=1000))
    except UnicodeDecodeError as error:
        raise RequestError("The request is not UTF-8.") from error
    except ValueError as error:
        raise RequestError("There are too many parameters.") from error


def address_parameters(request: Request, max_bytes: int) -> Parameters:
    """Those in the address of *request*; see `parameters_of`."""
    return parameters_of(request.scope["query_string"], max_bytes)


def media_type_for(request: Request, parameters: Parameters, offers: dict[str, tuple[str, ...]]) -> str:
    """
    The one of *offers* that *request* asks for: by `format=`, which a link can say, else by its Accept headers.

    Raises:
        NotAcceptable: there is none.
    """
    # SPARQLWrapper says it twice, by different names of one format.
    names = parameters.all("format")
    # One header may be sent in several lines; they are one list.
    return named_format(names[0], offers) if names else choose(", ".join(request.headers.getlist("accept")), offers)
