"""The client that asks other endpoints: the address is checked where it connects, and nothing is followed."""

from __future__ import annotations

import asyncio
import ssl
from functools import cache
from typing import Final
from urllib.parse import urlsplit

import httpx

import acervo
from acervo.federation.addresses import Unreachable, addresses_of
from acervo.settings import AllowedEndpoint

_RESULTS: Final = "application/sparql-results+json"
_TYPES: Final = (_RESULTS, "application/json")


class NoAnswer(Exception):
    """The endpoint gave none that can be used; the message continues a sentence that names it."""


class TooMuch(Exception):
    """The answer is longer than what is left of this query's share."""


async def ask(endpoint: AllowedEndpoint, query: str, timeout_s: float, max_bytes: int) -> bytes:
    """
    What *endpoint* answers to the SELECT *query*, in SPARQL 1.1 JSON as far as its media type tells.

    Args:
        timeout_s: Seconds for everything, from its name to the last byte.
        max_bytes: What it may answer at most.

    Raises:
        NoAnswer: it cannot be reached, redirects, fails or takes too long.
        TooMuch: it answers more.

    Source: https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded
    """
    try:
        async with asyncio.timeout(max(timeout_s, 0)):
            return await _first(endpoint, await addresses_of(endpoint), query, max_bytes)
    except TimeoutError as error:
        raise NoAnswer("took too long") from error
    except Unreachable as error:
        raise NoAnswer(f"was not asked: {error}") from error


async def _first(endpoint: AllowedEndpoint, addresses: list[str], query: str, max_bytes: int) -> bytes:
    failure: httpx.HTTPError | None = None
    # No proxy, no password file: what stands in the environment is not asked.
    async with httpx.AsyncClient(verify=_trust(), trust_env=False, follow_redirects=False, timeout=None) as client:
        for address in addresses:
            try:
                return await _post(client, endpoint, address, query, max_bytes)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
            except httpx.HTTPError as error:
                raise NoAnswer("broke off") from error
    raise NoAnswer("cannot be reached") from failure


async def _post(
    client: httpx.AsyncClient, endpoint: AllowedEndpoint, address: str, query: str, max_bytes: int
) -> bytes:
    # Connected is to the very address that was checked: a name asked for again could lead elsewhere.
    name = urlsplit(endpoint.address)
    headers = {
        "Host": name.netloc,
        "Accept": _RESULTS,
        "Accept-Encoding": "identity",
        "User-Agent": f"Acervo/{acervo.__version__} (SERVICE)",
    }
    url = httpx.URL(endpoint.address).copy_with(host=address)
    sni = {"sni_hostname": name.hostname}
    async with client.stream("POST", url, data={"query": query}, headers=headers, extensions=sni) as answer:
        if answer.is_redirect:
            raise NoAnswer("redirects, which is not followed: name the address that it leads to")
        if answer.status_code != 200:
            raise NoAnswer(f"answered with status {answer.status_code}")
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _TYPES or answer.headers.get("content-encoding", "identity") != "identity":
            raise NoAnswer(f"answered in another form than {_RESULTS}")
        body = bytearray()
        async for part in answer.aiter_raw():
            body += part
            if len(body) > max_bytes:
                raise TooMuch
        return bytes(body)


@cache
def _trust() -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    # Whoever runs an authority of their own has told the system of it.
    context.load_default_certs()
    return context
