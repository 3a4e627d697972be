"""Two who empty the same outbox of ten thousand letters: each letter goes out once."""

import os
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from elearn.extensions import prepare_engine
from elearn.models import Base, Letter, LetterState
from elearn.operations.letters import Draft, write_many
from elearn.web.clock import now
from tests.conftest import SECRET
from tests.faults.postgres import Postgres
from tests.support.mailserver import mail_server
from tests.support.product import ROOT

LETTERS = 10_000
DRAIN = [sys.executable, "-m", "flask", "--app", "wsgi", "reminders", "send"]


@pytest.fixture
def outbox(database, tmp_path):
    """The address of a database with ten thousand letters that wait."""
    server = Postgres().start() if database == "postgresql" else None
    url = server.url if server else f"sqlite:///{tmp_path / 'elearn.db'}"
    engine = sa.create_engine(url)
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for begin in range(0, LETTERS, 1000):
            drafts = [a_letter(number) for number in range(begin, begin + 1000)]
            write_many(session, drafts, now=now())
        session.commit()
    yield url, engine
    engine.dispose()
    if server:
        server.forget()


def a_letter(number):
    return Draft(f"k{number}", None, f"p{number}@x.example", "S", "B")


@pytest.mark.timeout(900)
@pytest.mark.fault("H44", "two empty the outbox at once")
def test_of_ten_thousand_letters_each_goes_out_once(outbox, tmp_path, noted):
    url, engine = outbox
    began = time.monotonic()
    with mail_server() as (keeper, mail):
        given = {name: value for name, value in os.environ.items() if "ELEARN_" not in name} | {
            "ELEARN_ENV": "test",
            "ELEARN_SECRET_KEY": SECRET,
            "ELEARN_INSTANCE": str(tmp_path),
            "ELEARN_DATABASE_URL": url,
            "ELEARN_SMTP_URL": mail,
        }
        both = [
            subprocess.Popen(DRAIN, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        shares = [int(one.communicate(timeout=800)[0].split(" handled")[0].split()[-1])
                  for one in both]  # fmt: skip
        copies = Counter(message_from_bytes(one)["To"] for one in keeper.messages)
    took = time.monotonic() - began
    noted(words=f"{LETTERS} letters, {shares[0]} by one and {shares[1]} by the other, "
                f"{max(copies.values())} copy of each, {took:.0f} s")  # fmt: skip
    assert len(copies) == LETTERS
    assert set(copies.values()) == {1}
    assert min(shares) > 0
    assert sum(shares) == LETTERS
    with Session(engine) as session:
        assert set(session.scalars(sa.select(Letter.state))) == {LetterState.SENT}
