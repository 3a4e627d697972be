"""A try at a quiz that is under way."""

import secrets
from datetime import datetime

from sqlalchemy import select

from elearn.models import Answer, Attempt, Item, ModuleVersion
from tests.support.make import Make

OPTIONS = ["a", "b", "c"]


def open_attempt(make: Make, person, module, now: datetime) -> str:
    """A try under way with one answer given; its public id."""
    version = make.session.scalar(select(ModuleVersion).filter_by(module_id=module.id))
    items = make.session.scalars(
        select(Item).filter_by(module_id=module.id).order_by(Item.key).limit(2)
    ).all()
    attempt = make._add(
        Attempt(
            public_id=secrets.token_urlsafe(16),
            person_id=person.id,
            module_id=module.id,
            version_id=version.id,
            number=1,
            first=True,
            draw=[[item.key, OPTIONS] for item in items],
            started_at=now,
            out_of=2,
        )
    )
    make._add(
        Answer(
            attempt_id=attempt.id, item_id=items[0].id, choice="a", confidence=3, answered_at=now
        )
    )
    return attempt.public_id
