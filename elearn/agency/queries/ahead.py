"""When the completions of an agency run out: exact, from its own people's dates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from elearn.agency.queries.kept import kept
from elearn.agency.queries.rules import Rule, dated_rules
from elearn.agency.queries.standings import DUE_SOON, View, facts_of
from elearn.domain.dates import add_months


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many requirements of people run out on each day, in all (each person once for a module)
    and by team; None is a day that never comes."""

    whole: Counter[date | None]
    teams: dict[int | None, Counter[date | None]]


def ahead(session: Session, rules: Sequence[Rule], view: View) -> Ahead:
    """The days on which what is in date today expires (C13 Forward look), kept or counted in one
    statement. Who has two posts is counted once in each team, by the earlier day."""
    return kept("ahead", (tuple(rules), view), view.stamp, lambda: _count(session, rules, view))


def _count(session: Session, rules: Sequence[Rule], view: View) -> Ahead:
    whole: Counter[date | None] = Counter()
    teams: dict[int | None, Counter[date | None]] = {}
    if not rules:
        return Ahead(whole, teams)
    fact = facts_of(dated_rules(rules, view.on), view).cte("fact")
    keys = (fact.c.team_id, fact.c.role_id, fact.c.module_id, fact.c.completed_on)
    held = fact.c.rank <= DUE_SOON
    once = select(literal(0), *keys, func.count()).where(held, fact.c.postings == 1).group_by(*keys)
    more = select(fact.c.person_id, *keys, literal(1)).where(held, fact.c.postings > 1)
    months = {(one.role_id, one.module_id): one.refresh_months for one in rules}
    of_team: dict[tuple[int, int, int | None], date | None] = {}
    of_all: dict[tuple[int, int], date | None] = {}
    for person, team, role, module, done, number in session.execute(union_all(once, more)):
        lasts = months[role, module]
        end = None if lasts is None else add_months(done, lasts)
        if not person:
            whole[end] += number
            teams.setdefault(team, Counter())[end] += number
            continue
        key = (person, module)
        of_all[key] = _earlier(of_all.get(key, end), end)
        of_team[*key, team] = _earlier(of_team.get((*key, team), end), end)
    whole.update(of_all.values())
    for (_, _, team), end in of_team.items():
        teams.setdefault(team, Counter())[end] += 1
    return Ahead(whole, teams)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
