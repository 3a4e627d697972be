"""Who is who: the lines of a file against the people on record.

By staff number first, then by e-mail. Where that leaves a doubt the line is refused with what to
do about it; nobody is made twice, merged or taken over in silence (interop.md 1), and nobody whom
this agency does not know is brought in by their address alone.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.identity import key_of_number, may_be_one_person, name_words
from elearn.gateways.sheets.cells import Fault
from elearn.roster.people import Known, Register
from elearn.roster.rows import FaultyRow, RosterRow

TWICE = "Another line has the same {what} (line {line}). Keep one of them."
SAME_PERSON = "Line {line} means the same person. Keep one of them."
TWO_PEOPLE = (
    "The staff number and the e-mail address belong to two different people. Correct one of them."
)
NUMBER_OF_ANOTHER = (
    "On record this number belongs to somebody with another name and address. "
    "Check it, or leave it empty if it was given to a new person."
)
ADDRESS_OF_ANOTHER = (
    "On record this address belongs to somebody with another name and staff number. Check it."
)
NOT_OURS = (
    "This address is on record, but not at this agency, and a file alone brings nobody in. "
    "Go to your people, Add somebody: we write to them, and once they say yes they are on your "
    "list. The line may stay in the file."
)
SAME = (
    ("staff_number", "number_key", "staff number"),
    ("email", "email", "e-mail address"),
)
LOOK_ALIKE = (
    "Somebody of this name who is here already stands in no line. If it is the same person, give "
    "their staff number or address as on record. If not, first bring in the file without this line."
)


@dataclass(frozen=True, slots=True)
class Matched:
    """A line and the person it means; None for somebody not on record."""

    row: RosterRow
    known: Known | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that will not be used. ``person_ids`` are those it may mean."""

    line: int
    staff_number: str
    faults: tuple[Fault, ...]
    person_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Matching:
    """Every line's match or refusal, and whether a line could mean anybody at all."""

    matched: tuple[Matched, ...]
    refused: tuple[Refused, ...]
    somebody_unread: bool

    @property
    def mentioned(self) -> frozenset[int]:
        """Everyone on record whom a line means or may mean: they have not left."""
        sure = {one.known.person_id for one in self.matched if one.known}
        return frozenset(sure.union(*(one.person_ids for one in self.refused)))


def match(
    rows: Sequence[RosterRow], faulty: Sequence[FaultyRow], register: Register, today: date
) -> Matching:
    """Find the person each line means, as at ``today``."""
    refused = [_as_read(one, register) for one in faulty]
    doubts = _twice(rows)
    matched: list[Matched] = []
    for row in rows:
        known, doubt = _who(row, register)
        if doubt := doubts.get(row.line) or doubt:
            refused.append(_refuse(row, doubt, register))
        else:
            matched.append(Matched(row, known))
    matched, more = _apart(matched, register)
    refused += more
    unmatched, more = _look_alikes(matched, refused, register, today)
    refused += more
    unread = any(one.staff_number is None and one.email is None for one in faulty)
    return Matching(tuple(unmatched), tuple(sorted(refused, key=lambda one: one.line)), unread)


def _candidates(number: str | None, email: str | None, register: Register) -> list[Known]:
    by_number = register.by_number.get(key_of_number(number)) if number else None
    by_email = register.by_email.get(email) if email else None
    return [one for one in (by_number, by_email) if one]


def _as_read(row: FaultyRow, register: Register) -> Refused:
    may_be = _candidates(row.staff_number, row.email, register)
    ids = frozenset(one.person_id for one in may_be)
    return Refused(row.line, row.staff_number or "", row.faults, ids)


def _refuse(row: RosterRow, doubt: Fault, register: Register) -> Refused:
    may_be = _candidates(row.staff_number, row.email, register)
    ids = frozenset(one.person_id for one in may_be)
    return Refused(row.line, row.staff_number or "", (doubt,), ids)


def _twice(rows: Sequence[RosterRow]) -> dict[int, Fault]:
    """Lines that share a staff number or an address: each is refused and names another."""
    faults: dict[int, Fault] = {}
    for column, key, what in SAME:
        lines = _lines_by((value, row.line) for row in rows if (value := getattr(row, key)))
        for same in lines.values():
            for line in same if len(same) > 1 else ():
                other = same[1] if line == same[0] else same[0]
                faults.setdefault(line, Fault(line, column, TWICE.format(what=what, line=other)))
    return faults


def _lines_by(pairs: Iterable[tuple[Hashable, int]]) -> Mapping[Hashable, list[int]]:
    lines: dict[Hashable, list[int]] = defaultdict(list)
    for key, line in pairs:
        lines[key].append(line)
    return lines


def _who(row: RosterRow, register: Register) -> tuple[Known | None, Fault | None]:
    """The person a line means, or the doubt about it."""
    by_number = register.by_number.get(row.number_key)
    by_email = register.by_email.get(row.email or "")
    if by_number and by_email and by_number is not by_email:
        return None, Fault(row.line, "staff_number", TWO_PEOPLE)
    known = by_number or by_email
    if known is not None and not known.is_ours:
        return None, Fault(row.line, "email", NOT_OURS)
    if known is None or may_be_one_person(known.full_name, row.full_name):
        return known, None
    if by_number and not by_email:
        return None, Fault(row.line, "staff_number", NUMBER_OF_ANOTHER)
    if row.staff_number and known.staff_numbers and not by_number:
        return None, Fault(row.line, "email", ADDRESS_OF_ANOTHER)
    return known, None


def _apart(matched: list[Matched], register: Register) -> tuple[list[Matched], list[Refused]]:
    """Refuse lines that came to the same person by different ways, one by number, one by e-mail."""
    lines = _lines_by((one.known.person_id, one.row.line) for one in matched if one.known)
    kept, refused = [], []
    for one in matched:
        same = lines.get(one.known.person_id, []) if one.known else []
        if len(same) < 2:
            kept.append(one)
            continue
        other = same[1] if one.row.line == same[0] else same[0]
        fault = Fault(one.row.line, "", SAME_PERSON.format(line=other))
        refused.append(_refuse(one.row, fault, register))
    return kept, refused


def _look_alikes(
    matched: list[Matched], refused: list[Refused], register: Register, today: date
) -> tuple[list[Matched], list[Refused]]:
    """Refuse a newcomer who bears the name of somebody here whom no line means: most often it is
    one person whose number and address both changed. Of several of that name it may be any."""
    mentioned = Matching(tuple(matched), tuple(refused), False).mentioned
    missing: dict[frozenset[str], set[int]] = defaultdict(set)
    for known in register.present(today):
        if known.person_id not in mentioned:
            missing[name_words(known.full_name)].add(known.person_id)
    if not missing:
        return matched, []
    kept, doubtful = [], []
    for one in matched:
        alike = None if one.known else missing.get(name_words(one.row.full_name))
        if alike is None:
            kept.append(one)
            continue
        fault = Fault(one.row.line, "full_name", LOOK_ALIKE)
        doubtful.append(
            Refused(one.row.line, one.row.staff_number or "", (fault,), frozenset(alike))
        )
    return kept, doubtful
