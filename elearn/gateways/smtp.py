"""Sending mail over SMTP, on one connection for many letters."""

import contextlib
import logging
import smtplib
import ssl
import sys
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from elearn.gateways.message import (
    OutgoingLetter,
    RefusedError,
    TryLaterError,
    UncertainError,
    UnreachableError,
    as_bytes,
)

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
TIMEOUT = 15
OK, GO_AHEAD, CLOSING, TEMPORARY, PERMANENT = 250, 354, 421, 400, 500
SAFE_PYTHON = (3, 11, 15)

log = logging.getLogger(__name__)


class SmtpUrlError(ValueError):
    """The address of the mail server cannot be used; the message says what to write."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how to hand letters over. The password never shows in a log or a traceback."""

    host: str
    port: int
    scheme: str
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> "SmtpServer":
        """Read ``smtp://``, ``smtp+starttls://`` or ``smtps://user:password@host:port``."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise SmtpUrlError(
                "ELEARN_SMTP_URL is smtp+starttls://user:password@host:587, "
                "smtps://user:password@host:465 or smtp://host:25."
            )
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            scheme=parts.scheme,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


@dataclass(slots=True)
class SmtpPostbox:
    """Hands letters to a mail server. Certificates are checked wherever TLS is used."""

    server: SmtpServer
    sender: str
    timeout: float = TIMEOUT
    _line: smtplib.SMTP | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        if sys.version_info[:3] < SAFE_PYTHON:
            log.warning(
                "this Python's mail module can be tricked into further headers (CVE-2024-6923); "
                "every letter is checked before it is sent; a later Python is safer"
            )

    def post(self, letter: OutgoingLetter) -> str:
        written = as_bytes(letter, self.sender)
        line = self._line or self._connect()
        self._line = line
        self._envelope(line, letter)
        return self._hand_over(line, written)

    def close(self) -> None:
        if self._line is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._line.quit()
            self._line = None

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        where = self.server
        try:
            line: smtplib.SMTP
            if where.scheme == "smtps":
                line = smtplib.SMTP_SSL(
                    where.host, where.port, timeout=self.timeout, context=context
                )
            else:
                line = smtplib.SMTP(where.host, where.port, timeout=self.timeout)
            if where.scheme == "smtp+starttls":
                line.starttls(context=context)
            if where.user:
                line.login(where.user, where.password)
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(f"The mail server cannot be used: {_words(error)}") from error
        return line

    def _envelope(self, line: smtplib.SMTP, letter: OutgoingLetter) -> None:
        """Say from whom and to whom. Until the text is sent, a broken line costs nothing."""
        try:
            line.ehlo_or_helo_if_needed()
            for code, answer in (line.mail(self.sender), line.rcpt(letter.to)):
                if code >= TEMPORARY:
                    self._give_up(line, code, answer)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TryLaterError(f"The line to the mail server broke: {_words(error)}") from error

    def _hand_over(self, line: smtplib.SMTP, written: bytes) -> str:
        try:
            code, answer = line.data(written)
        except smtplib.SMTPDataError as error:
            self._give_up(line, error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise UncertainError(f"The line broke before an answer: {_words(error)}") from error
        if code >= TEMPORARY:
            self._give_up(line, code, answer)
        return _said(code, answer)

    def _give_up(self, line: smtplib.SMTP, code: int, answer: bytes | str) -> NoReturn:
        """Leave the line ready for the next letter and raise what the code means."""
        if code == CLOSING:
            self._drop()
        else:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.rset()
        raise (RefusedError if code >= PERMANENT else TryLaterError)(_said(code, answer))

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


def _said(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(words.split())}"[:500]


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
