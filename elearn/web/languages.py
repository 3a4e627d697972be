"""The language of a page, and its words in it: gettext, with the English as the key.

A catalogue is used once somebody has signed it (its ``Last-Translator``). A page is shown in
another language only if all its words are marked: the rest of the service stays in English.
"""

import gettext as gnu
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, g, has_request_context, request
from markupsafe import Markup, escape

from elearn.operations.tongues import FOLDER, signed_below

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
CHOSEN = "elearn.language"
VARIES = "elearn.language.varies"
MOST_KEPT = 256  # pieces of pages


def N_(words: str) -> str:  # noqa: N802 - the name that extractors know
    """Marks words that are translated later, where they are shown."""
    return words


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is what goes into ``lang``."""

    code: str
    words: gnu.NullTranslations

    @property
    def name(self) -> str:
        """What it calls itself, as its catalogue says; its code where that says nothing."""
        found = self.words.gettext(OWN_NAME)
        return self.code if found == OWN_NAME else found

    @property
    def direction(self) -> str:
        return "rtl" if self.code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


OWN_NAME = N_("The name of this language, in it")
ENGLISH = Language("en-GB", gnu.NullTranslations())
# Pages whose every word is marked; a test walks them in a language that is not one.
MARKED = frozenset(
    {
        "public.home", "public.signs", "public.signs_of", "public.signs_at",
        "public.accessibility", "public.privacy", "public.cookies", "public.contact",
        "accounts.sign_in", "accounts.account", "accounts.security", "accounts.my_sessions",
        "accounts.my_data", "accounts.forgot_password", "accounts.letter_on_its_way",
        "accounts.mailed", "accounts.mailed_on_its_way", "accounts.mailed_link",
        "accounts.register", "accounts.registered", "accounts.say_where", "accounts.asked",
        "accounts.reset", "accounts.invite", "accounts.join", "accounts.join_as",
        "learning.training", "learning.module", "learning.screen", "learning.quiz",
        "learning.attempt", "learning.check_answers", "learning.result", "learning.changes",
        "learning.knowledge_check", "learning.precheck", "learning.summary", "learning.kept",
        "learning.my_agency", "learning.top_up", "learning.again", "learning.again_result_page",
        "learning.again_stop", "certificates.mine", "certificates.verify", "certificates.verified",
        "feedback.give", "feedback.used", "feedback.survey", "feedback.code", "feedback.by_code",
        "offline.without_connection", "reminders.mine", "evidence.mine", "briefings.code",
        "briefings.door", "briefings.questions", "certificates.pdf", "learning.handout",
    }
)  # fmt: skip


class Catalogues:
    """The languages that there is a signed catalogue for, by code."""

    def __init__(self, signed: Mapping[str, gnu.NullTranslations]) -> None:
        self.languages = {code: Language(code, words) for code, words in sorted(signed.items())}

    @classmethod
    def below(cls, folder: Path) -> "Catalogues":
        """Those in a folder: ``<code>/LC_MESSAGES/messages.mo``."""
        return cls(signed_below(folder))

    def wanted(self) -> Language:
        """What whoever asks has chosen, else the best for their browser; English on a page that
        is not marked."""
        if request.endpoint not in MARKED:
            return ENGLISH
        return self.asked_for()

    def asked_for(self) -> Language:
        """The same whatever the page."""
        return self.best(asked())

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


def asked() -> tuple[str, ...]:
    """The languages that whoever asks wants, best first: the one they chose, then the browser's."""
    actor = g.get("actor")
    chosen = [actor.language] if actor and actor.language else []
    return (*chosen, *request.accept_languages.values())


def best_of(there: Collection[str]) -> str:
    """The first of them among the codes that there are; "" where English comes first."""
    for tag in asked():
        low = tag.lower()
        for code in (low, low.partition("-")[0]):
            if code in there:
                return code
            if code == "en":
                return ""
    return ""


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


def to_choose_from() -> tuple[tuple[str, str], ...]:
    """The languages there are, as (code, own name), English first; nothing where it is alone."""
    catalogues: Catalogues = current_app.extensions["languages"]
    there = [(one.code, one.name) for one in catalogues.languages.values()]
    return ((ENGLISH.code, "English"), *there) if there else ()


def speak(code: str) -> None:
    """Make this page in a language, or in English where there is no catalogue for it."""
    catalogues: Catalogues = current_app.extensions["languages"]
    request.environ[CHOSEN] = catalogues.languages.get(code, ENGLISH)


def speak_as_asked() -> None:
    """Make this page in the language that is asked for, though its address is not a marked one:
    pages that say what went wrong."""
    catalogues: Catalogues = current_app.extensions["languages"]
    if catalogues.languages:
        request.environ[CHOSEN] = catalogues.asked_for()
        request.environ[VARIES] = True


def gettext(words: str, /, **values: object) -> str:
    """The words in the language of the page. With values they are HTML with the values in place
    of ``%(name)s``, whatever is not ``Markup`` escaped."""
    found = language().words.gettext(words) if words else ""  # of "" it is the header
    return _filled(found, values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The same of a number of things; ``%(number)s`` is the number."""
    found = language().words.ngettext(one, many, number)
    return _filled(found, {"number": number} | values)


def say(words: str, /, **values: object) -> str:
    """The words in the language of the page, as plain text: for what templates escape."""
    found = language().words.gettext(words) if words else ""
    return found % values if values else found


def say_number(one: str, many: str, number: int, **values: object) -> str:
    """The same of a number of things; ``%(number)s`` is the number."""
    return language().words.ngettext(one, many, number) % ({"number": number} | values)


def _filled(words: str, values: Mapping[str, object]) -> str:
    return escape(words) % values if values else words


MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def long_day(day: date) -> str:
    """A day in the language of the page: "2 November 2026"."""
    month = say(MONTHS[day.month - 1])
    return say("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year)


def long_month(day: date) -> str:
    """Its month and year: "November 2026"."""
    return say("%(month)s %(year)s", month=say(MONTHS[day.month - 1]), year=day.year)


# The fixed words of a state, which rules keep in English.
STATES = (
    N_("In date"), N_("Due soon"), N_("Expired"), N_("Never done"), N_("On track"), N_("Watch"),
    N_("Act"), N_("Too few to say"), N_("Not known"),
)  # fmt: skip


def kept(macro: Callable[..., Markup], /, *given: Hashable) -> Markup:
    """What a macro draws of what it is given, drawn once a language: for what stands around every
    page and is the same on most. The macro must know of nothing else, least of all of the reader:
    no token of their session, and no name that is not given to it."""
    return _drawn(macro, language(), given)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(macro: Callable[..., Markup], _spoken: Language, given: tuple[Hashable, ...]) -> Markup:
    return macro(*given)


# What every template may call.
WORDS = {
    "_": gettext,
    "ngettext": ngettext,
    "language": language,
    "long_day": long_day,
    "kept": kept,
}


def give_languages(app: Flask) -> None:
    """Let pages speak every language that there is a signed catalogue for."""
    app.extensions["languages"] = Catalogues.below(FOLDER)
    app.jinja_env.globals.update(WORDS)

    @app.after_request
    def vary(response: Response) -> Response:
        varies = request.endpoint in MARKED or request.environ.get(VARIES)
        if varies and app.extensions["languages"].languages:
            response.vary.add("Accept-Language")
        return response
