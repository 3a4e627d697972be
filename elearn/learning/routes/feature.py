"""The learning blueprint, and what its pages share: who is asking, which module, which words."""

from flask import abort, current_app, g, render_template
from markupsafe import Markup

from elearn.access.policy import Actor, Permission
from elearn.content.queries import PublishedModule, contacts, current
from elearn.extensions import db
from elearn.learning.mine import REQUIRED
from elearn.learning.queries.training import agency_cards, asked_of
from elearn.learning.words import Words
from elearn.web.clock import today
from elearn.web.feature import Feature, Need

learning = Feature("learning", "elearn.learning")
TAKE = Need(Permission.TAKE_TRAINING)


def me() -> int:
    """The signed-in learner: every read and write of this feature is about them alone."""
    actor: Actor = g.actor
    return actor.person_id


def module_or_404(slug: str) -> PublishedModule:
    """The published module of that slug."""
    return current(db.session(), slug) or abort(404)


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
    return Words(today(), lambda: contacts(db.session()), _card)


def all_on_one_page() -> bool:
    """Whether this installation asks all questions of a quiz on one page."""
    return bool(current_app.extensions["settings"].quiz_pages == "all")


def _card() -> Markup | None:
    cards = agency_cards(db.session(), person_id=me(), today=today())
    if not cards:
        return None
    return Markup(render_template("learning/agency_card.html", page=cards))  # noqa: S704 escaped
