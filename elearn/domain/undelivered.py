"""What a mail server's answer means, in plain words, and whether the address is at fault."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?:.*: )?([245]\d\d)(?:[ -]([245])\.(\d{1,3})\.(\d{1,3}))?", re.ASCII)
_OF_ADDRESS = {"550", "551", "553", "556"}
_FULL = {"452", "552"}
_NOT_TRIED = ("Not sent:", "Stopped:", "The person was erased", "The letter ")


@dataclass(frozen=True, slots=True)
class Meaning:
    """``words`` for people; ``is_address`` when no letter will ever arrive at this address."""

    words: str
    is_address: bool = False


def meaning(answer: str) -> Meaning:
    """Read what a server said (RFC 5321 codes, RFC 3463 details where they are given).

    >>> meaning("550 5.1.1 no such person").is_address
    True
    >>> meaning("550 5.7.1 relaying denied").is_address
    False
    >>> meaning("552 5.2.2 mailbox full").words
    'Their mailbox is full or does not take letters of this size.'
    >>> meaning("421 try again").words
    'Their mail server is busy. We try again by ourselves.'
    """
    if answer.startswith(_NOT_TRIED):
        return Meaning(answer)
    if answer.startswith("This is not an address"):
        return Meaning("This is not an e-mail address. Correct it in your list.", is_address=True)
    found = _CODE.match(answer)
    if found is None:
        return Meaning("The mail server could not be reached or gave no answer.")
    return _by_code(found[1], found[3], found[4])


def _by_code(code: str, subject: str | None, detail: str | None) -> Meaning:
    if code[0] == "2":
        return Meaning("Their mail server took it.")
    if code in _FULL or (subject, detail) == ("2", "2"):
        return Meaning(
            "Their mailbox is full or does not take letters of this size.", code == "552"
        )
    if code[0] == "4":
        return Meaning("Their mail server is busy. We try again by ourselves.")
    if subject == "1" or (subject in (None, "2") and code in _OF_ADDRESS):
        return Meaning(
            "Nobody has this address there. Ask the person for the right one.", is_address=True
        )
    return Meaning("The mail server refused the letter, not the address. Tell your administrator.")
