"""The pages of minimum cover."""

from flask import abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.cover import pages, queries
from elearn.audit.cover.actions import end_rule, set_rule
from elearn.audit.cover.forms import CoverForm
from elearn.audit.plan.routes.common import EITHER_FILE, OWN, PLAN
from elearn.audit.routes.feature import audit
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.forms import TokenForm
from elearn.web.places import whole_agency


@audit.page("/audits/cover", needs=PLAN, methods=("GET", "POST"))
def cover() -> ResponseReturnValue:
    form = CoverForm(
        teams=queries.teams(db.session(), today()), modules=queries.modules(db.session())
    )
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 400
    set_rule(db.session(), form.wanted, actor_id=g.actor.person_id, now=now(), today=today())
    return redirect(url_for(".cover"), 303)


def _page(form: CoverForm) -> str:
    held = queries.held_on(db.session(), queries.rules_on(db.session(), today()), today())
    page = pages.CoverPage(
        title=pages.title_of(held),
        lede=f"{len(held):,} rules, as at {uk_date(today())}." if held else "",
        lines=pages.lines(held),
        form=form,
        end_form=TokenForm(),
    )
    return render_template("audit/cover_list.html", page=page)


@audit.page(f"/audits/cover.{EITHER_FILE}", needs=PLAN)
def cover_file(kind: str) -> ResponseReturnValue:
    held = queries.held_on(db.session(), queries.rules_on(db.session(), today()), today())
    return download(pages.COVER, pages.lines(held), kind, name="minimum-cover")


@audit.page("/audits/cover/<id:rule>/end", needs=PLAN, methods=("POST",))
def end_cover(rule: int) -> ResponseReturnValue:
    if not TokenForm().validate_on_submit():
        abort(400)
    actor = g.actor.person_id
    if not end_rule(db.session(), rule_id=rule, actor_id=actor, now=now(), today=today()):
        abort(404)
    return redirect(url_for(".cover"), 303)


@audit.page("/agencies/<slug:agency>/cover", needs=OWN)
def own_cover(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    rules = queries.rules_on(db.session(), today(), agency_id=of.agency_id)
    held = queries.held_on(db.session(), rules, today())
    ids = {person for one in held for person, _ in one.people}
    names = queries.names_of(db.session(), ids)
    page = pages.OwnPage(
        title=pages.title_of(held),
        caption=of.name,
        lede=f"As at {uk_date(today())}. People count whose role needs it." if held else "",
        teams=tuple(
            pages.team_cover(
                one, names, lambda person: url_for("agency.person", agency=agency, person=person)
            )
            for one in held
        ),
    )
    return render_template("audit/cover_own.html", page=page)
