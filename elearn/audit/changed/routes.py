"""The page of changes, its files, and the button that counts a comparison."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.changed.knowledge import for_people as knowledge_report
from elearn.audit.changed.knowledge import knowledge_changes
from elearn.audit.changed.pages import changes_page
from elearn.audit.changed.shown import FlowRow, flow_rows
from elearn.audit.changed.stored import can_compare, compare, kept
from elearn.audit.changed.tables import for_people
from elearn.audit.editions import SHELF, Opened
from elearn.audit.queries import editions as queries
from elearn.audit.queries.editions import Edition
from elearn.audit.routes.feature import (
    RUN_AUDIT,
    actor_id,
    audit,
    find,
    opened,
)
from elearn.audit.routes.kept import edition_page
from elearn.audit.sheets import Names
from elearn.domain.dates import uk_date
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.web.clock import now
from elearn.web.downloads import download

MOST_CHOICES = 30


@audit.page("/audits/<id:audit>/changes", needs=RUN_AUDIT)
def changes(audit: int) -> ResponseReturnValue:
    edition = find(audit)
    choices = _choices(edition)
    earlier = _wanted(choices)
    found, *others = SHELF.open_all(
        db.session(),
        [edition, earlier] if earlier else [edition],
        audience=Audience.PARTNERSHIP,
        now=now(),
    )
    before = others[0] if others else None
    rows, note = _flows(found, earlier)
    against = earlier.id if earlier else None
    files = {
        kind: url_for(".changes_file", audit=audit, against=against, kind=kind)
        for kind in ("csv", "xlsx")
    } | {
        f"known_{kind}": url_for(".knowledge_changes_file", audit=audit, against=against, kind=kind)
        for kind in ("csv", "xlsx")
    }

    def page() -> dict[str, Any]:
        made = changes_page(found, before, rows, choices=choices, note=note, files=files)
        return {"page": made}

    others_said = tuple((one.id, one.name, one.digest) for one in choices)
    asked = (against, before.sealed if before else None, note, others_said)
    return edition_page("audit/changed_changes.html", found, asked, page)


@audit.page("/audits/<id:audit>/changes", needs=RUN_AUDIT, methods=("POST",))
def compare_editions(audit: int) -> ResponseReturnValue:
    edition = find(audit)
    number = request.form.get("against", "")
    earlier = queries.edition(db.session(), int(number)) if _is_number(number) else None
    if earlier is None or not can_compare(edition, earlier):
        abort(400)
    done = compare(db.session(), edition, earlier, now=now(), by=actor_id())
    flash("Compared." if done else "It was compared already.")
    return redirect(url_for(".changes", audit=audit, against=earlier.id), 303)


@audit.page("/audits/<id:audit>/changes.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def changes_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    rows, _ = _flows(found, _wanted(_choices(found.edition)))
    report = for_people(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-changes")


@audit.page("/audits/<id:audit>/changes-of-knowledge.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def knowledge_changes_file(audit: int, kind: str) -> ResponseReturnValue:
    """Every topic of the partnership by level and of each agency, then and now."""
    edition = find(audit)
    earlier = _wanted(_choices(edition))
    found, *others = SHELF.open_all(
        db.session(),
        [edition, earlier] if earlier else [edition],
        audience=Audience.PARTNERSHIP,
        now=now(),
    )
    rows = knowledge_changes(others[0], found) if others else ()
    report = knowledge_report(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-changes-of-knowledge")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _choices(edition: Edition) -> list[Edition]:
    """The earlier editions of the same scope, the latest first."""
    found = queries.newest(db.session(), before=edition.id, limit=MOST_CHOICES)
    return [one for one in found if can_compare(edition, one)]


def _wanted(choices: list[Edition]) -> Edition | None:
    """The earlier edition of the address; the latest one where the address says none."""
    text = request.args.get("against", "")
    if not text:
        return choices[0] if choices else None
    chosen = [one for one in choices if str(one.id) == text]
    if not chosen:
        abort(404)
    return chosen[0]


def _flows(found: Opened, earlier: Edition | None) -> tuple[tuple[FlowRow, ...], str]:
    """The flows that were frozen or kept, and since when they are as they are."""
    if earlier is None:
        return (), ""
    frozen: tuple[FlowRow, ...] = found.shown.more.get("flow", ())
    if frozen and frozen[0].against == earlier.id:
        return frozen, "Counted and frozen with this edition."
    compared = kept(db.session(), found.edition.id, earlier.id)
    if compared is None:
        return (), ""
    rows = found.keep(
        ("flows", str(compared.id)),
        lambda: flow_rows(compared.flows, found.shown, found.edition.rules),
    )
    return rows, f"Counted on {uk_date(compared.made_at.date())} from the record as it was then."
