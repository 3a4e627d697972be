"""The self-assessments of the invented agencies: last year's and this year's, most of them signed.

One agency has never returned any, the port with nobody on file cannot, one has not begun this
year's, and the council that visitors look after is in the middle of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn.demo.assessment_details import details_of
from elearn.demo.chain import Done
from elearn.demo.evidence_words import EVIDENCE, NOT_BOUND, NOTES, PLANNED
from elearn.demo.places import AGENCIES, COUNCIL, AgencyPlan
from elearn.domain.assessment import QUESTIONS, Question
from elearn.models import (
    AnswerConfidence,
    AssessmentAct,
    AssessmentAnswer,
    AssessmentDetail,
    AssessmentModeration,
    AssessmentState,
    SelfAssessment,
)

LATE_THIS_YEAR = "harbour-homes"
UNDER_WAY = {COUNCIL: 16}  # questions answered this year
FIRST_RESPONDERS_ASK = 16
OPENED_DAYS, SIGNED_DAYS = 75, 40  # before the demonstration's day, this year
SEPTEMBER = 9
MODERATED_AFTER = timedelta(20)
GROWTH = 0.25

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who signs for each agency by its slug, and the coordinator, by their ids; whether an agency
    refers or notifies."""

    leads: Mapping[str, int]
    coordinator: int
    agencies: Mapping[str, int]
    bound: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """One return: when it was begun and, unless it is under way, signed."""

    agency: AgencyPlan
    year: int
    opened: datetime
    signed: datetime | None
    answers: int
    is_latest: bool


def write_assessments(session: Session, rng: Random, *, cast: Cast, as_of: date) -> list[Done]:
    """Put the returns on file; what belongs into the trail is returned."""
    plans = [one for one in _plans(as_of) if one.agency.slug in cast.leads]
    rows = [_assessment(one, cast) for one in plans]
    added = session.execute(
        insert(SelfAssessment).returning(
            SelfAssessment.agency_id, SelfAssessment.year, SelfAssessment.id
        ),
        rows,
    )
    ids = {(agency_id, year): number for agency_id, year, number in added}
    acts: list[Done] = []
    answers: list[Row] = []
    signings: list[Row] = []
    for plan in plans:
        number = ids[cast.agencies[plan.agency.slug], plan.year]
        answers += _answers(rng, plan, number, cast)
        if plan.signed:
            by = cast.leads[plan.agency.slug]
            state = AssessmentState.SIGNED
            signings.append(
                {"assessment_id": number, "state": state, "by_id": by, "at": plan.signed}
            )
            acts.append(_done("return.signed", plan, number, plan.signed, cast, by))
        acts += [
            _done(
                "return.answered", plan, number, row["answered_at"], cast, row["answered_by_id"],
                question=row["question"], revision=1,
            )
            for row in answers
            if row["assessment_id"] == number
        ]  # fmt: skip
    session.execute(insert(AssessmentAct), signings)
    kept = session.execute(
        insert(AssessmentAnswer).returning(
            AssessmentAnswer.assessment_id, AssessmentAnswer.question, AssessmentAnswer.id
        ),
        answers,
    )
    answer_ids = {(number, question): one for number, question, one in kept}
    by_number = {ids[cast.agencies[one.agency.slug], one.year]: one for one in plans}
    session.execute(insert(AssessmentDetail), _details(answers, answer_ids, by_number))
    return acts + _moderate(session, rng, answers, answer_ids, by_number, cast)


def _plans(as_of: date) -> list[Plan]:
    """Last year's returns, and this year's unless the year is too young for them."""
    plans = []
    for place, agency in enumerate(AGENCIES):
        last = as_of.year - 1
        begun = _at(date(last, SEPTEMBER, 1) + timedelta(place % 9))
        signed = begun + timedelta(20 + place % 7)
        plans.append(Plan(agency, last, begun, signed, len(QUESTIONS), is_latest=False))
        begun = _at(as_of - timedelta(OPENED_DAYS - place % 9))
        if begun.year != as_of.year or agency.slug == LATE_THIS_YEAR:
            continue
        under_way = UNDER_WAY.get(agency.slug)
        signed_at = _at(as_of - timedelta(SIGNED_DAYS - place % 7))
        plans.append(
            Plan(
                agency,
                as_of.year,
                begun,
                None if under_way else signed_at,
                under_way or len(QUESTIONS),
                is_latest=True,
            )
        )
    return plans


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 20), UTC)


def _assessment(plan: Plan, cast: Cast) -> Row:
    by = cast.leads[plan.agency.slug]
    return {
        "agency_id": cast.agencies[plan.agency.slug],
        "year": plan.year,
        "state": AssessmentState.SIGNED if plan.signed else AssessmentState.OPEN,
        "opened_by_id": by,
        "opened_at": plan.opened,
        "signed_by_id": by if plan.signed else None,
        "signed_at": plan.signed,
    }


def _answers(rng: Random, plan: Plan, number: int, cast: Cast) -> list[Row]:
    """The answers, a few a day from the opening on."""
    return [
        {
            "assessment_id": number,
            "question": question.number,
            "revision": 1,
            "answered_by_id": cast.leads[plan.agency.slug],
            "answered_at": plan.opened + timedelta(days=place // 3, minutes=6 * (place % 3)),
        }
        | _said(rng, plan, question, is_bound=plan.agency.slug in cast.bound)
        for place, question in enumerate(QUESTIONS[: plan.answers])
    ]


def _said(rng: Random, plan: Plan, question: Question, *, is_bound: bool) -> Row:
    score = _score(rng, plan)
    if question.number == FIRST_RESPONDERS_ASK and not is_bound:
        return {"score": None, "na_reason": NOT_BOUND, "evidence": "", "confidence": None}
    if score >= 2:
        evidence = EVIDENCE[question.number].format(year=plan.year, before=plan.year - 1)
    else:
        evidence = rng.choice(PLANNED) if score else ""
    sure = AnswerConfidence.A if score == 3 else rng.choice(list(AnswerConfidence))
    return {"score": score, "na_reason": "", "evidence": evidence, "confidence": sure}


def _score(rng: Random, plan: Plan) -> int:
    """Agencies that keep their training up are mostly further in the rest, and know it."""
    habits = plan.agency.habits
    middle = 2.6 * habits.m01 + 0.5 * habits.skill + (GROWTH if plan.is_latest else 0.0)
    return min(3, max(0, round(rng.gauss(middle, 0.75))))


def _details(
    answers: Sequence[Row],
    answer_ids: Mapping[tuple[int, int], int],
    plans: Mapping[int, Plan],
) -> list[Row]:
    """The details of every return; drawn apart, so that the rest is as it was without them."""
    given: dict[int, dict[int, Row]] = {}
    for row in answers:
        given.setdefault(row["assessment_id"], {})[row["question"]] = row
    rows: list[Row] = []
    for number, plan in plans.items():
        said = details_of(
            Random(f"{plan.agency.slug} {plan.year}"),  # noqa: S311 - invented people
            given[number],
            signed_on=(plan.signed or plan.opened).date(),
            people=max(1, plan.agency.people),
            trained=plan.agency.habits.m01,
        )
        rows += [
            {"answer_id": answer_ids[number, question], "key": key, "value": value}
            for question, key, value in said
        ]
    return rows


def _moderate(
    session: Session,
    rng: Random,
    answers: Sequence[Row],
    answer_ids: Mapping[tuple[int, int], int],
    plans: Mapping[int, Plan],
    cast: Cast,
) -> list[Done]:
    """Of last year's returns the coordinator has looked at one in ten answers with evidence."""
    rows: list[Row] = []
    acts = []
    for number, plan in plans.items():
        evidenced = [one for one in answers if one["assessment_id"] == number and one["evidence"]]
        if plan.is_latest or plan.signed is None:
            continue
        at = plan.signed + MODERATED_AFTER
        for one in rng.sample(evidenced, k=min(len(evidenced), -(-len(evidenced) // 10))):
            lower = one["score"] > 0 and rng.random() < 0.4
            rows.append(
                {
                    "assessment_id": number,
                    "question": one["question"],
                    "answer_id": answer_ids[number, one["question"]],
                    "score": one["score"] - int(lower),
                    "note": NOTES[int(lower)],
                    "moderated_by_id": cast.coordinator,
                    "moderated_at": at,
                }
            )
            acts.append(
                _done(
                    "return.moderated", plan, number, at, cast, cast.coordinator,
                    question=one["question"],
                )
            )  # fmt: skip
    if rows:
        session.execute(insert(AssessmentModeration), rows)
    return acts


def _done(
    action: str, plan: Plan, number: int, at: datetime, cast: Cast, by: int, **detail: Any
) -> Done:
    about = {"agency": cast.agencies[plan.agency.slug], "year": plan.year}
    return Done(at, action, "return", str(number), about | detail, actor_id=by)
