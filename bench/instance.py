"""The demonstration to measure, in a folder of its own, with learners ready for a quiz."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.servers import ROOT, Server, serving
from elearn import create_app
from elearn.access.policy import Actor
from elearn.accounts.queries.entry import signed_in
from elearn.accounts.sessions import digest
from elearn.config import Environment, Settings
from elearn.content.queries import PublishedModule, document, published
from elearn.domain.dates import london_today
from elearn.extensions import db, limiter
from elearn.models import Agency, PageSeen, Person, Posting, SignInSession, StaffRole

SECRET = "of-the-benchmark-alone-and-long-enough"  # noqa: S105 it guards invented people
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instance:
    """A demonstration database in its folder (or at ``elsewhere``), and the environment that
    serves it."""

    folder: Path
    quiz_pages: str = "all"  # a submit carries every answer: the heaviest there is
    elsewhere: str = ""

    @property
    def file(self) -> Path:
        return self.folder / "elearn.db"

    @property
    def database_url(self) -> str:
        return self.elsewhere or f"sqlite:///{self.file}"

    @property
    def environ(self) -> dict[str, str]:
        return {
            "ELEARN_ENV": "demo",
            "ELEARN_SECRET_KEY": SECRET,
            "ELEARN_INSTANCE": str(self.folder),
            "ELEARN_DATABASE_URL": self.database_url,
            "ELEARN_QUIZ_PAGES": self.quiz_pages,
        }

    def app(self) -> Flask:
        """The product over this database, in this process, for one who takes many files."""
        limiter.enabled = False
        return create_app(
            Settings(
                database_url=self.database_url,
                secret_key=SECRET,
                env=Environment.DEMO,
                instance=str(self.folder),
                quiz_pages=self.quiz_pages,
            )
        )

    def copy(self, name: str) -> "Instance":
        """The same database again in a folder beside this one."""
        other = Instance(self.folder.parent / name)
        shutil.rmtree(other.folder, ignore_errors=True)
        other.folder.mkdir()
        with sqlite3.connect(self.file) as here, sqlite3.connect(other.file) as there:
            here.backup(there)
        return other

    @contextmanager
    def served(self, *, limited: bool = False) -> Iterator[Server]:
        """The product under gunicorn; ``limited`` as everybody has it, in how many files one person
        may take."""
        with serving(
            "elearn",
            "wsgi:app" if limited else "bench.served:app",
            environ=self.environ,
            log=self.folder / "server.log",
            first_page="/",
        ) as server:
            yield server


def seeded(folder: Path, elsewhere: str = "") -> tuple[Instance, float]:
    """A new demonstration partnership in that folder, and the seconds it took to make."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    instance = Instance(folder, elsewhere=elsewhere)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ELEARN_")}
    began = time.monotonic()
    for command in (["db", "upgrade"], ["modules", "publish"], ["demo", "seed"]):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command],
            cwd=ROOT,
            env=inherited | instance.environ,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return instance, time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Learners:
    """People who have read every page of a module and may take its quiz."""

    module: PublishedModule
    pages: tuple[str, ...]
    secrets: tuple[str, ...]


def first_module(session: Session) -> PublishedModule:
    """The module everybody takes: of those published, the first by code."""
    return published(session)[0]


def add_learners(session: Session, count: int, *, unread: int = 0) -> Learners:
    """Put learners on file, each signed in by a secret, in the first agency. Commits. They have
    read the pages of the module but for the first ``unread``."""
    module, now = first_module(session), datetime.now(UTC)
    pages = tuple(page.slug for page in document(session, module.version_id).pages)
    keys = [secrets.token_urlsafe(16) for _ in range(count)]
    session.execute(
        insert(Person),
        [
            {
                "public_id": key,
                "full_name": f"Learner {n}",
                "email": f"learner-{n}@bench.example",
                "status": "active",
                "created_at": now,
            }
            for n, key in enumerate(keys)
        ],
    )
    known = dict(
        session.execute(select(Person.public_id, Person.id).where(Person.public_id.in_(keys)))
        .tuples()
        .all()
    )
    ids = [known[key] for key in keys]
    place = {
        "agency_id": session.scalar(select(Agency.id).order_by(Agency.id).limit(1)),
        "role_id": session.scalar(select(StaffRole.id).order_by(StaffRole.id).limit(1)),
        "start": date(2025, 1, 6),
    }
    session.execute(insert(Posting), [{"person_id": one, **place} for one in ids])
    seen = {"version_id": module.version_id, "seen_at": now}
    session.execute(
        insert(PageSeen),
        [{"person_id": one, "page": page, **seen} for one in ids for page in pages[unread:]],
    )
    opened = tuple(sign_in(session, one) for one in ids)
    session.commit()
    return Learners(module, pages, opened)


def sign_in(session: Session, person_id: int) -> str:
    """A session of that person, as the sign-in page would open it; its secret."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    session.add(
        SignInSession(
            secret_hash=digest(secret),
            person_id=person_id,
            created_at=now,
            expires_at=now + A_DAY,
            strong_at=now,
            proved_at=now,
        )
    )
    return secret


def actor_of(session: Session, secret: str) -> Actor:
    """Whoever opened that session, with the roles they hold."""
    session.flush()
    now = datetime.now(UTC)
    row = signed_in(session, secret, now=now, today=london_today(now))
    if row is None:
        raise LookupError("Nobody has that session.")
    return Actor(row.person_id, row.held)


def cookie(app: Flask, secret: str) -> str:
    """The cookie header of a browser in which that session was used this moment."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held = {"_user_id": secret, "_fresh": True, "seen": int(time.time())}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(held)}"


@contextmanager
def session_of(instance: Instance) -> Iterator[tuple[Flask, Session]]:
    """The product and a session over its database, in this process."""
    app = instance.app()
    with app.app_context():
        yield app, db.session()
        db.session.remove()
        db.engine.dispose()
