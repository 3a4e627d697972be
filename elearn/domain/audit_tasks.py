"""What an audit asks of an agency, and how far it is: computed from dated facts, never stored
(audit-method C13 Run)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

ASSESSMENT_HOLDS = timedelta(days=365)


class TaskKind(StrEnum):
    """In the order in which they are asked."""

    PEOPLE = "people"
    ELSEWHERE = "elsewhere"
    ASSESSMENT = "assessment"
    SIGN = "sign"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    TaskKind.PEOPLE: "List or headcount",
    TaskKind.ELSEWHERE: "Training elsewhere",
    TaskKind.ASSESSMENT: "Self-assessment",
    TaskKind.SIGN: "Signed off",
}


class TaskState(StrEnum):
    DONE = "done"
    UNDER_WAY = "under-way"
    NOT_YET = "not-yet"

    @property
    def label(self) -> str:
        return {"done": "Done", "under-way": "Under way", "not-yet": "Not yet"}[self.value]


class AnswerState(StrEnum):
    """How far an agency is with all of it."""

    SIGNED = "signed"
    UNDER_WAY = "under-way"
    NOT_STARTED = "not-started"
    LATE = "late"

    @property
    def label(self) -> str:
        return _ANSWERS[self]


_ANSWERS = {
    AnswerState.SIGNED: "Signed",
    AnswerState.UNDER_WAY: "Under way",
    AnswerState.NOT_STARTED: "Not started",
    AnswerState.LATE: "Late",
}


class PeopleKind(StrEnum):
    """How an agency tells who works for it: by a list of names, by headcounts, or not yet."""

    LIST = "list"
    HEADCOUNT = "headcount"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """What the record says of an agency on a day. Moments are of the latest: list brought in,
    headcount signed, training elsewhere brought in, self-assessment signed. ``said`` are the
    lead's own words, by task: when each was confirmed."""

    people: PeopleKind = PeopleKind.NOTHING
    listed_at: datetime | None = None
    counted_at: datetime | None = None
    brought_in_at: datetime | None = None
    assessed_at: datetime | None = None
    assessment_begun: bool = False
    said: Mapping[TaskKind, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgencyTask:
    """One task: ``at`` is when it was done, ``confirmed`` whether by the lead's word alone."""

    kind: TaskKind
    state: TaskState
    at: datetime | None = None
    confirmed: bool = False

    @property
    def is_done(self) -> bool:
        return self.state is TaskState.DONE


def tasks(record: AgencyRecord, *, since: datetime) -> tuple[AgencyTask, ...]:
    """The four tasks of an agency that was asked at ``since``.

    What came in from then on counts; a self-assessment also where it was signed in the year
    before. Without a list or a headcount nothing can be confirmed.
    """
    return (
        _people(record, since),
        _either(TaskKind.ELSEWHERE, _from(record.brought_in_at, since), record),
        _assessment(record, since),
        _either(TaskKind.SIGN, None, record),
    )


def may_confirm_people(record: AgencyRecord) -> bool:
    """Whether there is a list or a headcount to be confirmed."""
    return record.people is not PeopleKind.NOTHING


def may_sign(found: Iterable[AgencyTask]) -> bool:
    """Whether everything before the signature is done, and the signature is still to come."""
    by_kind = {task.kind: task.is_done for task in found}
    signed = by_kind.pop(TaskKind.SIGN)
    return all(by_kind.values()) and not signed


def answer_state(
    found: Iterable[AgencyTask], *, return_by: date | None, today: date
) -> AnswerState:
    """How far an agency is. It is late from the day after the one it was to answer by.

    >>> answer_state(tasks(AgencyRecord(), since=datetime(2026, 9, 1)),
    ...     return_by=date(2026, 9, 30), today=date(2026, 10, 1)).label
    'Late'
    """
    every = tuple(found)
    if any(task.is_done for task in every if task.kind is TaskKind.SIGN):
        return AnswerState.SIGNED
    if return_by is not None and today > return_by:
        return AnswerState.LATE
    begun = any(task.state is not TaskState.NOT_YET for task in every)
    return AnswerState.UNDER_WAY if begun else AnswerState.NOT_STARTED


def _people(record: AgencyRecord, since: datetime) -> AgencyTask:
    arrived = [_from(at, since) for at in (record.listed_at, record.counted_at)]
    listed, counted = arrived
    used = listed if record.people is PeopleKind.LIST else (counted or listed)
    return _either(TaskKind.PEOPLE, used, record)


def _assessment(record: AgencyRecord, since: datetime) -> AgencyTask:
    signed = _from(record.assessed_at, since - ASSESSMENT_HOLDS)
    if signed:
        return AgencyTask(TaskKind.ASSESSMENT, TaskState.DONE, signed)
    state = TaskState.UNDER_WAY if record.assessment_begun else TaskState.NOT_YET
    return AgencyTask(TaskKind.ASSESSMENT, state)


def _either(kind: TaskKind, happened: datetime | None, record: AgencyRecord) -> AgencyTask:
    """Done by what came in, or by the lead's word."""
    if happened:
        return AgencyTask(kind, TaskState.DONE, happened)
    if said := record.said.get(kind):
        return AgencyTask(kind, TaskState.DONE, said, confirmed=True)
    return AgencyTask(kind, TaskState.NOT_YET)


def _from(at: datetime | None, since: datetime) -> datetime | None:
    return at if at is not None and at >= since else None
