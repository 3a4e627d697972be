"""A house with one of everything, and every address of the service filled in with it."""

import itertools
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import AnyConverter, Rule

from elearn.access.policy import AgencyScope, Role
from elearn.accounts.tokens import SESSION_LIFE, digest
from elearn.audit.actions.freeze import freeze
from elearn.content.foundations import load_recordings
from elearn.content.recording import recording
from elearn.domain.requirements import Line, Need
from elearn.extensions import db
from elearn.models import (
    Agency,
    Certificate,
    LinkKind,
    RequirementProposal,
    SignInSession,
    SingleUseLink,
    Team,
)
from elearn.operations import invitations
from elearn.operations.letters import write
from elearn.reminders.actions.chasing import Wanted, chase
from elearn.requirements.actions.proposals import propose
from elearn.requirements.actions.setting import By
from elearn.roster import actions as roster
from elearn.web import clock
from tests.support.activities import MP3
from tests.support.again import again_values
from tests.support.briefings import briefing_values
from tests.support.changes import changed_module
from tests.support.doors import door_values
from tests.support.elsewhere import elsewhere_values
from tests.support.feedback import feedback_values
from tests.support.make import Make
from tests.support.planned import planned_values
from tests.support.referrals import referral_values
from tests.support.returns import returned_values
from tests.support.rosters import ROSTER, say_how_files_are_read
from tests.support.runs import run_values
from tests.support.sittings import everybody_answers
from tests.support.staffing import staff_values
from tests.support.tries import open_attempt

CODE = "NM7K-4QXR-92TD"


@dataclass
class House:
    """What an address may be about. ``everyone`` holds every role; ``values`` fill the parts of
    addresses by name, ``apart`` those of one endpoint. ``place`` is the agency's and team's id."""

    make: Make
    agency: Agency
    team: Team
    everyone: int
    place: tuple[int, int]
    values: dict[str, object] = field(default_factory=dict)
    apart: dict[str, dict[str, object]] = field(default_factory=dict)

    def somebody(self, role: Role) -> int:
        """A person who holds one role, at this house's agency or team if it is one of those."""
        agency = self.make.session.get(Agency, self.place[0])
        team = self.make.session.get(Team, self.place[1])
        at = agency if role in (Role.AGENCY_LEAD, Role.TEAM_LEAD) else None
        number = self.make.somebody(role, at, team if role is Role.TEAM_LEAD else None).id
        self.make.session.commit()
        return number

    def urls(self, app, rule: Rule, /, **changed) -> list[str]:
        """The addresses of a rule: one for each file kind and the like."""
        converters = rule._converters
        known = self.values | self.apart.get(rule.endpoint, {}) | changed
        choices = []
        for name in sorted(rule.arguments):
            if isinstance(converters[name], AnyConverter) and name not in changed:
                choices.append([(name, one) for one in sorted(converters[name].items)])
            else:
                choices.append([(name, known.get(name, "x" * 32))])
        with app.test_request_context():
            return [app.url_for(rule.endpoint, **dict(one)) for one in itertools.product(*choices)]


def pages(app, method="GET") -> list[Rule]:
    """The rules that answer a method, in order."""
    found = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return sorted(found, key=lambda rule: rule.rule)


def build_house(make: Make, *, called: str = "") -> House:
    """One agency, team, role, module, person, attempt, certificate, audit, import and letter;
    everything that has a name is ``called`` so, if that is given."""
    now, day = clock.now(), clock.today()
    agency = make.agency(called or "Northmoor Council")
    team = make.team(agency, called or "Response", is_mash=True)
    role, module = _role(make, called), make.module(**({"title": called} if called else {}))
    make.requirement(role, module)
    everyone = make.worker(agency, role, called or "Every Role", team=team)
    for one in set(Role) - {Role.LEARNER, Role.TEAM_LEAD}:
        make.grant(everyone, one, agency if one is Role.AGENCY_LEAD else None)
    colleague = make.worker(agency, role, called or "Sam Colleague", team=team)
    completion = make.completion(everyone, module, day - timedelta(days=30))
    make._add(Certificate(completion_id=completion.id, code=CODE, issued_at=now))
    attempt = open_attempt(make, everyone, module, now)
    everybody_answers(make, module, [colleague], day)
    frozen = freeze(make.session, name=called or "Autumn", as_of=day, now=now, by=everyone.id)
    preview = roster.preview(
        make.session,
        agency_id=agency.id,
        filename=called or "list.csv",
        content=ROSTER,
        actor_id=everyone.id,
        now=now,
        today=day,
    )
    say_how_files_are_read(make, agency, role, called or "Job", now)
    letter = write(
        make.session,
        key="walk",
        person_id=colleague.id,
        to="sam@council.example",
        subject=called or "Hello",
        body="Text",
        now=now,
    )
    make.contact("local-lead", name=called or "Safeguarding lead")
    make.contact("local-lead", agency, name=called or "Our lead", number="023 8000 0000")
    chased = chase(
        make.session,
        AgencyScope(agency_ids=frozenset({agency.id})),
        agency.id,
        wanted=Wanted(),
        once="walk",
        sender=invitations.Sender("Northmoor", "http://localhost"),
        actor_id=everyone.id,
        now=now,
        today=day,
    )
    make.session.commit()
    values = {
        "agency": agency.slug,
        "about": agency.slug,
        "contact": "local-lead",
        "person": colleague.public_id,
        "module": module.slug,
        "page": "first",
        "attempt": attempt,
        "code": CODE,
        "audit": frozen.id,
        "item": f"{module.code.lower()}-t1-01",
        "number": preview.number,
        "chase": chased,
        "letter": letter.id,
        "digest": _recording(make),
        "role": role.code.lower(),
        "year": day.year,
    }
    more, more_apart = staff_values(make, agency, role, colleague, called)
    said, said_apart = feedback_values(make, module, everyone, called)
    values |= more | said | briefing_values(make, agency, module, everyone, colleague, called)
    changed = changed_module(make, everyone, day, called)
    planned, planned_apart = planned_values(make, frozen, agency, module, everyone, called)
    values |= planned
    waits = {"number": _proposal(make, agency, role, module, everyone, called)}
    apart = returned_values(make.session, agency, everyone, day.year, called) | {
        "learning.changes": {"module": changed},
        "requirements.proposal": waits,
        "requirements.approve": waits,
        "requirements.refuse": waits,
        "requirements.withdraw": waits,
        "public.signs_of": {"kind": "labour"},
        "public.signs_at": {"place": "housing"},
        "privacy.time": {"rule": "leavers"},
        "accounts.reset": {"token": link(make, colleague, LinkKind.RESET)},
        "accounts.invite": {"token": link(make, colleague, LinkKind.INVITATION)},
    }
    more_apart = more_apart | elsewhere_values(make, agency, module, everyone, colleague, called)
    more_apart |= again_values(make, agency, called) | planned_apart
    more_apart |= referral_values(make, everyone, called)
    more_apart |= run_values(make, everyone, now, day, called)
    more_apart |= door_values(make, agency, role, team, colleague, called)
    every, place = apart | more_apart | said_apart, (agency.id, team.id)
    return House(make, agency, team, everyone.id, place, values, every)


def _recording(make: Make) -> str:
    """The address of a sound that a screen could play."""
    sound = recording(MP3, "audio/mpeg")
    load_recordings(make.session, [sound])
    return sound.sha256


def _proposal(make: Make, agency, role, module, person, called: str) -> int:
    """The number of a proposal that waits."""
    line = Line(
        agency_id=agency.id,
        role_id=role.id,
        module_id=module.id,
        need=Need.OFFERED,
        start=clock.today(),
        grace_days=0,
        refresh_months=None,
        reason=called or "Done in our own induction.",
    )
    by = By(person.id, clock.now(), clock.today())
    propose(make.session, agency_id=agency.id, line=line, by=by)
    make.session.commit()
    return make.session.scalar(select(RequirementProposal.id))


def _role(make: Make, called: str):
    return make.role("X1", **({"name": called} if called else {}))


def link(make: Make, person, kind: LinkKind) -> str:
    """The token of a link that still works."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    make._add(
        SingleUseLink(
            kind=kind,
            secret_hash=digest(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + timedelta(hours=1),
        )
    )
    return token


def cookie_of(app, person_id: int) -> str:
    """The cookie of a browser in which a person is signed in, with a second step, as it is sent."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    db.session.add(
        SignInSession(
            secret_hash=digest(secret),
            person_id=person_id,
            created_at=now,
            expires_at=now + SESSION_LIFE,
            proved_at=now,
            strong_at=now,
        )
    )
    db.session.commit()
    client = FlaskClient(app, app.response_class)
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": secret, "_fresh": True, "seen": int(now.timestamp())})
    name = app.config["SESSION_COOKIE_NAME"]
    kept = client.get_cookie(name)
    return f"{name}={kept.value}"


class Sender:
    """Sends single requests with a fixed cookie. What they do to the database is undone, so that
    each finds the house as it was built."""

    def __init__(self, app, cookie=""):
        self.app = app
        self.client = FlaskClient(app, app.response_class, use_cookies=False)
        self.headers = {"Cookie": cookie} if cookie else {}

    def send(self, method, url, **more):
        headers = self.headers | more.pop("headers", {})
        connection = db.session().get_bind()
        db.session.remove()
        before = connection.begin_nested()
        try:
            with self.app.app_context():  # or flask.g would be that of the request before
                return self.client.open(url, method=method, headers=headers, **more)
        finally:
            before.rollback()
