"""The examples in deploy/: every path and setting that they name is there, and the programs that read them can."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from acervo.settings import SETTINGS, read_settings

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
VARIABLES = {setting.variable for setting in SETTINGS}
EXAMPLES = ("Containerfile", "acervo.service", "nginx.conf", "Caddyfile")
TLS = ("/etc/ssl/archive.example.org.pem", "/etc/ssl/archive.example.org.key")


def copied() -> list[str]:
    """What the Containerfile takes from the repository."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_every_example_is_in_the_table():
    """And nothing else is."""
    assert {*EXAMPLES, "README.md"} == {file.name for file in DEPLOY.iterdir()}
    assert all(f"[{name}]({name})" in (DEPLOY / "README.md").read_text() for name in EXAMPLES)


@pytest.mark.parametrize("source", copied())
def test_what_the_image_is_made_from_is_there(source):
    assert (ROOT / source).exists()


def test_the_image_has_all_that_the_wheel_is_made_from():
    """What the build includes must have been copied before."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [*wheel["packages"], *wheel["force-include"], project["project"]["readme"]]
    needed += project["project"]["license-files"]

    assert [] == [path for path in needed if not any(f"{path}/".startswith(one) for one in copied())]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_setting_that_an_example_names_is_one(name, tmp_path):
    """A variable that nothing reads would be believed to protect."""
    given = dict(re.findall(r"(ACERVO_[A-Z_]+)=(\S+)", (DEPLOY / name).read_text()))
    (tmp_path / "acervo.toml").write_text("")

    assert given
    assert given.keys() <= VARIABLES
    read_settings(tmp_path / "acervo.toml", given)


def test_the_proxies_refuse_the_figures_and_replace_what_clients_say_of_themselves():
    """Both are easy to lose in a change."""
    for name in ("nginx.conf", "Caddyfile"):
        text = (DEPLOY / name).read_text()
        assert "/epo/metrics" in text
        assert re.search(r"X-Forwarded-For (\$remote_addr|\{remote_host\})", text)
        assert "proxy_add_x_forwarded_for" not in text


def checks() -> dict[str, str]:
    """What reads an example, by the program; those that this machine has."""
    programs = {"nginx": "nginx.conf", "caddy": "Caddyfile", "systemd-analyze": "acervo.service", "openssl": ""}
    there = {program: name for program, name in programs.items() if shutil.which(program)}
    if "openssl" not in there:
        there.pop("nginx", None)
    there.pop("openssl", None)
    return there


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120)


@pytest.mark.slow
@pytest.mark.parametrize(("program", "name"), checks().items())
def test_the_program_that_reads_an_example_can(program, name, tmp_path):
    """Asked where the program is installed; elsewhere there is nobody to ask."""
    text = (DEPLOY / name).read_text()
    if program == "nginx":
        pair = tmp_path / "pem", tmp_path / "key"
        made = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=archive.example.org")
        assert 0 == run("openssl", *made, "-out", pair[0], "-keyout", pair[1]).returncode
        for path, own in zip(TLS, pair, strict=True):
            text = text.replace(path, str(own))
        (tmp_path / "site.conf").write_text(text)
        whole = f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ include {tmp_path}/site.conf; }}"
        (tmp_path / "nginx.conf").write_text(whole)
        ended = run("nginx", "-t", "-c", tmp_path / "nginx.conf")
    elif program == "caddy":
        ended = run("caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / name)
    else:
        # The program of the unit is not installed here.
        (tmp_path / name).write_text(text.replace("/opt/acervo/bin/acervo", "/bin/true"))
        ended = run("systemd-analyze", "verify", tmp_path / name)
        assert [] == [line for line in ended.stderr.splitlines() if name in line]

    assert 0 == ended.returncode, ended.stderr
