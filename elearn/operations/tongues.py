"""The language of a letter: gettext with the English as the key, in what its reader has chosen.

Letters are written where no page is made, so their language is said: ``with speaking(code):``.
"""

import gettext as gnu
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path

from elearn.domain.dates import LONDON, uk_date, uk_time

FOLDER = Path(__file__).parent.parent / "translations"
DOMAIN = "messages"
UNSIGNED = ("", "FULL NAME")
ENGLISH = gnu.NullTranslations()

_words: ContextVar[gnu.NullTranslations] = ContextVar("words of a letter", default=ENGLISH)


def N_(words: str) -> str:  # noqa: N802 - the name that extractors know
    """Marks words that are translated later, where they are said."""
    return words


def is_signed(header: Mapping[str, str]) -> bool:
    """Whether a person stands for a catalogue with their name.

    >>> is_signed({"last-translator": "FULL NAME <EMAIL@ADDRESS>"})
    False
    >>> is_signed({"last-translator": "Ioana Pop <ioana@translators.example>"})
    True
    """
    return header.get("last-translator", "").partition("<")[0].strip() not in UNSIGNED


def signed_below(folder: Path) -> dict[str, gnu.NullTranslations]:
    """The signed catalogues in a folder, by code: ``<code>/LC_MESSAGES/messages.mo``."""
    found: dict[str, gnu.NullTranslations] = {}
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")):
        with path.open("rb") as file:
            words = gnu.GNUTranslations(file)
        if is_signed(words.info()):
            found[path.parent.parent.name.replace("_", "-")] = words
    return found


@cache
def catalogues() -> Mapping[str, gnu.NullTranslations]:
    """Ours, read once a process."""
    return signed_below(FOLDER)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """What is said within is said in this language; in English where nobody signed for it."""
    there = catalogues()
    words = there.get(code) or there.get(code.partition("-")[0]) or ENGLISH
    before = _words.set(words)
    try:
        yield
    finally:
        _words.reset(before)


def say(words: str, /, **values: object) -> str:
    """The words in the language that is spoken, with values in place of ``%(name)s``."""
    found = _words.get().gettext(words)
    return found % values if values else found


def say_number(one: str, many: str, number: int, **values: object) -> str:
    """The same of a number of things; ``%(number)s`` is the number, with its thousands apart.

    >>> say_number("%(number)s person", "%(number)s people", 1200)
    '1,200 people'
    """
    return _words.get().ngettext(one, many, number) % ({"number": f"{number:,}"} | values)


def long_day(day: date) -> str:
    """A day in the language that is spoken.

    >>> long_day(date(2026, 11, 2))
    '2 November 2026'
    """
    number, month, year = uk_date(day).split()
    return say("%(day)s %(month)s %(year)s", day=number, month=say(month), year=year)


def moment(at: datetime) -> str:
    """An instant: the time, and the day in London."""
    day = long_day(at.astimezone(LONDON).date())
    return say("%(time)s on %(day)s", time=uk_time(at), day=day)
