"""An agency's own contacts: the list, one to enter or change, and the word that it is right."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from elearn.access.policy import Permission
from elearn.contacts import actions, pages, queries
from elearn.contacts.actions import By, LocalContactError
from elearn.contacts.forms import ConfirmForm, ContactForm, TakeOutForm
from elearn.contacts.pages import ContactCard
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.feature import Feature, Need
from elearn.web.places import whole_agency

contacts = Feature("contacts", __name__)
MANAGE = Need(Permission.MANAGE_CONTACTS, at="agency")
HOME = "/agencies/<slug:agency>/contacts"


@contacts.page(HOME, needs=MANAGE)
def listed(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    cards = _cards(of)
    page = pages.ContactsPage("Contacts", of, pages.lede(cards), cards)
    return render_template("contacts/contacts.html", page=page)


@contacts.page(f"{HOME}.<any(csv, xlsx):kind>", needs=MANAGE)
def listed_file(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    return download(pages.CONTACTS, _cards(of), kind, name=f"{agency}-contacts-{today()}")


@contacts.page(f"{HOME}/<slug:contact>", needs=MANAGE, methods=("GET", "POST"))
def one(agency: str, contact: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    card = _card(of, contact)
    form = ContactForm(data={name: getattr(card, name) for name in pages.ENTERED})
    if form.validate_on_submit():
        changed = actions.enter(
            db.session(), agency_id=of.agency_id, key=contact, entry=form.entry(), by=_by()
        )
        flash(_entered(card, changed))
        return _back(of)
    page = pages.ContactPage(
        title=card.title,
        agency=of,
        card=card,
        form=form,
        history=pages.history_lines(queries.history(db.session(), of.agency_id, contact)),
    )
    return render_template("contacts/contact.html", page=page), 422 if form.errors else 200


@contacts.page(f"{HOME}/<slug:contact>/confirm", needs=MANAGE, methods=("POST",))
def confirm(agency: str, contact: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    card, form = _card(of, contact), ConfirmForm()
    if not form.validate():
        abort(400)
    try:
        actions.confirm(
            db.session(),
            agency_id=of.agency_id,
            key=contact,
            seen=form.seen.data or "",
            by=_by(),
        )
        flash(f"{card.title}: confirmed. Your people see it from now on.")
    except LocalContactError as error:
        flash(str(error))
    return _back(of)


@contacts.page(f"{HOME}/<slug:contact>/take-out", needs=MANAGE, methods=("POST",))
def take_out(agency: str, contact: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    card = _card(of, contact)
    if not TakeOutForm().validate():
        abort(400)
    actions.take_out(db.session(), agency_id=of.agency_id, key=contact, by=_by())
    flash(f"{card.title}: taken out. Your people read that it is not entered yet.")
    return _back(of)


def _cards(of: AgencyName) -> tuple[ContactCard, ...]:
    found = queries.own_contacts(db.session(), of.agency_id)
    return tuple(pages.contact_card(one, today()) for one in found)


def _card(of: AgencyName, key: str) -> ContactCard:
    return next((card for card in _cards(of) if card.key == key), None) or abort(404)


def _by() -> By:
    return By(g.actor.person_id, g.actor.name, now(), today())


def _entered(card: ContactCard, changed: bool) -> str:
    if not changed:
        return f"{card.title}: nothing has changed."
    return f"{card.title}: saved. Ring it, then confirm it here."


def _back(of: AgencyName) -> Response:
    return redirect(url_for(".listed", agency=of.slug), 303)
