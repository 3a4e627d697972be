"""A role of PostgreSQL's that runs the whole service and cannot rewrite what happened."""

import psycopg
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from elearn import create_app
from elearn.accounts.hashing import hash_password
from elearn.audit.actions import verify
from elearn.cli.role import ADDED_TO
from elearn.extensions import db
from elearn.models import Audit, Base, Completion, Password, TrailEntry
from elearn.operations.trail import examine
from elearn.web.clock import now
from tests.conftest import WORKER, settings_for
from tests.integration.learning.conftest import Learner
from tests.support.database import new_postgresql_database, postgresql
from tests.support.document import small_document
from tests.support.make import Make
from tests.support.visitor import Visitor

ROLE, SECRET = "elearn_service", "of-a-role-for-tests"
PASSWORD = "three random words"
DOCUMENT = small_document("notice-it", "M01", "Notice it")
REFUSED = "permission denied for table"


@pytest.fixture(scope="module")
def owner(database, tmp_path_factory):
    """The service as the owner of its tables, who has made the role."""
    if database == "sqlite":
        pytest.skip("roles are PostgreSQL's")
    with psycopg.connect(postgresql(), autocommit=True) as connection:
        if not connection.execute(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'").fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{SECRET}'")
    app = create_app(
        settings_for(new_postgresql_database(f"owned_{WORKER}"), tmp_path_factory.mktemp("owned"))
    )
    with app.app_context():
        db.create_all()
        yield app
        _close(app)


@pytest.fixture
def service(owner, tmp_path):
    """The service as it runs: under the role, on the same tables."""
    answer = owner.test_cli_runner().invoke(args=["service-role", ROLE])
    assert answer.exit_code == 0, answer.output
    url = make_url(owner.extensions["settings"].database_url).set(username=ROLE, password=SECRET)
    app = create_app(settings_for(url.render_as_string(hide_password=False), tmp_path / "run"))
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Visitor
    with app.app_context():
        assert db.session.scalar(text("SELECT current_user")) == ROLE
        db.session.rollback()
        yield app
        _close(app)


def _close(app):
    app.extensions["queue"].huey.storage.close()
    db.session.remove()
    db.engine.dispose()


def test_the_service_runs_under_it_and_what_happened_stays(service):
    session = db.session()
    make = Make(session)
    agency, role = make.agency("City Council"), make.role()
    person, module = (
        make.worker(agency, role),
        make.module("notice-it", code="M01", document=DOCUMENT),
    )
    make.requirement(role, module)
    session.add(Password(person_id=person.id, hash=hash_password(PASSWORD), changed_at=now()))
    session.commit()
    _sign_in_and_pass(service, person, module)
    assert session.scalar(select(Completion.person_id)) == person.id
    made = service.test_cli_runner().invoke(args=["audit", "run", "--as-of", "today"])
    assert made.exit_code == 0, made.output
    session.rollback()
    assert verify(session, audit_id=session.scalars(select(Audit.id)).one())
    for table in ADDED_TO:
        column = next(iter(Base.metadata.tables[table].columns)).name
        _is_refused(session, f"UPDATE {table} SET {column} = {column}")
        _is_refused(session, f"DELETE FROM {table}")
        _is_refused(session, f"TRUNCATE {table} CASCADE")
    _is_refused(session, "ALTER TABLE trail_entry DISABLE TRIGGER ALL", "must be owner")
    assert examine(session, ()).is_whole
    assert session.scalar(select(TrailEntry.id).limit(1))
    service.extensions["queue"].wake()  # the queue's tables are there, and it may make none
    _is_refused(session, "CREATE TABLE mine (id integer)", "permission denied for schema")


def _sign_in_and_pass(service, person, module):
    visitor = service.test_client()
    answer = visitor.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 303
    learner = Learner(visitor, module.slug)
    learner.read_everything()
    learner.take()


def _is_refused(session, statement, words=REFUSED):
    with pytest.raises(DBAPIError, match=words):
        session.execute(text(statement))
    session.rollback()


def test_every_table_but_those_may_be_written_to_and_the_sql_is_shown(owner):
    run = owner.test_cli_runner().invoke
    shown = run(args=["service-role", ROLE, "--print"])
    assert "REVOKE UPDATE, DELETE ON trail_entry, audit_agency" in shown.output
    assert {*ADDED_TO} <= {*Base.metadata.tables}
    owns = db.session.scalar(text("SELECT current_user"))
    db.session.rollback()
    for name, words in ((owns, "nothing can be kept from it"), ("nobody_at_all", "Make it first")):
        refused = run(args=["service-role", name])
        assert (refused.exit_code, words in refused.output) == (1, True)
