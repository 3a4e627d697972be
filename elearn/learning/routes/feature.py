"""The learning blueprint, and what its pages share: who is asking, which module, which words."""

from flask import abort, current_app, g, render_template
from markupsafe import Markup

from elearn.access.policy import Actor, Permission, may
from elearn.content.local import Place
from elearn.content.queries import PublishedModule, contacts, current
from elearn.extensions import db
from elearn.learning.mine import REQUIRED
from elearn.learning.pages.agency_card import agency_cards
from elearn.learning.queries.agencies import agencies_of
from elearn.learning.queries.training import agency_facts, asked_of
from elearn.learning.words import Words
from elearn.web.clock import today
from elearn.web.feature import Feature, Need

learning = Feature("learning", "elearn.learning")
CHECK = "knowledge-check"
TAKE = Need(Permission.TAKE_TRAINING)


def me() -> int:
    """The signed-in learner: every read and write of this feature is about them alone."""
    actor: Actor = g.actor
    return actor.person_id


def module_or_404(slug: str) -> PublishedModule:
    """The published module of that slug. The knowledge check has pages of its own."""
    found = current(db.session(), slug)
    if found is None or found.is_check:
        abort(404)
    return found


def interval(module: PublishedModule) -> int | None:
    """For how many months it lasts for this learner: as their postings ask, else as it says."""
    asks = asked_of(db.session(), person_id=me(), today=today())
    mine = [
        ask.refresh_months
        for ask in asks
        if ask.need == REQUIRED and ask.module_id == module.module_id
    ]
    if not mine:
        return module.refresh_months
    return min((months for months in mine if months is not None), default=None)


def words() -> Words:
    """Published text for this learner, filled in."""
    return Words(today(), lambda of: contacts(db.session(), of=of), _card, place)


def place() -> Place:
    """Where this learner works, and whether they are told how far their agency is with its own
    contacts: those who can put it right are."""
    agencies = agencies_of(db.session(), person_id=me(), today=today())
    return Place(agencies, tells_state=_tells_state())


def _tells_state() -> bool:
    actor: Actor = g.actor
    return may(actor, Permission.AUTHOR_CONTENT) or may(actor, Permission.MANAGE_CONTACTS)


def all_on_one_page() -> bool:
    """Whether this installation asks all questions of a quiz on one page."""
    return bool(current_app.extensions["settings"].quiz_pages == "all")


def _card() -> Markup | None:
    facts = agency_facts(db.session(), person_id=me(), today=today())
    if not facts:
        return None
    rows = contacts(db.session(), of=[one.agency_id for one in facts])
    cards = agency_cards(facts, rows, today=today(), tells_state=_tells_state())
    return Markup(render_template("learning/agency_card.html", page=cards))  # noqa: S704 escaped
