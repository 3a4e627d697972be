"""What the pages of an agency's reminders begin with: the agency, the scope and the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, request

from elearn.access.policy import AgencyScope
from elearn.content.queries import PublishedModule, published
from elearn.extensions import db
from elearn.records.places import AgencyName, agency_by_slug
from elearn.reminders.actions.chasing import Wanted
from elearn.reminders.queries.chases import TeamRow, teams_in
from elearn.web.guard import scope

ALL, OVERDUE = "all", "overdue"


@dataclass(frozen=True, slots=True)
class Office:
    """The agency of the address and what may be seen there."""

    of: AgencyName
    scope: AgencyScope

    @property
    def is_whole(self) -> bool:
        return self.scope.covers_agency(self.of.agency_id)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom the address asks for. ``args`` are the filters as they stand there."""

    here: Office
    modules: Sequence[PublishedModule]
    teams: Sequence[TeamRow]
    args: Mapping[str, str]
    wanted: Wanted


def office(slug: str) -> Office:
    """The agency of that slug, or 404 where nothing of it is in scope."""
    found, seen = agency_by_slug(db.session(), slug), scope()
    if found is None:
        abort(404)
    if not (seen.covers_agency(found.agency_id) or found.agency_id in seen.team_agency_ids):
        abort(404)
    return Office(found, seen)


def asking(slug: str) -> Asking:
    """Read the filters; one that names nothing is a page that does not exist."""
    here = office(slug)
    modules = published(db.session())
    teams = teams_in(db.session(), here.scope, here.of.agency_id)
    args = {name: one for name in ("module", "team", "due") if (one := request.args.get(name))}
    module = {one.slug: one.module_id for one in modules}
    team = {one.slug: one.team_id for one in teams}
    known = {"module": module, "team": team, "due": {OVERDUE, ALL}}
    if any(value not in known[name] for name, value in args.items()):
        abort(404)
    wanted = Wanted(
        team_id=team.get(args.get("team", "")),
        module_id=module.get(args.get("module", "")),
        with_soon=args.get("due") == ALL,
    )
    return Asking(here, modules, teams, args, wanted)
