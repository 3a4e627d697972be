"""A module as it is kept on a phone: all its screens on one page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.learning.pages.kept import kept_page
from elearn.learning.queries.progress import progress
from elearn.learning.routes.feature import TAKE, learning, me, module_or_404, words


@learning.page("/learn/<slug:module>/kept", needs=TAKE)
def kept(module: str) -> ResponseReturnValue:
    """The same for everybody of an agency who is on that version: no name and no token in it."""
    found = module_or_404(module)
    at = progress(db.session(), person_id=me(), module=found)
    page = kept_page(found.slug, at.document, at.number, words())
    return render_template("learning/kept.html", page=page)
