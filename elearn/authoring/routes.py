"""Authoring pages."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.authoring.local import LOCAL_CONTACTS, local_page
from elearn.authoring.pages import ContentPage, contact_line, module_line, module_page
from elearn.authoring.queries import agency_names
from elearn.content.curriculum import topics
from elearn.content.local import LocalContact, Place, is_local, local_contacts
from elearn.content.markdown import resolve_contacts
from elearn.content.queries import contacts, current, document, everything
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.feature import Feature, Need
from elearn.web.languages import N_

authoring = Feature("authoring", __name__)
AUTHOR = Need(Permission.AUTHOR_CONTENT)
NO_AGENCY = Place({}, tells_state=True)


@authoring.page("/authoring", needs=AUTHOR, menu=(N_("Content"), 60))
def content() -> ResponseReturnValue:
    on = today()
    page = ContentPage(
        title="Content",
        modules=tuple(module_line(module, on) for module in everything(db.session())),
        contacts=tuple(
            contact_line(contact, on)
            for contact in contacts(db.session(), of=())
            if not is_local(contact.key)
        ),
    )
    return render_template("authoring/content.html", page=page)


@authoring.page("/authoring/contacts", needs=AUTHOR)
def local() -> ResponseReturnValue:
    return render_template("authoring/local.html", page=local_page(_local_contacts()))


@authoring.page("/authoring/contacts.<any(csv, xlsx):kind>", needs=AUTHOR)
def local_file(kind: str) -> ResponseReturnValue:
    return download(LOCAL_CONTACTS, _local_contacts(), kind, name=f"local-contacts-{today()}")


def _local_contacts() -> tuple[LocalContact, ...]:
    agencies = agency_names(db.session(), today())
    return local_contacts(contacts(db.session()), agencies, today())


@authoring.page("/authoring/<slug:module>", needs=AUTHOR)
def module(module: str) -> ResponseReturnValue:
    found = current(db.session(), module) or abort(404)
    shown = module_page(document(db.session(), found.version_id), found.number, dict(topics()))
    on, known = today(), contacts(db.session(), of=())

    def fill(html: str) -> str:
        return resolve_contacts(html, known, today=on, links=False, place=NO_AGENCY)

    return render_template("authoring/module.html", page=shown, fill=fill)
