"""How many people live in an area: the figure, whose it is, and as at which day."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.referrals import pages
from elearn.referrals.actions.populations import set_population
from elearn.referrals.feature import HOME, KEEP, referrals
from elearn.referrals.forms import PopulationForm
from elearn.referrals.queries import totals as queries
from elearn.referrals.routes.home import by
from elearn.web.clock import today


@referrals.page(f"{HOME}/areas/<slug:area>", needs=KEEP, methods=("GET", "POST"))
def population(area: str) -> ResponseReturnValue:
    every = queries.areas(db.session(), today=today())
    of = next((one for one in every if one.slug == area), None) or abort(404)
    form = PopulationForm(area=of, today=today())
    if form.validate_on_submit():
        done = set_population(db.session(), area_id=of.area_id, wanted=form.wanted, by=by())
        flash(f"{of.name}: saved." if done else f"{of.name}: the same was saved already.")
        return redirect(url_for(".home"), 303)
    page = pages.PopulationPage(title=f"People living in {of.name}", form=form)
    return render_template("referrals/population.html", page=page), 422 if form.errors else 200
