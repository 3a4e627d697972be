"""A run and what it asks of agencies, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from elearn.domain.audit_scope import AuditScope
from elearn.domain.audit_tasks import (
    AgencyRecord,
    AgencyTask,
    AnswerState,
    TaskKind,
    answer_state,
    tasks,
)


@dataclass(frozen=True, slots=True)
class Job:
    """Work on an audit in the background: ``done`` of ``total`` steps, and why it failed if it
    did. ``found`` is what counting again gave, once that is over."""

    kind: str
    state: str
    done: int
    total: int
    sentence: str
    asked_at: datetime
    ended_at: datetime | None
    found: dict[str, Any] | None

    @property
    def is_running(self) -> bool:
        return self.state in ("queued", "working")

    @property
    def has_failed(self) -> bool:
        return self.state == "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """An audit in any state, without its figures. Times are None for what has not happened; an
    audit that was frozen at once has no ``collecting_since``. ``successor`` is the run that takes
    its place, or is about to."""

    id: int
    name: str
    as_of: date
    state: str
    scope: AuditScope
    opened_at: datetime
    opened_by: str
    frozen_at: datetime | None
    digest: str | None
    return_by: date | None
    collecting_since: datetime | None
    published_at: datetime | None
    cancelled_at: datetime | None
    restates_id: int | None
    cause: str
    successor: int | None

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is asked of anybody."""
        return self.is_frozen or self.cancelled_at is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency that was asked, what the record says of it, and who signed and who was written
    to. ``letters`` are the states of the letters to its leads, the latest last."""

    agency_id: int
    slug: str
    name: str
    area: str
    record: AgencyRecord
    signed_by: str = ""
    chased_at: datetime | None = None
    letters: tuple[str, ...] = ()
    leads: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """How far an agency is with what it was asked."""

    asked: Asked
    tasks: tuple[AgencyTask, ...]
    state: AnswerState

    def task(self, kind: TaskKind) -> AgencyTask:
        return next(task for task in self.tasks if task.kind is kind)


def answer(asked: Asked, *, since: datetime, return_by: date | None, today: date) -> Answer:
    """How far an agency is on a day, from its record."""
    found = tasks(asked.record, since=since)
    return Answer(asked, found, answer_state(found, return_by=return_by, today=today))
