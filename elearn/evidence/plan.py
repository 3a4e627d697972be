"""Everything a file of training done elsewhere would put on record: the fate of each line."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elearn.domain.dates import uk_date
from elearn.domain.equivalence import counts_on
from elearn.evidence.reading import WHICH_COURSE, CompletionRow, FaultyRow, key_of
from elearn.gateways.sheets.cells import Fault

NOT_HERE = "Nobody who works here is on record with this. Check it, or bring in the roster first."
TWO_PEOPLE = (
    "The staff number and the e-mail address belong to two different people. Correct one of them."
)
RAN_OUT = "This course counts for {months} months, which are over. The training has to be renewed."


class LineFate(StrEnum):
    """What becomes of a line."""

    ERROR = "error"
    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who works at the agency."""

    person_id: int
    name: str
    staff_numbers: tuple[str, ...]
    email: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A module that a course counts for, or that is meant itself. ``to_pass`` names the topics on
    which a short quiz is still to be passed; the ids are None where it is no outside course."""

    module_id: int
    code: str
    title: str
    course: str = ""
    course_id: int | None = None
    equivalence_id: int | None = None
    valid_months: int | None = None
    to_pass: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.to_pass


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to put on record."""

    person_id: int
    line: int
    target: Target
    done_on: date
    evidence: str

    @property
    def key(self) -> tuple[int, int, int | None, date]:
        """What makes two of them the same: person, module, course where it is to be completed by
        a quiz, and day."""
        course = None if self.target.is_whole else self.target.course_id
        return self.person_id, self.target.module_id, course, self.done_on


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """The fate of one line."""

    fate: LineFate
    line: int
    staff_number: str
    name: str
    acts: tuple[Act, ...] = ()
    words: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """What a file is read against: the agency's people, what a course may be called and counts
    for, and what is on record: ``(person, module, None, day)`` for a completion, with the course in
    the third place for one that waits for its quiz."""

    people: tuple[Known, ...]
    courses: Mapping[str, tuple[Target, ...]]
    on_record: Collection[tuple[int, int, int | None, date]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying a file would do, line by line."""

    outcomes: tuple[LineOutcome, ...]
    notices: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines of each fate; every fate is there."""
        found = Counter(one.fate for one in self.outcomes)
        return {fate.value: found[fate] for fate in LineFate}

    @property
    def acts(self) -> tuple[Act, ...]:
        return tuple(act for one in self.outcomes for act in one.acts)

    @property
    def listed(self) -> tuple[LineOutcome, ...]:
        """What there is to look at, faults first."""
        order = list(LineFate)
        return tuple(sorted(self.outcomes, key=lambda one: (order.index(one.fate), one.line)))

    def digest(self) -> str:
        """What would be done, as one number: it differs as soon as file or record differ."""
        refused = [one.line for one in self.outcomes if one.fate is LineFate.ERROR]
        return hashlib.sha256(repr((self.acts, refused)).encode()).hexdigest()


def make_plan(
    rows: Iterable[CompletionRow],
    faulty: Iterable[FaultyRow],
    register: Register,
    notices: Sequence[str],
    today: date,
) -> Plan:
    """Decide every line's fate. The second of two lines that say the same is known already."""
    by_number = {key_of(n): one for one in register.people for n in one.staff_numbers}
    by_email = {one.email: one for one in register.people if one.email}
    seen = set(register.on_record)
    outcomes = [
        LineOutcome(LineFate.ERROR, one.line, one.staff_number or "", "", faults=one.faults)
        for one in faulty
    ]
    for row in rows:
        who = _who(row, by_number, by_email)
        targets = _targets(row, register.courses, today)
        outcomes.append(_outcome(row, who, targets, seen))
    return Plan(tuple(sorted(outcomes, key=lambda one: one.line)), tuple(notices))


def _who(
    row: CompletionRow, by_number: Mapping[str, Known], by_email: Mapping[str, Known]
) -> Known | Fault:
    """The person a line means, by staff number and else by e-mail."""
    numbered = by_number.get(key_of(row.staff_number)) if row.staff_number else None
    addressed = by_email.get(row.email) if row.email else None
    if numbered and addressed and numbered is not addressed:
        return Fault(row.line, "staff_number", TWO_PEOPLE)
    column = "staff_number" if row.staff_number else "email"
    return numbered or addressed or Fault(row.line, column, NOT_HERE)


def _targets(
    row: CompletionRow, courses: Mapping[str, tuple[Target, ...]], today: date
) -> tuple[Target, ...] | Fault:
    """What the course counts for today. It may have ceased to count since the line was read."""
    found = courses.get(row.course)
    if found is None:
        return Fault(row.line, "course", WHICH_COURSE)
    good = tuple(
        one
        for one in found
        if one.valid_months is None or counts_on(row.done_on, one.valid_months, today)
    )
    longest = max(one.valid_months or 0 for one in found)
    return good or Fault(row.line, "completed_on", RAN_OUT.format(months=longest))


def _outcome(
    row: CompletionRow,
    who: Known | Fault,
    targets: tuple[Target, ...] | Fault,
    seen: set[tuple[int, int, int | None, date]],
) -> LineOutcome:
    faults = tuple(one for one in (who, targets) if isinstance(one, Fault))
    if isinstance(who, Fault) or isinstance(targets, Fault):
        name = "" if isinstance(who, Fault) else who.name
        return LineOutcome(LineFate.ERROR, row.line, row.staff_number or "", name, faults=faults)
    acts = []
    for target in targets:
        act = Act(who.person_id, row.line, target, row.done_on, row.evidence)
        whole = (act.person_id, target.module_id, None, act.done_on)
        if not seen & {act.key, whole}:
            seen.add(act.key)
            acts.append(act)
    number = row.staff_number or (who.staff_numbers[0] if who.staff_numbers else "")
    return LineOutcome(
        LineFate.NEW if acts else LineFate.KNOWN,
        row.line,
        number,
        who.name,
        tuple(acts),
        tuple(_words(act) for act in acts),
    )


def _words(act: Act) -> str:
    target = act.target
    said = f"{target.code} {target.title}, completed on {uk_date(act.done_on)}"
    if target.is_whole:
        return said
    return (
        f"{target.course}, done on {uk_date(act.done_on)}: counts as {target.code} {target.title} "
        f"once a short quiz is passed on {', '.join(target.to_pass)}"
    )
