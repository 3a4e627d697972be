"""What the papers and the public notice say of this installation."""

from flask import current_app

from elearn.config import Settings
from elearn.extensions import db
from elearn.privacy import papers, queries
from elearn.web.clock import today


def about() -> papers.About:
    """The installation as it stands today."""
    settings: Settings = current_app.extensions["settings"]
    session = db.session()
    return papers.About(
        settings.partnership,
        settings.base_url,
        settings.mail_from,
        today(),
        queries.periods(session),
        queries.sharing(session),
    )
