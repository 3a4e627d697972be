"""Somebody who has the database itself and takes the seal of the trail off."""

from sqlalchemy import delete, insert, update

from elearn.domain.chain import link
from elearn.models import TrailEntry, unseal
from elearn.operations.trail import as_record


class Tamperer:
    """Changes the trail behind the service's back, within a test's own transaction."""

    def __init__(self, session):
        self.session = session
        unseal(session.connection())

    def edit(self, number, **values):
        self._do(update(TrailEntry).where(TrailEntry.id == number).values(**values))

    def delete(self, *numbers):
        self._do(delete(TrailEntry).where(TrailEntry.id.in_(numbers)))

    def swap(self, one, other):
        for old, new in ((one, 1_000), (other, one), (1_000, other)):
            self.edit(old, id=new)

    def append(self, like, *, honest_hash=False, **values):
        """Add a line that looks like another one."""
        row = {column.key: getattr(like, column.key) for column in TrailEntry.__table__.columns}
        row |= {"hash": "f" * 64} | values
        if honest_hash:
            row["hash"] = link(row["previous"], as_record(TrailEntry(**row)))
        self._do(insert(TrailEntry).values(**row))

    def _do(self, statement):
        self.session.execute(statement.execution_options(synchronize_session=False))
        self.session.expire_all()
