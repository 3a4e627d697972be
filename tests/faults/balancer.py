"""A balancer as nginx is set up in deploy/: in turn, only servers that say they are ready; asks
the next where a server took nothing, and never sends a form twice."""

import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

LOOKS_EVERY = 0.2
CARRIED = ("Cookie", "Content-Type", "Accept")
GIVEN = ("Set-Cookie", "Location", "Retry-After", "Content-Type")


class Balancer:
    """``port`` is where it listens; ``ready`` says of each server's port whether it is asked."""

    def __init__(self, *ports: int):
        self.ready = dict.fromkeys(ports, True)
        self._turn = count()
        self._ended = threading.Event()
        handler = type("Handler", (_Handler,), {"balancer": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port

    def __enter__(self):
        for work in (self._server.serve_forever, self._look):
            threading.Thread(target=work, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def _look(self):
        while not self._ended.wait(LOOKS_EVERY):
            for port in self.ready:
                status, _, _ = ask(port, "GET", "/readyz", {}, None) or (0, [], b"")
                self.ready[port] = status == 200

    def order(self):
        """Whom to ask, first to last."""
        good = [port for port, ready in self.ready.items() if ready] or list(self.ready)
        first = next(self._turn) % len(good)
        return good[first:] + good[:first]


def ask(port, method, path, headers, body):
    """What a server said; None where it took no request, or has no answer to one that may be
    sent again."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.connect()
    except OSError:
        return None
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except (OSError, HTTPException):
        if method == "GET":
            return None
        raise
    finally:
        line.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    balancer: Balancer

    def do_GET(self):
        self._pass_on(None)

    def do_POST(self):
        self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def _pass_on(self, body):
        headers = {name: self.headers[name] for name in CARRIED if name in self.headers}
        end = time.monotonic() + 5
        answer = None
        with suppress(OSError, HTTPException):
            while answer is None and time.monotonic() < end:
                for port in self.balancer.order():
                    if answer := ask(port, self.command, self.path, headers, body):
                        break
        self._give(*(answer or (502, [], b"")))

    def _give(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers:
            if name in GIVEN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Say nothing."""
