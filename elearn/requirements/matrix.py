"""Sorts the lines of the matrix by a day: in force, to come, over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.requirements import covers
from elearn.requirements.queries.matrix import RequirementRow


@dataclass(frozen=True, slots=True)
class Sorted:
    """``everybody`` by role and module, and agencies' own lines, as they are in force; what will
    be; and what is over: ended, replaced by a line that began later, or replaced before it held."""

    everybody: dict[tuple[int, int], RequirementRow]
    own: tuple[RequirementRow, ...]
    to_come: tuple[RequirementRow, ...]
    over: tuple[RequirementRow, ...]


def sort_out(rows: Sequence[RequirementRow], today: date) -> Sorted:
    """Say of each line what it is today. Where two overlap, the later start is in force."""
    in_force: dict[tuple[int | None, int, int], RequirementRow] = {}
    for row in rows:
        key = (row.agency_id, row.role_id, row.module_id)
        held = in_force.get(key)
        if covers(row.start, row.end, today) and (held is None or row.start > held.start):
            in_force[key] = row
    standing = set(in_force.values())
    coming = {row for row in rows if row.start > today and not row.never_held}
    return Sorted(
        everybody={(row.role_id, row.module_id): row for row in standing if row.agency_id is None},
        own=tuple(row for row in rows if row in standing and row.agency_id is not None),
        to_come=tuple(row for row in rows if row in coming),
        over=tuple(row for row in rows if row not in standing | coming),
    )


def holds_for(found: Sorted, agency_id: int) -> dict[tuple[int, int], RequirementRow]:
    """What holds for an agency by role and module: its own lines before everybody's."""
    own = {(row.role_id, row.module_id): row for row in found.own if row.agency_id == agency_id}
    return found.everybody | own
