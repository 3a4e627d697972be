"""What the lead's dashboard shows: this week's work first, then the figures, then the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from elearn.agency.pages.trend import Trend
from elearn.agency.pages.week import MOST_TO_DO, Places, Task, Week
from elearn.agency.pages.words import SHAPES, many, percent
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
from elearn.domain.number_words import in_words
from elearn.domain.standing import Standing
from elearn.reporting.charts import coverage_bar

NOTHING: Mapping[str, int] = {}
BAND_SHAPES = {
    Band.ON_TRACK: "good",
    Band.WATCH: "watch",
    Band.ACT: "act",
    Band.UNKNOWN: "unknown",
}


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
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """The lead's first page. ``views`` are name, address and number, ``doors`` label, address and
    what is behind it."""

    title: str
    slug: str
    lede: str
    seen: str
    tasks: tuple[Task, ...]
    later: tuple[Task, ...]
    base: str
    stats: tuple[Stat, ...]
    teams: tuple[Bar, ...]
    roles: tuple[Bar, ...]
    modules: tuple[Bar, ...]
    trend: Trend | None
    views: tuple[tuple[str, str, int], ...]
    doors: tuple[tuple[str, str, str], ...]
    file: str

    @property
    def is_compared(self) -> bool:
        """Whether the other agencies' typical share is known for any module."""
        return any(bar.elsewhere for bar in self.modules)


def list_age(of: AgencyRow, today: date) -> int | None:
    """Days since the roster was applied; None if none ever was."""
    return (today - london_today(of.listed_at)).days if of.listed_at else None


def lede(number: int, counts: Counts, today: date) -> str:
    """The answer of the page in a sentence or two."""
    if counts.in_scope == 0 and number == 0:
        return "Nobody is asked for anything yet."
    said = {0: "Nothing needs you this week.", 1: "One thing this week."}
    first = said.get(number, f"{in_words(min(number, MOST_TO_DO))} things this week.")
    if not counts.due_soon:
        return first
    until = uk_date(today + timedelta(days=DUE_SOON_DAYS))
    if counts.due_soon == 1:
        return f"{first} Another requirement expires by {until} if nobody acts."
    more = many(counts.due_soon, "requirement")
    return f"{first} Another {more} expire by {until} if nobody acts."


def base_line(of: AgencyRow, week: Week, today: date) -> str:
    """Date, base and quality of the figures."""
    counted = london_today(of.listed_at) if of.listed_at else None
    kind = DenominatorKind.PERSON_LIST if week.people else None
    grade = denominator_grade(kind, counted, today, of.rules)
    listed = f"from your list of {uk_date(counted)}" if counted else "as no list was brought in"
    held = many(week.counts.in_scope, "requirement")
    people = many(week.asked, "person", "people")
    return (
        f"{uk_date(today)}. Base: {held} held by {people} in scope. "
        f"Headcount grade {grade.value}, {listed}."
    )


def stats(counts: Counts, places: Places, rules: RuleSet) -> tuple[Stat, ...]:
    """The four figures."""
    band = coverage_band(counts, level_c=False, rules=rules)
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


def bars(
    rows: Sequence[tuple[str, Counts, str]],
    *,
    kind: str,
    elsewhere: Mapping[str, int] = NOTHING,
) -> tuple[Bar, ...]:
    """Chart rows of ``(name, counts, href)``, the lowest share first. ``elsewhere`` is what is
    typical of the other agencies, in per cent, by name."""
    ordered = sorted(rows, key=lambda row: (coverage_percent(row[1]) or 0.0, row[0]))
    return tuple(
        Bar(
            name=name,
            counts=counts,
            value=percent(counts),
            small=f"{counts.in_date:,} of {counts.in_scope:,}"
            + (f"; others about {elsewhere[name]}%" if name in elsewhere else ""),
            href=href,
            svg=coverage_bar(name, coverage_percent(counts), id=f"{kind}-{number}"),
            elsewhere=f"about {elsewhere[name]}%" if name in elsewhere else "",
        )
        for number, (name, counts, href) in enumerate(ordered, 1)
        if counts.in_scope
    )


def shape_of(standing: Standing) -> str:
    """The shape that goes with a standing's word."""
    return SHAPES[standing]
