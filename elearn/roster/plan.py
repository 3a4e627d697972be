"""Everything a file would do: the fate of each line, who has left, and whether to stop and ask."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from elearn.domain.dates import uk_date
from elearn.gateways.sheets import Sheet
from elearn.gateways.sheets.cells import Fault
from elearn.models import Fate
from elearn.roster.changes import Change, Context, change_of, departure_of
from elearn.roster.matching import Matched, Matching, match
from elearn.roster.people import Known, Register, key_of_team
from elearn.roster.rows import FaultyRow, RosterRow
from elearn.roster.titles import RoleName, Titles

NO_TITLES = Titles()
MOST_LEAVERS_SHARE = 0.10
MOST_LEAVERS = 5
HELD_BACK = (
    "Nobody is taken to have left, because lines that cannot be read may be about them. "
    "Mend those lines first."
)
ORDER = {Fate.ERROR: 0, Fate.LEFT: 1, Fate.CHANGED: 2, Fate.NEW: 3, Fate.UNCHANGED: 4}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one line, or of a person whom no line names (``line`` None)."""

    fate: Fate
    line: int | None
    staff_number: str
    name: str
    known: Known | None
    change: Change
    faults: tuple[Fault, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What happens to the person, in a few words each."""
        change = self.change
        if change.words or change.is_nothing:
            return change.words
        if self.fate is Fate.LEFT:
            return (f"left on {uk_date(max(one.end for one in change.moves if one.end))}",)
        if change.place is None:
            return ("is back",)
        team = f", team {change.place.team}" if change.place.team else ""
        return (f"from {uk_date(change.place.start)}{team}",)

    @property
    def person_id(self) -> int | None:
        """The person on record whom it is about, if there is one."""
        return self.known.person_id if self.known else None


@dataclass(frozen=True)
class Plan:
    """What applying a file would do. ``missing`` of ``present`` people stand in no line;
    ``titles`` are the job titles of the file that are no role of ours."""

    outcomes: tuple[Outcome, ...]
    new_teams: tuple[str, ...]
    notices: tuple[str, ...]
    missing: int
    present: int
    titles: Titles = NO_TITLES

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each fate; every fate is there."""
        found = Counter(one.fate for one in self.outcomes)
        return {fate.value: found[fate] for fate in Fate}

    @property
    def lines(self) -> int:
        """How many lines the file has below its header."""
        return sum(one.line is not None for one in self.outcomes)

    @cached_property
    def acts(self) -> tuple[Outcome, ...]:
        """The outcomes that change something."""
        return tuple(one for one in self.outcomes if not one.change.is_nothing)

    @property
    def needs_confirmation(self) -> bool:
        """Whether so many people are missing that the file may be only a part (security.md 30)."""
        return self.missing > MOST_LEAVERS and self.missing > MOST_LEAVERS_SHARE * self.present

    @cached_property
    def listed(self) -> tuple[Outcome, ...]:
        """What there is to look at, faults first: all but the lines that change nothing."""
        shown = [one for one in self.outcomes if one.fate is not Fate.UNCHANGED or one.change.notes]
        return tuple(sorted(shown, key=_place))

    def digest(self) -> str:
        """What would be done, as one number: it differs as soon as file or record differ."""
        acts = [(one.fate.value, one.line, one.person_id, one.change) for one in self.acts]
        refused = [one.line for one in self.outcomes if one.fate is Fate.ERROR]
        return hashlib.sha256(repr((acts, refused, self.new_teams)).encode()).hexdigest()


def _place(one: Outcome) -> tuple[int, int, int]:
    return ORDER[one.fate], one.line or 0, one.person_id or 0


def make_plan(
    sheet: Sheet,
    rows: Sequence[RosterRow],
    faulty: Sequence[FaultyRow],
    register: Register,
    roles: Sequence[RoleName],
    today: date,
    titles: Titles = NO_TITLES,
) -> Plan:
    """Decide every line's fate against the people on record."""
    context = Context(today, frozenset(sheet.places), {role.role_id: role.code for role in roles})
    matching = match(rows, faulty, register, today)
    outcomes = [_of_line(one, context) for one in matching.matched]
    outcomes += [
        Outcome(Fate.ERROR, one.line, one.staff_number, "", None, Change(), one.faults)
        for one in matching.refused
    ]
    present = register.present(today)
    missing = _missing(matching, present)
    held_back = matching.somebody_unread and bool(missing)
    if held_back:
        missing = []
    outcomes += [_of_leaver(one, today) for one in missing]
    return Plan(
        outcomes=tuple(sorted(outcomes, key=lambda one: (one.line is None, one.line or 0))),
        new_teams=_new_teams(outcomes, register),
        notices=(*sheet.notices, *((HELD_BACK,) if held_back else ())),
        missing=len(missing),
        present=len(present),
        titles=titles,
    )


def _missing(matching: Matching, present: Iterable[Known]) -> list[Known]:
    mentioned = matching.mentioned
    missing = [one for one in present if one.person_id not in mentioned]
    return sorted(missing, key=lambda one: (one.full_name, one.person_id))


def _of_line(one: Matched, context: Context) -> Outcome:
    change = change_of(one, context)
    known = one.known
    number = one.row.staff_number or (known.shown_number if known else "")
    return Outcome(
        _fate(one, change, context.today),
        one.row.line,
        number,
        one.row.full_name,
        known,
        change,
    )


def _fate(one: Matched, change: Change, today: date) -> Fate:
    if change.is_nothing:
        return Fate.UNCHANGED
    if one.known is None or not one.known.present(today):
        return Fate.NEW
    if one.row.end_date is not None and one.row.end_date <= today:
        return Fate.LEFT
    return Fate.CHANGED


def _of_leaver(known: Known, today: date) -> Outcome:
    change = departure_of(known, today)
    number = known.shown_number
    return Outcome(Fate.LEFT, None, number, known.full_name, known, change)


def _new_teams(outcomes: Iterable[Outcome], register: Register) -> tuple[str, ...]:
    """Teams that are named and not on record, each once, as first written."""
    wanted: dict[str, str] = {}
    for one in outcomes:
        team = one.change.place.team if one.change.place else None
        if team and key_of_team(team) not in register.teams:
            wanted.setdefault(key_of_team(team), team)
    return tuple(sorted(wanted.values()))
