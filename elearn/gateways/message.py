"""A letter as it goes over the wire, and what can become of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

from elearn.domain.letters import safe_header

HEADERS = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
)
# Where a letter says how to have no more of its kind.
STOP_LINK = re.compile(r"https?://[A-Za-z0-9.:-]{1,200}/again/[A-Za-z0-9_-]{16,64}/stop", re.ASCII)
SECRET_LINK = re.compile(r"/(reset|invite|posting|again)/[A-Za-z0-9_-]{16,64}")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,185}", re.ASCII)
MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]{1,80}@[A-Za-z0-9.-]{1,185}>", re.ASCII)


class MailError(Exception):
    """A letter that was not delivered; the message is what the outbox shows."""


class UnreachableError(MailError):
    """No mail server answers: nothing was tried, every letter waits."""


class TryLaterError(MailError):
    """The server refused for now (4xx), or the line broke before it had the letter."""


class UncertainError(MailError):
    """The line broke after the letter was handed over and before the server said so."""


class RefusedError(MailError):
    """The server, or our own check, will never take this letter."""


@dataclass(frozen=True, slots=True)
class OutgoingLetter:
    """A letter as it is handed to a postbox. ``to`` is one bare address, ``body`` plain text."""

    to: str
    subject: str
    body: str
    message_id: str
    written_at: datetime

    @property
    def stop(self) -> str:
        """The address in it at which its reader stops such letters; "" in one that has none."""
        found = STOP_LINK.search(self.body)
        return found[0] if found else ""


def without_links(text: str) -> str:
    """A letter's text as it may be kept and shown: whoever reads it cannot use its link.

    >>> without_links("Open https://x.example/reset/abcdefghijklmnop now")
    'Open https://x.example/reset/... now'
    """
    return SECRET_LINK.sub(r"/\1/...", text)


def as_bytes(letter: OutgoingLetter, sender: str) -> bytes:
    """The message as it goes over the wire, checked by reading it back (security.md F1).

    Raises RefusedError when it cannot be written safely: Python before 3.11.15 can be made to write
    further headers through an encoded word in a name or a title.
    """
    for address in (letter.to, sender):
        if not ADDRESS.fullmatch(address):
            raise RefusedError(
                "This is not an address we can write to. Correct it and invite again."
            )
    if not MESSAGE_ID.fullmatch(letter.message_id):
        raise RefusedError("The letter has no proper number of its own.")
    try:
        written = _message(letter, sender).as_bytes(policy=policy.SMTP)
    except (ValueError, LookupError) as error:
        raise RefusedError(f"The letter cannot be written as mail: {error}.") from error
    _check(written, letter, sender)
    return written


def _message(letter: OutgoingLetter, sender: str) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = safe_header(letter.subject)
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop}>"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message


def _check(written: bytes, letter: OutgoingLetter, sender: str) -> None:
    read = message_from_bytes(written, policy=policy.default)
    wanted = (*HEADERS, "List-Unsubscribe") if letter.stop else HEADERS
    if sorted(read.keys()) != sorted(wanted):
        raise RefusedError("The letter was stopped: its headers are not the ones we wrote.")
    if [str(read["To"]), str(read["From"])] != [letter.to, sender]:
        raise RefusedError("The letter was stopped: it is not addressed as we wrote it.")
    body = read.get_content()
    if not isinstance(body, str) or _lines(body) != _lines(letter.body):
        raise RefusedError("The letter was stopped: its text is not the one we wrote.")


def _lines(text: str) -> list[str]:
    """A text without regard to how its lines end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
