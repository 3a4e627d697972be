"""One certificate, for the lead: look at it, approve it, refuse it, take the approval back."""

from collections.abc import Callable

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.evidence import files
from elearn.evidence.actions import certificates as actions
from elearn.evidence.errors import EvidenceError
from elearn.evidence.feature import evidence
from elearn.evidence.forms import ApproveForm, ReasonForm
from elearn.evidence.pages import certificates as pages
from elearn.evidence.queries import certificates as queries
from elearn.evidence.queries.catalogue import courses_in_force
from elearn.evidence.queries.certificates import CertificateRow
from elearn.evidence.routes.common import DECIDE, HOME, Office, office
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.sender import sender

ONE = f"{HOME}/certificates/<token:upload>"


def _found(here: Office, public_id: str) -> CertificateRow:
    where = db.session(), here.scope, here.agency_id, today()
    return queries.certificate(*where, public_id=public_id) or abort(404)


@evidence.page(ONE, needs=DECIDE)
def certificate(agency: str, upload: str) -> ResponseReturnValue:
    here = office(agency)
    return _show(here, _found(here, upload))


def _offered(one: CertificateRow) -> ApproveForm:
    """The courses that the certificate may be of, the one that was named first."""
    courses = courses_in_force(db.session())
    good = {
        course.course_id: actions.targets_of(courses, course.course_id, one.done_on, today())
        for course in courses
    }
    form = ApproveForm()
    form.offer(pages.course_choices(courses, good))
    if not form.is_submitted() and one.course_id:
        form.course.data = str(one.course_id)
    return form


def _show(
    here: Office,
    one: CertificateRow,
    form: ApproveForm | None = None,
    reason: ReasonForm | None = None,
) -> str:
    state, word = pages.STATES[one.state]
    form, reason = form or _offered(one), reason or ReasonForm(formdata=None)
    is_own = one.person_id == g.actor.person_id
    errors = [(error, "#course") for error in form.course.errors]
    errors += [(error, "#reason") for error in reason.reason.errors]
    page = pages.CertificatePage(
        title=pages.certificate_title(one),
        agency=here.of,
        public_id=one.public_id,
        person=one.person,
        name=one.name,
        facts=pages.certificate_facts(one),
        state=state,
        word=word,
        file=url_for(".certificate_file", agency=here.slug, upload=one.public_id)
        if one.is_kept
        else "",
        form=form,
        reason=reason,
        may_decide=one.state == "waiting" and not is_own,
        may_undo=one.state == "approved" and not is_own,
        is_own=is_own,
        has_courses=bool(form.course.choices),
        errors=tuple(errors),
    )
    return render_template("evidence/certificate.html", page=page)


@evidence.page(f"{ONE}/file", needs=DECIDE)
def certificate_file(agency: str, upload: str) -> ResponseReturnValue:
    here = office(agency)
    where = db.session(), here.scope, here.agency_id, today()
    return files.paper_file(queries.file_of(*where, public_id=upload) or abort(404))


@evidence.page(f"{ONE}/approve", needs=DECIDE, methods=("POST",))
def approve(agency: str, upload: str) -> ResponseReturnValue:
    here = office(agency)
    one = _found(here, upload)
    form = _offered(one)
    is_good = form.validate()
    if one.state == "waiting" and not is_good:
        return _show(here, one, form=form), 422
    return _done(
        here,
        one,
        lambda: actions.approve(
            db.session(),
            file_id=one.file_id,
            course_id=int(form.course.data) if is_good else 0,
            actor_id=g.actor.person_id,
            sender=sender(),
            now=now(),
            today=today(),
        ),
        f"Approved. {one.name} is told.",
    )


@evidence.page(f"{ONE}/refuse", needs=DECIDE, methods=("POST",))
def refuse(agency: str, upload: str) -> ResponseReturnValue:
    def act(one: CertificateRow, reason: str) -> None:
        actions.refuse(
            db.session(),
            file_id=one.file_id,
            reason=reason,
            actor_id=g.actor.person_id,
            sender=sender(),
            now=now(),
        )

    return _for_a_reason(agency, upload, act, "Not approved.")


@evidence.page(f"{ONE}/undo", needs=DECIDE, methods=("POST",))
def undo_approval(agency: str, upload: str) -> ResponseReturnValue:
    def act(one: CertificateRow, reason: str) -> None:
        actions.undo_approval(
            db.session(),
            file_id=one.file_id,
            reason=reason,
            actor_id=g.actor.person_id,
            sender=sender(),
            now=now(),
            today=today(),
        )

    return _for_a_reason(agency, upload, act, "The approval is taken back.")


def _for_a_reason(
    agency: str, upload: str, act: Callable[[CertificateRow, str], None], said: str
) -> ResponseReturnValue:
    """Do what needs a reason, or ask for the reason again."""
    here = office(agency)
    one = _found(here, upload)
    form = ReasonForm()
    if not form.validate():
        return _show(here, one, reason=form), 422
    return _done(here, one, lambda: act(one, form.words), f"{said} {one.name} is told why.")


def _done(
    here: Office, one: CertificateRow, act: Callable[[], None], said: str
) -> ResponseReturnValue:
    """Do it, say so on the page that follows; or say why it was not done."""
    try:
        act()
        flash(said)
    except EvidenceError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".certificate", agency=here.slug, upload=one.public_id), 303)
