"""A small house of learners who have read everything, in a database of its own."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from elearn import create_app
from elearn.extensions import db
from elearn.models import ModuleVersion, PageSeen
from elearn.operations.heartbeat import beat
from elearn.web.clock import now
from tests.conftest import SECRET, settings_for
from tests.support.make import Make
from tests.support.product import Product
from tests.support.walk import cookie_of

HEAD = (Path(__file__).parents[2] / "migrations" / ".head").read_text("utf-8").strip()
PAGES = ("first", "second", "story")
LEARNERS = 5


@dataclass
class House:
    """Where it is, and the cookies of its learners."""

    url: str
    folder: Path
    cookies: list[str] = field(default_factory=list)

    @classmethod
    def made(cls, url: str, folder: Path, *, learners: int = LEARNERS) -> "House":
        house = cls(url, folder)
        with house.open() as app:
            db.create_all()
            db.session.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            words = sa.text("INSERT INTO alembic_version VALUES (:head)")
            db.session.execute(words, {"head": HEAD})
            beat(db.session(), name="worker", now=now())
            people = readers(Make(db.session()), learners)
            db.session.commit()
            house.cookies = [cookie_of(app, person) for person in people]
        return house

    @contextmanager
    def open(self):
        """The books, in this process."""
        app = create_app(settings_for(self.url, self.folder))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    def product(self, name: str = "", **extra: str) -> Product:
        """The product over this house; by another name, one more with a folder of its own."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return Product(self.url, folder, SECRET, extra=extra)


def readers(make: Make, number: int) -> list[int]:
    """People who have read every page of the module "small"."""
    module = make.module("small")
    version = db.session.scalar(sa.select(ModuleVersion.id).filter_by(module_id=module.id))
    people = [make.person().id for _ in range(number)]
    db.session.add_all(
        PageSeen(person_id=person, version_id=version, page=page, seen_at=now())
        for person in people
        for page in PAGES
    )
    return people
