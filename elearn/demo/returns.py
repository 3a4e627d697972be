"""What agencies gave besides names: when they brought their lists in, headcounts, declared totals;
and the referrals of each area."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from elearn.demo.chain import Done
from elearn.demo.people import Somebody
from elearn.demo.places import AGENCIES, AREAS, HEADCOUNT_ONLY
from elearn.domain.dates import add_months
from elearn.models import HeadcountGrade as G
from elearn.models import ImportState, ReferralKind

FULL_SIZE = 3000
QUARTERS = 12
GROWTH = 0.02  # of referrals, a quarter
BEFORE = 182  # days between the list that a first audit rested on and today's

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CountPlan:
    """People counted and not named, when there are 3,000; ``declared``: in date for M01 by the
    lead's own word; both ``age`` days before the demonstration's day and half a year earlier."""

    agency: str
    role: str
    number: int
    grade: G
    source: str
    age: int
    declared: int | None = None


COUNTS = (
    CountPlan(HEADCOUNT_ONLY, "R11", 46, G.A, "HR system of the port", 36, declared=31),
    CountPlan(HEADCOUNT_ONLY, "R14", 12, G.B, "Signed by the harbour master", 36),
    CountPlan(HEADCOUNT_ONLY, "R15", 120, G.C, "Estimate: stevedores and agencies", 36),
    CountPlan(
        "aldermouth-schools-partnership", "R15", 28, G.B, "Signed by the lead head teacher", 61,
        declared=17,
    ),
    CountPlan("harbour-homes", "R15", 11, G.C, "Estimate: contractors on site", 90),
)  # fmt: skip


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the numbers stand in: the day, the size, and ids by slug and by code."""

    as_of: date
    people: int
    agencies: Mapping[str, int]
    roles: Mapping[str, int]

    def scaled(self, number: int) -> int:
        return max(1, round(number * self.people / FULL_SIZE))


def headcounts(frame: Frame) -> list[Row]:
    return [
        {
            "agency_id": frame.agencies[one.agency],
            "role_id": frame.roles[one.role],
            "number": frame.scaled(one.number),
            "as_at": frame.as_of - timedelta(one.age + before),
            "source": one.source,
            "grade": one.grade,
        }
        for before in (BEFORE, 0)
        for one in COUNTS
    ]


def declared(frame: Frame, module_id: int) -> list[Row]:
    return [
        {
            "agency_id": frame.agencies[one.agency],
            "role_id": frame.roles[one.role],
            "module_id": module_id,
            "number": frame.scaled(one.declared),
            "as_at": frame.as_of - timedelta(one.age),
        }
        for one in COUNTS
        if one.declared is not None
    ]


def imports(frame: Frame, people: Sequence[Somebody]) -> list[Row]:
    """Two applied imports for each agency with names: half a year apart, the later as old as the
    agency's list is said to be."""
    rows = []
    for agency in AGENCIES:
        staff = [one for one in people if any(it.agency == agency.slug for it in one.places)]
        before: set[str] = set()
        for age in (agency.list_age + BEFORE, agency.list_age) if staff else ():
            day = frame.as_of - timedelta(age)
            listed = {one.public_id for one in staff if _is_listed(one, agency.slug, day)}
            rows.append(
                {
                    "agency_id": frame.agencies[agency.slug],
                    "state": ImportState.APPLIED,
                    "filename": f"{agency.slug}-{day:%Y-%m}.csv",
                    "digest": hashlib.sha256(f"{agency.slug} {day}".encode()).hexdigest(),
                    "counts": _counts(before, listed),
                    "created_at": _at(day),
                    "applied_at": _at(day),
                }
            )
            before = listed
    return rows


def _is_listed(person: Somebody, agency: str, day: date) -> bool:
    return any(place.agency == agency and place.covers(day) for place in person.places)


def _counts(before: set[str], listed: set[str]) -> dict[str, Any]:
    """New, unchanged and left, as a plan counts them."""
    return {
        "new": len(listed - before),
        "changed": 0,
        "unchanged": len(listed & before),
        "left": len(before - listed),
        "error": 0,
        "teams": [],
    }


def as_acts(rows: Sequence[Row], numbers: Mapping[str, int]) -> list[Done]:
    """The trail's lines of the imports; ``numbers`` are their ids by digest."""
    return [
        Done(
            row["applied_at"],
            "roster.applied",
            "agency",
            str(row["agency_id"]),
            {
                "import": numbers[row["digest"]],
                **{name: count for name, count in row["counts"].items() if name != "teams"},
                "file": row["digest"],
            },
        )
        for row in rows
    ]


def referrals(rng: Random, *, as_of: date, areas: Mapping[str, int]) -> list[Row]:
    """Totals of the last complete quarters, rising slowly."""
    rows = []
    for step, quarter in enumerate(quarters_before(as_of, QUARTERS)):
        for area in AREAS:
            for kind, mean in (
                (ReferralKind.NRM, area.nrm_a_quarter),
                (ReferralKind.DTN, area.dtn_a_quarter),
            ):
                expected = mean * (1 + GROWTH) ** (step - QUARTERS + 1)
                rows.append(
                    {
                        "area_id": areas[area.slug],
                        "quarter": quarter,
                        "kind": kind,
                        "number": _poisson(rng, expected),
                    }
                )
    return rows


def quarters_before(day: date, number: int) -> list[str]:
    """The last complete quarters, the earliest first.

    >>> quarters_before(date(2026, 2, 1), 2)
    ['2025-Q3', '2025-Q4']
    """
    months = [add_months(day.replace(day=1), -3 * back) for back in range(number, 0, -1)]
    return [f"{month.year}-Q{(month.month + 2) // 3}" for month in months]


def _poisson(rng: Random, mean: float) -> int:
    """A count with that mean, by Knuth's way."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count
