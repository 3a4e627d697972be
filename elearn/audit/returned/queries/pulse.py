"""What staff said of modules and of themselves by a day, and what they still knew: five statements,
whatever the size. Only what is told of elsewhere is counted, so nothing is frozen of fewer than ten
people."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.returned.facts import PulseFact
from elearn.domain.feedback import CHANGE, CLEAR, FEWEST, USED, USEFUL, Question
from elearn.domain.retention import Retention, retention
from elearn.domain.suppression import Audience
from elearn.domain.survey import QUESTIONS, is_over
from elearn.models import Module, ModuleFeedback, ModuleUse, Survey, SurveyCount
from elearn.records.followed import followed
from elearn.records.told import Table, told

FEEDBACK, USE, LATER, SURVEY = "feedback", "use", "later", "survey"
LAST_DAY = "last-day"  # of the survey, as the ordinal number of its day


def pulse_facts(session: Session, day: Day) -> Iterator[PulseFact]:
    """Reaction, use, retention and the survey, by question and answer: of the modules in scope, and
    of everybody who answered, as nothing tells whose agency an answer is from."""
    for fact in _everything(session, day):
        if not fact.module or day.scope.has_module(fact.module):
            yield fact


def _everything(session: Session, day: Day) -> Iterator[PulseFact]:
    yield from _said(session, FEEDBACK, ModuleFeedback, (USEFUL, CLEAR, CHANGE), day.on)
    yield from _said(session, USE, ModuleUse, (USED,), day.on)
    paired = followed(session, until=day.on)
    for row in retention(paired, audience=Audience.PARTNERSHIP, rules=day.rules):
        yield from _later(row)
    yield from _survey(session, day.on)


def _said(
    session: Session, measure: str, table: Table, questions: tuple[Question, ...], on: date
) -> Iterator[PulseFact]:
    rows = told(table, until=on).subquery()
    names: list[ColumnElement[str]] = [rows.c[one.key] for one in questions]
    statement = (
        select(Module.slug, func.count(), *names)
        .join(Module, Module.id == rows.c.module_id)
        .group_by(Module.slug, *names)
    )
    people: Counter[str] = Counter()
    given: Counter[tuple[str, str, str]] = Counter()
    for slug, number, *answers in session.execute(statement):
        people[slug] += number
        for one, answer in zip(questions, answers, strict=True):
            given[slug, one.key, answer] += number
    for slug, of in people.items():
        for one in questions:
            for answer in one.answers:
                yield PulseFact(measure, slug, one.key, answer, given[slug, one.key, answer], of)


def _later(row: Retention) -> Iterator[PulseFact]:
    """Means in tenths of a per cent, and how many still have 80%."""
    if row.people is None or row.change is None or row.enough is None:
        return
    months = str(row.months)
    figures = {
        "enough": (row.enough, row.people),
        "first": (_tenths(row.change.before), row.people),
        "later": (_tenths(row.change.after), row.people),
    }
    if row.kept is not None:
        figures |= {
            "kept-before": (_tenths(row.kept.before), row.kept.people),
            "kept-after": (_tenths(row.kept.after), row.kept.people),
            "kept-later": (_tenths(row.kept.later), row.kept.people),
        }
    for answer, (number, people) in figures.items():
        yield PulseFact(LATER, row.module, months, answer, number, people)


def _tenths(percent: float) -> int:
    return round(10 * percent)


def _survey(session: Session, on: date) -> Iterator[PulseFact]:
    """The survey that was over last by the day, over all who answered it."""
    statement = select(Survey.id, Survey.closes_on, Survey.closed_on)
    over = []
    for number, closes_on, closed_on in session.execute(statement):
        closed = closed_on if closed_on is not None and closed_on <= on else None
        if is_over(closes_on, closed, on):
            over.append((min(closes_on, closed or closes_on), number))
    if not over:
        return
    last_day, survey_id = max(over)
    given = _counts(session, survey_id)
    people = sum(given[QUESTIONS[0].key, answer] for answer in QUESTIONS[0].answers)
    if people < FEWEST:
        return
    yield PulseFact(SURVEY, "", SURVEY, LAST_DAY, last_day.toordinal(), people)
    for question in QUESTIONS:
        for answer in question.answers:
            yield PulseFact(SURVEY, "", question.key, answer, given[question.key, answer], people)


def _counts(session: Session, survey_id: int) -> Counter[tuple[str, str]]:
    statement = (
        select(SurveyCount.question, SurveyCount.answer, func.sum(SurveyCount.number))
        .where(SurveyCount.survey_id == survey_id, SurveyCount.grouping == "role")
        .group_by(SurveyCount.question, SurveyCount.answer)
    )
    return Counter(
        {(question, answer): int(n) for question, answer, n in session.execute(statement)}
    )
