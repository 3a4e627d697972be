"""Links: their form without the network, their answer with it (here from this machine)."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from elearn.content.links import Link, answer, dead, malformed
from elearn.content.reader import ContentError, read_all
from tests.support.modules import change, write_modules

TODAY = date(2026, 11, 22)
TIMEOUT = 5


class Pages(BaseHTTPRequestHandler):
    """A site with a page, a page that moved, a page that hates HEAD, and nothing else."""

    def do_HEAD(self):
        self.answer("HEAD")

    def do_GET(self):
        self.answer("GET")

    def answer(self, method):
        moved = self.path == "/moved"
        status = 200 if self.path == "/" or (self.path == "/no-head" and method == "GET") else 404
        status = 405 if self.path == "/no-head" and method == "HEAD" else status
        self.send_response(301 if moved else status)
        if moved:
            self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/", "/moved", "/no-head"])
def test_a_page_that_is_there_is_well(site, path):
    assert answer(site + path, timeout=TIMEOUT) == ""


def test_a_page_that_is_not_there_is_told(site):
    assert answer(site + "/gone", timeout=TIMEOUT) == "404 Not Found"


def test_no_answer_is_told():
    assert answer("http://127.0.0.1:1/", timeout=TIMEOUT).startswith("no answer (")
    assert answer("file:///etc/passwd", timeout=TIMEOUT) == "not a web address"


def test_each_place_of_a_dead_link_is_named(site):
    links = (
        Link(site + "/gone", "a.md", 3, 5, ""),
        Link(site + "/", "a.md", 4, 1, ""),
        Link(site + "/gone", "b.yaml", 7, 9, "items[1].why"),
    )
    assert [str(one) for one in dead(links, timeout=TIMEOUT)] == [
        f"a.md:3:5: {site}/gone did not answer as a page should: 404 Not Found.",
        f"b.yaml:7:9: items[1].why: {site}/gone did not answer as a page should: 404 Not Found.",
    ]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://www.gov.uk", ""),
        ("https://www.gov.uk:443/a#b", ""),
        ("http://www.gov.uk", "should start with https://"),
        ("https://gov", "has no full name of a website"),
        ("https://127.0.0.1/", "has no full name of a website"),
        ("https://-gov.uk/", "has no full name of a website"),
        ("https://me:secret@gov.uk/", "has a name or a port"),
        ("https://gov.uk:8443/", "has a name or a port"),
        ("https://gov.uk:port/", "is no web address"),
        ("https://[gov.uk/", "is no web address"),
    ],
)
def test_the_form_of_an_address_is_checked_without_the_network(address, problem):
    assert malformed(address).startswith(problem)
    assert bool(malformed(address)) is bool(problem)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("small/screens/01-notice.md", "One sign", "[One](https://gov) sign",
         "modules/small/screens/01-notice.md:11:7: https://gov has no full name"),
        ("small/questions/t1.yaml", "why: It teaches.", "why: It [teaches](https://gov/a).",
         "modules/small/questions/t1.yaml:18:23: items[1].why: https://gov/a has no full"),
        ("contacts.yaml", "https://helpline.example", "https://helpline",
         "modules/contacts.yaml:11:10: contacts[2].url: https://helpline has no full"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_a_fault_with_its_place(
    tmp_path, file, old, new, expected
):
    root = write_modules(tmp_path)
    change(root / file, old, new)
    with pytest.raises(ContentError) as error:
        read_all(root, today=TODAY)
    (fault,) = error.value.faults
    assert str(fault).startswith(expected)
