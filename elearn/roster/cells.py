"""The values of single cells of a roster, each with its remedy where it cannot be one."""

import re
from datetime import date
from functools import lru_cache

from elearn.domain.identity import canonical_email, clean_name
from elearn.gateways.sheets.cells import CACHED, CellError, day_of

LONGEST_NUMBER = 64
LONGEST_TEAM = 100
# what HR systems write for "no end": Oracle's last day, SAP's, and the latter as Excel counts it
NO_END = re.compile(r"(?:.*\D)?(?:4712|9999)(?:\D.*)?|9999\d{4}|2958465(?:\.0)?", re.ASCII)


def key_of(text: str) -> str:
    """Text as it is compared: whatever its case, and its spaces."""
    return " ".join(text.split()).casefold()


def staff_number(text: str) -> str:
    """A staff number as it is stored."""
    number = clean_name(text)
    if len(number) > LONGEST_NUMBER:
        raise CellError(f"A staff number has up to {LONGEST_NUMBER} characters.")
    return number


@lru_cache(maxsize=CACHED)
def team_name(text: str) -> str:
    """A team's name as it is stored."""
    team = clean_name(text)
    if len(team) > LONGEST_TEAM:
        raise CellError(f"A team's name has up to {LONGEST_TEAM} letters. Shorten it.")
    return team


@lru_cache(maxsize=CACHED)
def end_day(text: str, day_zero: date | None) -> date | None:
    """The last day; None for the far days by which HR systems say that there is none.

    >>> end_day("31.12.9999", None) is None and end_day("31-DEC-4712", None) is None
    True
    """
    return None if NO_END.fullmatch(text) else day_of(text, day_zero)


@lru_cache(maxsize=CACHED)
def manager_address(text: str) -> str:
    """A manager's e-mail address in its one spelling."""
    return canonical_email(text)
