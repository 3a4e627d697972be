"""What the pages of the plan share: who acts, needs, the links to a cell and to its new action."""

from typing import Any

from flask import g, request, url_for

from elearn.access.policy import Permission
from elearn.audit.plan.by import By
from elearn.audit.plan.cell import CellOf
from elearn.audit.plan.forms import UpdateForm
from elearn.audit.plan.pages.listed import Line
from elearn.audit.plan.queries.listed import Action, Judged
from elearn.audit.routes.feature import audit
from elearn.domain.plan import Origin
from elearn.web.clock import now, today
from elearn.web.feature import Need

PLAN = Need(Permission.PLAN_ACTIONS)
OWN = Need(Permission.UPDATE_ACTIONS, at="agency")
EITHER_FILE = "<any(csv, xlsx):kind>"


def by() -> By:
    """Who does what is done now."""
    return By(g.actor.person_id, now(), today())


@audit.app_template_global("action_url")
def action_url(audit: int, origin: str, **names: str) -> str:
    """The form of a new action from a cell of an edition, for any page that shows cells:
    ``action_url(7, "coverage", agency="city-council", module="basics")``."""
    said: dict[str, Any] = {name: value for name, value in names.items() if value}
    return url_for("audit.new_action", audit=audit, origin=origin, **said)


def new_action_url(audit: int, cell: CellOf) -> str:
    """The same for a cell."""
    named: dict[str, Any] = cell.arguments
    return url_for("audit.new_action", audit=audit, **named)


def cell_url(audit: int, cell: CellOf) -> str:
    """The page of an edition on which a cell stands."""
    names: dict[str, Any] = cell.arguments
    names.pop("origin")
    if cell.origin is Origin.COVERAGE:
        return url_for("audit.coverage", audit=audit, **names, _anchor="rows")
    if cell.origin is Origin.KNOWLEDGE:
        return url_for("audit.knowledge", audit=audit, **names, _anchor="rows")
    return url_for("audit.overview", audit=audit)


def line(one: Action, *, exact_for: str = "", judged: Judged | None = None) -> Line:
    """A line of a file. ``exact_for``: the agency whose own numbers the reader may know."""
    is_own = bool(exact_for) and one.cell.agency == exact_for
    return Line(one, one.exact if is_own else one.seen, today(), judged if is_own else None)


def fill_update(form: UpdateForm, one: Action) -> None:
    """The form of a page that is opened: how the action stands now."""
    if request.method == "GET":
        form.seen.data = str(one.log[-1].number)
        form.status.data = one.status.value
