"""Which language a translation is, and who stands for it with their name."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from elearn.content.yaml_text import Marked

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}")
DIRECTIONS = ("ltr", "rtl")
UNSIGNED = (
    "Nobody has signed this translation, so it is not shown. Whoever translated it fills in "
    "translated_by and translated_on."
)


def is_language(code: str) -> bool:
    """Whether it is a language code in small letters that is not English.

    >>> is_language("cy"), is_language("pt-br"), is_language("en"), is_language("Welsh")
    (True, True, False, False)
    """
    return bool(_CODE.fullmatch(code)) and code.partition("-")[0] != "en"


@dataclass(frozen=True, slots=True)
class Head:
    """``name`` is what the language calls itself."""

    KEYS: ClassVar[frozenset[str]] = frozenset(
        {"language", "name", "direction", "translated_by", "translated_on"}
    )
    language: str
    name: str
    direction: str
    translated_by: str
    translated_on: date | None

    @property
    def is_signed(self) -> bool:
        return bool(self.translated_by) and self.translated_on is not None


def read_head(marked: Marked, folder: str, *, today: date) -> Head:
    """What module.yaml says of it; what is wrong is a fault, what is not done yet a warning."""
    told = {key: str(marked.data.get(key) or "").strip() for key in Head.KEYS}
    if not is_language(folder) or told["language"] != folder:
        marked.fault(
            ("language",), f"should be as the folder is called, a language code: {folder}."
        )
    if told["direction"] not in DIRECTIONS:
        marked.fault(("direction",), "should be ltr or rtl.")
    head = Head(
        language=told["language"],
        name=told["name"],
        direction=told["direction"],
        translated_by=told["translated_by"],
        translated_on=_day(marked, told["translated_on"], today),
    )
    if head.is_signed and not head.name:
        marked.fault(("name",), "is missing. Write what the language calls itself.")
    if not head.is_signed:
        at = "translated_on" if head.translated_by else "translated_by"
        marked.warning((at,), UNSIGNED)
    return head


def _day(marked: Marked, text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        marked.fault(("translated_on",), "should be a day, year first: 2026-11-01.")
        return None
    if day > today:
        marked.fault(("translated_on",), "has not come yet. Correct it.")
    return day
