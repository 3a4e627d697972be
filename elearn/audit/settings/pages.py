"""The page of the rules: what counts today, the form, and everything that ever counted."""

from dataclasses import dataclass
from datetime import date

from elearn.audit.settings.forms import SettingsForm
from elearn.audit.settings.queries import RuleSetRow, in_force
from elearn.domain.dates import london_today, uk_date
from elearn.domain.rule_sets import GROUPS, STANDARD, Group, differences
from elearn.reporting.columns import Column, Report

COLUMNS = ("From", "State", "What changed", "Why", "Set by")
NOTHING = "nothing: as it was"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A rule set in words; also a row of the file."""

    valid_from: date
    state: str
    changed: str
    why: str
    set_by: str
    set_on: date

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of ``COLUMNS``."""
        by = f"{self.set_by}, " if self.set_by else ""
        who = f"{by}{uk_date(self.set_on)}"
        return uk_date(self.valid_from), self.state, self.changed, self.why, who


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What counts, the form in groups, and the history."""

    title: str
    lede: str
    form: SettingsForm
    groups: tuple[Group, ...]
    history: tuple[tuple[str, ...], ...]


HISTORY: Report[HistoryLine] = Report(
    title="Rules of audits",
    purpose="OFFICIAL. By which rules audits were counted and judged, from which census date.",
    columns=(
        Column("From", lambda row: row.valid_from),
        Column("State", lambda row: row.state),
        Column("What changed", lambda row: row.changed),
        Column("Why", lambda row: row.why),
        Column("Set by", lambda row: row.set_by),
        Column("Set on", lambda row: row.set_on),
    ),
)


def history(rows: tuple[RuleSetRow, ...], today: date) -> tuple[HistoryLine, ...]:
    """The latest first, each with what it changed of the one that counted before it."""
    counting = in_force(rows, today)
    lines = []
    for place, row in enumerate(rows):
        earlier = rows[place + 1].rules if place + 1 < len(rows) else STANDARD
        changed = [
            f"{label}: {old} to {new}" for label, old, new in differences(earlier, row.rules)
        ]
        lines.append(
            HistoryLine(
                valid_from=row.valid_from,
                state=_state(row, rows[:place], counting, today),
                changed="; ".join(changed) or NOTHING,
                why=row.why,
                set_by=row.set_by,
                set_on=london_today(row.set_at),
            )
        )
    return tuple(lines)


def _state(
    row: RuleSetRow, later: tuple[RuleSetRow, ...], counting: RuleSetRow | None, today: date
) -> str:
    if any(one.valid_from == row.valid_from for one in later):
        return "Set anew for the same day"
    if row is counting:
        return "In force"
    return "To come" if row.valid_from > today else "Over"


def settings_page(form: SettingsForm, rows: tuple[RuleSetRow, ...], *, today: date) -> SettingsPage:
    """The page with what counts today as its first sentence."""
    counting = in_force(rows, today)
    if counting is None:
        lede = "Audits go by the standard rules. Nobody has set others."
    else:
        by = f" by {counting.set_by}" if counting.set_by else ""
        lede = f"These rules count since {uk_date(counting.valid_from)}, set{by}."
    lines = history(rows, today)
    return SettingsPage(
        title="Rules of the next audits",
        lede=lede,
        form=form,
        groups=GROUPS,
        history=tuple(line.cells for line in lines),
    )
