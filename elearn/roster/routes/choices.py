"""How a file is to be read: which column is which, and which role each job title is."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.gateways.sheets import HeadingsError, SheetFileError
from elearn.records.places import AgencyName
from elearn.roster import actions, queries
from elearn.roster.feature import MANAGE, ONE, roster
from elearn.roster.forms import ColumnsForm, FileForm
from elearn.roster.guessing import offered
from elearn.roster.pages import choices as pages
from elearn.roster.queries import ImportRow
from elearn.roster.reading import Outline, outline, read, to_remember
from elearn.roster.titles import RoleName, Title, Titles, roles_of, titles_of
from elearn.web.clock import now
from elearn.web.imports import position
from elearn.web.places import whole_agency


def _unapplied(of: AgencyName, number: int) -> ImportRow:
    """The import if its file is still kept, or 404."""
    found = queries.import_of(db.session(), of.agency_id, number)
    if found is None or found.applied_at or found.content is None:
        abort(404)
    return found


@roster.page(f"{ONE}/columns", needs=MANAGE, methods=("GET", "POST"))
def columns(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = _unapplied(of, number)
    choices = queries.choices_of(db.session(), of.agency_id)
    db.session().rollback()  # reading takes a while, and no lock is held meanwhile
    try:
        seen = outline(found.content or b"", choices)
    except SheetFileError as error:
        flash(str(error))
        return redirect(url_for(".home", agency=agency), 303)
    form = ColumnsForm(pages.heading_choices(seen.headings), offered(seen.headings))
    if form.is_answered():
        _remember_columns(of, seen, form)
        return redirect(url_for(".one", agency=agency, number=number), 303)
    return _columns(of, found, seen, form), 422 if form.errors else 200


def _remember_columns(of: AgencyName, seen: Outline, form: ColumnsForm) -> None:
    actions.remember_columns(
        db.session(),
        agency_id=of.agency_id,
        said=to_remember(seen.headings, form.chosen),
        actor_id=g.actor.person_id,
        now=now(),
    )


def _columns(of: AgencyName, found: ImportRow, seen: Outline, form: ColumnsForm) -> str:
    page = pages.ColumnsPage(
        title="Which column is which?",
        agency=of,
        number=found.number,
        filename=found.filename,
        lede=pages.columns_lede(not seen.is_clear),
        form=form,
        is_new=not seen.is_clear,
        headings=pages.examples(seen.headings),
    )
    return render_template("roster/columns.html", page=page)


@roster.page(f"{ONE}/titles", needs=MANAGE, methods=("GET", "POST"))
def titles(agency: str, number: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = _unapplied(of, number)
    names = queries.names_of(db.session(), of.agency_id).roles
    choices = queries.choices_of(db.session(), of.agency_id)
    db.session().rollback()  # as above
    try:
        sheet = read(found.content or b"", choices)
    except HeadingsError:
        return redirect(url_for(".columns", agency=agency, number=number), 303)
    except SheetFileError as error:
        flash(str(error))
        return redirect(url_for(".home", agency=agency), 303)
    told = titles_of(sheet, roles_of(names, choices.titles))
    start = position("start")
    form = FileForm()
    if form.validate_on_submit():
        left = _remember_titles(of, names, told, start)
        return redirect(_after(of, number, told, start, left), 303)
    return _titles(of, number, names, told, start, form)


def _listed(told: Titles) -> tuple[Title, ...]:
    return (*told.unknown, *told.said)


def _remember_titles(of: AgencyName, names: tuple[RoleName, ...], told: Titles, start: int) -> int:
    """Remember what was chosen on one page of titles; how many of them have no role still."""
    roles = {role.code: role.role_id for role in names}
    said: dict[Title, int | None] = {}
    for one in _listed(told)[start : start + pages.A_PAGE]:
        code = request.form.get(pages.field_name(one))
        if code is None:  # sent twice: by now another title stands in its place
            continue
        if code and code not in roles:
            abort(400)
        if roles.get(code) != one.role_id:
            said[one] = roles.get(code)
    if said:
        actions.remember_titles(
            db.session(),
            agency_id=of.agency_id,
            said=said,
            actor_id=g.actor.person_id,
            now=now(),
        )
    shown = told.unknown[start : start + pages.A_PAGE]
    return sum(one not in said for one in shown)


def _after(of: AgencyName, number: int, told: Titles, start: int, left: int) -> str:
    """The next page of titles that nobody gave a role, or else the preview."""
    if start + pages.A_PAGE < len(told.unknown):
        return url_for(".titles", agency=of.slug, number=number, start=start + left or None)
    return url_for(".one", agency=of.slug, number=number)


def _titles(
    of: AgencyName,
    number: int,
    names: tuple[RoleName, ...],
    told: Titles,
    start: int,
    form: FileForm,
) -> str:
    end = start + pages.A_PAGE
    there = _listed(told)

    def at(place: int) -> str:
        return url_for(".titles", agency=of.slug, number=number, start=place or None)

    page = pages.TitlesPage(
        title=pages.titles_title(len(told.unknown)),
        agency=of,
        number=number,
        lede=pages.titles_lede(len(told.unknown), told.more),
        fields=pages.title_fields(there[start:end], names),
        roles=pages.role_choices(names),
        start=start,
        form=form,
        previous_href=at(max(0, start - pages.A_PAGE)) if start else None,
        next_href=at(end) if end < len(there) else None,
    )
    return render_template("roster/titles.html", page=page)
