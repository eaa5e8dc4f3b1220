"""The query page's script is what its sources and its lock make."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest


def module_in(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def vendor_js(root) -> ModuleType:
    return module_in(root / "tools" / "vendor_js.py")


def test_the_output_was_made_from_the_sources_as_they_stand(vendor_js):
    outputs = {name: (vendor_js.OUTPUT / name).read_bytes() for name in (vendor_js.SCRIPT, vendor_js.LICENCES)}

    assert vendor_js.record_of(outputs) == json.loads(vendor_js.RECORD.read_text("utf-8")), "run tools/vendor_js.py"


def test_the_record_tells_every_change(vendor_js):
    outputs = {"query.js": b"one"}

    assert vendor_js.record_of(outputs) == vendor_js.record_of({**outputs})
    assert vendor_js.record_of(outputs) != vendor_js.record_of({"query.js": b"other"})
    assert vendor_js.digest([b"ab", b"c"]) != vendor_js.digest([b"a", b"bc"])


def test_the_lock_has_exact_versions_and_a_hash_for_each(vendor_js):
    lock = json.loads((vendor_js.FRONT / "package-lock.json").read_text("utf-8"))["packages"]
    asked = json.loads((vendor_js.FRONT / "package.json").read_text("utf-8"))
    direct = asked["dependencies"] | asked["devDependencies"]

    assert direct == {name: lock[f"node_modules/{name}"]["version"] for name in direct}
    assert [] == [path for path, one in lock.items() if path and not one["integrity"].startswith("sha512-")]
    assert [] == [path for path, one in lock.items() if "resolved" in one], "a host has no place in the lock"


def test_every_package_of_the_output_brings_its_licence(vendor_js):
    licences = (vendor_js.OUTPUT / vendor_js.LICENCES).read_text("utf-8")
    lock = json.loads((vendor_js.FRONT / "package-lock.json").read_text("utf-8"))["packages"]
    shipped = {path.removeprefix("node_modules/"): one for path, one in lock.items() if path and not one.get("dev")}

    assert "codemirror-lang-sparql" in shipped
    for name, one in shipped.items():
        assert f"{name} {one['version']} ({one['license']})\n" in licences
    assert {"MIT"} == {one["license"] for one in shipped.values()}


@pytest.mark.long
def test_made_anew_it_is_the_same(vendor_js, root, capsys):
    """With the Node that Comunica's tests have, else the machine's own."""
    node = module_in(root / "tests" / "clients" / "installing.py").node()
    npm = [str(node), str(node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    if not node.exists():
        if shutil.which("npm") is None:
            pytest.skip("needs Node: run tests/clients/installing.py")
        npm = ["npm"]

    assert 0 == vendor_js.main(["--check", "--npm", " ".join(npm)]), capsys.readouterr().err
