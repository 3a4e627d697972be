"""What the lead's dashboard shows: this week's work first, then the figures, then the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from elearn.agency.pages.words import SHAPES, in_words, many, percent
from elearn.agency.queries.agencies import AgencyRow
from elearn.domain.coverage import (
    Band,
    Counts,
    DenominatorKind,
    RuleSet,
    coverage_band,
    coverage_percent,
    denominator_grade,
)
from elearn.domain.dates import DUE_SOON_DAYS, london_today, uk_date
from elearn.domain.standing import Standing
from elearn.reporting.charts import coverage_bar

OLD_LIST_DAYS = 90
MOST_TO_DO = 5
RULES = RuleSet()
BAND_SHAPES = {
    Band.ON_TRACK: "good",
    Band.WATCH: "watch",
    Band.ACT: "act",
    Band.UNKNOWN: "unknown",
}


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
class Stat:
    """One figure with its base."""

    label: str
    figure: str
    base: str
    href: str
    state: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; ``counts`` are its twin in the table."""

    name: str
    counts: Counts
    value: str
    small: str
    href: str
    svg: Markup | None
    words: str = ""


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


@dataclass(frozen=True, slots=True)
class Week:
    """What this week's work is made from: people, but for ``counts``, which are requirements."""

    counts: Counts
    asked: int
    overdue: int
    silent: int
    new: int
    first_due_on: date | None
    list_age: int | None


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """The lead's first page."""

    title: str
    slug: str
    lede: str
    seen: str
    tasks: tuple[Task, ...]
    base: str
    stats: tuple[Stat, ...]
    teams: tuple[Bar, ...]
    modules: tuple[Bar, ...]
    file: str


def list_age(of: AgencyRow, today: date) -> int | None:
    """Days since the roster was applied; None if none ever was."""
    return (today - london_today(of.listed_at)).days if of.listed_at else None


def tasks(week: Week, places: Places, today: date) -> tuple[Task, ...]:
    """This week's work, the most urgent first, five things at most."""
    found = [
        _overdue(week, places),
        _old_list(week, places),
        _due_soon(week, places, today),
        _silent(week, places),
        _new(week, places),
    ]
    return tuple(task for task in found if task)[:MOST_TO_DO]


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
    if not week.counts.due_soon:
        return None
    until = uk_date(today + timedelta(days=DUE_SOON_DAYS))
    return Task(
        title=f"Renew {many(week.counts.due_soon, 'requirement')} before they run out",
        why=f"They expire in the next {DUE_SOON_DAYS} days, by {until}.",
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


def lede(number: int, counts: Counts, today: date) -> str:
    """The answer of the page in a sentence or two."""
    if counts.in_scope == 0 and number == 0:
        return "Nobody is asked for anything yet."
    said = {0: "Nothing needs you this week.", 1: "One thing this week."}
    first = said.get(number, f"{in_words(number)} things this week.")
    if not counts.due_soon:
        return first
    until = uk_date(today + timedelta(days=DUE_SOON_DAYS))
    more = many(counts.due_soon, "requirement")
    verb = "expires" if counts.due_soon == 1 else "expire"
    return f"{first} Another {more} {verb} by {until} if nobody acts."


def base_line(of: AgencyRow, week: Week, today: date) -> str:
    """Date, base and quality of the figures."""
    counted = london_today(of.listed_at) if of.listed_at else None
    kind = DenominatorKind.PERSON_LIST if of.people else None
    grade = denominator_grade(kind, counted, today, RULES)
    listed = f"from your list of {uk_date(counted)}" if counted else "as no list was brought in"
    held = many(week.counts.in_scope, "requirement")
    people = many(week.asked, "person", "people")
    return (
        f"{uk_date(today)}. Base: {held} held by {people} in scope. "
        f"Headcount grade {grade.value}, {listed}."
    )


def stats(counts: Counts, places: Places) -> tuple[Stat, ...]:
    """The four figures."""
    band = coverage_band(counts, level_c=False, rules=RULES)
    return (
        Stat(
            "In date",
            percent(counts),
            f"{counts.in_date:,} of {counts.in_scope:,}",
            places.in_date,
            BAND_SHAPES[band],
            band.label,
        ),
        Stat(
            Standing.DUE_SOON.label,
            f"{counts.due_soon:,}",
            f"expire in the next {DUE_SOON_DAYS} days; part of in date",
            places.ending,
        ),
        Stat(
            Standing.EXPIRED.label,
            f"{counts.expired:,}",
            f"of {counts.in_scope:,} requirements",
            places.expired,
        ),
        Stat(
            Standing.NEVER.label,
            f"{counts.never:,}",
            f"of {counts.in_scope:,} requirements",
            places.never,
        ),
    )


def bars(rows: Sequence[tuple[str, Counts, str]], *, kind: str) -> tuple[Bar, ...]:
    """Chart rows of ``(name, counts, href)``, the lowest share first."""
    ordered = sorted(rows, key=lambda row: (coverage_percent(row[1]) or 0.0, row[0]))
    return tuple(
        Bar(
            name=name,
            counts=counts,
            value=percent(counts),
            small=f"{counts.in_date:,} of {counts.in_scope:,}",
            href=href,
            svg=coverage_bar(name, coverage_percent(counts), id=f"{kind}-{number}"),
        )
        for number, (name, counts, href) in enumerate(ordered, 1)
        if counts.in_scope
    )


def shape_of(standing: Standing) -> str:
    """The shape that goes with a standing's word."""
    return SHAPES[standing]
