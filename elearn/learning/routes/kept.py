"""A module as it is kept on a phone: all its screens on one page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.learning.pages.kept import kept_page
from elearn.learning.routes.feature import TAKE, learning, module_or_404, words
from elearn.learning.routes.tongue import my_progress, of_page


@learning.page("/learn/<slug:module>/kept", needs=TAKE)
def kept(module: str) -> ResponseReturnValue:
    """The same for everybody of an agency who is on that version: no name and no token in it."""
    found = module_or_404(module)
    at = my_progress(found)
    page = kept_page(
        found.slug, at.document, at.number, words(), lambda slug: of_page(at.document, slug)
    )
    return render_template("learning/kept.html", page=page)
