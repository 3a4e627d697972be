"""What some answers of the self-assessment say besides their score, in figures, dates and ticks:
what freedom-of-information requests ask for, and what records can be held against
(audit-method C1, C10)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from elearn.domain.dates import EXAMPLE_DAY, uk_date

MOST_DAYS = 24
LONGEST_VALUE = 300
LONGEST_WORDS = 60
_BETWEEN = re.compile(r"[,;\r\n]+")


class DetailKind(StrEnum):
    """How a detail is given: a whole number, a day, several days, one of some, some of some, or a
    few words."""

    NUMBER = "number"
    DAY = "day"
    DAYS = "days"
    CHOICE = "choice"
    TICKS = "ticks"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of one question. ``key`` is its name for ever; ``short`` heads its column;
    ``choices`` are words by key; ``most`` is the largest number."""

    question: int
    key: str
    kind: DetailKind
    label: str
    short: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = 1_000_000


NOT_EMPLOYED = {
    "agency": "Agency staff",
    "bank": "Bank or casual staff",
    "contracted": "Contracted staff",
    "volunteers": "Volunteers",
}
OPEN_TO = {"employees": "Employees"} | NOT_EMPLOYED
GIVEN = {
    "alone": "On its own",
    "part": "As part of other training",
    "both": "Both",
    "none": "Neither",
}
TYPES = {
    "general": "General introduction",
    "criminal": "Criminal exploitation",
    "sexual": "Sexual exploitation",
    "labour": "Labour exploitation",
    "domestic": "Domestic servitude",
    "children": "Children",
    "nrm": "NRM forms and Duty to Notify",
    "law": "Law of 2022 to 2026",
    "legal-help": "Legal help for victims",
    "culture": "Culture and interpreters",
    "trauma": "Trauma",
    "supply-chain": "Supply chain",
}
FORMATS = {
    "e-learning": "E-learning",
    "live": "Live, in a room",
    "webinar": "Webinar",
    "briefing": "Briefing",
}
ASSESSED = {"all": "All of it", "some": "Some of it", "none": "None of it"}
EXAMINED = {
    "quiz": "Quiz with a pass mark",
    "written": "Written answers",
    "discussion": "Scenario or discussion",
    "observed": "Observed at work",
}
ATTENDANCE = {
    "system": "A system records it",
    "register": "A register is signed",
    "manager": "Managers say so",
    "none": "It is not monitored",
}
NUMBER, DAY, DAYS, CHOICE, TICKS, WORDS = DetailKind
DETAILS = (
    Detail(2, "policy-day", DAY, "The day of the last review", "Policy reviewed", EXAMPLE_DAY),
    Detail(5, "given", CHOICE, "How it is given", "How given", choices=GIVEN),
    Detail(6, "types", TICKS, "What it covers", "Covers", choices=TYPES),
    Detail(7, "law-day", DAY, "The day of the last review for law", "Reviewed for law",
           EXAMPLE_DAY),
    Detail(7, "version", WORDS, "The version", "Version", "As the material itself says it."),
    Detail(8, "formats", TICKS, "In which formats", "Formats", choices=FORMATS),
    Detail(8, "minutes-a", NUMBER, "Minutes for awareness (level A)", "Minutes, level A",
           most=10_000),
    Detail(8, "minutes-b", NUMBER, "Minutes for recognising and responding (level B)",
           "Minutes, level B", most=10_000),
    Detail(8, "minutes-c", NUMBER, "Minutes for first responders and specialists (level C)",
           "Minutes, level C", most=10_000),
    Detail(8, "days", DAYS, "The days it was given in the last two years", "Days given",
           "Put a comma between the days, at most 24. Leave it empty for e-learning that is "
           "always open."),
    Detail(8, "assessed", CHOICE, "How much of it is assessed", "Assessed", choices=ASSESSED),
    Detail(8, "examined", TICKS, "How understanding is examined", "Examined by",
           choices=EXAMINED),
    Detail(8, "attendance", CHOICE, "How attendance is monitored", "Attendance",
           choices=ATTENDANCE),
    Detail(9, "open-to", TICKS, "Who can take it", "Open to", choices=OPEN_TO),
    Detail(11, "people", NUMBER, "People in scope, all roles together", "People in scope",
           "Heads, not full-time equivalents."),
    Detail(11, "not-employed", NUMBER, "Of them agency, bank, contracted staff and volunteers",
           "Not employees", "0 if there are none among them."),
    Detail(12, "trained-24", NUMBER, "People trained in the last 24 months",
           "Trained in 24 months"),
    Detail(12, "trained-12", NUMBER, "Of them, trained in the last 12 months",
           "Trained in 12 months"),
    Detail(12, "trained-of", NUMBER, "Of how many people in scope", "Of people in scope"),
    Detail(13, "interval", NUMBER, "Refresher interval in months", "Interval in months",
           "0 if none is set.", most=120),
    Detail(16, "referrers", NUMBER, "People who can complete a referral or notification",
           "People who can refer"),
    Detail(16, "referrers-day", DAY, "The day they were last trained", "Referrers trained",
           EXAMPLE_DAY),
    Detail(17, "reports", NUMBER, "The exact number, if you agree to share it", "Reports made"),
)  # fmt: skip
_BY_KEY = {one.key: one for one in DETAILS}


def detail(key: str) -> Detail | None:
    """The detail of that key.

    >>> detail("types").question, detail("nothing") is None
    (6, True)
    """
    return _BY_KEY.get(key)


def details_of(question: int) -> tuple[Detail, ...]:
    """The details of one question, in the order in which they are asked.

    >>> [one.key for one in details_of(7)]
    ['law-day', 'version']
    """
    return tuple(one for one in DETAILS if one.question == question)


def split_days(typed: str) -> list[str]:
    """The days in a text, as they were typed.

    >>> split_days("1/3/2026, 4/5/2026;2026-01-02")
    ['1/3/2026', '4/5/2026', '2026-01-02']
    """
    return [one.strip() for one in _BETWEEN.split(typed) if one.strip()]


def words_of(one: Detail, value: str) -> str:
    """A kept value as people read it.

    >>> words_of(detail("policy-day"), "2026-09-30"), words_of(detail("types"), "labour nrm")
    ('30 September 2026', 'Labour exploitation; NRM forms and Duty to Notify')
    >>> words_of(detail("people"), "1240"), words_of(detail("given"), "alone")
    ('1,240', 'On its own')
    """
    if one.kind is NUMBER:
        return f"{int(value):,}"
    if one.kind in (DAY, DAYS):
        return "; ".join(uk_date(date.fromisoformat(day)) for day in value.split())
    if one.kind in (CHOICE, TICKS):
        chosen = value.split()
        return "; ".join(words for key, words in one.choices.items() if key in chosen)
    return value


def fault_of(values: Mapping[str, str]) -> tuple[str, str] | None:
    """The key of the detail that cannot be beside the others, and why; None if all fit.

    >>> fault_of({"trained-24": "40", "trained-of": "30"})
    ('trained-24', 'More people are trained than are in scope')
    >>> fault_of({"people": "30", "not-employed": "4"}) is None
    True
    """
    orders = (
        ("trained-24", "trained-of", "More people are trained than are in scope"),
        ("trained-12", "trained-24", "More are trained in 12 months than in 24"),
        ("not-employed", "people", "This is more than all people in scope"),
    )
    for part, whole, why in orders:
        if part in values and whole in values and int(values[part]) > int(values[whole]):
            return part, why
    return None


def lines_of(values: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Kept details as lines, in the order in which they are asked.

    >>> lines_of([("version", "3.1"), ("law-day", "2026-03-02")])
    ('Reviewed for law: 2 March 2026', 'Version: 3.1')
    """
    known = dict(values)
    return tuple(
        f"{one.short}: {words_of(one, known[one.key])}" for one in DETAILS if one.key in known
    )
