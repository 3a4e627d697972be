"""A real mail server on a loopback port that keeps what it is sent, and may misbehave."""

import socket
import threading
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Keeper:
    """Keeps every message. ``answers`` are given first, one a message: "250 ok", "550 no", or
    "drop" to cut the line after the message was taken."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.messages = []
        self._lock = threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, _options):  # noqa: N802
        if address.startswith("nobody@"):
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 kept"
        with self._lock:
            if answer.startswith(("250", "drop")):
                self.messages.append(envelope.content)
        if answer == "drop":
            server.transport.close()
        return answer


class LoopbackController(Controller):
    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=False)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server(*answers):
    """The keeper and the address of its server."""
    keeper = Keeper(*answers)
    port = free_port()
    controller = LoopbackController(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield keeper, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
