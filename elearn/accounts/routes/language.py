"""The language somebody wants pages in."""

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.actions.people import choose_language
from elearn.accounts.feature import accounts
from elearn.accounts.forms import LanguageForm
from elearn.extensions import db
from elearn.web.clock import now
from elearn.web.feature import whoever_is_signed_in
from elearn.web.languages import N_, say, to_choose_from

MINE = whoever_is_signed_in(because="everybody chooses their own language")
KEPT = N_("Your choice of language is kept.")
NOT_THERE = N_("That language is not there. Choose one of the list.")


def language_form() -> LanguageForm | None:
    """The form with what is chosen now; None while there is nothing to choose from."""
    languages = to_choose_from()
    if not languages:
        return None
    form = LanguageForm(data={"language": g.actor.language})
    form.offer(languages)
    return form


@accounts.page("/account/language", needs=MINE, methods=("POST",))
def my_language() -> ResponseReturnValue:
    form = language_form()
    if form is not None and form.validate():
        choose_language(
            db.session(), person_id=g.actor.person_id, language=form.language.data, now=now()
        )
        flash(say(KEPT))
    else:
        flash(say(NOT_THERE))
    return redirect(url_for("accounts.account"), 303)
