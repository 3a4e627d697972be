"""What the pages about files of headcounts show: what one would do, and what it did."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elearn.domain.dates import uk_date
from elearn.domain.headcounts import HOW_COUNTED
from elearn.reporting.table import Column, Report
from elearn.returns.pages.figures import PURPOSE
from elearn.returns.queries.figures import RoleRow
from elearn.returns.queries.imports import ImportRow
from elearn.returns.reading import CountPlan, PlannedLine
from elearn.web.imports import Figure, ShownLine

FATES = {
    "error": ("act", "Cannot be used"),
    "new": ("good", "New"),
    "replaced": ("watch", "Replaces"),
    "same": ("unknown", "Unchanged"),
}
NO_DAY = "not read"
SIGNS = "By saving you sign these numbers. Lines that cannot be used change nothing."
LINES: Report[ShownLine] = Report(
    title="Headcounts: import",
    purpose=PURPOSE,
    columns=(
        Column("What happens", lambda row: row.word),
        Column("Line", lambda row: row.where),
        Column("Role", lambda row: row.name),
        Column("As at", lambda row: row.staff_number),
        Column("What", lambda row: "; ".join(row.what)),
    ),
)


def figures(counts: Mapping[str, Any]) -> tuple[Figure, ...]:
    """A tile for each fate."""
    return tuple(Figure(word, counts.get(fate, 0)) for fate, (_, word) in FATES.items())


def planned_line(one: PlannedLine, roles: Mapping[int, RoleRow]) -> ShownLine:
    """A line of the file, and what would become of it."""
    state, word = FATES[one.fate]
    count = one.count
    return ShownLine(
        where=f"line {one.line}",
        name=roles[count.role_id].title if count else "",
        staff_number=uk_date(count.as_at) if count else NO_DAY,
        state=state,
        word=word,
        what=one.words,
    )


def done_line(one: Mapping[str, Any], roles: Mapping[int, RoleRow]) -> ShownLine:
    """What an import wrote in the place of what."""
    said, before = one["now"], one["before"]
    state, word = FATES["replaced" if before else "new"]
    return ShownLine(
        where=f"line {one['line']}",
        name=roles[said["role"]].title,
        staff_number=uk_date(date.fromisoformat(said["as_at"])),
        state=state,
        word=word,
        what=(_words(said), *((f"Until then: {_words(before)}",) if before else ())),
    )


def _words(said: Mapping[str, Any]) -> str:
    return f"{said['number']:,} people, {HOW_COUNTED[said['grade']]}: {said['source']}"


def preview_title(plan: CountPlan) -> str:
    """The answer to what the file would do."""
    if not plan.changes:
        return "This file changes nothing"
    return f"This file would change {headcounts(plan.changes)}"


def apply_button(plan: CountPlan) -> str:
    """What the button says; empty where there is nothing good to apply."""
    return f"Sign and save {headcounts(plan.changes)}" if plan.changes else ""


def done_words(one: ImportRow) -> str:
    """What an import did, in the words of the heading."""
    done = len(one.changed)
    return f"{headcounts(done).capitalize()} {'was' if done == 1 else 'were'} saved"


def headcounts(number: int) -> str:
    """A number of them.

    >>> headcounts(1), headcounts(12)
    ('1 headcount', '12 headcounts')
    """
    return "1 headcount" if number == 1 else f"{number:,} headcounts"
