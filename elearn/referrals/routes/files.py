"""A file of referral totals: kept, what it would do, how far it is, what it did, undone."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db, limiter
from elearn.gateways.sheets import SheetFileError
from elearn.referrals import pages
from elearn.referrals.actions import imports as actions
from elearn.referrals.by import ReferralError
from elearn.referrals.feature import EITHER_FILE, HOME, KEEP, referrals
from elearn.referrals.forms import UploadForm
from elearn.referrals.queries import imports as queries
from elearn.referrals.queries.imports import ImportRow
from elearn.referrals.reading import Plan, read
from elearn.referrals.routes.home import by, home_page
from elearn.web import imports
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.forms import ApplyForm, TokenForm
from elearn.web.imports import A_PAGE, file_name, import_summary, import_title

ONE = f"{HOME}/imports/<id:number>"


@referrals.page(f"{HOME}/file", needs=KEEP, methods=("POST",))
@limiter.limit("60 per hour", methods=["POST"])
def keep_file() -> ResponseReturnValue:
    form = UploadForm()
    if not form.validate():
        return home_page(form), 422
    try:
        number = _keep(form)
    except SheetFileError as error:
        form.file.errors = [str(error)]
        return home_page(form), 422
    return redirect(url_for(".one", number=number), 303)


def _keep(form: UploadForm) -> int:
    """Keep the file that was sent; the import's number."""
    db.session().rollback()  # reading takes a while, and no lock is held meanwhile
    content = form.file.data.read()
    lines = len(read(content).lines)
    name = file_name(form.file.data.filename, "referrals")
    return actions.keep(db.session(), filename=name, content=content, lines=lines, by=by())


def _found(number: int) -> ImportRow:
    return queries.import_of(db.session(), number) or abort(404)


def _places(number: int) -> imports.Places:
    return imports.Places(
        home=url_for(".home"),
        home_label="Referrals",
        one=url_for(".one", number=number),
        apply=url_for(".apply", number=number),
        undo=url_for(".undo", number=number),
        csv=url_for(".lines", number=number, kind="csv"),
        xlsx=url_for(".lines", number=number, kind="xlsx"),
    )


@referrals.page(ONE, needs=KEEP)
def one(number: int) -> ResponseReturnValue:
    found = _found(number)
    if found.applied_at:
        return _applied(found)
    if found.job is not None and found.job.is_running:
        return imports.waiting_page(
            title=f"Import {found.number} is being applied",
            places=_places(found.number),
            filename=found.filename,
            job=found.job,
            form=ApplyForm(),
        )
    return _preview(found)


def _plan(found: ImportRow) -> Plan:
    """What a file would do. It was read once before it was kept, so it can be read."""
    return actions.plan_sheet(
        db.session(), sheet=read(found.content or b""), today=today(), watch=imports.breathing
    )


def _preview(found: ImportRow) -> str:
    plan, start = _plan(found), imports.position("start")
    end = start + A_PAGE
    form = ApplyForm()
    form.seen.data = plan.digest()
    page = imports.PreviewPage(
        title=pages.preview_title(plan),
        places=_places(found.number),
        filename=found.filename,
        lede=imports.unusable_words(plan.fates["error"]),
        failed=found.job.sentence if found.job else "",
        notices=plan.notices,
        figures=pages.figures(plan.fates),
        lines=tuple(pages.planned_line(line) for line in plan.lines[start:end]),
        button=pages.apply_button(plan),
        signs="",
        last="What it says, or what to do",
        form=form,
        previous_href=_at(found, start=max(0, start - A_PAGE)) if start else None,
        next_href=_at(found, start=end) if end < len(plan.lines) else None,
    )
    return render_template("imports/preview.html", page=page)


def _at(found: ImportRow, *, start: int = 0, after: int = 0) -> str:
    return url_for(".one", number=found.number, start=start or None, after=after or None)


def _applied(found: ImportRow) -> str:
    after = imports.position("after")
    end = after + A_PAGE
    page = imports.DonePage(
        title=import_title(found, pages.done_words(found)),
        places=_places(found.number),
        summary=import_summary(found),
        figures=pages.figures(found.counts),
        lines=tuple(pages.done_line(line) for line in found.changed[after:end]),
        caption="What it saved",
        last="What it says",
        look=("Look at the referrals", url_for(".home")),
        may_undo=found.undone_at is None and bool(found.changed),
        kept=tuple(found.counts.get("kept", ())),
        form=TokenForm(),
        next_href=_at(found, after=end) if end < len(found.changed) else None,
    )
    return render_template("imports/done.html", page=page)


@referrals.page(f"{ONE}.{EITHER_FILE}", needs=KEEP)
def lines(number: int, kind: str) -> ResponseReturnValue:
    found = _found(number)
    if found.applied_at:
        shown = [pages.done_line(line) for line in found.changed]
    else:
        shown = [pages.planned_line(line) for line in _plan(found).lines]
    return download(pages.LINES, shown, kind, name=f"referrals-import-{number}")


@referrals.page(f"{ONE}/apply", needs=KEEP, methods=("POST",))
def apply(number: int) -> ResponseReturnValue:
    found, form = _found(number), ApplyForm()
    if not form.validate():
        abort(400)
    try:
        _apply(found, form.seen.data or "")
    except ReferralError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one", number=number), 303)


def _apply(found: ImportRow, seen: str) -> None:
    """Apply it now, or where it is long have the worker do it."""
    if found.content is None:
        raise ReferralError(actions.DONE_ALREADY)
    lines = found.counts.get("lines", 0)
    if imports.is_for_the_worker(lines):
        actions.ask_for(db.session(), number=found.number, seen=seen, lines=lines, by=by())
        return
    db.session().rollback()  # reading takes a while, and no lock is held meanwhile
    sheet = read(found.content)
    actions.apply(db.session(), number=found.number, seen=seen, by=by(), today=today(), sheet=sheet)


@referrals.page(f"{ONE}/undo", needs=KEEP, methods=("POST",))
def undo(number: int) -> ResponseReturnValue:
    _found(number)
    if not TokenForm().validate():
        abort(400)
    try:
        actions.undo(db.session(), number=number, by=by())
    except ReferralError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".one", number=number), 303)
