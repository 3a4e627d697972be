"""How I sign in: my password, my second step, my recovery codes."""

from datetime import datetime

from flask import Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import hashing, sessions
from elearn.accounts.actions import entry as actions
from elearn.accounts.addresses import own_address
from elearn.accounts.admission import let_in
from elearn.accounts.feature import accounts
from elearn.accounts.forms import ChangePasswordForm, OneButtonForm
from elearn.accounts.pages import moment
from elearn.accounts.queries import entry, mine
from elearn.accounts.routes.links import hashed, is_good
from elearn.accounts.second import asking, queries, showing
from elearn.accounts.second.actions import means as second
from elearn.accounts.second.pages import CodesPage, SecurityPage, codes_left, key_line
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.feature import whoever_is_signed_in
from elearn.web.languages import N_, say
from elearn.web.sender import sender

MINE = whoever_is_signed_in(because="everybody sees and changes their own account")
WRONG = N_("This is not the password you have now. Type it again.")


@accounts.page("/account/security", needs=MINE, methods=("GET", "POST"))
@limiter.limit("60 per hour", methods=["POST"])
def security() -> ResponseReturnValue:
    """What there is, and the form for another password."""
    form = ChangePasswordForm()
    if not form.is_submitted():
        showing.remember_where(own_address(request.args.get("next")))
        return _page(form)
    if not form.validate() or not _is_mine(form) or not _is_good(form):
        return _page(form), 422
    at, person_id, strong = now(), g.actor.person_id, sessions.is_strong()
    new_hash = hashed(form.new_password.data or "")
    actions.change_password(
        db.session(), person_id=person_id, new_hash=new_hash, sender=sender(), now=at
    )
    let_in(person_id, at, strong=strong)
    flash(say("Your password is changed. Your other browsers were signed out."))
    return redirect(url_for("accounts.account"), 303)


def _page(form: ChangePasswordForm) -> str:
    at, person_id = now(), g.actor.person_id
    means = queries.means_of(db.session(), person_id, at)
    since = queries.app_since(db.session(), person_id) if means.has_app else None
    keys = queries.keys_of_person(db.session(), person_id) if means.passkeys else ()
    page = SecurityPage(
        form=form,
        button=say("Change my password"),
        app=moment(since) if since else "",
        passkeys=tuple(key_line(one) for one in keys),
        codes=codes_left(means),
        has_second_step=means.has_second_step,
        must=bool(g.actor.withheld) and not means.has_second_step,
        may_remove=_may_remove(means),
        takes_passkeys=asking.site().takes_passkeys,
        has_password=means.has_password,
        title=say("How you sign in"),
    )
    return render_template("accounts/security.html", page=page)


def _may_remove(means: queries.Means) -> bool:
    """Whether one may go: not the last of somebody whose role needs one."""
    several = means.has_app + means.passkeys > 1
    return several or not (means.has_role and sessions.is_required_of(means.email))


def _is_mine(form: ChangePasswordForm) -> bool:
    kept = entry.kept_hash(db.session(), g.actor.person_id)
    db.session.rollback()
    try:
        fits = hashing.fits(kept, form.old_password.data or "")
    except hashing.TooBusyError:
        abort(503)
    if not fits:
        form.old_password.errors = [WRONG]
    return fits


def _is_good(form: ChangePasswordForm) -> bool:
    return is_good(form, mine.words_about(db.session(), g.actor.person_id))


@accounts.page("/account/security/app/remove", needs=MINE, methods=("GET", "POST"), fresh=True)
def remove_app() -> ResponseReturnValue:
    at, person_id = now(), g.actor.person_id
    if _is_pressed() and _may_take_one_off(at):
        second.remove_app(db.session(), person_id=person_id, sender=sender(), now=at)
        showing.stay_in(at, strong=_still_strong(at))
        flash(say("Your authenticator app is taken off. Other browsers were signed out."))
    return redirect(url_for(".security"), 303)


@accounts.page("/account/security/passkey/remove", needs=MINE, methods=("GET", "POST"), fresh=True)
def remove_passkey() -> ResponseReturnValue:
    at, typed = now(), request.form.get("passkey", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if _is_pressed() and _may_take_one_off(at):
        gone = second.remove_passkey(
            db.session(), person_id=g.actor.person_id, key_id=number, sender=sender(), now=at
        )
        if gone:
            showing.stay_in(at, strong=_still_strong(at))
            flash(say("That passkey is taken off. Other browsers were signed out."))
        else:
            flash(say("That passkey was taken off already."))
    return redirect(url_for(".security"), 303)


def _is_pressed() -> bool:
    """A button was pressed; whoever was asked again who they are comes back to the page itself."""
    return request.method == "POST" and bool(OneButtonForm().validate())


def _may_take_one_off(at: datetime) -> bool:
    means = queries.means_of(db.session(), g.actor.person_id, at)
    if not _may_remove(means):
        flash(say("Your role needs a second step. Set up another one first, then take this off."))
        return False
    return means.has_second_step


def _still_strong(at: datetime) -> bool:
    means = queries.means_of(db.session(), g.actor.person_id, at)
    return sessions.is_strong() and means.has_second_step


@accounts.page("/account/security/recovery-codes", needs=MINE, methods=("GET", "POST"), fresh=True)
@limiter.limit("30 per hour", methods=["POST"])
def recovery_codes() -> ResponseReturnValue:
    """The codes, for ten minutes after they were made; or the button that makes new ones."""
    at, person_id = now(), g.actor.person_id
    means = queries.means_of(db.session(), person_id, at)
    if not means.has_second_step:
        return redirect(url_for(".security"), 303)
    if _is_pressed():
        showing.show_once(
            second.new_codes(db.session(), person_id=person_id, sender=sender(), now=at)
        )
        return redirect(url_for(".recovery_codes"), 303)
    codes = showing.shown(person_id)
    title = say("Keep your recovery codes") if codes else say("New recovery codes")
    page = CodesPage(codes, showing.where_to(), title)
    return render_template("accounts/recovery_codes.html", page=page)


@accounts.page("/account/security/recovery-codes.txt", needs=MINE)
def recovery_codes_file() -> ResponseReturnValue:
    codes = showing.shown(g.actor.person_id)
    if not codes:
        abort(404)
    intro = say("Recovery codes for %(site)s. Each works once.", site=asking.site().host)
    response = Response("\n".join((intro, "", *codes, "")), mimetype="text/plain")
    response.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


@accounts.page("/account/security/recovery-codes/kept", needs=MINE, methods=("POST",))
def codes_are_kept() -> ResponseReturnValue:
    if not OneButtonForm().validate():
        abort(400)
    showing.forget_shown()
    return redirect(own_address(showing.where_to(forget=True)) or url_for(".security"), 303)
