"""How good the questions are: a list, its files, one question, and the way there for authors."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.audit.editions import latest
from elearn.audit.items import depth, pages, question
from elearn.audit.items.parts import calibration_table, gain_table, items_table
from elearn.audit.items.shown import ItemRow
from elearn.audit.pages.tables import chosen_of, knowledge_filters
from elearn.audit.plan.routes.common import action_url
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.routes.kept import edition_page
from elearn.audit.sheets import Names
from elearn.extensions import db
from elearn.web.downloads import download
from elearn.web.feature import Need

READ_QUESTIONS = Need(Permission.READ_QUESTIONS)


@audit.page("/audits/questions", needs=READ_QUESTIONS)
def questions() -> ResponseReturnValue:
    """Authors come by this address: the questions of the latest audit."""
    found = latest(db.session())
    if found is None:
        return render_template("audit/items_none.html", page=pages.NoAudit())
    return redirect(url_for(".items", audit=found.id), 303)


def _plans() -> bool:
    return may(g.actor, Permission.PLAN_ACTIONS)


def _action(number: int, row: ItemRow) -> str:
    return action_url(number, "item", module=row.module, subject=row.item)


@audit.page("/audits/<id:audit>/items", needs=READ_QUESTIONS)
def items(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = pages.filters_of(found, request.args)
    chosen: dict[str, Any] = dict(chosen_of(filters))
    addresses = pages.Addresses(
        item=lambda key: url_for(".item", audit=audit, item=key),
        act=(lambda row: _action(audit, row)) if _plans() else None,
        first=url_for(".items", audit=audit, **chosen) if request.args.get("after") else None,
        next=lambda after: url_for(".items", audit=audit, **chosen, after=after),
        files={
            kind: url_for(".items_file", audit=audit, **chosen, kind=kind)
            for kind in ("csv", "xlsx")
        },
    )
    after, around = request.args.get("after", ""), may(g.actor, Permission.RUN_AUDIT)

    def page() -> dict[str, Any]:
        made = pages.items_page(found, filters, after=after, addresses=addresses, around=around)
        return {"page": made}

    asked = (*sorted(chosen.items()), after, around, _plans())
    return edition_page("audit/items.html", found, asked, page)


@audit.page("/audits/<id:audit>/items.<any(csv, xlsx):kind>", needs=READ_QUESTIONS)
def items_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    rows = pages.chosen_items(found, chosen_of(pages.filters_of(found, request.args)))
    report = items_table(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-questions")


@audit.page("/audits/<id:audit>/knowledge/calibration", needs=RUN_AUDIT)
def calibration(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = knowledge_filters(found, request.args)
    chosen: dict[str, Any] = dict(chosen_of(filters))
    after = request.args.get("after", "")

    def page() -> dict[str, Any]:
        made = depth.calibration_page(
            found,
            filters,
            after=after,
            first=url_for(".calibration", audit=audit, **chosen) if after else None,
            next=lambda after: url_for(".calibration", audit=audit, **chosen, after=after),
            files={
                kind: url_for(".calibration_file", audit=audit, **chosen, kind=kind)
                for kind in ("csv", "xlsx")
            },
        )
        return {"page": made}

    return edition_page("audit/calibration.html", found, (*sorted(chosen.items()), after), page)


@audit.page("/audits/<id:audit>/knowledge/calibration.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def calibration_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    rows = depth.calibration_cells(found, chosen_of(knowledge_filters(found, request.args)))
    report = calibration_table(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-calibration")


@audit.page("/audits/<id:audit>/knowledge/gain.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def gain_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    rows = found.shown.more.get("gain", ())
    return download(
        gain_table(Names(found.edition, found.shown)), rows, kind, name=f"audit-{audit}-gain"
    )


@audit.page("/audits/<id:audit>/items/<slug:item>", needs=READ_QUESTIONS)
def item(audit: int, item: str) -> ResponseReturnValue:
    found = opened(audit)
    row = next((one for one in pages.items_of(found) if one.item == item), None) or abort(404)
    read = ""
    if may(g.actor, Permission.AUTHOR_CONTENT):
        read = url_for("authoring.module", module=row.module, _anchor=row.item)
    page = question.item_page(
        found,
        row,
        read=read,
        act=_action(audit, row) if _plans() else "",
        around=may(g.actor, Permission.RUN_AUDIT),
    )
    return render_template("audit/item.html", page=page)
