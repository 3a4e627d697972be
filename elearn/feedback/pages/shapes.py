"""What the templates of feedback are given."""

from dataclasses import dataclass
from typing import Any

from elearn.feedback.pages.figures import AnswerTable


@dataclass(frozen=True, slots=True)
class GivePage:
    """Three questions about a module. ``pledge`` is what they said whom they tell."""

    title: str
    module: str
    slug: str
    form: Any
    pledge: str
    said: bool


@dataclass(frozen=True, slots=True)
class UsedPage:
    """One question about a module that was completed on ``on``."""

    title: str
    module: str
    slug: str
    on: str
    form: Any
    said: bool


@dataclass(frozen=True, slots=True)
class ModulesPage:
    """What was said of every module: one row each, shares in words."""

    title: str
    lede: str
    rows: tuple[tuple[object, ...], ...]
    may_run: bool


@dataclass(frozen=True, slots=True)
class ModulePage:
    """What was said of one module."""

    title: str
    tables: tuple[AnswerTable, ...]
    too_few: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The questions of a survey. ``action`` is where they go."""

    title: str
    action: str
    until: str
    form: Any


@dataclass(frozen=True, slots=True)
class SaidPage:
    """What is told instead of the questions. ``code`` where another person may answer on the same
    phone."""

    title: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class CodePage:
    title: str
    form: Any


@dataclass(frozen=True, slots=True)
class SurveysPage:
    title: str
    lede: str
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class OpenPage:
    title: str
    form: Any


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A survey for the coordinator. ``link``, ``door`` and ``code`` are how people come in while
    it is not over; ``tables`` and ``breakdowns`` when it is and enough have answered."""

    title: str
    lede: str
    number: int
    is_over: bool
    facts: tuple[tuple[str, object], ...]
    tables: tuple[AnswerTable, ...]
    few: str
