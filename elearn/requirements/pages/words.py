"""Lines of the matrix in words, and as rows of tables and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import london_today, uk_date
from elearn.domain.requirements import Need, covers
from elearn.reporting.table import Column, Report
from elearn.requirements.queries.matrix import ModuleRow, RequirementRow, RoleRow

EVERYBODY = "Every agency"
CURRICULUM = "The curriculum"
AS_EVERYBODY = "As every agency"
LINE_COLUMNS = ("Agency", "Role", "Module", "Need", "In force", "Grace", "Again after", "Reason")
HISTORY_COLUMNS = ("In force", "Need", "Grace", "Again after", "State", "Set by", "Why")


@dataclass(frozen=True, slots=True)
class LinkCell:
    """Words in a table that lead somewhere; ``hidden`` is added for who cannot see the table."""

    text: str
    href: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A line of the matrix in words; also a row of the file."""

    agency: str
    role_code: str
    role: str
    module_code: str
    module: str
    need: str
    start: date
    end: date | None
    grace_days: int
    refresh_months: int | None
    reason: str
    state: str
    set_by: str
    set_on: date | None

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of ``LINE_COLUMNS``."""
        return (
            self.agency,
            f"{self.role_code} {self.role}",
            f"{self.module_code} {self.module}",
            self.need,
            span(self.start, self.end),
            days(self.grace_days),
            again(self.refresh_months),
            self.reason or "None given",
        )

    @property
    def history(self) -> tuple[str, ...]:
        """As a row of ``HISTORY_COLUMNS``."""
        when = f", {uk_date(self.set_on)}" if self.set_on else ""
        return (
            span(self.start, self.end),
            self.need,
            days(self.grace_days),
            again(self.refresh_months),
            self.state,
            f"{self.set_by}{when}",
            self.reason or "None given",
        )


@dataclass(frozen=True, slots=True)
class Names:
    """Roles and modules by id."""

    roles: Mapping[int, RoleRow]
    modules: Mapping[int, ModuleRow]

    def line(self, row: RequirementRow, today: date) -> RequirementLine:
        """A line with the names of its role and module."""
        role, module = self.roles[row.role_id], self.modules[row.module_id]
        months = row.refresh_months
        return RequirementLine(
            agency=row.agency or EVERYBODY,
            role_code=role.code,
            role=role.name,
            module_code=module.code,
            module=module.title,
            need=row.need.label,
            start=row.start,
            end=row.end,
            grace_days=row.grace_days,
            refresh_months=module.refresh_months if months is None else months,
            reason=row.reason,
            state=state(row, today),
            set_by=row.set_by or CURRICULUM,
            set_on=london_today(row.set_at) if row.set_at else None,
        )

    def lines(self, rows: Sequence[RequirementRow], today: date) -> tuple[RequirementLine, ...]:
        """Lines of roles and modules that are still on file."""
        return tuple(self.line(row, today) for row in rows if row.module_id in self.modules)


def requirements_report(title: str) -> Report[RequirementLine]:
    """The columns of every file of lines."""
    return Report(
        title=title,
        purpose="OFFICIAL. What each role is required to learn, with its dates and reasons.",
        columns=(
            Column("Agency", lambda row: row.agency),
            Column("Role", lambda row: row.role_code),
            Column("Role name", lambda row: row.role),
            Column("Module", lambda row: row.module_code),
            Column("Module title", lambda row: row.module),
            Column("Need", lambda row: row.need),
            Column("From", lambda row: row.start),
            Column("Until before", lambda row: row.end),
            Column("Grace days", lambda row: row.grace_days, numeric=True),
            Column("Again after months", lambda row: row.refresh_months, numeric=True),
            Column("Reason", lambda row: row.reason),
            Column("State", lambda row: row.state),
            Column("Set by", lambda row: row.set_by),
            Column("Set on", lambda row: row.set_on),
        ),
    )


def state(row: RequirementRow, today: date) -> str:
    """What a line is on a day. A later line that overlaps goes before it; the matrix says which."""
    if row.never_held:
        return "Replaced before it held"
    if row.start > today:
        return "To come"
    return "In force" if covers(row.start, row.end, today) else "Over"


def span(start: date, end: date | None) -> str:
    """From when until when.

    >>> span(date(2026, 1, 1), None)
    'from 1 January 2026'
    """
    if end is None:
        return f"from {uk_date(start)}"
    return f"from {uk_date(start)} until before {uk_date(end)}"


def days(number: int) -> str:
    """Days of grace.

    >>> days(1), days(0)
    ('1 day', 'None')
    """
    if not number:
        return "None"
    return "1 day" if number == 1 else f"{number} days"


def again(months: int | None) -> str:
    """How often, where the months are known.

    >>> again(24), again(None)
    ('24 months', 'Once')
    """
    if not months:
        return "Once"
    return "1 month" if months == 1 else f"{months} months"


def in_words(
    need: Need | None, grace_days: int, refresh_months: int | None, module: ModuleRow
) -> str:
    """What a line asks, as part of a sentence."""
    if need is None:
        return AS_EVERYBODY
    if need is not Need.REQUIRED:
        return need.label
    months = module.refresh_months if refresh_months is None else refresh_months
    often = f"again every {again(months)}" if months else "once"
    own = " (the module’s own interval)" if refresh_months is None else ""
    grace = f"with {days(grace_days)} of grace" if grace_days else "without days of grace"
    return f"{need.label}, {grace}, {often}{own}"


def people(number: int) -> str:
    """A number of people.

    >>> people(1), people(2040)
    ('1 person', '2,040 people')
    """
    return "1 person" if number == 1 else f"{number:,} people"
