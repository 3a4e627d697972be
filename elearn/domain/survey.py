"""The anonymous staff survey (audit-method.md C10): its eight questions, its period, its marks."""

import hmac
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256

from elearn.domain.feedback import Question

NOT_SAID = "not-said"
LONGEST = timedelta(days=92)
FURTHEST = timedelta(days=366)
KEPT_YEARS = 3  # conventions.md D5: anonymous surveys are kept for three years

# Groups and not single roles: the fewer people share one, the more an answer tells of them.
ROLE_GROUPS: Mapping[str, str] = {
    "police": "Police",
    "social": "Social care or MASH",
    "housing": "Housing, homelessness or outreach",
    "health": "Health or ambulance",
    "fire": "Fire and rescue",
    "regulator": "Jobcentre, regulator, border or ports",
    "education": "School, college or university",
    "volunteer": "Faith or community volunteer",
    "leader": "Leader, commissioner, procurement or HR",
    "other": "All other work",
    NOT_SAID: "I would rather not say",
}
ROLE_QUESTION = "What is your work?"
_SURE = {
    "1": "1, not at all",
    "2": "2",
    "3": "3, fairly",
    "4": "4",
    "5": "5, very",
}
QUESTIONS = (
    Question(
        "trained",
        "Have you had training on modern slavery in the last 24 months?",
        "Trained in 24 months",
        {"yes": "Yes", "no": "No", "unsure": "I am not sure"},
    ),
    Question(
        "know",
        "Do you know who to tell when you are worried about somebody?",
        "Know who to tell",
        {"yes": "Yes", "partly": "Partly", "no": "No"},
    ),
    Question(
        "spotting",
        "How confident are you that you would spot the signs?",
        "Confidence: spotting",
        _SURE,
    ),
    Question(
        "responding",
        "How confident are you that you would respond safely?",
        "Confidence: responding",
        _SURE,
    ),
    Question(
        "nrm",
        "How confident are you about the National Referral Mechanism, and who can refer?",
        "Confidence: NRM",
        _SURE,
    ),
    Question(
        "met",
        "In the last year, did you meet something at work that made you think of modern slavery?",
        "Met a concern in a year",
        {"yes": "Yes", "unsure": "I am not sure", "no": "No"},
    ),
    Question(
        "stopped",
        "What stopped you from acting on a worry, most of all?",
        "What stopped you",
        {
            "none": "I had no worry",
            "nothing": "Nothing: I acted",
            "not-sure": "I was not sure of what I saw",
            "who": "I did not know who to tell",
            "time": "There was no time",
            "worse": "I was afraid to make it worse",
            "others": "I thought that others would act",
            "other": "Something else",
        },
    ),
)


def is_open(opens_on: date, closes_on: date, closed_on: date | None, today: date) -> bool:
    """Whether answers are taken on that day.

    >>> day = date(2026, 11, 22)
    >>> is_open(day, day, None, day), is_open(day, day, day, day)
    (True, False)
    """
    return closed_on is None and opens_on <= today <= closes_on


def is_over(closes_on: date, closed_on: date | None, today: date) -> bool:
    """Whether no answer will ever be added, so that the figures may be shown.

    >>> is_over(date(2026, 11, 21), None, date(2026, 11, 22))
    True
    """
    return closed_on is not None or closes_on < today


def mark_of(secret: str, survey_id: int, who: str) -> str:
    """What is kept of somebody's having answered: nobody works back from it without the secret.

    >>> mark_of("a", 1, "person:7") == mark_of("a", 1, "person:7")
    True
    >>> mark_of("a", 1, "person:7") == mark_of("b", 1, "person:7")
    False
    """
    return hmac.new(secret.encode(), f"survey:{survey_id}:{who}".encode(), sha256).hexdigest()
