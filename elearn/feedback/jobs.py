"""What is done about surveys at night: who answered is forgotten, and so is what is too old."""

from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from elearn.domain.dates import add_months
from elearn.domain.survey import KEPT_YEARS
from elearn.models import Survey, SurveyCount, SurveyMark


def forget_marks(session: Session, *, today: date) -> None:
    """Delete the marks of those who answered a survey that is over, and surveys of more than three
    years ago. Twice changes nothing."""
    over = select(Survey.id).where(or_(Survey.closed_on.is_not(None), Survey.closes_on < today))
    session.execute(
        delete(SurveyMark)
        .where(SurveyMark.survey_id.in_(over))
        .execution_options(synchronize_session=False)
    )
    old = select(Survey.id).where(Survey.closes_on < add_months(today, -12 * KEPT_YEARS))
    for table, column in ((SurveyCount, SurveyCount.survey_id), (Survey, Survey.id)):
        session.execute(
            delete(table).where(column.in_(old)).execution_options(synchronize_session=False)
        )
