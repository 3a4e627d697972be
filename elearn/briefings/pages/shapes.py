"""What the templates of briefings are given."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from elearn.briefings.pages.words import ListLine
from elearn.briefings.questions import Question
from elearn.records.places import AgencyName


@dataclass(frozen=True, slots=True)
class RoomsPage:
    title: str
    agency: AgencyName
    lede: str
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    title: str
    agency: AgencyName
    form: Any


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A room for its facilitator. ``code`` and ``qr`` while it is open; ``until`` is the last day
    on which a closing can be undone."""

    title: str
    agency: AgencyName
    number: int
    lede: str
    facts: tuple[tuple[str, str], ...]
    counts: str
    is_open: bool
    may_open: bool
    is_closed: bool
    lines: tuple[ListLine, ...]
    known: int
    marks: tuple[tuple[str, int, int], ...]
    few: str
    until: str
    form: Any


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """A room as it is projected."""

    title: str
    agency: AgencyName
    number: int
    module: str
    address: str
    code: str
    qr: Markup
    until: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    title: str
    agency: AgencyName
    number: int
    words: str
    people: tuple[tuple[str, str, str], ...]
    more: str
    form: Any


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One of three sheets to print: for signatures, the questions, or their answers."""

    title: str
    agency: AgencyName
    number: int
    module: str
    facts: str
    names: tuple[tuple[str, str], ...] = ()
    blanks: int = 0
    note: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class DoorPage:
    """The room for whoever comes in. ``me`` is the name of who is signed in; ``seated`` whether
    this browser is on the list, ``done`` whether its answers were sent."""

    title: str
    door: str
    module: str
    facts: str
    form: Any
    guest: Any
    me: str = ""
    seated: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class CodePage:
    title: str
    form: Any


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    title: str
    door: str
    module: str
    questions: tuple[Question, ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPage:
    title: str
    door: str
    module: str
    questions: tuple[Question, ...]
