"""Two records of one person full of events, drawn at random, and everything on record as values."""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Base,
    Certificate,
    Grade,
    Item,
    Letter,
    LetterState,
    ModuleVersion,
    PageSeen,
    Password,
    ScenarioChoice,
)
from tests.integration.staff.conftest import day

# What merging and undoing write besides: the trail, the merge itself, letters, closed doors.
ASIDE = {
    *("trail_entry", "person_merge", "letter", "sign_in_session", "single_use_link"),
    "figures_stamp",  # a note that something changed, which an undoing is too
}
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def everything(session, aside=ASIDE):
    """Every row of every table, by table."""
    session.flush()
    session.expire_all()
    return {
        table.name: sorted(map(repr, session.execute(select(table))))
        for table in Base.metadata.sorted_tables
        if table.name not in aside
    }


def events(session):
    """Every event, whoever it belongs to: without owner, and without what is derived."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if "person_id" in table.columns and table.name not in ASIDE | {"holding", "password"}:
            columns = [one for one in table.columns if one.name not in ("person_id", "end")]
            found[table.name] = sorted(map(repr, session.execute(select(*columns))))
    return found


class Drawn:
    """Draws events for two people from one small set of modules, so that many collide."""

    def __init__(self, make, office, seed):
        self.make, self.office, self.dice = make, office, random.Random(seed)
        self.modules = [make.module() for _ in range(3)]

    def person(self, name):
        with_address = self.dice.random() < 0.5
        person = self.make.person(
            name,
            **({} if with_address else {"email": None}),
            username=None if self.dice.random() < 0.5 else f"u{self.dice.getrandbits(40)}",
        )
        if self.dice.random() < 0.5:
            self.make._add(Password(person_id=person.id, hash="x", changed_at=NOW))
        self._work(person)
        for module in self.modules:
            self._learn(person, module)
        for number in range(self.dice.randrange(3)):
            value = f"{person.id}-{number}"
            self.make.staff_number(person, self.office.agency, value)
        if self.dice.random() < 0.5:
            self.make.absence(person, day(-self.dice.randrange(200)))
        for state in self.dice.sample([*LetterState], 2):
            self._letter(person, state)
        return person

    def _work(self, person):
        starts = self.dice.sample(range(-400, -300, 20), 3)
        for start in starts[: self.dice.randrange(1, 4)]:
            end = self.dice.choice([None, day(start + 10), day(start + 40)])
            self.make.posting(
                person,
                self.office.agency,
                self.office.roles[0],
                team=self.dice.choice([None, self.office.team]),
                start=day(start),
                end=end,
            )
        self.make.posting(person, self.office.agency, self.office.roles[1], start=day(-30))

    def _learn(self, person, module):
        for _ in range(self.dice.randrange(3)):
            done = self.make.completion(
                person,
                module,
                day(-self.dice.randrange(3)),
                self.dice.choice([Grade.HERE, Grade.IMPORTED]),
            )
            if self.make.session.get(Certificate, done.id) is None:
                code = f"{self.dice.getrandbits(60):X}"
                self.make._add(Certificate(completion_id=done.id, code=code, issued_at=NOW))
        version = self.make.session.scalar(select(ModuleVersion).filter_by(module_id=module.id))
        for number in range(1, self.dice.randrange(1, 4)):
            self._attempt(person, module, version, number)
        for page in self.dice.sample(["first", "second", "third"], self.dice.randrange(4)):
            self.make._add(
                PageSeen(person_id=person.id, version_id=version.id, page=page, seen_at=NOW)
            )
        for step in range(self.dice.randrange(3)):
            self.make._add(
                ScenarioChoice(
                    person_id=person.id, version_id=version.id, page="walk", walk=1, step=step,
                    node="a", choice="b", tag="safe", chosen_at=NOW,
                )
            )  # fmt: skip

    def _attempt(self, person, module, version, number):
        attempt = self.make._add(
            Attempt(
                public_id=f"{self.dice.getrandbits(100):x}",
                person_id=person.id,
                module_id=module.id,
                version_id=version.id,
                kind=AttemptKind.QUIZ,
                number=number,
                first=number == 1,
                draw=[],
                started_at=NOW,
                submitted_at=NOW + timedelta(minutes=number),
                out_of=1,
            )
        )
        item = self.make.session.scalar(select(Item).filter_by(module_id=module.id).limit(1))
        self.make._add(Answer(attempt_id=attempt.id, item_id=item.id, choice="a", answered_at=NOW))

    def _letter(self, person, state):
        key = f"{person.id}:{state}"
        self.make._add(
            Letter(
                key=key, person_id=person.id, recipient="a@b.example", subject="s", body="b",
                message_id=key, state=state, not_before=NOW, created_at=NOW,
            )
        )  # fmt: skip
