"""Bodies without an end: refused early, with the memory as it was, and others are answered."""

import socket
import time
from select import select

import pytest

from elearn import create_app
from elearn.extensions import db
from tests.conftest import SECRET, settings_for
from tests.support.product import Browser, Product

pytestmark = pytest.mark.fault("H40", "bodies without an end")

A_GIGABYTE = 1024**3
MOST_SENT = 64 * 1024**2
MOST_MEMORY = 60 * 1024**2
HEAD = "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n{length}\r\n\r\n"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    folder = tmp_path_factory.mktemp("huge")
    url = f"sqlite:///{folder / 'elearn.db'}"
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()
    product = Product(url, folder, SECRET)
    yield product.start()
    product.kill()


def send_for_ever(product, kind, length, first=b""):
    """Send until an answer comes; gives what was answered and how many bytes that took."""
    block, sent = b"a" * 65_536, 0
    if "chunked" in length:
        first = b"%x\r\n%s\r\n" % (len(first), first) if first else b""
        block = b"10000\r\n" + block + b"\r\n"
    with socket.create_connection(("127.0.0.1", product.port), timeout=20) as line:
        waiting = HEAD.format(kind=kind, length=length).encode() + first
        while sent < MOST_SENT:
            readable, _, _ = select([line], [line], [], 20)
            try:
                if readable:
                    return line.recv(4096).split(b"\r\n")[0].decode(), sent
                number = line.send(waiting)
            except ConnectionError:
                return "cut off", sent
            sent, waiting = sent + number, waiting[number:] or block
    return "no answer", sent


@pytest.mark.parametrize("kind", [FORM, PARTS])
@pytest.mark.parametrize("length", [f"Content-Length: {A_GIGABYTE}", "Transfer-Encoding: chunked"])
def test_a_body_without_an_end_is_refused_early_and_costs_no_memory(product, kind, length):
    before = product.memory()
    answer, sent = send_for_ever(product, kind, length, PART if kind == PARTS else b"")
    assert " 413 " in answer or answer == "cut off", answer
    assert sent < MOST_SENT
    assert product.memory() - before < MOST_MEMORY
    with Browser(product.port) as browser:
        assert browser.get("/sign-in").status == 200


def test_a_form_larger_than_any_of_ours_is_refused_at_once(product):
    with Browser(product.port) as browser:
        began = time.monotonic()
        assert browser.post("/sign-in", email="a&" * 2_000_000).status == 413
        assert time.monotonic() - began < 5


def test_what_follows_a_body_is_no_part_of_it(product):
    with socket.create_connection(("127.0.0.1", product.port), timeout=20) as line:
        head = HEAD.format(kind=FORM, length="Content-Length: 3")
        line.sendall(head.encode() + b"a=b" + b"GET /junk\x00 HTTP/9.9\r\n\r\n")
        said = b""
        while more := line.recv(65_536):
            said += more
    assert said.startswith(b"HTTP/1.1 400 ")
    assert b"HTTP/1.1 5" not in said


def test_a_garbled_body_is_refused_and_no_error_of_ours(product):
    with socket.create_connection(("127.0.0.1", product.port), timeout=20) as line:
        head = HEAD.format(kind=FORM, length="Transfer-Encoding: chunked")
        line.sendall(head.encode() + b"3\r\na=b\r\nzzz\r\n")
        assert line.recv(65_536).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: -1",
        "Content-Length: 9223372036854775808",
        "Content-Length: ٣",
        "Transfer-Encoding: gzip",
        "X: a\r\n Content-Length: 3",
    ],
)
def test_a_length_that_means_two_things_is_refused(product, head):
    with socket.create_connection(("127.0.0.1", product.port), timeout=20) as line:
        line.sendall(HEAD.format(kind=FORM, length=head).encode() + b"3\r\na=b\r\n0\r\n\r\n")
        status = line.recv(65_536).split(b" ")[1]
    assert status[:1] in (b"4", b"5")
    assert status != b"500"
