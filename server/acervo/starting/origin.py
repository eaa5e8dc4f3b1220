"""Where this installation of Acervo came from, so that another machine can install the same."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from acervo.corpus.git import GitError, git_setting


def requirement() -> str:
    """
    What pip installs this software from on another machine: `git+https://…`, or empty where that cannot be told.

    An installation from a package index tells nothing: a name may be another project's on another index.

    Source: https://packaging.python.org/en/latest/specifications/direct-url/
    """
    try:
        told = json.loads(distribution("acervo").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    address = told.get("url", "")
    if "vcs_info" in told:
        at = f"@{told['vcs_info']['commit_id']}" if "commit_id" in told["vcs_info"] else ""
        return _git_requirement(address, at)
    if "dir_info" in told and address.startswith("file://"):
        try:
            return _git_requirement(git_setting(Path(unquote(urlsplit(address).path)), "remote.origin.url") or "")
        except GitError:
            return ""
    return ""


def _git_requirement(address: str, at: str = "") -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return ""
    # A checkout may carry its owner's password in the address.
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return "git+" + urlunsplit((parts.scheme, host, parts.path, "", "")) + at
