"""Twenty at the same door in the same moment: one gets in, one is made, three letters go out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from elearn.accounts.actions import identities, mailed, registering
from elearn.accounts.queries.registering import Asking, Choice
from elearn.accounts.tokens import digest
from elearn.extensions import engine_options, prepare_engine
from elearn.models import (
    Base,
    Identity,
    Letter,
    MailedLink,
    Person,
    Posting,
    Registration,
    SpentAnswer,
)
from elearn.operations.invitations import Sender
from elearn.staff.actions import registrations
from elearn.staff.actions.rows import StaffError
from elearn.staff.by import By
from tests.support.database import new_postgresql_database
from tests.support.make import Make

MANY = 20
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER = Sender("Northmoor Partnership", "http://localhost")


@pytest.fixture(scope="module")
def engine(database, tmp_path_factory):
    """A database in which things are really committed."""
    url = f"sqlite:///{tmp_path_factory.mktemp('doors') / 'doors.db'}"
    if database == "postgresql":
        url = new_postgresql_database("doors")
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def at_once(engine):
    """Do the same in twenty transactions at once; what each gave, or the refusal it ended with."""

    def go(act):
        start = Barrier(MANY)

        def one(number):
            start.wait()
            try:
                with Session(engine) as session, session.begin():
                    return act(session, number)
            except StaffError as error:
                return error

        with ThreadPoolExecutor(MANY) as pool:
            return list(pool.map(one, range(MANY)))

    return go


def count(engine, *conditions, of):
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(of).where(*conditions))


def test_one_link_lets_one_in(engine, at_once):
    with Session(engine) as session:
        person = Make(session).person()
        link = MailedLink(
            secret_hash=digest("one"),
            person_id=person.id,
            browser_hash=digest("b"),
            created_at=NOON,
            expires_at=NOON + timedelta(minutes=10),
        )
        session.add(link)
        session.commit()
        number = link.id
    done = at_once(lambda session, _: mailed.use_mailed(session, link_id=number, now=NOON))
    assert sorted(done) == [False] * (MANY - 1) + [True]


def test_twenty_askings_write_three_letters(engine, at_once):
    with Session(engine) as session:
        person_id = Make(session).person(email="many@council.example").id
    at_once(
        lambda session, number: mailed.ask_for_link(
            session,
            email="many@council.example",
            browser=f"b{number}",
            goes_to="",
            letter_key="many",
            address_key=f"a{number}",
            sender=SENDER,
            now=NOON,
        )
    )
    assert count(engine, Letter.person_id == person_id, of=Letter) == 3
    theirs = MailedLink.person_id == person_id
    assert count(engine, theirs, MailedLink.used_at.is_(None), of=MailedLink) == 1


def test_an_answer_of_the_other_service_is_used_once(engine, at_once):
    done = at_once(lambda session, _: identities.spend(session, nonce="n", now=NOON))
    assert sorted(done) == [False] * (MANY - 1) + [True]
    assert count(engine, of=SpentAnswer) == 1


def test_of_twenty_who_join_the_same_account_one_has_it(engine, at_once):
    with Session(engine) as session:
        ids = [Make(session).person().id for _ in range(MANY)]

    def join(session, number):
        try:
            return identities.join(
                session,
                person_id=ids[number],
                issuer="https://issuer.example",
                subject="one",
                label="",
                service="It",
                sender=SENDER,
                now=NOON,
            )
        except identities.TakenError:
            return False

    assert sorted(at_once(join)) == [False] * (MANY - 1) + [True]
    assert count(engine, of=Identity) == 1


@pytest.fixture
def asked(engine):
    """An agency, a lead and somebody whose address is not proved yet."""
    with Session(engine) as session:
        make = Make(session)
        agency, role, lead = make.agency(), make.role(), make.person()
        row = Registration(
            secret_hash=digest(f"asked-{agency.id}"),
            full_name="Mai Tran",
            email=f"mai{agency.id}@council.example",
            asked_at=NOON,
            expires_at=NOON + timedelta(days=1),
        )
        session.add(row)
        session.commit()
        asking = Asking(row.id, row.full_name, row.email)
        where = Choice(agency.id, agency.slug, agency.name)
        return asking, registering.Work(where, role.id, None), lead.id


def test_twenty_approvals_make_one_person(engine, at_once, asked):
    asking, work, lead = asked
    sent = at_once(
        lambda session, _: registering.say_where(
            session, asking=asking, work=work, sender=SENDER, now=NOON
        )
    )
    assert sorted(sent) == [False] * (MANY - 1) + [True]
    done = at_once(
        lambda session, _: registrations.approve(
            session,
            agency_id=work.agency.row_id,
            number=asking.registration_id,
            is_somebody_else=False,
            sender=SENDER,
            by=By(lead, NOON, NOON.date()),
        )
    )
    refused = [one for one in done if isinstance(one, StaffError)]
    assert len(refused) == MANY - 1
    assert {str(one) for one in refused} == {registrations.ANSWERED}
    assert count(engine, Person.email == asking.email, of=Person) == 1
    assert count(engine, Posting.agency_id == work.agency.row_id, of=Posting) == 1
    invited = Letter.subject == "Your training account: choose a password"
    assert count(engine, invited, Letter.recipient == asking.email, of=Letter) == 1
