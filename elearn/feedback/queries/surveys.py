"""Surveys: the one that is open, all there were, and how often each answer was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from elearn.domain.survey import QUESTIONS, is_open, is_over
from elearn.models import Survey, SurveyCount, SurveyMark

MOST_SURVEYS = 100


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey as it is on file."""

    survey_id: int
    opens_on: date
    closes_on: date
    closed_on: date | None
    code: str

    def is_open(self, today: date) -> bool:
        return is_open(self.opens_on, self.closes_on, self.closed_on, today)

    def is_over(self, today: date) -> bool:
        return is_over(self.closes_on, self.closed_on, today)

    @property
    def last_day(self) -> date:
        """The last day on which answers were taken, or will be."""
        return min(self.closes_on, self.closed_on or self.closes_on)


Counts = Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]
"""Question -> grouping -> place -> answer -> how many people."""

COLUMNS = (Survey.id, Survey.opens_on, Survey.closes_on, Survey.closed_on, Survey.code)


def open_now(session: Session, today: date) -> SurveyRow | None:
    """The survey that takes answers on that day."""
    return _first(session, _takes_answers(today))


def behind(session: Session, code: str, today: date) -> SurveyRow | None:
    """The survey that this code opens on that day."""
    return _first(session, _takes_answers(today) & (Survey.code == code))


def one(session: Session, survey_id: int) -> SurveyRow | None:
    """The survey of that number."""
    return _first(session, Survey.id == survey_id)


def surveys(session: Session) -> tuple[SurveyRow, ...]:
    """Every survey, the latest first."""
    statement = (
        select(*COLUMNS).order_by(Survey.opens_on.desc(), Survey.id.desc()).limit(MOST_SURVEYS)
    )
    return tuple(SurveyRow(*row) for row in session.execute(statement))


def has_answered(session: Session, survey_id: int, mark: str) -> bool:
    """Whether somebody with that mark has answered."""
    return session.get(SurveyMark, (survey_id, mark)) is not None


def answers_so_far(session: Session, survey_ids: list[int]) -> dict[int, int]:
    """How many people answered each of these surveys."""
    statement = (
        select(SurveyCount.survey_id, func.sum(SurveyCount.number))
        .where(
            SurveyCount.survey_id.in_(survey_ids),
            SurveyCount.grouping == "role",
            SurveyCount.question == QUESTIONS[0].key,
        )
        .group_by(SurveyCount.survey_id)
        .order_by(SurveyCount.survey_id)
    )
    return {row[0]: int(row[1]) for row in session.execute(statement)}


def counts_of(session: Session, survey_id: int) -> Counts:
    """How often each answer was given, by group of roles and by kind of agency. For the engine that
    decides what may be shown."""
    statement = (
        select(
            SurveyCount.question,
            SurveyCount.grouping,
            SurveyCount.place,
            SurveyCount.answer,
            SurveyCount.number,
        )
        .where(SurveyCount.survey_id == survey_id)
        .order_by(SurveyCount.question, SurveyCount.grouping, SurveyCount.place, SurveyCount.answer)
    )
    found: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for question, grouping, place, answer, number in session.execute(statement):
        places = found.setdefault(question, {}).setdefault(grouping, {})
        places.setdefault(place, {})[answer] = number
    return found


def _takes_answers(today: date) -> ColumnElement[bool]:
    return Survey.closed_on.is_(None) & (Survey.opens_on <= today) & (Survey.closes_on >= today)


def _first(session: Session, condition: ColumnElement[bool]) -> SurveyRow | None:
    statement = select(*COLUMNS).where(condition).order_by(Survey.opens_on, Survey.id).limit(1)
    row = session.execute(statement).first()
    return SurveyRow(*row) if row else None
