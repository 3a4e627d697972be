"""What needs a lead this week: one line each, with one button to the page that settles it."""

from dataclasses import dataclass
from datetime import date, timedelta

from elearn.agency.pages.words import many
from elearn.agency.queries.waiting import Waiting
from elearn.domain.coverage import Counts
from elearn.domain.dates import DUE_SOON_DAYS, uk_date

OLD_LIST_DAYS = 90
OLD_HEADCOUNT_DAYS = 180
MOST_TO_DO = 5


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do this week."""

    title: str
    why: str
    state: str
    word: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A task that is about a number of something: ``title`` says where the number goes."""

    title: str
    noun: tuple[str, ...]
    why: str
    state: str
    word: str
    action: str


CERTIFICATES = Kind(
    title="Look at {} from elsewhere",
    noun=("certificate",),
    why="Your people sent them in. Until you say yes or no they count for nothing.",
    state="watch",
    word="Waiting",
    action="Approve or refuse",
)
REFUSED = Kind(
    title="Mend the address of {}",
    noun=("person", "people"),
    why="Their letters came back, so they do not know what is due.",
    state="act",
    word="Not reached",
    action="See what did not arrive",
)
CONTACTS = Kind(
    title="Check {} of your own",
    noun=("contact",),
    why="Your people look here for whom to call. An unchecked number is not shown to them.",
    state="watch",
    word="Not shown",
    action="Enter or confirm",
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the dashboard's links lead."""

    out_of_date: str
    due_soon: str
    no_email: str
    new: str
    roster: str | None
    expired: str
    never: str
    in_date: str
    ending: str
    people: str
    evidence: str | None = None
    letters: str | None = None
    contacts: str | None = None
    headcount: str | None = None
    self_assessment: str | None = None
    audit: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """What this week's work is made from: people, but for ``counts``, which are requirements."""

    counts: Counts
    asked: int
    overdue: int
    people: int
    silent: int
    new: int
    first_due_on: date | None
    list_age: int | None
    waiting: Waiting = Waiting()


def tasks(week: Week, places: Places, today: date) -> tuple[Task, ...]:
    """This week's work, the most urgent first. The first five are for this week; the page keeps
    the rest for when there is time."""
    found = [
        _overdue(week, places),
        _audit(week, places, today),
        _some(CERTIFICATES, week.waiting.certificates, places.evidence),
        _some(REFUSED, week.waiting.refused, places.letters),
        _old_list(week, places),
        _due_soon(week, places, today),
        _some(CONTACTS, week.waiting.contacts, places.contacts),
        _old_headcount(week, places, today),
        _silent(week, places),
        _new(week, places),
        _self_assessment(week, places, today),
    ]
    return tuple(task for task in found if task)


def _overdue(week: Week, places: Places) -> Task | None:
    if not week.overdue:
        return None
    return Task(
        title=f"Get {many(week.overdue, 'person', 'people')} back in date",
        why=f"{many(week.counts.expired, 'requirement')} expired and "
        f"{week.counts.never:,} were never done.",
        state="act",
        word="Overdue",
        href=places.out_of_date,
        action="See who they are",
    )


def _old_list(week: Week, places: Places) -> Task | None:
    is_old = week.list_age is None or week.list_age > OLD_LIST_DAYS
    if places.roster is None or not is_old:
        return None
    never = "No list has been brought in yet. Without one, new people are asked for nothing."
    old = (
        f"It is {week.list_age} days old. After {OLD_LIST_DAYS} days it counts as an estimate, "
        "and leavers stay in your figures."
    )
    return Task(
        title="Bring in a new list of your people",
        why=never if week.list_age is None else old,
        state="watch",
        word="No return" if week.list_age is None else "Out of date",
        href=places.roster,
        action="Bring in the list",
    )


def _due_soon(week: Week, places: Places, today: date) -> Task | None:
    number = week.counts.due_soon
    if not number:
        return None
    until = uk_date(today + timedelta(days=DUE_SOON_DAYS))
    it = "it runs" if number == 1 else "they run"
    they = "It expires" if number == 1 else "They expire"
    return Task(
        title=f"Renew {many(number, 'requirement')} before {it} out",
        why=f"{they} in the next {DUE_SOON_DAYS} days, by {until}.",
        state="watch",
        word="Due soon",
        href=places.due_soon,
        action="See whose",
    )


def _silent(week: Week, places: Places) -> Task | None:
    if not week.silent:
        return None
    who = many(week.silent, "person", "people")
    return Task(
        title=f"Reach {who} without an e-mail address",
        why="They hear nothing from us. Add an address to the list, or tell them yourself.",
        state="watch",
        word="Not reached",
        href=places.no_email,
        action="See who they are",
    )


def _new(week: Week, places: Places) -> Task | None:
    if not week.new:
        return None
    due = f" The first is asked from {uk_date(week.first_due_on)}." if week.first_due_on else ""
    return Task(
        title=f"Welcome {many(week.new, 'person', 'people')} in their first weeks",
        why=f"They have not done what their role needs, and still have time.{due}",
        state="unknown",
        word="In grace",
        href=places.new,
        action="See who they are",
    )


def _some(kind: Kind, number: int, href: str | None) -> Task | None:
    """The task, where there are any and the reader may open the page that settles them."""
    if not number or href is None:
        return None
    title = kind.title.format(many(number, *kind.noun))
    return Task(title, kind.why, kind.state, kind.word, href, kind.action)


def _audit(week: Week, places: Places, today: date) -> Task | None:
    until = week.waiting.audit_by
    if until is None or places.audit is None:
        return None
    late = today > until
    return Task(
        title=f"Answer for the training audit by {uk_date(until)}",
        why="Confirm your list, bring in training done elsewhere, and sign. What is on record "
        "already counts.",
        state="act" if late else "watch",
        word="Late" if late else "Asked",
        href=places.audit,
        action="See what is asked",
    )


def _old_headcount(week: Week, places: Places, today: date) -> Task | None:
    counted = week.waiting.counted_on
    if counted is None or places.headcount is None:
        return None
    if (today - counted).days <= OLD_HEADCOUNT_DAYS:
        return None
    return Task(
        title="Count your people again",
        why=f"A headcount of yours is of {uk_date(counted)}. Old counts make old percentages.",
        state="watch",
        word="Out of date",
        href=places.headcount,
        action="Give new numbers",
    )


def _self_assessment(week: Week, places: Places, today: date) -> Task | None:
    if week.waiting.signed or places.self_assessment is None:
        return None
    return Task(
        title=f"Answer the self-assessment of {today.year}",
        why="21 questions. You can stop after any of them and come back.",
        state="unknown",
        word="Not signed",
        href=places.self_assessment,
        action="Go on with it",
    )
