"""In which language a learner is shown what modules say, and what is said where that is English."""

from dataclasses import replace

from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule
from elearn.extensions import db
from elearn.learning.progress import Progress
from elearn.learning.queries.progress import progress
from elearn.learning.routes.feature import me
from elearn.learning.words import ENGLISH, Tongue
from elearn.web.languages import ENGLISH as OURS
from elearn.web.languages import asked, best_of, language, say


def wanted(document: ModuleDocument) -> str:
    """The code of the translation that the learner is shown; "" for English."""
    return best_of([one.language for one in document.translations])


def reads_english() -> bool:
    """Whether the learner wants English before anything else, so that no translation is needed."""
    return next(iter(asked()), "en").lower().partition("-")[0] == "en"


def told(document: ModuleDocument) -> ModuleDocument:
    """The module in the learner's language, as far as it has that."""
    return document.told_in(wanted(document))


def my_progress(module: PublishedModule) -> Progress:
    """Where the learner is in a module, with its words in their language."""
    at = progress(db.session(), person_id=me(), module=module)
    return replace(at, document=told(at.document))


def of_page(document: ModuleDocument, slug: str) -> Tongue:
    """The language of one page's words."""
    one = document.translation(wanted(document))
    if one and one.has(slug):
        return Tongue(one.language, one.direction)
    return _english(document, _not_yet(document))


def of_head(document: ModuleDocument) -> Tongue:
    """The language of a module's title and what it is for."""
    one = document.translation(wanted(document))
    return Tongue(one.language, one.direction) if one and one.title else _english(document)


def of_summary(document: ModuleDocument) -> Tongue:
    """The language of the summary on one page."""
    one = document.translation(wanted(document))
    if one and one.summary:
        return Tongue(one.language, one.direction)
    return _english(document, _not_yet(document))


def of_quiz(document: ModuleDocument) -> Tongue:
    """The language in which a quiz that begins now asks."""
    one = document.translation(wanted(document))
    if one and one.items:
        return Tongue(one.language, one.direction)
    name = _name(document)
    return _english(
        document,
        say("This quiz is not yet in %(language)s. It is asked in English.", language=name),
    )


def of_attempt(document: ModuleDocument, asked_in: str) -> Tongue:
    """The language in which an attempt was asked."""
    one = document.translation(asked_in)
    return Tongue(one.language, one.direction) if one else _english(document)


def asked_in(document: ModuleDocument) -> str:
    """What is kept with an attempt that begins now."""
    one = document.translation(wanted(document))
    return one.language if one and one.items else ""


def _english(document: ModuleDocument, notice: str = "") -> Tongue:
    """English, which is said only to whom another language is shown around it."""
    if wanted(document) or language() is not OURS:
        return replace(ENGLISH, notice=notice)
    return Tongue()


def _not_yet(document: ModuleDocument) -> str:
    name = _name(document)
    return say("This page is not yet in %(language)s. It is shown in English.", language=name)


def _name(document: ModuleDocument) -> str:
    one = document.translation(wanted(document))
    return one.name if one else language().name
