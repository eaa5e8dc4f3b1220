"""The lean client reads what servers send, however it is cut into pieces."""

from __future__ import annotations

import socket
import threading

import pytest

from acervo.bench.connection import Connection, Message, NoAnswer, TooLate

LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n"
DECEIVING = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n\r\n0\r\n\r\n0\r\n\r\n"


@pytest.mark.parametrize(("raw", "body"), [(LENGTH, b"hello"), (CHUNKED, b"hello"), (DECEIVING, b"\r\n0\r\n")])
@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_an_answer_is_whole_with_its_last_byte_and_not_before(raw, body, size):
    """Whatever pieces the network makes of it."""
    message = Message()
    for start in range(0, len(raw), size):
        assert not message.is_whole
        message.feed(raw[start : start + size])

    assert message.is_whole
    assert body == message.reply.body


def test_an_answer_of_no_length_ends_with_the_connection():
    """As HTTP/1.0 has it."""
    message = Message()
    message.feed(b"HTTP/1.1 200 OK\r\n\r\nhel")
    message.feed(b"lo")

    assert not message.is_whole
    message.feed(b"")
    assert message.is_whole
    assert b"hello" == message.reply.body


@pytest.fixture
def server():
    """A server that sends what it is told to, once, and then keeps silent."""
    listener = socket.create_server(("127.0.0.1", 0))
    sockets = [listener]

    def start(answer: bytes, then_close: bool = False) -> str:
        def serve() -> None:
            connection, _ = listener.accept()
            sockets.append(connection)
            connection.recv(65536)
            connection.sendall(answer)
            if then_close:
                connection.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/sparql?x=y"

    yield start
    for one in sockets:
        one.close()


def test_an_answer_and_how_long_it_took(server):
    """From the first byte sent to the last received."""
    reply, took = Connection(server(LENGTH), timeout_s=5).ask("ASK {}")

    assert (200, b"hello") == (reply.status, reply.body)
    assert took > 0


@pytest.mark.parametrize(
    ("answer", "then_close", "told"),
    [
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", False, "status 503: busy"),
        (LENGTH[:-1], True, "closed the connection"),
        (b"nonsense\r\n\r\n", False, "no HTTP answer: nonsense"),
    ],
)
def test_what_is_no_whole_answer_of_status_200_is_none(server, answer, then_close, told):
    """A cut answer is not a fast one."""
    with pytest.raises(NoAnswer, match=told):
        Connection(server(answer, then_close), timeout_s=5).ask("ASK {}")


def test_a_silent_server_is_too_late(server):
    """And is told apart from one that says no."""
    with pytest.raises(TooLate):
        Connection(server(b"HTTP/1.1 200 OK\r\n"), timeout_s=0.2).ask("ASK {}")


def test_a_connection_that_was_closed_while_it_was_silent_is_opened_again():
    """Servers do so after some seconds; that is no failure of theirs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        asked = []

        def serve() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                asked.append(connection.recv(65536))
                connection.sendall(LENGTH)
                connection.close()
                closed.set()

        closed = threading.Event()
        threading.Thread(target=serve, daemon=True).start()
        client = Connection(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout_s=5)
        client.ask("ASK {}")
        assert closed.wait(5)

        assert b"hello" == client.ask("ASK {}")[0].body
        assert 2 == len(asked)


def test_nobody_listening_is_no_answer():
    """As while a server starts."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer):
            Connection(f"http://127.0.0.1:{taken.getsockname()[1]}/", timeout_s=1).ask("ASK {}")
