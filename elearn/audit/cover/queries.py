"""Rules of minimum cover and who is in date behind them, as at a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.cover.facts import CoverFact
from elearn.domain.cover import Cover, cover, expires_on
from elearn.domain.dates import add_months
from elearn.models import Agency, MinimumCover, Module, ModuleKind, Person, Posting, Team
from elearn.records.asked import asked, in_force, latest_completions

Expiries = dict[tuple[int, int], dict[tuple[str, str], date | None]]
"""By team and person: the day each module (slug, level) expires, None if never done."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force, with the names of what it is about; ``module`` blank: of a level."""

    rule_id: int
    agency: str
    agency_name: str
    team_id: int
    team: str
    team_name: str
    module: str
    module_name: str
    level: str
    number: int
    start: date
    why: str

    def is_about(self, module: str, level: str) -> bool:
        return module == self.module if self.module else level == self.level


@dataclass(frozen=True, slots=True)
class Held:
    """A rule and its cover on a day; ``people`` are those in date and the day they expire."""

    rule: Rule
    cover: Cover
    people: tuple[tuple[int, date], ...]


def rules_on(session: Session, on: date, *, agency_id: int | None = None) -> list[Rule]:
    """The rules in force on a day, by agency, team and what they are about."""
    statement = (
        select(
            MinimumCover.id,
            Agency.slug,
            Agency.name,
            Team.id,
            Team.slug,
            Team.name,
            Module.slug,
            Module.code,
            Module.title,
            MinimumCover.level,
            MinimumCover.number,
            MinimumCover.start,
            MinimumCover.why,
        )
        .join(Team, Team.id == MinimumCover.team_id)
        .join(Agency, Agency.id == Team.agency_id)
        .outerjoin(Module, Module.id == MinimumCover.module_id)
        .where(in_force(MinimumCover.start, MinimumCover.end, on))
        .order_by(Agency.name, Team.name, Module.code, MinimumCover.level, MinimumCover.id)
    )
    if agency_id is not None:
        statement = statement.where(Agency.id == agency_id)
    found = []
    for number, slug, name, team_id, team, team_name, module, code, title, *rest in session.execute(
        statement
    ):
        words = f"{code} {title}" if module else ""
        found.append(Rule(number, slug, name, team_id, team, team_name, module or "", words, *rest))
    return found


def held_on(session: Session, rules: Collection[Rule], on: date) -> list[Held]:
    """How rules hold on a day, in their order. One statement. Who counts has a posting in the team
    whose role needs the module, and has not been away for more than 90 days; a starter within
    their grace counts as soon as they are in date."""
    expiries = _expiries(session, {rule.team_id for rule in rules}, on)
    return [_held(rule, expiries, on) for rule in rules]


def _held(rule: Rule, expiries: Expiries, on: date) -> Held:
    asked_of = {
        person: [day for (module, level), day in modules.items() if rule.is_about(module, level)]
        for (team, person), modules in expiries.items()
        if team == rule.team_id
    }
    wanted = {person: days for person, days in asked_of.items() if days}
    ends = ((person, expires_on(days, on)) for person, days in wanted.items())
    people = tuple(sorted(((p, end) for p, end in ends if end), key=lambda pair: pair[::-1]))
    return Held(rule, cover(wanted.values(), needed=rule.number, on=on), people)


def _expiries(session: Session, team_ids: Collection[int], on: date) -> Expiries:
    teams = sorted(team_ids)
    here = select(Posting.person_id).where(Posting.team_id.in_(teams))
    rows, latest = asked(on), latest_completions(on, people=here)
    statement = (
        select(
            rows.c.team_id,
            rows.c.person_id,
            Module.slug,
            Module.level,
            rows.c.refresh_months,
            latest.c.completed_on,
        )
        .join(Module, Module.id == rows.c.module_id)
        .outerjoin(
            latest,
            (latest.c.person_id == rows.c.person_id) & (latest.c.module_id == rows.c.module_id),
        )
        .where(rows.c.team_id.in_(teams), ~rows.c.away)
    )
    found: Expiries = defaultdict(dict)
    for team, person, module, level, months, done in session.execute(statement):
        key, known = (module, str(level)), found[team, person]
        end = _end(done, months)
        before = known.get(key, end)
        known[key] = None if end is None or before is None else min(end, before)
    return found


def _end(done: date | None, months: int | None) -> date | None:
    if done is None:
        return None
    return date.max if months is None else add_months(done, months)


def names_of(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Public number and name of people."""
    statement = select(Person.id, Person.public_id, Person.full_name).where(
        Person.id.in_(sorted(ids))
    )
    return {number: (public, name) for number, public, name in session.execute(statement)}


def teams(session: Session, on: date) -> list[tuple[int, str, str]]:
    """Every team: its number, its agency's name and its own, in that order."""
    statement = (
        select(Team.id, Agency.name, Team.name)
        .join(Agency, Agency.id == Team.agency_id)
        .where(in_force(Agency.valid_from, Agency.valid_to, on))
        .order_by(Agency.name, Team.name, Team.id)
    )
    return [(number, agency, name) for number, agency, name in session.execute(statement)]


def modules(session: Session) -> list[tuple[int, str, str]]:
    """Every module that somebody can hold: its number, code and title, by code."""
    statement = (
        select(Module.id, Module.code, Module.title)
        .where(Module.kind == ModuleKind.MODULE)
        .order_by(Module.code, Module.id)
    )
    return [(number, code, title) for number, code, title in session.execute(statement)]


def as_fact(held: Held) -> CoverFact:
    """The fact row of a rule."""
    rule, now = held.rule, held.cover
    return CoverFact(
        rule.agency,
        rule.team,
        rule.module,
        rule.level,
        rule.number,
        rule.team_name,
        now.in_date,
        now.until,
    )
