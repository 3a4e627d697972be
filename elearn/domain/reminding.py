"""When somebody is told of training that is due, and which of these letters they may stop."""

from datetime import date, timedelta
from enum import StrEnum

from elearn.domain.dates import add_months

SOON_DAYS = 30
LAST_DAY, A_WEEK, A_MONTH = -1, 7, 30  # days from the due day at which the next letter is due
ESCALATE_AFTER = 60
A_LETTER_EVERY = timedelta(days=7)
A_CHASE_EVERY = timedelta(days=3)


class ReminderKind(StrEnum):
    """To whom a letter goes, and at whose word."""

    OWN = "own"  # to the person, by the dates
    CHASE = "chase"  # to the person, because a lead asked
    MANAGER = "manager"  # to a manager, about their own people
    LEAD = "lead"  # to a lead, once a week


class Stage(StrEnum):
    """How near or far the due day is, as a letter tells it."""

    SOON = "soon"
    TOMORROW = "tomorrow"
    WEEK_OVER = "week-over"
    MONTH_OVER = "month-over"

    @property
    def may_be_stopped(self) -> bool:
        """The first notices of required training come to everybody.

        >>> [each.value for each in Stage if each.may_be_stopped]
        ['month-over']
        """
        return self is Stage.MONTH_OVER

    @property
    def words(self) -> str:
        """Why a letter is due, for whoever reads the plan.

        >>> Stage.WEEK_OVER.words
        'a week overdue'
        """
        return _WORDS[self]


_WORDS = {
    Stage.SOON: "due in 30 days",
    Stage.TOMORROW: "due tomorrow, today or this week",
    Stage.WEEK_OVER: "a week overdue",
    Stage.MONTH_OVER: "a month or more overdue",
}


def stage_of(due_on: date, today: date) -> Stage | None:
    """The letter that a day calls for; None while the due day is far. A day on which nothing was
    sent loses nothing: the letter stays called for until the next one is.

    >>> from datetime import date
    >>> stage_of(date(2026, 12, 22), date(2026, 11, 21)) is None
    True
    >>> [stage_of(date(2026, 12, 22), date(2026, 12, day)).value for day in (20, 21, 28, 29)]
    ['soon', 'tomorrow', 'tomorrow', 'week-over']
    """
    over = (today - due_on).days
    if over < -SOON_DAYS:
        return None
    if over < LAST_DAY:
        return Stage.SOON
    if over < A_WEEK:
        return Stage.TOMORROW
    return Stage.WEEK_OVER if over < A_MONTH else Stage.MONTH_OVER


def rule_of(due_on: date, today: date) -> str | None:
    """The stage's name, with the number of the month after the first 30 days: each is told once.

    >>> from datetime import date
    >>> rule_of(date(2026, 11, 1), date(2026, 12, 1)), rule_of(date(2026, 11, 1), date(2027, 1, 1))
    ('month-over-0', 'month-over-1')
    """
    stage = stage_of(due_on, today)
    if stage is not Stage.MONTH_OVER:
        return stage.value if stage else None
    first = due_on + timedelta(days=A_MONTH)
    months = (today.year - first.year) * 12 + today.month - first.month
    if months and add_months(first, months) > today:
        months -= 1
    return f"{stage.value}-{months}"


def week_of(day: date) -> str:
    """The week a weekly letter belongs to: Monday to Sunday.

    >>> from datetime import date
    >>> week_of(date(2026, 11, 22)), week_of(date(2026, 11, 23))
    ('2026-W47', '2026-W48')
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
