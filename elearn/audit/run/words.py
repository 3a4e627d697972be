"""How the pages and files of a run say things: states with their shapes, scope, moments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from elearn.audit.run.facts import Run
from elearn.audit.words import counted
from elearn.domain.audit_scope import AuditScope
from elearn.domain.audit_tasks import AgencyTask, AnswerState, TaskState
from elearn.domain.dates import london_today, uk_date

TASK_SHAPES: Mapping[TaskState, str] = {
    TaskState.DONE: "good",
    TaskState.UNDER_WAY: "watch",
    TaskState.NOT_YET: "unknown",
}
ANSWER_SHAPES: Mapping[AnswerState, str] = {
    AnswerState.SIGNED: "good",
    AnswerState.UNDER_WAY: "watch",
    AnswerState.NOT_STARTED: "unknown",
    AnswerState.LATE: "act",
}
STATES: Mapping[str, tuple[str, str]] = {
    "open": ("unknown", "Open"),
    "collecting": ("watch", "Collecting"),
    "frozen": ("good", "Frozen"),
    "published": ("good", "Published"),
    "restated": ("act", "Restated"),
    "cancelled": ("unknown", "Cancelled"),
}
PARTS = (
    ("agencies", ("agency", "agencies")),
    ("areas", ("area", "areas")),
    ("roles", ("role", "roles")),
    ("modules", ("module", "modules")),
)


def state_of(run: Run) -> tuple[str, str]:
    """The shape and the word of a run's state."""
    return STATES["cancelled" if run.cancelled_at else run.state]


def day(at: datetime) -> str:
    """The day of a moment, in London."""
    return uk_date(london_today(at))


def how(task: AgencyTask) -> str:
    """When a task was done, and whether by the lead's word alone."""
    if task.at is None:
        return ""
    return f"{'Confirmed ' if task.confirmed else ''}{day(task.at)}"


def limits(scope: AuditScope) -> str:
    """What a scope limits an audit to, in numbers; blank where it counts everything.

    >>> limits(AuditScope(agencies=("a", "b"), roles=("R1",)))
    'Limited to 2 agencies and 1 role.'
    """
    parts = [
        counted(len(getattr(scope, name)), *words) for name, words in PARTS if getattr(scope, name)
    ]
    return f"Limited to {listed(parts)}." if parts else ""


def listed(parts: Sequence[str]) -> str:
    """Words in a row, the last after "and".

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def named(scope: AuditScope, names: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Each part of a scope with the names of what it lets in; ``names`` by part and key."""
    return [
        (part.capitalize(), _names(getattr(scope, part), names.get(part, {}), words[1]))
        for part, words in PARTS
    ]


def _names(keys: Iterable[str], names: Mapping[str, str], words: str) -> str:
    every = [names.get(key, key) for key in keys]
    return "; ".join(every) if every else f"all {words}"
