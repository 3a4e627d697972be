"""What people typed goes with their name; whether it was right stays."""

from datetime import UTC, datetime

from sqlalchemy import select

from elearn.accounts.actions.erasure import erase
from elearn.models import Answer, Attempt, Item, ModuleVersion

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GIVEN = {"=Sam Okoye told me 999": (True, 1.0), "a,b": (False, 0.5), "a1,b2": (None, None)}


def with_answers(session, make, person, module):
    version = session.scalars(
        select(ModuleVersion.id).where(ModuleVersion.module_id == module.id)
    ).one()
    attempt = Attempt(
        public_id=f"attempt-{person.id}", person_id=person.id, module_id=module.id,
        version_id=version, number=1, first=True, draw=[], started_at=NOON, out_of=3,
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    items = session.scalars(select(Item.id).order_by(Item.id)).all()
    session.add_all(
        Answer(
            attempt_id=attempt.id, item_id=item, choice=choice, correct=correct, credit=credit,
            answered_at=NOON,
        )
        for item, (choice, (correct, credit)) in zip(items, GIVEN.items(), strict=False)
    )  # fmt: skip
    session.flush()
    return attempt.id


def kept(session, attempt):
    session.expire_all()
    rows = session.scalars(select(Answer).where(Answer.attempt_id == attempt).order_by(Answer.id))
    return {one.choice: (one.correct, one.credit) for one in rows}


def test_typed_answers_of_an_erased_person_are_emptied_and_stay_marked(session, make):
    module, other = make.module(), make.person()
    person = make.person("Sam Okoye")
    theirs = with_answers(session, make, person, module)
    others = with_answers(session, make, other, module)
    erase(session, person_id=person.id, actor_id=None, now=NOON)
    assert kept(session, theirs) == {"=": (True, 1.0), "a,b": (False, 0.5), "a1,b2": (None, None)}
    assert kept(session, others) == GIVEN
