"""`acervo hook`: what is staged is checked, and nothing else."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from acervo.checking import commit_hook

from .conftest import ARCHIVES, COMMAND
from .repositories import Repository

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = "data/sources/chronicle/claims-strike.ttl"
DIARY = "data/sources/diary/claims-strike.ttl"
PLACE = "data/places/gdansk.ttl"
pytestmark = pytest.mark.usefixtures("plain_git")


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive with the report of its check: each test begins from what is known to be right."""
    copied = tmp_path_factory.mktemp("checked") / "shipyard"
    shutil.copytree(ARCHIVES / "lenin-shipyard", copied, ignore=shutil.ignore_patterns(".acervo"))
    subprocess.run([*COMMAND, "check", str(copied)], check=True, capture_output=True, timeout=300)
    return copied


@pytest.fixture
def shipyard(repository: Repository, checked: Path) -> Repository:
    """A repository that is the small archive, committed, with the hook installed."""
    return _committed(repository, checked, "")


@pytest.fixture
def museum(repository: Repository, checked: Path) -> Repository:
    """A bigger repository, with the small archive in a folder."""
    return _committed(repository, checked, "museum/shipyard/")


def _committed(repository: Repository, checked: Path, place: str) -> Repository:
    shutil.copytree(checked, repository.top / place, dirs_exist_ok=True)
    (repository.top / ".git/info/exclude").write_text(".acervo/\n")
    (repository.top / "notes.txt").write_text("notes")
    repository.stage()
    assert 0 == repository.commit().returncode
    assert 0 == _run("hook", "install", str(repository.top)).returncode
    return repository


def _run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


def hook_of(repository: Repository) -> Path:
    return repository.top / ".git/hooks/pre-commit"


def head(repository: Repository) -> str:
    return repository.git("rev-parse", "HEAD").stdout


# What is staged


@pytest.mark.long
def test_a_violation_that_is_staged_blocks_the_commit(shipyard):
    """It is told as acervo check tells it, with the archive's own path, and what to do."""
    before = head(shipyard)
    shipyard.change(DIARY, "mov:value 16000", "mov:value -1")
    shipyard.stage()
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert before == head(shipyard)
    assert f"{DIARY}:" in committed.stderr
    assert "violation Count-value-is-a-number" in committed.stderr
    assert "acervo-staged-" not in committed.stderr
    assert "git commit --no-verify" in committed.stderr


@pytest.mark.long
def test_mending_on_disk_without_staging_it_changes_nothing(shipyard):
    """The commit would hold the fault all the same."""
    shipyard.change(DIARY, "mov:value 16000", "mov:value -1")
    shipyard.stage()
    shipyard.change(DIARY, "mov:value -1", "mov:value 16000")

    assert 1 == shipyard.commit().returncode


@pytest.mark.long
def test_a_fault_on_disk_that_is_not_staged_does_not_matter(shipyard):
    """Half-done work waits beside what is ready, in a file that git knows and in one that it does not."""
    shipyard.change(CLAIMS, "mov:value 17000", "mov:value -1")
    (shipyard.top / "data/events/half-done.ttl").write_text("This is no Turtle")
    shipyard.change(PLACE, '"Gdańsk"@es', '"Gdansk"@es')
    shipyard.stage(PLACE)
    committed = shipyard.commit()

    assert (0, "") == (committed.returncode, committed.stderr)
    assert "mov:value -1" in (shipyard.top / CLAIMS).read_text(encoding="utf-8")


@pytest.mark.long
def test_a_part_of_a_file_is_checked_as_that_part(shipyard):
    """`git add -p`: the index holds what is nowhere on disk."""
    whole = (shipyard.top / DIARY).read_text(encoding="utf-8")
    (shipyard.top / DIARY).write_text("broken", encoding="utf-8")
    shipyard.stage()
    (shipyard.top / DIARY).write_text(whole, encoding="utf-8")
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert f"{DIARY}:1" in committed.stderr


@pytest.mark.long
@pytest.mark.parametrize("options", [("-a",), ("--", DIARY)], ids=["all", "one path"])
def test_an_index_of_the_commit_s_own_is_the_one_checked(shipyard, options):
    """`git commit -a` and `git commit FILE` prepare another index than the usual."""
    shipyard.change(DIARY, "mov:value 16000", "mov:value -1")
    assert 1 == shipyard.commit(*options).returncode
    shipyard.change(DIARY, "mov:value -1", "mov:value 16001")

    assert 0 == shipyard.commit(*options).returncode


@pytest.mark.long
def test_a_deletion_is_checked_too(shipyard):
    """What is gone may be named by what stays."""
    shipyard.git("rm", "-q", PLACE)
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert "dangling-iri" in committed.stderr


@pytest.mark.long
def test_the_first_commit_of_a_repository_is_checked(repository, checked):
    """There is no earlier state to compare with."""
    shutil.copytree(checked, repository.top, dirs_exist_ok=True)
    (repository.top / ".git/info/exclude").write_text(".acervo/\n")
    _run("hook", "install", str(repository.top))
    repository.change(DIARY, "mov:value 16000", "mov:value -1")
    repository.stage()

    assert 1 == repository.commit().returncode


@pytest.mark.slow
def test_settings_that_cannot_be_used_block_the_commit(shipyard):
    """It could not be told, and that is no yes."""
    (shipyard.top / "acervo.toml").write_text("bas = 1\n")
    shipyard.stage()
    ended = _run("hook", "run", cwd=shipyard.top)

    assert 2 == ended.returncode
    assert "acervo.toml: does not know the setting “bas”" in ended.stderr
    assert 1 == shipyard.commit().returncode


def test_known_content_is_not_checked_again(shipyard):
    """What acervo check has seen on disk is known when it is staged, wherever it was checked."""
    shipyard.git("rm", "-q", "--cached", DIARY)
    shipyard.commit("--no-verify")
    shipyard.stage()
    (shipyard.top / PLACE).unlink()
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "from acervo.cli.main import main\nimport sys\ntry:\n    main()\n"
            "finally:\n    print('pyshacl' in sys.modules)",
            "hook",
            "run",
        ],
        cwd=shipyard.top,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ("False\n", 0) == (ended.stdout, ended.returncode)
    assert "Checking" not in ended.stderr


# What concerns no archive


def test_a_commit_that_concerns_no_archive_is_quick(museum):
    """Nothing is read: neither an archive nor the libraries that read one."""
    (museum.top / "notes.txt").write_text("more notes")
    museum.change("museum/shipyard/texts/diary.txt", "August", "Augustus")
    museum.stage()
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "from acervo.cli.main import main\nimport sys\ntry:\n    main()\n"
            "finally:\n    print([name for name in ('pyoxigraph', 'rdflib') if name in sys.modules])",
            "hook",
            "run",
        ],
        cwd=museum.top,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (0, "[]\n", "") == (ended.returncode, ended.stdout, ended.stderr)
    assert 0 == museum.commit().returncode


def test_nothing_staged_is_nothing_wrong(shipyard):
    """An empty commit is git's to refuse."""
    assert 0 == _run("hook", "run", cwd=shipyard.top).returncode


def test_outside_a_work_tree_nothing_can_be_told(tmp_path):
    """Silence would look like a yes."""
    ended = _run("hook", "run", cwd=tmp_path)

    assert 2 == ended.returncode
    assert "not in a git work tree" in ended.stderr


# Where archives stand


@pytest.mark.long
@pytest.mark.parametrize("below", ["", "museum", "museum/shipyard/data"], ids=["top", "above", "inside"])
def test_an_archive_in_a_folder_of_a_bigger_repository_is_found(museum, below):
    """From wherever the curator commits; paths are the archive's, and its folder is named once."""
    museum.change(f"museum/shipyard/{DIARY}", "mov:value 16000", "mov:value -1")
    museum.stage()
    committed = museum.commit(cwd=museum.top / below)

    assert 1 == committed.returncode
    assert committed.stderr.startswith(f"In museum/shipyard/:\n{DIARY}:")


@pytest.mark.long
def test_each_archive_of_a_repository_is_checked(museum, checked):
    """One that is right does not excuse another; one of which nothing is staged is left in peace."""
    for name in ("second", "third"):
        shutil.copytree(checked, museum.top / name)
    museum.change(f"third/{DIARY}", "mov:value 16000", "mov:value -1")
    museum.stage()
    museum.commit("--no-verify")
    museum.change(f"second/{DIARY}", "mov:value 16000", "mov:value -2")
    museum.change(f"museum/shipyard/{PLACE}", '"Gdańsk"@es', '"Gdansk"@es')
    museum.stage()
    committed = museum.commit()

    assert 1 == committed.returncode
    assert "In second/:" in committed.stderr
    assert "In third/:" not in committed.stderr
    assert "In museum/shipyard/:" not in committed.stderr


@pytest.mark.long
def test_a_second_work_tree_is_checked_with_its_own_index(shipyard, tmp_path):
    """The hook is shared by all work trees of a repository."""
    other = tmp_path / "other"
    shipyard.git("worktree", "add", "-q", str(other))
    assert hook_of(shipyard) == commit_hook.hooks_folder(other) / "pre-commit"
    (other / PLACE).unlink()
    shipyard.git("add", "-A", cwd=other)

    assert 1 == shipyard.commit(cwd=other).returncode
    assert 0 == shipyard.commit("--allow-empty").returncode


@pytest.mark.long
def test_files_that_a_sparse_checkout_leaves_out_are_checked(shipyard):
    """They are in the commit although they are not on disk."""
    shipyard.git("sparse-checkout", "set", "--no-cone", "/*", "!/data/places/")
    assert not (shipyard.top / PLACE).exists()
    shipyard.change(DIARY, "mov:value 16000", "mov:value 15000")
    shipyard.stage(DIARY)
    committed = shipyard.commit()

    assert (0, "") == (committed.returncode, committed.stderr)


@pytest.mark.long
def test_names_with_spaces_quotes_and_accents_are_files_too(shipyard):
    """Git quotes them unless it is asked not to."""
    name = 'data/places/Gda\u0144sk "old town" .ttl'
    (shipyard.top / name).write_text("no Turtle")
    shipyard.stage()
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert f"{name}:1" in committed.stderr


@pytest.mark.parametrize("staged", ["all", "settings leave"])
def test_an_archive_whose_settings_git_does_not_know_is_not_passed_in_silence(museum, staged):
    """Without acervo.toml the commit holds no archive, and nothing of it could be checked."""
    museum.git("rm", "-q", "--cached", "museum/shipyard/acervo.toml")
    if staged == "all":
        museum.commit("--no-verify")
        museum.change(f"museum/shipyard/{DIARY}", "mov:value 16000", "mov:value -1")
        museum.stage(f"museum/shipyard/{DIARY}")
    ended = _run("hook", "run", cwd=museum.top)

    assert 2 == ended.returncode
    assert "Add it: git add museum/shipyard/acervo.toml" in ended.stderr


def test_an_archive_may_leave_altogether(museum):
    """Nothing of it is in the commit, so nothing of it can be wrong."""
    museum.git("rm", "-rq", "museum")

    assert 0 == museum.commit().returncode


# The layout


@pytest.mark.long
def test_a_staged_file_that_is_not_in_the_house_layout_blocks_the_commit(museum):
    """The next move can be copied, from where the curator stands; other files' layout is an old story."""
    museum.change(f"museum/shipyard/{CLAIMS}", "a mov:Claim ;", "a   mov:Claim ;")
    museum.stage()
    museum.commit("--no-verify")
    museum.change(f"museum/shipyard/{DIARY}", "a mov:Claim ;", "a   mov:Claim ;")
    museum.stage()
    museum.change(f"museum/shipyard/{DIARY}", "a   mov:Claim ;", "a mov:Claim ;")
    committed = museum.commit(cwd=museum.top / "museum/shipyard/data")

    assert 1 == committed.returncode
    assert (
        f"In museum/shipyard/:\n{DIARY}: not in the house layout.\n"
        "Format them and stage them: acervo format sources/diary/claims-strike.ttl\n"
    ) == committed.stderr.partition("acervo: not committed")[0]


@pytest.mark.long
def test_a_mended_layout_may_be_committed(museum):
    """The command that the hook names does it."""
    museum.change(f"museum/shipyard/{DIARY}", "a mov:Claim ;", "a   mov:Claim ;\n")
    museum.stage()
    assert 1 == museum.commit().returncode
    assert 0 == _run("format", f"museum/shipyard/{DIARY}", cwd=museum.top).returncode
    museum.change(f"museum/shipyard/{DIARY}", "mov:value 16000", "mov:value 15000")
    museum.stage()

    assert (0, "") == ((done := museum.commit()).returncode, done.stderr)


@pytest.mark.long
def test_the_layout_can_be_left_alone(museum):
    """Some like their own."""
    museum.change(f"museum/shipyard/{DIARY}", "a mov:Claim ;", "a   mov:Claim ;")
    museum.stage()
    assert 0 == _run("hook", "run", "--no-format", cwd=museum.top).returncode
    _run("hook", "install", "--no-format", cwd=museum.top)

    assert 0 == museum.commit().returncode


# Files that are named: how pre-commit asks


@pytest.mark.long
def test_files_that_are_named_count_as_staged(museum):
    """`pre-commit run --all-files` in CI: nothing is staged, and the whole archive is meant."""
    museum.change(f"museum/shipyard/{DIARY}", "mov:value 16000", "mov:value -1")
    museum.stage()
    museum.commit("--no-verify")

    assert 0 == _run("hook", "run", cwd=museum.top).returncode
    assert 0 == _run("hook", "run", "notes.txt", cwd=museum.top).returncode
    assert 1 == _run("hook", "run", f"museum/shipyard/{PLACE}", cwd=museum.top).returncode
    assert 1 == _run("hook", "run", PLACE, cwd=museum.top / "museum/shipyard").returncode


@pytest.mark.long
def test_messages_come_in_the_terminal_s_language(shipyard, monkeypatch):
    """As acervo check speaks."""
    shipyard.git("rm", "-q", PLACE)
    monkeypatch.setenv("LC_ALL", "es_VE.UTF-8")

    assert "Nada dice qué clase de cosa es :gdansk." in _run("hook", "run", cwd=shipyard.top).stdout
    english = _run("hook", "run", "--language", "en", cwd=shipyard.top).stdout
    assert "Nothing says what kind of thing :gdansk is." in english


# Installing


def test_installing_twice_is_installing_once(acervo, repository):
    """A moved environment is mended this way."""
    first, second = (acervo("hook", "install", repository.top) for _ in range(2))

    assert (0, 0) == (first.code, second.code)
    assert "written anew" in second.out
    assert hook_of(repository).stat().st_mode & stat.S_IXUSR


def test_a_hook_of_somebody_else_is_not_overwritten(acervo, repository):
    """It is somebody's work."""
    hook_of(repository).write_text("#!/bin/sh\necho theirs\n")
    ended = acervo("hook", "install", repository.top)

    assert 2 == ended.code
    assert "--force" in ended.err
    assert "#!/bin/sh\necho theirs\n" == hook_of(repository).read_text()


def test_by_force_the_other_hook_is_kept_and_runs_first(acervo, repository):
    """Both must be content."""
    hook_of(repository).write_text("#!/bin/sh\necho theirs >&2\nexit $(cat verdict)\n")
    hook_of(repository).chmod(0o755)
    assert 0 == acervo("hook", "install", "--force", repository.top).code
    assert 0 == acervo("hook", "install", repository.top).code
    verdicts = {}
    for verdict in ("0", "3"):
        (repository.top / "verdict").write_text(verdict)
        repository.stage()
        verdicts[verdict] = repository.commit()

    assert (0, "theirs\n") == (verdicts["0"].returncode, verdicts["0"].stderr)
    assert (1, "theirs\n") == (verdicts["3"].returncode, verdicts["3"].stderr)


def test_a_hook_that_was_kept_before_is_not_lost(acervo, repository):
    """Two hooks of other people are theirs to sort out."""
    hook_of(repository).write_text("theirs")
    hook_of(repository).with_name("pre-commit.old").write_text("older")
    ended = acervo("hook", "install", "--force", repository.top)

    assert 2 == ended.code
    assert ("theirs", "older") == (
        hook_of(repository).read_text(),
        hook_of(repository).with_name("pre-commit.old").read_text(),
    )


def test_uninstalling_takes_ours_and_brings_back_theirs(acervo, repository):
    """The repository is as it was before."""
    assert "There is no hook." in acervo("hook", "uninstall", repository.top).out
    acervo("hook", "install", repository.top)
    assert 0 == acervo("hook", "uninstall", repository.top).code
    assert not hook_of(repository).exists()

    hook_of(repository).write_text("theirs")
    acervo("hook", "install", "--force", repository.top)
    assert 0 == acervo("hook", "uninstall", repository.top).code
    assert "theirs" == hook_of(repository).read_text()
    assert not hook_of(repository).with_name("pre-commit.old").exists()
    assert 2 == acervo("hook", "uninstall", repository.top).code
    assert "theirs" == hook_of(repository).read_text()


@pytest.mark.parametrize("absolute", [False, True], ids=["in the repository", "elsewhere"])
def test_the_hook_goes_where_git_looks(acervo, museum, tmp_path, absolute):
    """`core.hooksPath` may name another folder, even one that many repositories share."""
    hook_of(museum).unlink()
    folder = tmp_path / "shared hooks" if absolute else museum.top / ".githooks"
    museum.git("config", "core.hooksPath", str(folder) if absolute else ".githooks")
    ended = acervo("hook", "install", museum.top / "museum/shipyard/data")
    museum.change("museum/shipyard/acervo.toml", "title", "tittle")
    museum.stage()

    assert 0 == ended.code
    assert "core.hooksPath" in ended.out
    assert (folder / "pre-commit").is_file()
    assert "tittle" in museum.commit().stderr


def test_outside_a_repository_there_is_nothing_to_install_into(acervo, tmp_path):
    """One sentence says so, and how to begin."""
    for command in ("install", "uninstall"):
        ended = acervo("hook", command, tmp_path)

        assert 2 == ended.code
        assert "is not in a git work tree. Begin one: git init" in ended.err


# An environment that has moved


def test_without_its_python_the_hook_says_so_and_stops(shipyard):
    """Never a silent pass: a curator would believe that the archive is checked."""
    hook = hook_of(shipyard)
    hook.write_text(hook.read_text().replace(sys.executable, "/nowhere/bin/python"))
    (shipyard.top / "notes.txt").write_text("more")
    shipyard.stage()
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert "there is no /nowhere/bin/python any more" in committed.stderr
    assert "acervo hook install" in committed.stderr
    assert 2 == subprocess.run([hook], cwd=shipyard.top, capture_output=True, check=False).returncode


@pytest.mark.long
def test_a_python_without_acervo_says_so_and_stops(shipyard, tmp_path, monkeypatch):
    """An environment made anew has the same path and not the same packages."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    venv.create(tmp_path / "my venv", symlinks=True)
    python = tmp_path / "my venv/bin/python"
    hook = hook_of(shipyard)
    hook.write_text(hook.read_text().replace(f"python={sys.executable}", f"python='{python}'"))
    (shipyard.top / "notes.txt").write_text("more")
    shipyard.stage()
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert f"{python} does not find Acervo any more" in committed.stderr
    assert "Traceback" not in committed.stderr


def test_a_python_in_a_folder_with_spaces_is_called(shipyard, tmp_path, monkeypatch):
    """People keep things where they like."""
    link = tmp_path / "it's my venv/python"
    link.parent.mkdir()
    link.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    link.chmod(0o755)
    monkeypatch.setattr(commit_hook.sys, "executable", str(link))
    commit_hook.install(shipyard.top)
    (shipyard.top / "notes.txt").write_text("more")
    shipyard.stage()

    assert 0 == shipyard.commit().returncode


def test_what_lies_in_the_repository_is_not_taken_for_a_library(shipyard):
    """A folder named acervo, or click.py, at the top of a repository is nobody's business."""
    (shipyard.top / "click.py").write_text("raise SystemExit('taken')")
    (shipyard.top / "acervo").mkdir()
    (shipyard.top / "acervo/__init__.py").write_text("raise SystemExit('taken')")
    shipyard.stage()

    assert 0 == shipyard.commit().returncode


# The pre-commit framework


def test_the_manifest_is_one_that_pre_commit_accepts(tmp_path):
    """People who use pre-commit name this repository and one of its hooks."""
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT,
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stdout)


# Old debts


def _in_debt(repository: Repository, place: str = "") -> None:
    """A violation that was there before, listed in the baseline, committed unchecked."""
    repository.change(place + DIARY, "mov:value 16000", "mov:value -1")
    written = _run(
        "check", str(repository.top / place), "--baseline", "debts.json", "--write-baseline", cwd=repository.top
    )
    assert 0 == written.returncode
    repository.stage()
    assert 0 == repository.commit("--no-verify").returncode


@pytest.mark.long
def test_old_debts_do_not_block_the_commit_and_new_ones_do(shipyard):
    """The hook holds against a change what `acervo check --baseline` holds against it, and no more."""
    _in_debt(shipyard)
    shipyard.change(PLACE, '"Gdańsk"@es', '"Gdansk"@es')
    shipyard.stage()

    assert 1 == shipyard.commit().returncode
    assert 0 == _run("hook", "install", ".", "--baseline", "debts.json", cwd=shipyard.top).returncode

    shipyard.change(CLAIMS, "mov:value 17000", "mov:value -1")
    shipyard.stage()
    committed = shipyard.commit()

    assert 1 == committed.returncode
    assert "1 violation in 1 of" in committed.stderr
    assert f"{CLAIMS}:" in committed.stderr
    assert DIARY not in committed.stderr

    shipyard.change(CLAIMS, "mov:value -1", "mov:value 17000")
    shipyard.stage()

    assert 0 == shipyard.commit().returncode


@pytest.mark.long
def test_the_baseline_is_read_as_it_is_staged(shipyard):
    """A baseline written anew and not staged would let pass what the commit does not excuse."""
    _in_debt(shipyard)
    (shipyard.top / "debts.json").write_text('{"version": 1, "debts": []}', encoding="utf-8")
    shipyard.change(PLACE, '"Gdańsk"@es', '"Gdansk"@es')
    shipyard.stage(PLACE)

    assert 0 == _run("hook", "run", "--baseline", "debts.json", cwd=shipyard.top).returncode

    shipyard.stage()

    assert 1 == _run("hook", "run", "--baseline", "debts.json", cwd=shipyard.top).returncode


@pytest.mark.long
def test_a_baseline_counts_for_the_archive_that_it_stands_in(museum):
    """The debts of one archive excuse nothing in its neighbour; outside of every archive they are everybody's."""
    place = "museum/shipyard/"
    _in_debt(museum, place)
    shutil.copytree(museum.top / place, museum.top / "copy", ignore=shutil.ignore_patterns(".acervo"))
    museum.stage()

    assert 0 == _run("hook", "run", "--baseline", "debts.json", cwd=museum.top).returncode

    shutil.move(museum.top / "debts.json", museum.top / "copy" / "debts.json")
    museum.change(place + PLACE, '"Gdańsk"@es', '"Gdansk"@es')
    museum.stage()
    ended = _run("hook", "run", "--baseline", "debts.json", cwd=museum.top / "copy")

    assert 1 == ended.returncode
    assert "In museum/shipyard/:" in ended.stdout
    assert "In copy/:" not in ended.stdout


@pytest.mark.long
def test_without_its_baseline_the_hook_excuses_nothing_and_says_so(shipyard):
    """Debts that are all paid need no file; a misspelt one must not pass for it."""
    shipyard.change(PLACE, '"Gdańsk"@es', '"Gdansk"@es')
    shipyard.stage()
    ended = _run("hook", "run", "--baseline", "dept.json", cwd=shipyard.top)

    assert 0 == ended.returncode
    assert "there is no baseline dept.json" in ended.stderr


def test_the_options_of_the_hook_are_written_for_a_shell(repository):
    """A baseline may stand in a folder with a space in its name, and the hook runs at the top."""
    (repository.top / "my archive").mkdir()
    installed = _run(
        "hook", "install", ".", "--no-format", "--baseline", "old debts.json", cwd=repository.top / "my archive"
    )

    assert 0 == installed.returncode
    assert "hook run --no-format --baseline 'my archive/old debts.json'" in hook_of(repository).read_text()
