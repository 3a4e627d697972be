"""The language of a page, and its words in it: gettext, with the English as the key.

A catalogue is used once somebody has signed it (its ``Last-Translator``). A page is shown in
another language only if all its words are marked: the rest of the service stays in English.
"""

import gettext as gnu
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask, Response, current_app, has_request_context, request
from markupsafe import escape

FOLDER = Path(__file__).parent.parent / "translations"
DOMAIN = "messages"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
UNSIGNED = ("", "FULL NAME")
CHOSEN = "elearn.language"


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is what goes into ``lang``."""

    code: str
    words: gnu.NullTranslations

    @property
    def direction(self) -> str:
        return "rtl" if self.code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


ENGLISH = Language("en-GB", gnu.NullTranslations())
# Pages whose every word is marked; a test walks them in a language that is not one.
MARKED = frozenset(
    {
        "public.home", "public.signs", "public.signs_of", "public.signs_at",
        "public.accessibility", "public.privacy", "public.cookies", "public.contact",
        "accounts.sign_in",
    }
)  # fmt: skip


class Catalogues:
    """The languages that there is a signed catalogue for, by code."""

    def __init__(self, signed: Mapping[str, gnu.NullTranslations]) -> None:
        self.languages = {code: Language(code, words) for code, words in sorted(signed.items())}

    @classmethod
    def below(cls, folder: Path) -> "Catalogues":
        """Those in a folder: ``<code>/LC_MESSAGES/messages.mo``."""
        found = {}
        for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")):
            with path.open("rb") as file:
                words = gnu.GNUTranslations(file)
            if is_signed(words.info()):
                found[path.parent.parent.name.replace("_", "-")] = words
        return cls(found)

    def wanted(self) -> Language:
        """The best for this request's browser; English on a page that is not marked."""
        if request.endpoint not in MARKED:
            return ENGLISH
        return self.best(list(request.accept_languages.values()))

    def best(self, asked: Iterable[str]) -> Language:
        """The first of the languages asked for, best first, that there is: English always is.

        >>> Catalogues({"ro": gnu.NullTranslations()}).best(["fr", "ro-MD", "en"]).code
        'ro'
        """
        for tag in asked:
            for code in (tag, tag.partition("-")[0]):
                if code in self.languages:
                    return self.languages[code]
                if code == "en":
                    return ENGLISH
        return ENGLISH


def is_signed(header: Mapping[str, str]) -> bool:
    """Whether a person stands for a catalogue with their name.

    >>> is_signed({"last-translator": "FULL NAME <EMAIL@ADDRESS>"})
    False
    >>> is_signed({"last-translator": "Ioana Pop <ioana@translators.example>"})
    True
    """
    return header.get("last-translator", "").partition("<")[0].strip() not in UNSIGNED


def language() -> Language:
    """The language of the page that is being made."""
    if not has_request_context():
        return ENGLISH
    catalogues: Catalogues = current_app.extensions["languages"]
    if not catalogues.languages:
        return ENGLISH
    chosen: Language | None = request.environ.get(CHOSEN)
    if chosen is None:
        chosen = request.environ[CHOSEN] = catalogues.wanted()
    return chosen


def speak(code: str) -> None:
    """Make this page in a language, or in English where there is no catalogue for it."""
    catalogues: Catalogues = current_app.extensions["languages"]
    request.environ[CHOSEN] = catalogues.languages.get(code, ENGLISH)


def gettext(words: str, **values: object) -> str:
    """The words in the language of the page. With values they are HTML with the values in place
    of ``%(name)s``, whatever is not ``Markup`` escaped."""
    found = language().words.gettext(words) if words else ""  # of "" it is the header
    return _filled(found, values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The same of a number of things; ``%(number)s`` is the number."""
    found = language().words.ngettext(one, many, number)
    return _filled(found, {"number": number} | values)


def _filled(words: str, values: Mapping[str, object]) -> str:
    return escape(words) % values if values else words


def N_(words: str) -> str:  # noqa: N802 - the name that extractors know
    """Marks words that are translated later, where they are shown."""
    return words


MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def long_day(day: date) -> str:
    """A day in the language of the page: "2 November 2026"."""
    month = gettext(MONTHS[day.month - 1])
    return gettext("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year)


# What every template may call.
WORDS = {"_": gettext, "ngettext": ngettext, "language": language, "long_day": long_day}


def give_languages(app: Flask) -> None:
    """Let pages speak every language that there is a signed catalogue for."""
    app.extensions["languages"] = Catalogues.below(FOLDER)
    app.jinja_env.globals.update(WORDS)

    @app.after_request
    def vary(response: Response) -> Response:
        if app.extensions["languages"].languages and request.endpoint in MARKED:
            response.vary.add("Accept-Language")
        return response
