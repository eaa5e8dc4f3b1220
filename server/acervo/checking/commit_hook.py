"""The git hook that checks each commit: put into a repository, and taken away again."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acervo.corpus.git import hooks_folder
from acervo.errors import AcervoError

NAME: Final = "pre-commit"
KEPT: Final = f"{NAME}.old"
"""A hook of somebody else, kept when ours took its place; it runs first."""
_MARK: Final = "# Written by `acervo hook install`; `acervo hook uninstall` takes it away."
_KEEPS: Final = f'earlier="${{0%/*}}/{KEPT}"'
_RUN_EARLIER: Final = f"""\
{_KEEPS}
if [ -x "$earlier" ]; then
    "$earlier" "$@" || exit $?
fi
"""
_HOOK: Final = """\
#!/bin/sh
{mark}
{earlier}python={python}
lost() {{
    echo "acervo: nothing was checked, so nothing is committed: $1" >&2
    echo "acervo: install the hook again from where Acervo is now: acervo hook install" >&2
    echo "acervo: to commit unchecked this once: git commit --no-verify" >&2
    exit 2
}}
[ -x "$python" ] || lost "there is no $python any more."
"$python" -P -c 'import sys; from importlib.util import find_spec as find
sys.exit(not (find("acervo") and find("click")))' 2>/dev/null ||
    lost "$python does not find Acervo any more."
exec "$python" -P -c 'from acervo.cli.main import main; main()' hook run{options}
"""


class ForeignHook(AcervoError):
    """A hook that Acervo did not write is in the way; it was left alone."""


@dataclass(frozen=True)
class Installed:
    """What `install` did."""

    path: Path
    kept: Path | None
    """Somebody else's hook, which now runs before ours."""
    was_there: bool
    """Whether a hook of ours was there already; it was written anew."""


def install(folder: Path, *, force: bool = False, options: Sequence[str] = ()) -> Installed:
    """
    Put the hook into the repository around *folder*; it calls the Python that runs this.

    Args:
        force: Where there is a hook of somebody else, keep it as `pre-commit.old` and let it run first.
        options: For `acervo hook run`.

    Raises:
        ForeignHook: there is one, and *force* was not asked for, or another one was kept before.
        GitError: there is no repository.
        OSError: the hook cannot be written.

    Source: https://git-scm.com/docs/githooks
    """
    hook = hooks_folder(folder) / NAME
    kept = hook.with_name(KEPT)
    ours = _ours(hook)
    keeps = ours and _KEEPS in hook.read_text(encoding="utf-8")
    if not ours and _is_there(hook):
        if not force:
            raise ForeignHook(
                f"there is a hook of somebody else, {hook}. It was left alone; "
                f"with `acervo hook install --force` it is kept as {KEPT} and runs first."
            )
        if _is_there(kept):
            raise ForeignHook(f"there are hooks of somebody else, {hook} and {kept}. Make one of the two.")
        hook.rename(kept)
        keeps = True
    hook.parent.mkdir(parents=True, exist_ok=True)
    told = "".join(f" {shlex.quote(option)}" for option in options)
    earlier = _RUN_EARLIER if keeps else ""
    _write(hook, _HOOK.format(mark=_MARK, earlier=earlier, python=shlex.quote(sys.executable), options=told))
    return Installed(hook, kept if keeps and _is_there(kept) else None, ours)


def uninstall(folder: Path) -> Path | None:
    """
    Take our hook away, and put back the one that was kept; the hook's path, or None where there was none.

    Raises:
        ForeignHook: the hook is somebody else's.
        GitError: there is no repository.
        OSError: the hook cannot be removed.
    """
    hook = hooks_folder(folder) / NAME
    if not _is_there(hook):
        return None
    if not _ours(hook):
        raise ForeignHook(f"{hook} was not written by Acervo. It was left alone.")
    kept = hook.with_name(KEPT)
    if _KEEPS in hook.read_text(encoding="utf-8") and _is_there(kept):
        kept.replace(hook)
    else:
        hook.unlink()
    return hook


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _ours(hook: Path) -> bool:
    try:
        return _MARK in hook.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _write(hook: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", dir=hook.parent, prefix=".acervo-", delete=False, encoding="utf-8") as part:
        part.write(text)
    Path(part.name).chmod(0o755)
    Path(part.name).replace(hook)
