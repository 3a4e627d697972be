"""Dates as the cells of other people's files hold them."""

import re
from datetime import date, timedelta

from elearn.domain.dates import DayError, parse_day

EXCEL_ZERO = date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was
MAC_ZERO = date(1904, 1, 1)
SERIALS = range(20_000, 80_000)  # 1954 to 2119: any other number is no day of somebody's work

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\Z", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})[ /-]([A-Za-z]{3,9})[ /-](\d{4})", re.ASCII)


def read_day(text: str, day_zero: date | None = None) -> date:
    """The day of a cell: ISO with or without strokes, day first with strokes, dots or slashes, or
    with the month in letters; a time of day is dropped. Where ``day_zero`` is given a number
    counts days from there. Raises DayError for anything else; nothing is guessed.

    >>> read_day("01-APR-2019") == read_day("01.04.2019") == read_day("20190401 00:00")
    True
    >>> read_day("45000", EXCEL_ZERO)
    datetime.date(2023, 3, 15)
    """
    text = _TIME.sub("", text.strip())
    if day_zero is not None and (serial := _SERIAL.fullmatch(text)):
        if int(serial[1]) not in SERIALS:
            raise DayError("This number is not a date. Write it as 22/11/2026.")
        return day_zero + timedelta(days=int(serial[1]))
    for pattern, form in ((_COMPACT, r"\1-\2-\3"), (_NUMBERS, r"\1/\2/\3"), (_WORDS, r"\1 \2 \3")):
        if pattern.fullmatch(text):
            return parse_day(pattern.sub(form, text))
    return parse_day(text)
