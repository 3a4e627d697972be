"""What changed in a module since somebody completed it, with three questions about it."""

from dataclasses import dataclass

from markupsafe import Markup

from elearn.learning.pages.marked import QuestionMarked
from elearn.learning.pages.questions import QuestionShown


@dataclass(frozen=True, slots=True)
class Told:
    """One change: since when, and what it was."""

    since: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed. ``questions`` are asked, or ``answers`` are given to what was just sent;
    ``state`` says where the learner stands when neither is."""

    title: str
    module: str
    slug: str
    lede: str
    changes: tuple[Told, ...]
    questions: tuple[QuestionShown, ...] = ()
    answers: tuple[QuestionMarked, ...] = ()
    state: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A module on My training that changed since it was completed."""

    title: str
    slug: str
    since: str
    note: str
