"""Referrals as they leave in files: ``referrals.csv``, the list in the JSON, the sheets."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.referred.context import AreaContext, Context, context_of
from elearn.audit.referred.shown import ReferralRow
from elearn.audit.sheets import PURPOSE, Names, one_decimal
from elearn.audit.shown import Shown
from elearn.domain.quarters import quarter_words
from elearn.domain.referrals import Rate
from elearn.reporting.table import Cell, Column, Report

KIND_WORDS = {"nrm": "NRM", "dtn": "Duty to Notify", "": "Both"}
WHOLE = "All areas"


@dataclass(frozen=True, slots=True)
class Line:
    """A number of referrals; the sum of an area, or of all, has its rate and how it reads.
    ``said_by`` is whose figure of which day the population of an area is."""

    row: ReferralRow
    name: str
    population: int | None
    rate: Rate | None = None
    area: AreaContext | None = None
    said_by: str = ""


def lines_of(shown: Shown) -> tuple[Line, ...]:
    """Sums first (quarter blank), then area by area, quarter by quarter."""
    found = context_of(shown)
    if found is None:
        return ()
    areas = {one.area: one for one in found.areas}
    rows: Iterable[ReferralRow] = shown.more["referral"]
    lines = [_line(row, areas.get(row.area), found) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.row.quarter != "", line.row.key)))


def _line(row: ReferralRow, area: AreaContext | None, found: Context) -> Line:
    name = area.name if area else WHOLE
    population = area.population if area else found.population
    said = area.said_by if area else ""
    if row.quarter or row.kind:
        return Line(row, name, population, said_by=said)
    return Line(row, name, population, area.rate if area else found.rate, area, said)


def two_decimals(value: float | None) -> float | None:
    """A rate or ratio as files print it."""
    return None if value is None else round(value, 2)


def _ratio(line: Line, part: str) -> float | None:
    found = line.area.ratio if line.area else None
    return two_decimals(getattr(found, part)) if found else None


def _rate(line: Line, part: str) -> float | None:
    return two_decimals(getattr(line.rate, part)) if line.rate else None


def _reading(line: Line) -> str | None:
    found = line.area.reading if line.area else None
    return found.value if found else None


MACHINES: Report[Line] = Report(
    title="Referrals",
    purpose=PURPOSE,
    columns=(
        Column("area", lambda line: line.row.area),
        Column("quarter", lambda line: line.row.quarter),
        Column("kind", lambda line: line.row.kind),
        Column("number", lambda line: line.row.number, numeric=True),
        Column("population", lambda line: line.population, numeric=True),
        Column("rate", lambda line: _rate(line, "rate"), numeric=True),
        Column("lower", lambda line: _rate(line, "low"), numeric=True),
        Column("upper", lambda line: _rate(line, "high"), numeric=True),
        Column(
            "expected",
            lambda line: one_decimal(line.area.expected) if line.area else None,
            numeric=True,
        ),
        Column("ratio", lambda line: _ratio(line, "value"), numeric=True),
        Column("ratio_lower", lambda line: _ratio(line, "low"), numeric=True),
        Column("ratio_upper", lambda line: _ratio(line, "high"), numeric=True),
        Column(
            "coverage",
            lambda line: one_decimal(line.area.coverage) if line.area else None,
            numeric=True,
        ),
        Column("reading", _reading),
        Column("note", lambda line: line.row.note),
        Column("population_source", lambda line: line.said_by),
    ),
)


def for_people(names: Names) -> Report[Line]:
    """The same with names and words."""
    words = (
        *("Area", "Quarter", "Kind", "Referrals", "People living there", "Rate per 100,000"),
        *("Low", "High", "Expected", "Recorded to expected", "Low ratio", "High ratio"),
        *("Coverage %", "Reading", "Note", "Whose figure of the people"),
    )
    told = {"Area": _area, "Quarter": _quarter, "Kind": _kind, "Reading": _read}
    return Report(
        title="Referrals",
        purpose=PURPOSE,
        columns=tuple(
            Column(word, told.get(word, one.value), numeric=one.numeric)
            for word, one in zip(words, MACHINES.columns, strict=True)
        ),
    )


def _area(line: Line) -> Cell:
    return line.name


def _quarter(line: Line) -> Cell:
    return quarter_words(line.row.quarter) if line.row.quarter else "Whole period"


def _kind(line: Line) -> Cell:
    return KIND_WORDS[line.row.kind]


def _read(line: Line) -> Cell:
    found = line.area.reading if line.area else None
    return found.label if found else None
