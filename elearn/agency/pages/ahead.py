"""The page of what runs out in the coming year, month by month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.agency.pages.words import PURPOSE
from elearn.agency.queries.ahead import Ahead
from elearn.domain.dates import MONTHS, add_months, uk_date
from elearn.reporting.table import Column, Report

MONTHS_AHEAD = 12
EVERYBODY, NO_TEAM = "Everybody", "No team"


@dataclass(frozen=True, slots=True)
class Line:
    """A team, how many requirements are in date today, and how many expire in each month."""

    name: str
    in_date: int
    months: tuple[int, ...]

    @property
    def left(self) -> int:
        """Still in date at the end, if nobody trains again."""
        return self.in_date - sum(self.months)


@dataclass(frozen=True, slots=True)
class AheadPage:
    """``columns`` and ``rows`` are those of the table; no row is nobody in date."""

    title: str
    agency: str
    slug: str
    lede: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    files: Mapping[str, str]


def months_from(on: date) -> tuple[date, ...]:
    """The first days of this month and of the eleven after it, and the day that ends the year.

    >>> months_from(date(2026, 11, 22))[0].isoformat(), months_from(date(2026, 11, 22))[-1].month
    ('2026-11-01', 11)
    """
    return tuple(add_months(on.replace(day=1), one) for one in range(MONTHS_AHEAD + 1))


def lines(found: Ahead, teams: Sequence[tuple[int | None, str]], on: date) -> list[Line]:
    """Everybody first, then each team that has anybody in date; the team None is no team."""
    begins = months_from(on)
    every = [(EVERYBODY, found.whole)]
    every += [(name, found.teams[team]) for team, name in teams if team in found.teams]
    return [
        Line(
            name,
            sum(days.values()),
            tuple(
                sum(n for day, n in days.items() if day and begin <= day < end)
                for begin, end in zip(begins[:-1], begins[1:], strict=True)
            ),
        )
        for name, days in every
        if days
    ]


def month_name(day: date) -> str:
    """
    >>> month_name(date(2026, 11, 1))
    'Nov 2026'
    """
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def ahead_page(
    found: Sequence[Line], *, agency: str, slug: str, on: date, files: Mapping[str, str]
) -> AheadPage:
    """The page of an agency, or of the teams that its reader leads."""
    heads = [month_name(day) for day in months_from(on)[:-1]]
    return AheadPage(
        title=_title(found),
        agency=agency,
        slug=slug,
        lede=f"Counted from the days on which training expires, as on record on {uk_date(on)}. "
        "Each person counts once for each module. It says what happens if nobody trains again, "
        "joins or leaves: it is no forecast.",
        columns=(
            ("Team", False),
            ("In date today", True),
            *((head, True) for head in heads),
            ("Then left", True),
        ),
        rows=tuple(
            (one.name, f"{one.in_date:,}", *(f"{n:,}" for n in one.months), f"{one.left:,}")
            for one in found
        ),
        files=files,
    )


def _title(found: Sequence[Line]) -> str:
    if not found:
        return "Nobody is in date yet"
    ends = sum(found[0].months)
    if not ends:
        return "Nothing expires in the next 12 months"
    verb = "expires" if ends == 1 else "expire"
    return f"{ends:,} of {found[0].in_date:,} {verb} in the next 12 months"


def ahead_report(on: date) -> Report[Line]:
    """The same rows as a file."""
    months = tuple(
        Column(f"Expire in {month_name(day)}", _month(place), numeric=True)
        for place, day in enumerate(months_from(on)[:-1])
    )
    return Report(
        title="Expiring in the next 12 months",
        purpose=PURPOSE,
        columns=(
            Column("Team", lambda row: row.name),
            Column("In date today", lambda row: row.in_date, numeric=True),
            *months,
            Column("Then left", lambda row: row.left, numeric=True),
        ),
    )


def _month(place: int) -> Callable[[Line], int]:
    return lambda row: row.months[place]
