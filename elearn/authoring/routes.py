"""Authoring pages."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.authoring.pages import ContentPage, contact_line, module_line, module_page
from elearn.content.curriculum import topics
from elearn.content.markdown import resolve_contacts
from elearn.content.queries import contacts, current, document, published
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.feature import Feature, Need

authoring = Feature("authoring", __name__)
AUTHOR = Need(Permission.AUTHOR_CONTENT)


@authoring.page("/authoring", needs=AUTHOR, menu=("Content", 60))
def content() -> ResponseReturnValue:
    on = today()
    page = ContentPage(
        title="Content",
        modules=tuple(module_line(module, on) for module in published(db.session())),
        contacts=tuple(
            contact_line(contact, on)
            for contact in contacts(db.session())
            if contact.agency_id is None
        ),
    )
    return render_template("authoring/content.html", page=page)


@authoring.page("/authoring/<slug:module>", needs=AUTHOR)
def module(module: str) -> ResponseReturnValue:
    found = current(db.session(), module) or abort(404)
    shown = module_page(document(db.session(), found.version_id), found.number, dict(topics()))
    on, known = today(), contacts(db.session())

    def fill(html: str) -> str:
        return resolve_contacts(html, known, today=on, links=False)

    return render_template("authoring/module.html", page=shown, fill=fill)
