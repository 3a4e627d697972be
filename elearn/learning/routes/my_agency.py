"""The card of the learner's agency on a page of its own: to keep on the phone and to print."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.content.queries import contacts
from elearn.extensions import db
from elearn.learning.pages.agency_card import agency_cards
from elearn.learning.pages.my_agency import MyAgencyPage
from elearn.learning.queries.training import agency_facts
from elearn.learning.routes.feature import TAKE, learning, me
from elearn.web.clock import today
from elearn.web.languages import N_


@learning.page("/learn/my-agency", needs=TAKE, menu=(N_("Who to call"), 94))
def my_agency() -> ResponseReturnValue:
    """The same for everybody of an agency: no name, no token, nothing of how far the agency is."""
    facts = agency_facts(db.session(), person_id=me(), today=today())
    rows = contacts(db.session(), of=[one.agency_id for one in facts]) if facts else ()
    page = MyAgencyPage(agency_cards(facts, rows, today=today()))
    return render_template("learning/my_agency.html", page=page)
