"""The page of what a new rule begins with: what counts, the form, and everything that counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import DUE_SOON_DAYS, london_today, uk_date
from elearn.domain.requirements import ABSENCE_DAYS
from elearn.reporting.table import Column, Report
from elearn.requirements.forms import DefaultsForm
from elearn.requirements.pages.words import CURRICULUM, days
from elearn.requirements.queries.settings import SettingRow

COLUMNS = ("From", "Days of grace", "Again after", "State", "Set by", "Why")


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What counts today, what nobody sets, the form and the history."""

    title: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    form: DefaultsForm
    history: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting in words; also a row of the file."""

    start: date
    grace: str
    months: str
    state: str
    set_by: str
    set_on: date
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of ``COLUMNS``."""
        by = f"{self.set_by}, " if self.set_by else ""
        who = f"{by}{uk_date(self.set_on)}"
        return uk_date(self.start), self.grace, self.months, self.state, who, self.reason


SETTINGS: Report[SettingLine] = Report(
    title="Requirement settings",
    purpose="OFFICIAL. What a new rule of the requirement matrix began with, from which day.",
    columns=(
        Column("From", lambda row: row.start),
        Column("Days of grace", lambda row: row.grace),
        Column("Again after", lambda row: row.months),
        Column("State", lambda row: row.state),
        Column("Set by", lambda row: row.set_by),
        Column("Set on", lambda row: row.set_on),
        Column("Reason", lambda row: row.reason),
    ),
)


def setting_lines(rows: tuple[SettingRow, ...], today: date) -> tuple[SettingLine, ...]:
    """The settings with what each is today: the latest of those whose day has come counts."""
    counting = next((row for row in rows if row.start <= today), None)
    begun: set[date] = set()
    lines = []
    for row in rows:
        state = "In force" if row is counting else "Over"
        if row.start in begun:
            state = "Set anew for the same day"
        elif row.start > today:
            state = "To come"
        begun.add(row.start)
        lines.append(
            SettingLine(
                start=row.start,
                grace=_grace(row.grace_days),
                months=_months(row.refresh_months),
                state=state,
                set_by=row.set_by,
                set_on=london_today(row.set_at),
                reason=row.reason,
            )
        )
    return tuple(lines)


def facts(row: SettingRow | None, curriculum: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """What a new rule begins with today, and the numbers that the audit's method fixes."""
    grace = _grace(row.grace_days if row else None)
    if row is None or row.grace_days is None:
        grace += f": {_each(curriculum)}"
    return (
        ("Days of grace", grace),
        ("Again after", _months(row.refresh_months if row else None)),
        ("Due soon", f"{DUE_SOON_DAYS} days before it runs out: fixed by the audit’s method"),
        ("Long away", f"More than {ABSENCE_DAYS} days: fixed by the audit’s method"),
    )


def lede(row: SettingRow | None) -> str:
    """The answer of the page."""
    if row is None:
        return "New rules begin with the curriculum’s numbers. Nobody has set others."
    by = f" by {row.set_by}" if row.set_by else ""
    return f"New rules begin with these numbers since {uk_date(row.start)}, set{by}."


def _grace(number: int | None) -> str:
    return f"{CURRICULUM}’s for each module" if number is None else days(number)


def _months(number: int | None) -> str:
    if number is None:
        return "The module’s own interval"
    return "1 month" if number == 1 else f"{number} months"


def _each(curriculum: Mapping[str, int]) -> str:
    """The curriculum's days of grace, module by module where they differ.

    >>> _each({"M01": 60, "M02": 90, "M03": 90})
    'M01 60, M02 90, M03 90'
    """
    return ", ".join(f"{code} {number}" for code, number in sorted(curriculum.items()))
