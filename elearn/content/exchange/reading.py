"""A file of questions, whichever of the two formats it is in."""

from elearn.content.exchange.foreign import MOST_BYTES, ExchangeError, Found
from elearn.content.exchange.gift_reading import read_gift
from elearn.content.exchange.moodle_reading import read_moodle

BOM = b"\xef\xbb\xbf"


def read_questions(content: bytes) -> Found:
    """What a GIFT or Moodle XML file holds; XML is known by its first sign.

    Raises ExchangeError when it is too large, empty, or neither of them.
    """
    if len(content) > MOST_BYTES:
        raise ExchangeError(f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it.")
    if not content.strip():
        raise ExchangeError("This file is empty.")
    if content.removeprefix(BOM).lstrip().startswith(b"<"):
        return read_moodle(content)
    found = read_gift(_decoded(content))
    if not found.questions:
        raise ExchangeError("There is no question in this file.")
    return found


def _decoded(content: bytes) -> str:
    """UTF-8, or what Windows wrote before it; a file with zeros in it is no text."""
    if b"\0" in content:
        raise ExchangeError("This is no text file. Export the questions as GIFT or Moodle XML.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
