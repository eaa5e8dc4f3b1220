"""Who is asked what, when, and what is made of it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from acervo.bench.comparing import Comparer, Comparison, Times, quantile
from acervo.bench.questions import Question
from acervo.bench.report import report

QUESTION = Question("one", "", "", "SELECT ?a { ?a ?b ?_c }", tuple((f"<urn:{n}>",) for n in range(50)), ("c",))
EMPTY = b'{"head": {}, "results": {"bindings": []}}'
ONE_ROW = b'{"head": {}, "results": {"bindings": [{"a": {"type": "uri", "value": "urn:a"}}]}}'


class Fake:
    """A running system that answers each question with the next of *answers*, and the last from then on."""

    system = SimpleNamespace(extra_graph="")

    def __init__(self, name: str, asked: list[tuple[str, bytes]], *answers: bytes | None):
        answers_left = list(answers)
        self.released = threading.Event()
        self.starts = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(handler):  # noqa: N805
                asked.append((name, handler.rfile.read(int(handler.headers["content-length"]))))
                body = answers_left.pop(0) if len(answers_left) > 1 else answers_left[0]
                if body is None:
                    self.released.wait(10)
                    handler.close_connection = True
                    return
                handler.send_response(200 if body else 500)
                handler.send_header("Content-Length", str(len(body)))
                handler.end_headers()
                handler.wfile.write(body)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.released.set()

    def start(self) -> None:
        self.starts += 1

    def end(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def compared():
    """The comparison of fakes, by the answers that each gives; and what they were asked."""
    fakes: dict[str, Fake] = {}

    def compare(repeat: int, **answers: tuple[bytes | None, ...]):
        asked: list[tuple[str, bytes]] = []
        fakes.update({name: Fake(name, asked, *given) for name, given in answers.items()})
        comparer = Comparer([QUESTION], fakes, seed=1, timeout_s=0.5)
        return comparer.compare(repeat, lambda step: None), asked, fakes

    yield compare
    for fake in fakes.values():
        fake.end()


def test_every_system_gets_the_same_text_and_none_gets_a_text_twice(compared):
    """In an order that changes."""
    comparison, asked, _ = compared(8, a=(EMPTY,), b=(EMPTY,), c=(EMPTY,))
    rounds = [asked[start : start + 3] for start in range(0, len(asked), 3)]

    assert 9 == len(rounds)
    assert all(1 == len({text for _, text in turn}) for turn in rounds)
    assert 9 == len({turn[0][1] for turn in rounds})
    assert 1 < len({tuple(name for name, _ in turn) for turn in rounds})
    assert {8} == {len(times.seconds) for times in comparison.times["one"].values()}
    assert [] == comparison.differences


def test_a_difference_in_any_round_is_told_once(compared):
    """Also where the first answers were equal."""
    comparison, _, _ = compared(4, a=(EMPTY,), b=(EMPTY, EMPTY, ONE_ROW))

    assert [("one", "a", "b")] == [(one["question"], one["first"], one["second"]) for one in comparison.differences]
    assert "1 only in the second, such as a=<urn:a>" in comparison.differences[0]["difference"]


def test_a_system_that_fails_is_left_out_and_asked_no_more(compared):
    """An error is answered faster than a question."""
    comparison, asked, _ = compared(4, a=(EMPTY,), b=(EMPTY, b""))

    assert "status 500" in comparison.times["one"]["b"].failure
    assert 2 == sum(name == "b" for name, _ in asked)
    assert comparison.mean_ratio("a", "b") is None


def test_a_system_that_does_not_answer_in_time_is_started_anew(compared):
    """What it still does would slow the others."""
    comparison, _, fakes = compared(1, a=(EMPTY,), b=(None,))

    assert "no answer within 0.5 s" == comparison.times["one"]["b"].failure
    assert (0, 1) == (fakes["a"].starts, fakes["b"].starts)


def test_the_mean_of_ratios_is_geometric():
    """Twice as fast and twice as slow is as fast."""
    times = {"one": {"a": Times([2.0]), "b": Times([1.0])}, "two": {"a": Times([1.0]), "b": Times([2.0])}}

    assert pytest.approx(1.0) == Comparison(times).mean_ratio("a", "b")


def test_ratios_are_of_medians_or_of_the_shortest_times():
    """Other work on the machine lengthens the one more than the other."""
    comparison = Comparison({"one": {"a": Times([1.0, 6.0, 8.0]), "b": Times([2.0, 2.0, 9.0])}})

    assert pytest.approx(3.0) == comparison.mean_ratio("a", "b")
    assert pytest.approx(0.5) == comparison.mean_ratio("a", "b", min)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 0.5, 2), ([1], 0.99, 1), (range(1, 101), 0.95, 95), (range(1, 21), 0.95, 19), (range(1, 11), 1, 10)],
)
def test_a_quantile_is_one_of_the_values(values, share, expected):
    """Nineteen of twenty stay at or below p95."""
    assert expected == quantile(values, share)


def test_slow_questions_are_asked_less_often():
    """Ten seconds for one question at one system are enough, after three times."""
    assert not Times([9.0, 9.0]).is_enough
    assert Times([4.0, 4.0, 4.0]).is_enough
    assert not Times([0.1] * 50).is_enough


def test_the_report_tells_failures_differences_and_means():
    """What a reader must not miss."""
    fast, slow = {"p50_ms": 1.0, "p95_ms": 2.0, "all_ms": [1.0]}, {"p50_ms": 4.0, "p95_ms": 5.0, "all_ms": [4.0]}
    about = {"about": "x", "version": "1", "memory_idle_mb": None, "memory_after_mb": 12.0}
    text = report(
        {
            "date": "2026-01-01",
            "seed": 1,
            "repeat": 2,
            "triples": 1000,
            "machine": {"processor": "p", "cores": 2, "memory_gb": 4, "system": "s", "python": "3"},
            "load_before": 0.1,
            "load_after": 0.2,
            "systems": {"acervo": about, "oxigraph": about},
            "absent": {"virtuoso": "not installed"},
            "questions": {
                "ask": {"systems": {"acervo": fast, "oxigraph": slow}},
                "star": {"systems": {"acervo": fast, "oxigraph": {"failure": "status 500"}}},
            },
            "differences": [{"question": "ask", "first": "acervo", "second": "oxigraph", "difference": "1 and 2 rows"}],
            "mean_ratios": {"oxigraph": 0.25},
            "mean_ratios_of_shortest": {"oxigraph": 0.75},
        }
    )

    assert "| ask | 1.00 (2.00) \\* | 4.00 (5.00) \\* | 0.25 |" in text
    assert "| star | 1.00 (2.00) \\* | – | – |" in text
    assert "| geometric mean of the ratios |  |  | 0.25 |" in text
    assert "| the same of the shortest times |  |  | 0.75 |" in text
    assert "- oxigraph, star: status 500" in text
    assert "- ask, acervo and oxigraph: 1 and 2 rows" in text
    assert "- virtuoso is left out: not installed" in text
    assert "| acervo | unknown | 12 |" in text
