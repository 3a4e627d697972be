"""The shape of the files in modules/help: the English words, the languages, a translation."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from elearn.content.schema import Day, Strict, Text, matches

# Every text that the page shows, besides the points of its three lists.
KEYS = (
    "tab_title", "emergency", "exit", "exit_going", "exit_two_more", "exit_one_more",
    "exit_expired", "languages", "title", "older", "danger_title", "danger_text", "talk_title",
    "talk_text", "talk_where", "ask_title", "not_your_fault", "more_signs", "young_title",
    "young_text", "other_title", "language_title", "language_text", "safe_title", "checked",
    "not_checked",
)  # fmt: skip
LISTS = ("ask", "other", "safe")
_POINT = re.compile(rf"(?:{'|'.join(LISTS)})_[1-9]")
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}")

Direction = Literal["ltr", "rtl"]
Code = Annotated[
    str,
    matches(
        lambda value: bool(_CODE.fullmatch(value)),
        "should be a language code in small letters, such as ro or pt-br.",
    ),
]


def is_key(name: str) -> bool:
    """Whether the page has a place for a text of that name.

    >>> is_key("title"), is_key("ask_3"), is_key("footer")
    (True, True, False)
    """
    return name in KEYS or bool(_POINT.fullmatch(name))


class SourceText(Strict):
    text: Text
    note: Text | None = None


def _text_alone(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class SourceFile(Strict):
    """en.yaml. A text may be written alone or with a note for translators."""

    language: Literal["en-GB"]
    name: Text
    direction: Literal["ltr"]
    texts: dict[str, Annotated[SourceText, BeforeValidator(_text_alone)]]


class LanguageEntry(Strict):
    """A language that the page is wanted in: ``name`` is its own, ``english`` ours."""

    code: Code
    name: Text
    english: Text
    direction: Direction
    why: Text


class LanguagesFile(Strict):
    languages: Annotated[list[LanguageEntry], Field(min_length=1)]


class TranslatedText(Strict):
    """``english`` is the text as it was when it was translated."""

    english: Text
    note: Text | None = None
    translation: str | None = None


class TranslationFile(Strict):
    language: Code
    name: Text
    direction: Direction
    translated_by: str | None = None
    translated_on: Day | None = None
    texts: dict[str, TranslatedText]
