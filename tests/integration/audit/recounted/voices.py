"""What people of the world say: of modules, months later, in the staff survey; and briefings held.

Nothing here draws from the world's chances, so that the rest of it stays as it was."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from elearn.domain.feedback import CHANGE, CLEAR, USED, USEFUL
from elearn.domain.survey import QUESTIONS
from elearn.models import (
    Briefing,
    ModuleFeedback,
    ModuleUse,
    ModuleVersion,
    Person,
    Survey,
    SurveyCount,
)

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SAID = (("one", 47), ("two", 23), ("three", 9))  # of the last fewer than ten
HELD = (
    ("council", date(2026, 2, 2)), ("council", date(2026, 2, 2)), ("council", date(2026, 10, 5)),
    ("trust", date(2024, 9, 30)), ("trust", date(2024, 10, 1)), ("charity", date(2026, 9, 30)),
)  # fmt: skip
OVER = (
    (date(2026, 5, 31), None), (date(2026, 12, 1), date(2026, 9, 1)), (date(2026, 9, 30), None),
    (date(2026, 11, 30), date(2026, 10, 2)),
)  # fmt: skip


def voices_of(world):
    people = world.make.session.scalars(select(Person.id).order_by(Person.id)).all()
    versions = {row.module_id: row.id for row in world.make.session.scalars(select(ModuleVersion))}
    for name, number in SAID:
        module = world.modules[name]
        for place, person in enumerate(people[:number]):
            _of_module(world, module.id, versions[module.id], person, place)
    for place, (agency, held_on) in enumerate(HELD):
        module = world.modules["one"]
        world.make._add(
            Briefing(
                agency_id=world.agencies[agency].id, module_id=module.id, questions=[], place="",
                version_id=versions[module.id], held_on=held_on, facilitator="", once=f"b{place}",
                created_at=AT, created_by_id=people[0],
            )
        )  # fmt: skip
    for place, (closes_on, closed_on) in enumerate(OVER):
        _survey(world, place, closes_on, closed_on)
    world.agencies["police"].first_responder = True
    world.agencies["council"].duty_to_notify = True


def _of_module(world, module_id, version_id, person_id, place):
    """Every third later than the census day; the use of half of them."""
    answered_on = date(2026, 9, 1 + place % 29) + timedelta(days=30 * (place % 3 == 2))
    told = {
        one.key: list(one.answers)[place * (2 + n) % 7 % len(one.answers)]
        for n, one in enumerate((USEFUL, CLEAR, CHANGE))
    }
    whose = {"person_id": person_id, "module_id": module_id, "answered_on": answered_on}
    world.make._add(ModuleFeedback(**whose, version_id=version_id, **told))
    if place % 2:
        used = list(USED.answers)[place % len(USED.answers)]
        world.make._add(ModuleUse(**whose, completed_on=date(2026, 5, 1), used=used))


def _survey(world, place, closes_on, closed_on):
    survey = world.make._add(
        Survey(
            opens_on=date(2026, 4, 1), closes_on=closes_on, closed_on=closed_on, created_at=AT,
            code=f"S{place}", once=f"s{place}",
        )
    )  # fmt: skip
    for grouping, groups in (("role", ("police", "other")), ("agency", ("council",))):
        for group, question in ((g, q) for g in groups for q in QUESTIONS):
            for n, answer in enumerate(question.answers):
                world.make._add(
                    SurveyCount(
                        survey_id=survey.id, grouping=grouping, place=group, answer=answer,
                        question=question.key, number=(place + 3) * (n + 1) + len(group),
                    )
                )  # fmt: skip
