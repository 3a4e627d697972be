"""What the templates of the privacy pages show."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.domain.dates import london_today, uk_date, uk_time
from elearn.privacy.actions.accounts import Idle
from elearn.privacy.forms import NamesForm, TimeForm
from elearn.privacy.policy import RULES, Rule
from elearn.privacy.queries import Periods, RunRow, SettingRow, SharingRow

Cells = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class RetentionPage:
    title: str
    rules: tuple[Cells, ...]
    runs: tuple[Cells, ...]
    settings: tuple[Cells, ...]
    idle: tuple[Cells, ...]
    idle_after: str


@dataclass(frozen=True, slots=True)
class TimePage:
    title: str
    rule: Rule
    form: TimeForm
    now: str
    bounds: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    title: str
    columns: int
    tables: int
    agencies: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class NamesPage:
    title: str
    agency: SharingRow
    since: str
    form: NamesForm


def rule_cells(periods: Periods, change: dict[str, str]) -> tuple[Cells, ...]:
    """A row for each rule; ``change`` is where each that is not fixed is changed."""
    return tuple(
        (
            one.name,
            one.said(periods.of(key)),
            f"Then {one.after}.",
            {"text": "Change", "href": change[key], "hidden": f": {one.name}"}
            if key in change
            else "Fixed",
        )
        for key, one in RULES.items()
    )


def run_cells(rows: Sequence[RunRow]) -> tuple[Cells, ...]:
    return tuple(
        (
            f"{uk_date(london_today(one.began_at))}, {uk_time(one.began_at)}",
            "Ended" if one.ended_at else "Running, or broke off",
            _counts(one.done) or "Nothing was due",
            _counts(one.held) or "Nothing",
        )
        for one in rows
    )


def _counts(by_rule: dict[str, int]) -> str:
    known = ((RULES[key].name, number) for key, number in by_rule.items() if key in RULES)
    return "; ".join(f"{name}: {number}" for name, number in known)


def setting_cells(rows: Sequence[SettingRow]) -> tuple[Cells, ...]:
    return tuple(
        (
            RULES[one.rule].name if one.rule in RULES else one.rule,
            one.agency or "Every agency",
            RULES[one.rule].said(one.kept) if one.rule in RULES else str(one.kept),
            f"{uk_date(one.set_at.date())}, {one.set_by}",
            one.reason,
        )
        for one in rows
    )


def idle_cells(rows: Sequence[Idle]) -> tuple[Cells, ...]:
    return tuple(
        (one.name, one.email or "None", "Works for an agency" if one.is_posted else "No agency")
        for one in rows
    )


def sharing_cells(rows: Sequence[SharingRow]) -> tuple[Cells, ...]:
    return tuple((one.name, "Shared" if one.is_on else "Not shared", since(one)) for one in rows)


def since(row: SharingRow) -> str:
    return uk_date(row.set_at.date()) if row.set_at else "Never changed"
