"""Quarters of a calendar year, as ``2026-Q3`` and as people write them."""

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
FIRST_YEAR = 2009  # the NRM began in April 2009

_CODE = re.compile(r"(\d{4})\W{0,3}Q([1-4])", re.ASCII | re.IGNORECASE)
_TURNED = re.compile(r"Q([1-4])\W{0,3}(\d{4})", re.ASCII | re.IGNORECASE)
_WORDS = re.compile(r"([a-z]{3,9})\.?\s*(?:to|-|–)\s*([a-z]{3,9})\.?,?\s*(\d{4})", re.IGNORECASE)


class QuarterError(ValueError):
    """No quarter can be read; the message says how to write one."""


def parse_quarter(text: str) -> str:
    """The quarter that a text names, as ``2026-Q3``. Raises QuarterError.

    >>> parse_quarter("2026-Q3"), parse_quarter("q3 2026"), parse_quarter("July to September 2026")
    ('2026-Q3', '2026-Q3', '2026-Q3')
    """
    words = " ".join(text.split())
    if found := _CODE.fullmatch(words):
        return _quarter(int(found[1]), int(found[2]))
    if found := _TURNED.fullmatch(words):
        return _quarter(int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(words):
        first, last = _month(found[1]), _month(found[2])
        if first % 3 == 1 and last == first + 2:
            return _quarter(int(found[3]), (first + 2) // 3)
    raise QuarterError("Write the quarter as 2026-Q3 or as July to September 2026.")


def _quarter(year: int, number: int) -> str:
    if not FIRST_YEAR <= year <= 9000:
        raise QuarterError(f"Write a quarter of {FIRST_YEAR} or later.")
    return f"{year}-Q{number}"


def _month(word: str) -> int:
    """1 to 12 for a month's name or its first three letters or more; 0 for none."""
    folded = word.casefold()
    found = (n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(folded))
    return next(found, 0)


def quarter_words(quarter: str) -> str:
    """A quarter in words.

    >>> quarter_words("2026-Q3")
    'July to September 2026'
    """
    year, number = _parts(quarter)
    return f"{MONTHS[3 * number - 3]} to {MONTHS[3 * number - 1]} {year}"


def first_day(quarter: str) -> date:
    """The first day of a quarter.

    >>> first_day("2026-Q3")
    datetime.date(2026, 7, 1)
    """
    year, number = _parts(quarter)
    return date(year, 3 * number - 2, 1)


def last_day(quarter: str) -> date:
    """The last day of a quarter.

    >>> last_day("2026-Q4")
    datetime.date(2026, 12, 31)
    """
    return date.fromordinal(first_day(moved(quarter, 1)).toordinal() - 1)


def quarter_of(day: date) -> str:
    """The quarter a day lies in.

    >>> quarter_of(date(2026, 9, 30))
    '2026-Q3'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def moved(quarter: str, steps: int) -> str:
    """The quarter so many steps later, or earlier.

    >>> moved("2026-Q4", 1), moved("2026-Q1", -5)
    ('2027-Q1', '2024-Q4')
    """
    year, number = _parts(quarter)
    place = 4 * year + number - 1 + steps
    return f"{place // 4}-Q{place % 4 + 1}"


def quarters_up_to(day: date, number: int) -> tuple[str, ...]:
    """The last quarters that are over at the end of a day, the earliest first.

    >>> quarters_up_to(date(2026, 9, 30), 2), quarters_up_to(date(2026, 9, 29), 2)
    (('2026-Q2', '2026-Q3'), ('2026-Q1', '2026-Q2'))
    """
    last = quarter_of(day)
    if last_day(last) > day:
        last = moved(last, -1)
    return tuple(moved(last, -back) for back in range(number - 1, -1, -1))


def _parts(quarter: str) -> tuple[int, int]:
    return int(quarter[:4]), int(quarter[6:])
