"""What is being served now, and what became of the last save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from acervo.errors import AcervoError

if TYPE_CHECKING:
    from acervo.web.serving.site import Site


class EditionEnded(AcervoError):
    """Between two queries of one page another edition took over: what they say may not fit together."""


@dataclass(frozen=True)
class FailedCheck:
    """A state of the files that is not served, because they could not be read or hold violations."""

    since: datetime
    """When the files were first found to be so; later saves that mend nothing leave it."""
    checked: datetime
    violations: int | None
    """None where there is no telling, because a file or a setting could not be read."""
    path: str | None
    """The file to look at first; None when no one file is at fault."""
    line: int | None
    message: str

    @property
    def place(self) -> str:
        """`path:line`, as far as it is known."""
        return ":".join(str(part) for part in (self.path, self.line) if part is not None)

    def as_json(self) -> dict[str, Any]:
        """For `/health`."""
        return {
            "since": stamp(self.since),
            "checked": stamp(self.checked),
            "violations": self.violations,
            "path": self.path,
            "line": self.line,
            "message": self.message,
        }


@dataclass
class Served:
    """The site that answers now; another takes its place when its edition is ready."""

    site: Site
    since: datetime = field(default_factory=lambda: now())
    """When the edition began to be served."""
    is_watched: bool = False
    """Whether a save is served by itself."""
    failed: FailedCheck | None = None
    """Why the files as they are now are not served; None when they are."""
    begun: Callable[[Site], object] = lambda site: None
    """Told of each site that begins to be served, to read ahead what its first visitor would wait for."""

    async def swap(self, site: Site) -> None:
        """
        Answer with *site* from now on; queries under way end on the edition they began with.

        Raises:
            EngineUnavailable: its edition cannot be loaded; nothing has changed.
            OSError: its index of names cannot be read or written; the same.
        """
        site.open_index()
        await site.engine.load(site.edition)
        # Nothing is awaited between the engine's turn and ours: no request sees the one without the other.
        self.since = now()
        self.renew(site)

    def renew(self, site: Site) -> None:
        """Answer with *site*, which has the edition that is served already: settings of the archive have changed."""
        self.site = site
        self.failed = None
        self.begun(site)


def now() -> datetime:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """
    *moment* as `xsd:dateTime`.

    >>> stamp(datetime(2026, 11, 21, 18, 0, tzinfo=UTC))
    '2026-11-21T18:00:00Z'
    """
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
