"""Two records of one person: find the other, compare, put together, take apart."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.identity import name_words
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.staff.actions import merging
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import MANAGE, PERSON, staff
from elearn.staff.forms import OneButtonForm
from elearn.staff.pages import words as said
from elearn.staff.pages.shapes import AlikePage, ComparePage
from elearn.staff.queries.merging import SHORTEST_WORD, Side, alike, two_sides, would_move
from elearn.staff.queries.people import MENDED_FOR
from elearn.staff.routes.common import by, refused, someone, words
from elearn.web.clock import now, today
from elearn.web.places import whole_agency
from elearn.web.sender import sender


@staff.page(f"{PERSON}/merge", needs=MANAGE)
def choose_other(agency: str, person: str) -> ResponseReturnValue:
    """Who bears a like name, or is found by what was typed."""
    of = whole_agency(agency)
    found, typed = someone(of, person), words()
    own = [word for word in sorted(name_words(found.name)) if len(word) >= SHORTEST_WORD]
    rows = alike(
        db.session(),
        of.agency_id,
        found.person_id,
        typed.split() if typed else own,
        today() - MENDED_FOR,
    )
    page = AlikePage(
        title="Is this person on record twice?",
        agency=of,
        person=person,
        lede=f"{found.name}: choose the other record, and you see both side by side.",
        words=typed,
        rows=tuple(said.alike_cells(one) for one in rows),
    )
    return render_template("staff/alike.html", page=page)


@staff.page(f"{PERSON}/merge/<token:other>", needs=MANAGE, methods=("GET", "POST"), fresh=True)
def merge(agency: str, person: str, other: str) -> ResponseReturnValue:
    """Both records, and what would go over. ``person`` is the record that is kept."""
    of = whole_agency(agency)
    kept, merged = _sides(of, person, other)
    form = OneButtonForm()
    why_not = merging.why_not(
        db.session(),
        agency_id=of.agency_id,
        kept_id=kept.person_id,
        merged_id=merged.person_id,
        now=now(),
    )
    if form.validate_on_submit():
        try:
            merging.merge(
                db.session(),
                agency_id=of.agency_id,
                kept_id=kept.person_id,
                merged_id=merged.person_id,
                sender=sender(),
                by=by(),
            )
            flash("The two records are one now. You can undo it for 30 days.")
            return redirect(url_for(".manage", agency=agency, person=person), 303)
        except StaffError as error:
            refused(form, error)
    found = would_move(db.session(), kept=kept.person_id, merged=merged.person_id)
    page = ComparePage(
        title="Put these two records together?",
        agency=of,
        kept=person,
        merged=other,
        kept_name=kept.name,
        rows=said.compare_rows(kept, merged),
        moves=said.moves(found),
        refused=why_not,
        form=form,
    )
    return render_template("staff/compare.html", page=page), 422 if form.errors else 200


def _sides(of: AgencyName, person: str, other: str) -> tuple[Side, Side]:
    if person == other:
        abort(404)
    since = today() - MENDED_FOR
    return two_sides(db.session(), of.agency_id, (person, other), since) or abort(404)


@staff.page(f"{PERSON}/merges/<id:merged>/undo", needs=MANAGE, methods=("POST",), fresh=True)
def undo_merge(agency: str, person: str, merged: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    someone(of, person)
    if not OneButtonForm().validate():
        abort(400)
    try:
        merging.undo(db.session(), agency_id=of.agency_id, merge_id=merged, by=by())
        flash("The two records are apart again, as they were.")
    except StaffError as error:
        db.session.rollback()
        flash(str(error))
    return redirect(url_for(".manage", agency=agency, person=person), 303)
