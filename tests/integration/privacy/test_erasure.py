"""Erasing somebody takes every word of theirs out of the database, its file, the folder and the
log, and leaves the figures as they were."""

import logging
from datetime import timedelta

import pytest

from elearn import create_app
from elearn.accounts.actions.erasure import erase
from elearn.audit.actions.freeze import freeze
from elearn.audit.actions.prove import recompute, verify
from elearn.extensions import db
from elearn.gateways.mail import FilePostbox
from elearn.gateways.message import OutgoingLetter
from elearn.models import Letter, Person
from elearn.operations import erasures, trail
from elearn.privacy.entry import OnErase
from elearn.privacy.register import held
from elearn.web.clock import now, today
from tests.conftest import settings_for
from tests.support.canaries import Planted, dump, holds_words
from tests.support.make import Make

GOES = {
    (one.table, one.column)
    for one in held()
    if holds_words(one) and one.on_erase is not OnErase.KEEP
}


TOKEN = ("person", "public_id")  # stays in the list of the erased, and nowhere else


def left_over(planted, text):
    return sorted(place for place, word in planted.words.items() if word.strip("=") in text)


def test_no_table_holds_a_word_of_them(session, make, tmp_path):
    person = make.person()
    planted = Planted(session, person.id).plant(GOES)
    assert len(left_over(planted, dump(session))) == len(GOES)
    erase(session, person_id=person.id, actor_id=None, now=now(), folder=tmp_path)
    session.commit()
    found = [line for line in dump(session).splitlines() if not line.startswith("erasure ")]
    assert left_over(planted, "\n".join(found)) == []
    assert list(erasures.listed(tmp_path)) == [planted.words[TOKEN]]


def test_figures_completions_and_the_trail_are_as_they_were(session, make):
    agency, module = make.agency(), make.module()
    role = make.role()
    make.requirement(role, module)
    person = make.worker(agency, role)
    make.completion(person, module, today() - timedelta(days=40))
    frozen = freeze(session, name="Autumn", as_of=today(), now=now(), by=None)
    session.commit()
    erase(session, person_id=person.id, actor_id=None, now=now())
    session.commit()
    assert verify(session, audit_id=frozen.id)
    assert recompute(session, audit_id=frozen.id) == []
    assert trail.verify(session) is None


@pytest.mark.any_database
def test_file_log_folder_and_output_hold_no_word_of_them(tmp_path, caplog):
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'own.db'}", tmp_path))
    with app.app_context():
        db.create_all()
        session = db.session()
        person = Make(session).person()
        planted = Planted(session, person.id).plant(GOES)
        email = session.get_one(Person, person.id).email
        post_a_letter(session, tmp_path, email)
        db.session.remove()
        assert len(left_over(planted, everything_in(tmp_path))) == len(GOES)
        caplog.set_level(logging.DEBUG)
        result = app.test_cli_runner().invoke(args=["people", "erase", email, "--yes"])
        assert result.exit_code == 0, result.output
        with db.engine.connect() as still_open:  # a server that never ends keeps its log
            assert still_open.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
            text = everything_in(tmp_path)
        db.engine.dispose()
    assert left_over(planted, text + caplog.text + result.output) == [TOKEN]
    assert not list((tmp_path / "mail").iterdir())
    assert len(erasures.listed(tmp_path)) == 1


def post_a_letter(session, folder, email):
    letter = session.query(Letter).one()
    letter.message_id = "<abcdefabcdef@northmoor.example>"
    session.commit()
    FilePostbox(folder / "mail", "training@northmoor.example").post(
        OutgoingLetter(email, letter.subject, letter.body, letter.message_id, now())
    )


def everything_in(folder):
    found = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return "\n".join(one.decode("latin-1") for one in found)


@pytest.mark.any_database
def test_a_backup_from_before_is_erased_again(session, make, tmp_path):
    person, other = make.person("Sam Okoye"), make.person("Ade Bello")
    erasures.remember(tmp_path, person.public_id, now())
    assert erasures.apply_again(session, tmp_path, now()) == 1
    session.commit()
    assert session.get_one(Person, person.id).full_name.startswith("Erased ")
    assert session.get_one(Person, other.id).full_name == "Ade Bello"
    assert erasures.apply_again(session, tmp_path, now()) == 0
    assert trail.verify(session) is None


@pytest.mark.any_database
def test_a_list_that_was_lost_is_written_anew_from_the_database(session, make, tmp_path):
    person = make.person()
    token = person.public_id
    erase(session, person_id=person.id, actor_id=None, now=now())
    assert erasures.listed(tmp_path) == {}
    assert erasures.apply_again(session, tmp_path, now()) == 0
    assert list(erasures.listed(tmp_path)) == [token]


@pytest.mark.any_database
def test_a_torn_line_harms_no_other(tmp_path):
    erasures.remember(tmp_path, "abcdefgh12345678", now())
    with (tmp_path / erasures.NAME).open("a") as file:
        file.write("2026-11-")
    assert list(erasures.listed(tmp_path)) == ["abcdefgh12345678"]
    erasures.remember(tmp_path, "ijklmnop12345678", now())
    assert "ijklmnop12345678" in erasures.listed(tmp_path)
