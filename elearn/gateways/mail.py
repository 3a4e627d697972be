"""Postboxes: the protocol, and those that need no server."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from elearn.gateways.message import MailError, OutgoingLetter, UnreachableError, as_bytes


class Postbox(Protocol):
    """Takes letters one at a time. ``post`` returns what the other side answered and raises one
    of the MailErrors when it did not take the letter."""

    def post(self, letter: OutgoingLetter) -> str: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class RememberingPostbox:
    """Sends nothing and remembers everything. ``faults`` are raised first, one a letter."""

    letters: list[OutgoingLetter] = field(default_factory=list)
    faults: list[MailError] = field(default_factory=list)
    sender: str = "training@northmoor.example"

    def post(self, letter: OutgoingLetter) -> str:
        as_bytes(letter, self.sender)
        if self.faults:
            raise self.faults.pop(0)
        self.letters.append(letter)
        return "remembered"

    def close(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class FilePostbox:
    """Writes each letter as an .eml file, for a demonstration without a mail server."""

    folder: Path
    sender: str

    def post(self, letter: OutgoingLetter) -> str:
        written = as_bytes(letter, self.sender)
        number = letter.message_id.strip("<>").partition("@")[0]
        path = self.folder / f"{letter.written_at:%Y%m%d-%H%M%S}-{number[:32]}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.touch(mode=0o600)  # a letter may hold a link that opens an account
            part.write_bytes(written)
            os.replace(part, path)
        except OSError as error:
            raise UnreachableError(f"The folder for letters cannot be written: {error}.") from error
        return f"written to {path.name}"

    def close(self) -> None:
        return None
