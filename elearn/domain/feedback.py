"""What people are asked after a module and three months later, and in what steps it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import add_months

FEWEST = 10  # answers before anything is said of them (audit-method.md C10)
A_BLOCK = 10  # answers are told in whole tens, so that no single one is seen to arrive
ASKED_AFTER, ASKED_UNTIL = 3, 12  # months since the completion
LONGEST_COMMENT = 500


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers, key -> words, of which one is given. ``short`` is its name in
    tables."""

    key: str
    text: str
    short: str
    answers: Mapping[str, str]


_YES_PARTLY_NO = {"yes": "Yes", "partly": "Partly", "no": "No"}
USEFUL = Question("useful", "Was it useful for your work?", "Useful", _YES_PARTLY_NO)
CLEAR = Question("clear", "Was it clear?", "Clear", _YES_PARTLY_NO)
CHANGE = Question(
    "change",
    "Will you do something differently?",
    "Will do something differently",
    {"yes": "Yes", "unsure": "Not sure yet", "no": "No"},
)
PLEDGE = Question(
    "pledge",
    "When I am worried about somebody, I tell first",
    "Who I tell",
    {
        "lead": "my safeguarding lead",
        "manager": "my manager",
        "council": "the council's safeguarding team",
        "police": "the police",
        "helpline": "the Modern Slavery & Exploitation Helpline",
        "unsure": "I do not know yet",
    },
)
USED = Question(
    "used",
    "Have you used what you learned?",
    "Used it",
    {
        "told": "Yes, I told somebody of a worry or referred somebody",
        "noticed": "Yes, I looked or asked in another way than before",
        "no-occasion": "No, there was no occasion",
        "stopped": "No, something stopped me",
    },
)
ABOUT_MODULES = (USEFUL, CLEAR, CHANGE, PLEDGE, USED)


def told_of(number: int) -> int:
    """How many of so many answers are told of: whole tens.

    >>> told_of(9), told_of(10), told_of(37)
    (0, 10, 30)
    """
    return number - number % A_BLOCK


def is_asked_about_use(completed_on: date, today: date) -> bool:
    """Whether to ask on that day if a module was used: from three until twelve months after it.

    >>> is_asked_about_use(date(2026, 8, 22), date(2026, 11, 22))
    True
    >>> is_asked_about_use(date(2026, 8, 23), date(2026, 11, 22))
    False
    """
    return add_months(completed_on, ASKED_AFTER) <= today < add_months(completed_on, ASKED_UNTIL)
