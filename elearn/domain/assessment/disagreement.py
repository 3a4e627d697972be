"""Where a return and the records disagree (product C5): pure rules over what is frozen.

A disagreement is no fault: the answer may be too hopeful, or records may be missing here. Each says
what was said, what is on record, and why it was noticed; nothing is corrected by itself.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from elearn.domain.assessment.details import NOT_EMPLOYED
from elearn.domain.dates import add_months, uk_date

POINTS_APART = 10  # per cent points between what is said and what is evidenced
POLICY_MONTHS, LAW_MONTHS = 24, 12  # as questions 2 and 7 ask
REVIEWED, FULLY = 2, 3
VOLUNTEERS = "R13"  # the role of faith and community volunteers in the curriculum


@dataclass(frozen=True, slots=True)
class Stated:
    """What an agency said in its return. Numbers and days are None where it did not say, or where
    the reader may not see them; ``scores`` are by number of question, None for not applicable."""

    scores: Mapping[int, int | None]
    trained_24: int | None = None
    trained_of: int | None = None
    not_employed: int | None = None
    referrers: int | None = None
    interval: int | None = None
    policy_day: date | None = None
    law_day: date | None = None
    given: str = ""
    open_to: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is frozen of the same agency. ``in_date`` of ``in_scope`` is evidenced coverage, None
    where it is hidden or not known; ``returned`` is roster, headcount, mixed or none."""

    on: date
    returned: str
    in_scope: int | None = None
    in_date: int | None = None
    is_first_responder: bool = False
    must_notify: bool = False
    intervals: Collection[int] = field(default_factory=tuple)
    roles: Collection[str] = ()

    @property
    def percent(self) -> float | None:
        """Evidenced coverage; None without people in scope."""
        if not self.in_scope or self.in_date is None or self.returned == "headcount":
            return None
        return 100 * self.in_date / self.in_scope


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``said`` and ``record`` are the two figures or facts; ``reason`` is what may explain them."""

    question: int
    key: str
    said: str
    record: str
    reason: str

    @property
    def sentence(self) -> str:
        """Both in one sentence.

        >>> Disagreement(13, "interval", "Says 12 months", "the matrix asks 24", "").sentence
        'Says 12 months; the matrix asks 24.'
        """
        return f"{self.said}; {self.record}."


def disagreements(stated: Stated, record: OnRecord) -> tuple[Disagreement, ...]:
    """Everything that does not fit, in the order of the questions.

    >>> stated = Stated({}, trained_24=48, trained_of=48)
    >>> record = OnRecord(date(2026, 9, 30), "roster", in_scope=96, in_date=60)
    >>> [one.key for one in disagreements(stated, record)]
    ['coverage']
    """
    found = (rule(stated, record) for rule in RULES)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.question, one.key)))


def policy_is_old(stated: Stated, record: OnRecord) -> Disagreement | None:
    """Says the policy was reviewed in 24 months (2), and gives an older day."""
    return _too_old(
        stated.scores.get(2), stated.policy_day, record.on, POLICY_MONTHS, 2, "policy",
        "the policy was reviewed", REVIEWED,
    )  # fmt: skip


def law_is_old(stated: Stated, record: OnRecord) -> Disagreement | None:
    """Says the training was reviewed for law in 12 months (7, scored 3), and gives an older day."""
    return _too_old(
        stated.scores.get(7), stated.law_day, record.on, LAW_MONTHS, 7, "law",
        "the training was reviewed for law", FULLY,
    )  # fmt: skip


def _too_old(
    score: int | None,
    day: date | None,
    on: date,
    months: int,
    question: int,
    key: str,
    what: str,
    from_score: int,
) -> Disagreement | None:
    if score is None or score < from_score or day is None or add_months(day, months) >= on:
        return None
    return Disagreement(
        question,
        key,
        f"Scored {score}, {what} in the last {months} months",
        f"the day it gives is {uk_date(day)}",
        f"That is more than {months} months before the census date. The score is too high, or the "
        "day of a later review is missing.",
    )


def nothing_is_given(stated: Stated, record: OnRecord) -> Disagreement | None:
    """Says no training is given (5) while people are in date."""
    if stated.given != "none" or not record.in_date:
        return None
    return Disagreement(
        5,
        "given",
        "Says that no training is given",
        f"{record.in_date:,} required trainings are in date on record",
        "People may have been trained here or by others without the agency knowing.",
    )


def open_to_nobody(stated: Stated, record: OnRecord) -> Disagreement | None:
    """Says training is open to people who are not employed (9) while none of them is counted."""
    others = [key for key in NOT_EMPLOYED if key in stated.open_to]
    if not others:
        return None
    named = ", ".join(NOT_EMPLOYED[key].lower() for key in others)
    if stated.not_employed == 0:
        record_says = "its own headcount has none of them"
    elif (
        stated.not_employed is None
        and others == ["volunteers"]
        and record.returned != "none"
        and VOLUNTEERS not in record.roles
    ):
        record_says = "its roster and headcount list no volunteers"
    else:
        return None
    return Disagreement(
        9,
        "open-to",
        f"Says that training is open to {named}",
        record_says,
        "Whoever is not counted is in no denominator, so nobody sees if they are untrained.",
    )


def counted_and_not_sent(stated: Stated, record: OnRecord) -> Disagreement | None:
    """Says the headcount of every role is known (11, scored 3) while none came."""
    if stated.scores.get(11) != FULLY or record.returned != "none":
        return None
    return Disagreement(
        11,
        "headcount",
        "Scored 3, the headcount of every role is known",
        "neither a person list nor a headcount came",
        "Coverage is not known until one of the two is here.",
    )


def coverage_differs(stated: Stated, record: OnRecord) -> Disagreement | None:
    """The share said to be trained in 24 months (12) and evidenced coverage are far apart."""
    percent, of = record.percent, stated.trained_of
    if percent is None or not of or stated.trained_24 is None:
        return None
    said = 100 * stated.trained_24 / of
    if abs(said - percent) <= POINTS_APART:
        return None
    reason = (
        "Training done elsewhere may not have been brought in, or the answer is too hopeful."
        if said > percent
        else "People may have more trainings here than the agency knows of."
    )
    return Disagreement(
        12,
        "coverage",
        f"Says {stated.trained_24:,} of {of:,} were trained in 24 months, {said:.1f}%",
        f"evidenced coverage is {record.in_date:,} of {record.in_scope:,} required trainings, "
        f"{percent:.1f}%",
        reason,
    )


def interval_differs(stated: Stated, record: OnRecord) -> Disagreement | None:
    """The refresher interval said (13) is none of those the matrix asks of the agency."""
    said = stated.interval
    if said is None or not record.intervals or said in record.intervals:
        return None
    asked = " or ".join(str(months) for months in sorted(record.intervals))
    return Disagreement(
        13,
        "interval",
        f"Says the interval is {said} months" if said else "Says that no interval is set",
        f"the requirement matrix asks {asked} months",
        "Staff are told one thing by their agency and another here.",
    )


def nobody_can_refer(stated: Stated, record: OnRecord) -> Disagreement | None:
    """Nobody can complete a referral (16), or the question is set aside, in an agency that must."""
    duties = [
        words
        for words, holds in (
            ("a First Responder", record.is_first_responder),
            ("bound by the Duty to Notify", record.must_notify),
        )
        if holds
    ]
    set_aside = 16 in stated.scores and stated.scores[16] is None
    if not duties or (stated.referrers != 0 and not set_aside):
        return None
    said = "Says that question 16 does not apply" if set_aside else "Says 0 people can refer"
    return Disagreement(
        16,
        "referrers",
        said,
        f"the agency is {' and '.join(duties)}",
        "It has to refer or notify itself, at any hour.",
    )


RULES: tuple[Callable[[Stated, OnRecord], Disagreement | None], ...] = (
    policy_is_old,
    law_is_old,
    nothing_is_given,
    open_to_nobody,
    counted_and_not_sent,
    coverage_differs,
    interval_differs,
    nobody_can_refer,
)
