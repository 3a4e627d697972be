"""Training I did elsewhere: send its certificate, see what became of it, what is still missing."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.evidence import files
from elearn.evidence.actions import certificates as actions
from elearn.evidence.actions.certificates import Sent
from elearn.evidence.errors import EvidenceError
from elearn.evidence.feature import evidence
from elearn.evidence.forms import CertificateForm, one_line
from elearn.evidence.pages import certificates as pages
from elearn.evidence.pages.top_ups import top_ups
from elearn.evidence.queries import certificates as queries
from elearn.evidence.queries.catalogue import CourseInForce, courses_in_force
from elearn.evidence.routes.common import texts_of
from elearn.extensions import db, limiter
from elearn.gateways.papers import PaperError, read_paper
from elearn.records.elsewhere import waiting_of
from elearn.web.clock import now, today
from elearn.web.feature import Need
from elearn.web.forms import TokenForm
from elearn.web.languages import say

TAKE = Need(Permission.TAKE_TRAINING)
MINE = "/learn/elsewhere"


@evidence.page(MINE, needs=TAKE, methods=("GET", "POST"))
@limiter.limit("60 per hour", methods=["POST"])
def mine() -> ResponseReturnValue:
    known = courses_in_force(db.session())
    form = CertificateForm().offer(
        ((one.course_id, f"{one.name} ({one.provider})") for one in known), today()
    )
    if request.method == "POST" and form.validate() and _send(form, known):
        flash(say("Sent. Your lead decides, and you read the answer here."))
        return redirect(url_for(".mine"), 303)
    return _page(form), 422 if form.errors else 200


def _send(form: CertificateForm, known: tuple[CourseInForce, ...]) -> bool:
    """Keep the certificate; False with the reason at the field where it cannot be taken."""
    try:
        with form.file.data.stream as sent:
            paper = read_paper(sent.read())
        actions.send(
            db.session(),
            person_id=g.actor.person_id,
            sent=_sent(form, known),
            paper=paper,
            now=now(),
        )
    except (PaperError, EvidenceError) as error:
        form.file.errors = [str(error)]
        return False
    return True


def _sent(form: CertificateForm, known: tuple[CourseInForce, ...]) -> Sent:
    done_on = form.done_on.data or today()
    if form.is_other:
        return Sent(None, one_line(form.course_name.data), one_line(form.provider.data), done_on)
    course = next(one for one in known if str(one.course_id) == form.course.data)
    return Sent(course.course_id, course.name, course.provider, done_on)


def _page(form: CertificateForm) -> str:
    rows = queries.mine(db.session(), person_id=g.actor.person_id)
    held = waiting_of(db.session(), person_id=g.actor.person_id, today=today())
    missing = top_ups(held, texts_of(one.module_id for one in held))
    page = pages.ElsewherePage(
        title=say("Training I did elsewhere"),
        lede=pages.my_lede(rows, missing),
        top_ups=missing,
        files=tuple(pages.my_file(one) for one in rows),
        form=form,
    )
    return render_template("evidence/mine.html", page=page)


@evidence.page(f"{MINE}/<token:upload>", needs=TAKE)
def my_file(upload: str) -> ResponseReturnValue:
    found = queries.my_file(db.session(), person_id=g.actor.person_id, public_id=upload)
    return files.paper_file(found or abort(404))


@evidence.page(f"{MINE}/<token:upload>/remove", needs=TAKE, methods=("POST",))
def remove(upload: str) -> ResponseReturnValue:
    if not TokenForm().validate():
        abort(400)
    removed = actions.remove(db.session(), person_id=g.actor.person_id, public_id=upload, now=now())
    flash(say("The file is removed.") if removed else say("There was nothing to remove."))
    return redirect(url_for(".mine"), 303)
