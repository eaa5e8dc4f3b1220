"""Each server that ours is compared with starts, is loaded and answers the same, where it is installed."""

from __future__ import annotations

import pytest

from acervo.bench.generating import generate
from acervo.bench.serving import Plan, measure
from acervo.bench.systems import SYSTEMS

pytestmark = pytest.mark.long

#: One of each form, of the union of all graphs and of named ones.
ASKED = ("ask", "construct", "graphs", "group-having", "lookup-subject", "star", "sum-average")


@pytest.mark.parametrize("name", [name for name in SYSTEMS if name != "acervo"])
def test_a_peer_holds_the_same_dataset(tmp_path, name):
    """What was not loaded would be answered at once, with nothing."""
    if SYSTEMS[name].found() is None:
        pytest.skip(f"needs {SYSTEMS[name].program} ({SYSTEMS[name].source})")
    generate(tmp_path / "archive", 2000, seed=1)
    plan = Plan(["acervo", name], ASKED, repeat=3, seed=1, timeout_s=20, slices=1, slice_s=0.3)
    result = measure(tmp_path / "archive", tmp_path / "systems", plan, lambda step: None)

    assert {} == result["absent"]
    assert [] == result["differences"]
    assert not any("failure" in one["systems"][name] for one in result["questions"].values())
    assert all(name in by for by in result["throughput"].values())
    assert "unknown" not in result["systems"][name]["version"]
