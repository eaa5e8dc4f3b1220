"""`acervo` itself: quick help, versions, completion, and no command that loads what it does not need."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import acervo
from acervo.cli.commands import cli

COMMANDS = cli.list_commands(None)  # type: ignore[arg-type]
HEAVY = ("rdflib", "pyshacl", "pyoxigraph", "fastapi", "uvicorn", "jinja2", "edtf", "sentencex", "prettytable")
LOADED = """
import sys
from acervo.cli.main import main
try:
    main()
except SystemExit as ended:
    print(f"code {ended.code}", file=sys.stderr)
finally:
    print("loaded", *(name for name in sys.argv[-1].split(",") if name in sys.modules), file=sys.stderr)
"""


def loaded_by(*arguments: str) -> set[str]:
    """Which of the heavy libraries are in memory after a command; it must end with 0."""
    code = LOADED.replace("main()\n", f"sys.argv[1:] = {list(arguments)!r}; main()\n", 1).replace(
        "sys.argv[-1]", repr(",".join(HEAVY))
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    *_, status, loaded = ended.stderr.splitlines()

    assert "code 0" == status, ended.stderr
    return set(loaded.split()[1:])


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",), *((name, "--help") for name in COMMANDS)])
def test_help_loads_no_library_of_ours(arguments):
    """Who asks for help waits for nothing; RDFLib and pySHACL alone cost half a second."""
    assert set() == loaded_by(*arguments)


def test_help_lists_every_command_with_a_sentence(acervo):
    """A newcomer reads this first."""
    ended = acervo("--help")

    assert 0 == ended.code
    for name in COMMANDS:
        line = next(line for line in ended.out.splitlines() if line.startswith(f"  {name} "))
        assert line.endswith(".")
        assert "..." not in line


def test_the_version_is_the_package_s(acervo):
    """What to put into a bug report."""
    assert f"acervo, version {acervo_version()}\n" == acervo("--version").out


def acervo_version() -> str:
    return acervo.__version__


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(acervo, shell):
    """The script calls acervo back with _ACERVO_COMPLETE."""
    ended = acervo("completion", shell)

    assert 0 == ended.code
    assert f"_ACERVO_COMPLETE={shell}_complete" in ended.out


def test_completion_of_another_shell_is_a_misuse(acervo):
    """The three are named."""
    ended = acervo("completion", "tcsh")

    assert 2 == ended.code
    assert "'bash', 'zsh', 'fish'" in ended.err


def complete(*words: str, cwd: object) -> list[str]:
    environment = {**os.environ, "_ACERVO_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(["acervo", *words])}
    environment["COMP_CWORD"] = str(len(words))
    code = "import sys; sys.argv = ['acervo']; from acervo.cli.commands import cli; cli(prog_name='acervo')"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=environment, cwd=str(cwd)
    )
    return [line.partition(",")[2] for line in ended.stdout.splitlines()]


def test_completion_knows_commands_and_kept_questions(shipyard):
    """Nobody remembers `cq-08-number-of-battles-under-corpivensa`."""
    assert "check" in complete("ch", cwd=shipyard)
    assert "how-many-struck" in complete("query", "how", cwd=shipyard)


def test_an_unknown_command_is_a_misuse(acervo):
    """With a way to the list."""
    ended = acervo("serv")

    assert 2 == ended.code
    assert "No such command 'serv'" in ended.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("chekc",), "No such command 'chekc'. Did you mean 'check'?"),
        (("Serve",), "Did you mean 'serve'?"),
        (("validate",), "Did you mean 'check'?"),
        (("hook", "instal"), "install"),
        (("check", "--fromat", "json"), "Did you mean '--format'?"),
    ],
)
def test_a_mistyped_command_or_option_is_answered_with_the_nearest(acervo, typed, meant):
    """Letters change places under every hand; the right word saves a look at the help."""
    ended = acervo(*typed)

    assert 2 == ended.code
    assert meant in ended.err


def test_of_a_word_that_is_like_no_command_nothing_is_guessed(acervo):
    ended = acervo("xyzzy")

    assert "No such command 'xyzzy'.\n" in ended.err
    assert "Try 'acervo --help' for help." in ended.err


def test_a_broken_installation_says_so(monkeypatch, capsys):
    """A missing library is nobody's fault here; the way out is one command."""
    from acervo.cli import commands
    from acervo.cli.main import main

    def broken(**options: object) -> None:
        raise ModuleNotFoundError("No module named 'pyoxigraph'")

    monkeypatch.setattr(commands, "cli", broken)
    with pytest.raises(SystemExit) as ended:
        main()

    assert 2 == ended.value.code
    assert "this installation is broken (No module named 'pyoxigraph')" in capsys.readouterr().err


def test_ctrl_c_while_modules_are_loaded_is_no_traceback():
    """Who is quick with Ctrl-C has made no mistake."""
    code = (
        "import sys\nclass Loading:\n"
        "    def find_spec(self, name, *others):\n"
        "        if name == 'acervo.cli.commands': raise KeyboardInterrupt\n"
        "from acervo.cli.main import main\nsys.meta_path.insert(0, Loading())\nmain()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)

    assert (130, "", "Stopped.\n") == (ended.returncode, ended.stdout, ended.stderr)
