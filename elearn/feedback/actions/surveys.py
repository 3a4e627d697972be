"""Open a staff survey, count an answer, close it. What one person answered is kept nowhere."""

import secrets
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.orm import Session

from elearn.domain.dates import uk_date
from elearn.domain.join_codes import new_code
from elearn.domain.survey import NOT_SAID, QUESTIONS, ROLE_GROUPS, is_open, is_over
from elearn.feedback.by import By, FeedbackError
from elearn.models import Survey, SurveyCount, SurveyMark
from elearn.operations.trail import note
from elearn.records.locks import wait_for_turn

OVERLAPS = "There is a survey from {} until {}. One is open at a time: choose other days."
NOT_OPEN = "The survey is closed. Nothing was counted."
LOCK = 7_241_618  # PostgreSQL's advisory lock number of the surveys
ROLE, AGENCY = "role", "agency"


def open_survey(
    session: Session,
    *,
    opens_on: date,
    closes_on: date,
    once: str,
    agency_kinds: Collection[str],
    by: By,
) -> int:
    """Put a survey on file, with nought for every answer there can be; its number. The same form
    twice makes one. Raises FeedbackError where another one is open on one of the days."""
    wait_for_turn(session, LOCK)
    if (found := session.scalar(select(Survey.id).where(Survey.once == once))) is not None:
        return found
    same_days = select(Survey.opens_on, Survey.closes_on).where(
        Survey.closed_on.is_(None), Survey.opens_on <= closes_on, Survey.closes_on >= opens_on
    )
    if other := session.execute(same_days.order_by(Survey.opens_on, Survey.id).limit(1)).first():
        raise FeedbackError(OVERLAPS.format(uk_date(other.opens_on), uk_date(other.closes_on)))
    made = Survey(
        opens_on=opens_on,
        closes_on=closes_on,
        code=new_code(secrets.choice),
        once=once,
        created_at=by.now,
        created_by_id=by.person_id,
    )
    session.add(made)
    session.flush()
    session.execute(insert(SurveyCount), list(_noughts(made.id, agency_kinds)))
    _tell(session, "survey.opened", made.id, by, opens=opens_on, closes=closes_on)
    return made.id


def _noughts(survey_id: int, agency_kinds: Collection[str]) -> Iterator[dict[str, object]]:
    places = [(ROLE, one) for one in ROLE_GROUPS]
    places += [(AGENCY, one) for one in (*agency_kinds, NOT_SAID)]
    for grouping, place in places:
        for question in QUESTIONS:
            for answer in question.answers:
                yield {
                    "survey_id": survey_id,
                    "grouping": grouping,
                    "place": place,
                    "question": question.key,
                    "answer": answer,
                    "number": 0,
                }


def count_answers(
    session: Session,
    *,
    survey_id: int,
    role: str,
    agency_kind: str,
    answers: Mapping[str, str],
    mark: str,
    today: date,
) -> bool:
    """Add one to each answer given; False, and nothing, where this mark has answered. No row is
    written for the person, and nothing into the trail. Raises FeedbackError when it is not open."""
    held = session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if held is None or not is_open(held.opens_on, held.closes_on, held.closed_on, today):
        raise FeedbackError(NOT_OPEN)
    if session.get(SurveyMark, (survey_id, mark)) is not None:
        return False
    session.execute(insert(SurveyMark).values(survey_id=survey_id, mark=mark))
    place = or_(
        and_(SurveyCount.grouping == ROLE, SurveyCount.place == role),
        and_(SurveyCount.grouping == AGENCY, SurveyCount.place == agency_kind),
    )
    given = or_(
        *(
            and_(SurveyCount.question == question, SurveyCount.answer == answer)
            for question, answer in sorted(answers.items())
        )
    )
    changed = session.execute(
        update(SurveyCount)
        .where(SurveyCount.survey_id == survey_id, place, given)
        .values(number=SurveyCount.number + 1)
        .execution_options(synchronize_session=False)
    )
    if getattr(changed, "rowcount", 0) != 2 * len(QUESTIONS):
        raise FeedbackError("One of the answers is none of those offered. Nothing was counted.")
    return True


def close(session: Session, *, survey_id: int, by: By) -> None:
    """End a survey now, for good: opening it again would show whose answers were added. Twice
    changes nothing."""
    held = session.get_one(Survey, survey_id, with_for_update=True, populate_existing=True)
    if is_over(held.closes_on, held.closed_on, by.today):
        return
    held.closed_on = by.today
    _tell(session, "survey.closed", survey_id, by)


def _tell(session: Session, action: str, survey_id: int, by: By, **days: date) -> None:
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="survey",
        subject_id=survey_id,
        detail={name: day.isoformat() for name, day in days.items()},
        now=by.now,
    )
