"""What people still know months later, as a file: the same rows as the page."""

from collections.abc import Mapping

from elearn.domain.retention import Retention
from elearn.reporting.table import Column, Report
from elearn.spaced.pages import name_of


def remembered_report(titles: Mapping[str, str]) -> Report[Retention]:
    """The columns; a hidden figure is empty, with its reason in ``note``."""
    return Report(
        "What people still know months after a module",
        (
            Column("Module", lambda row: name_of(row, titles), "module"),
            Column("After months", lambda row: row.months, "after_months", numeric=True),
            Column("People", lambda row: row.people, "people", numeric=True),
            Column("At the first try, %", _first, "first_try", numeric=True),
            Column("Months later, %", _later, "later", numeric=True),
            Column("Still 80% or more", lambda row: row.enough, "still_enough", numeric=True),
            Column("People with a pre-check", _paired, "with_precheck", numeric=True),
            Column("Kept of what they learned, %", _kept, "retained_share", numeric=True),
            Column("Note", lambda row: row.note, "note"),
        ),
        purpose="For judging how long training lasts.",
    )


def _first(row: Retention) -> float | None:
    return round(row.change.before, 1) if row.change else None


def _later(row: Retention) -> float | None:
    return round(row.change.after, 1) if row.change else None


def _paired(row: Retention) -> int | None:
    return row.kept.people if row.kept else None


def _kept(row: Retention) -> float | None:
    if row.kept is None or row.kept.share is None:
        return None
    return round(100 * row.kept.share, 1)
