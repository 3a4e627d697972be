"""What was said of a module and in surveys, for the walks over all pages."""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from elearn.feedback.actions.surveys import open_survey
from elearn.feedback.by import By
from elearn.models import ModuleFeedback, ModuleVersion, Person, Survey, SurveyCount
from elearn.web import clock


def feedback_values(make, module, everyone, called):
    """A survey that is over with enough answers, one that is open, ten answers about the module
    with a comment, and a module of three months ago."""
    version = make.session.scalar(
        select(ModuleVersion.id).where(ModuleVersion.module_id == module.id).limit(1)
    )
    people = [_somebody() for _ in range(10)]
    make.session.add_all(people)
    make.session.flush()
    make.session.add_all(
        ModuleFeedback(
            person_id=one.id,
            module_id=module.id,
            version_id=version,
            useful="yes",
            clear="yes",
            change="no",
            comment=called[:500],
            answered_on=clock.today(),
        )
        for one in people
    )
    old = make.module(**({"title": called} if called else {}))
    make.completion(everyone, old, clock.today() - timedelta(days=100))
    over, running = _surveys(make, By(everyone.id, clock.now(), clock.today()))
    make.session.commit()
    door = {"door": make.session.get_one(Survey, running).code.lower()}
    apart = {"feedback.by_code": door, "feedback.next_person": door}
    return {"survey": over}, apart | {"feedback.used": {"module": old.slug}}


def _somebody():
    return Person(
        public_id=secrets.token_urlsafe(16), full_name="Somebody", created_at=datetime.now(UTC)
    )


def _surveys(make, by):
    """A survey of last month, answered by twelve, and one of today."""
    numbers = [
        open_survey(
            make.session,
            opens_on=first,
            closes_on=first + timedelta(days=9),
            once=secrets.token_urlsafe(16),
            agency_kinds=["AT1"],
            by=by,
        )
        for first in (by.today - timedelta(days=30), by.today)
    ]
    make.session.execute(
        update(SurveyCount)
        .where(
            SurveyCount.survey_id == numbers[0],
            SurveyCount.place.in_(["police", "AT1"]),
            SurveyCount.answer.in_(["yes", "3", "none"]),
        )
        .values(number=12)
        .execution_options(synchronize_session=False)
    )
    return numbers
