"""A database of its own for what really commits: workers, several imports at once, and kills."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from elearn.extensions import engine_options, prepare_engine
from elearn.models import (
    Base,
    ImportJob,
    ImportKind,
    Person,
    Posting,
    RosterImport,
    StaffNumber,
    TrailEntry,
)
from elearn.operations.import_runs import apply_waiting
from elearn.roster import actions, jobs
from tests.support.make import Make

HEADER = "staff_number,full_name,email,team,role,start_date,end_date,manager_email"
TODAY = datetime(2026, 11, 22, 9, tzinfo=UTC)


def file_of(*lines):
    """A roster file of these lines."""
    return "\n".join([HEADER, *lines]).encode()


def lines_of(number, *, team="MASH"):
    """So many people, as lines of a file."""
    return [f"W{n},Person Number{n},p{n}@x.example,{team},R7,2024-01-01,," for n in range(number)]


@dataclass
class Apart:
    """An agency in its own database; ``at`` is what time it is there."""

    url: str
    engine: Engine
    agency_id: int = 0
    at: datetime = TODAY

    @classmethod
    def made(cls, url):
        """The database of that address, with its tables, an agency and a role."""
        engine = create_engine(url, **engine_options(url))
        prepare_engine(engine)
        Base.metadata.create_all(engine)
        apart = cls(url, engine)
        with Session(engine) as session:
            make = Make(session)
            make.role("R7", name="Housing officer")
            apart.agency_id = make.agency("Aldermouth City Council").id
        return apart

    def clock(self):
        return self.at

    def keep(self, *lines):
        """Keep a file; its number."""
        content = file_of(*lines)
        with Session(self.engine) as session:
            number = actions.keep(
                session,
                agency_id=self.agency_id,
                filename="people.csv",
                content=content,
                lines=len(lines),
                actor_id=None,
                now=self.at,
            )
            session.commit()
        return number

    def ask_for(self, number, *, confirm_leavers=True):
        """Give the worker the word, having looked at what the file would do."""
        with Session(self.engine) as session:
            content = session.get_one(RosterImport, number).content
            plan = actions.plan_of(
                session, agency_id=self.agency_id, content=content, today=self.at.date()
            )
            actions.ask_for(
                session,
                number=number,
                seen=plan.digest(),
                confirm_leavers=confirm_leavers,
                lines=plan.lines,
                actor_id=None,
                now=self.at,
            )
            session.commit()

    def bring_in(self, *lines):
        """Apply a file at once."""
        with Session(self.engine) as session:
            done = actions.bring_in(
                session,
                agency_id=self.agency_id,
                filename="people.csv",
                content=file_of(*lines),
                confirm_leavers=True,
                actor_id=None,
                now=self.at,
                today=self.at.date(),
            )
            session.commit()
        return done

    def work(self):
        """What a worker does when it is woken."""
        return apply_waiting(self.engine, self.clock, {ImportKind.ROSTER: jobs.WORK})

    def later(self, **by):
        self.at += timedelta(**by)

    def job(self, number):
        with Session(self.engine) as session:
            return session.get_one(ImportJob, {"kind": ImportKind.ROSTER, "number": number})

    def state(self, number):
        with Session(self.engine) as session:
            return session.get_one(RosterImport, number).state.value

    def counts(self):
        """How many people, numbers, postings and trail entries of imports there are."""
        with Session(self.engine) as session:
            found = [
                session.scalar(select(func.count(one.id))) for one in (Person, StaffNumber, Posting)
            ]
            applied = TrailEntry.action == "roster.applied"
            return *found, session.scalar(select(func.count(TrailEntry.id)).where(applied))
