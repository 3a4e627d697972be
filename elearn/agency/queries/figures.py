"""An agency's figures, added up once and kept until a write changes what they are counted from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from elearn.agency.queries.kept import kept
from elearn.agency.queries.presence import Presence, presence
from elearn.agency.queries.rules import Rule
from elearn.agency.queries.standings import (
    Cell,
    Fact,
    View,
    standings,
)
from elearn.agency.tally import tally
from elearn.domain.coverage import Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """Person-requirements of a view in all, by team, by role and by module (each person once in
    each); ``asked`` people are asked for anything, ``overdue`` of them out of date with any."""

    whole: Counts
    teams: Mapping[int | None, Counts]
    roles: Mapping[int | None, Counts]
    modules: Mapping[int, Counts]
    asked: int
    overdue: int


def figures(session: Session, rules: Sequence[Rule], view: View) -> Figures:
    """The figures of a view, kept or counted."""
    return kept("figures", (tuple(rules), view), view.stamp, lambda: _count(session, rules, view))


def present(session: Session, rules: Sequence[Rule], view: View) -> Presence:
    """Who of a view is at work, kept or counted."""
    return kept("present", (tuple(rules), view), view.stamp, lambda: presence(session, rules, view))


def _count(session: Session, rules: Sequence[Rule], view: View) -> Figures:
    found = standings(session, rules, view)

    def by(key: Callable[[Cell | Fact], Any]) -> Mapping[Any, Counts]:
        return dict(tally(found, key))

    return Figures(
        whole=by(lambda _one: "whole").get("whole", Counts()),
        teams=by(lambda one: one.team_id),
        roles=by(lambda one: one.role_id),
        modules=by(lambda one: one.module_id),
        asked=found.asked,
        overdue=found.overdue,
    )
