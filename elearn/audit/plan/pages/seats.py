"""The seats of a session: how many each agency is offered, in numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.plan.forms import OfferForm
from elearn.audit.plan.seats import Wanted
from elearn.audit.sheets import Names
from elearn.audit.words import counted, number
from elearn.domain.dates import uk_date
from elearn.domain.seats import Allotment
from elearn.domain.suppression import CoverageKey
from elearn.reporting.table import Column, Report

COLUMNS: tuple[Any, ...] = (
    "Agency",
    ("Seats", True),
    ("Out of date", True),
    ("In scope", True),
    ("Fall in weighted unready people", True),
)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One agency's seats, beside what the partnership may see of its need."""

    name: str
    seats: int
    out_of_date: int | None
    in_scope: int | None
    drop: float | None


@dataclass(frozen=True, slots=True)
class SeatsPage:
    """The split, the choices it rests on, and the form that offers it."""

    title: str
    caption: str
    number: int
    sealed: bool
    lede: str
    wanted: Wanted
    modules: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    files: dict[str, str]
    form: OfferForm
    columns: tuple[Any, ...] = COLUMNS


SEATS: Report[SeatLine] = Report(
    title="Seats",
    purpose="Seats of a live session by agency. OFFICIAL.",
    columns=(
        Column("Agency", lambda row: row.name, key="agency"),
        Column("Seats", lambda row: row.seats, key="seats", numeric=True),
        Column("Out of date", lambda row: row.out_of_date, key="out_of_date", numeric=True),
        Column("In scope", lambda row: row.in_scope, key="in_scope", numeric=True),
        Column(
            "Fall in weighted unready people",
            lambda row: None if row.drop is None else round(row.drop, 1),
            key="drop",
            numeric=True,
        ),
    ),
)


def seat_lines(opened: Opened, module: str, allotted: Sequence[Allotment]) -> list[SeatLine]:
    """The split with names, most seats first."""
    names, coverage = Names(opened.edition, opened.shown), opened.shown.coverage
    lines = []
    for one in allotted:
        row = coverage[CoverageKey(one.agency, "", module)]
        name = names.agency(one.agency)
        lines.append(SeatLine(name, one.seats, row.out_of_date, row.in_scope, one.drop))
    return sorted(lines, key=lambda line: (-line.seats, line.name))


def seats_page(
    opened: Opened,
    wanted: Wanted,
    lines: Sequence[SeatLine],
    *,
    form: OfferForm,
    files: dict[str, str],
) -> SeatsPage:
    """The page of a split."""
    edition = opened.edition
    names = Names(edition, opened.shown)
    given = sum(line.seats for line in lines)
    return SeatsPage(
        title=_title(given, len(lines)),
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        number=edition.id,
        sealed=opened.sealed,
        lede=_lede(given, wanted.seats, names.module(wanted.module)),
        wanted=wanted,
        modules=tuple((module.slug, names.module(module.slug)) for module in edition.modules),
        rows=tuple(
            (
                line.name,
                number(line.seats),
                number(line.out_of_date),
                number(line.in_scope),
                "not known" if line.drop is None else f"{line.drop:.1f}",
            )
            for line in lines
        ),
        files=files,
        form=form,
    )


def _title(given: int, agencies: int) -> str:
    if not given:
        return "Nobody needs a seat"
    return f"{counted(given, 'seat')} for {counted(agencies, 'agency', 'agencies')}"


def _lede(given: int, seats: int, module: str) -> str:
    """What the split is for, and what is left over.

    >>> _lede(20, 24, "M03 Notify")
    'A session of M03 Notify. 4 of 24 seats are not needed.'
    """
    left = seats - given
    spare = f" {left:,} of {seats:,} seats are not needed." if left else ""
    return f"A session of {module}.{spare}"
