"""Text that people type into returns, in the one form in which it is kept, and its limits."""

import re
import unicodedata
from datetime import date

MOST_PEOPLE = 1_000_000
LONGEST_SOURCE, LONGEST_EVIDENCE, LONGEST_REASON = 200, 2000, 500
EARLIEST = date(2000, 1, 1)
WHERE_FROM = "Say where the number comes from"
NOT_YET = "This day has not come yet. Use today or an earlier day."
TOO_LONG_AGO = "This is before the year 2000. Check the date."
JOINERS = "\u200c\u200d"  # some scripts cannot be written without them
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MANY_BREAKS = re.compile(r"\n{3,}")


def lines_of(text: str | None) -> str:
    """What was typed, in lines, without what cannot be seen; empty when nothing was.

    >>> lines_of("  One\\r\\n\\r\\n\\r\\n\\r\\ntwo\\u202e ")
    'One\\n\\ntwo'
    """
    given = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = "".join(filter(_is_seen, unicodedata.normalize("NFC", given)))
    trimmed = "\n".join(line.rstrip() for line in seen.split("\n"))
    return _MANY_BREAKS.sub("\n\n", trimmed).strip()


def line_of(text: str | None) -> str:
    """The same on one line.

    >>> line_of(" HR \\n system ")
    'HR system'
    """
    return " ".join(lines_of(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a kept text, as a page shows them."""
    return tuple(line for line in text.split("\n") if line)


def _is_seen(sign: str) -> bool:
    return sign == "\n" or sign in JOINERS or unicodedata.category(sign) not in HIDDEN
