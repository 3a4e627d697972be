"""An edition as one HTML file that needs no server."""

from flask import current_app
from markupsafe import Markup

from elearn.audit.editions import Opened
from elearn.audit.pages.overview import overview_page
from elearn.audit.queries.editions import Edition
from elearn.audit.reports.given import FULL
from elearn.domain.suppression import Audience
from elearn.web.assets import asset_file


def as_html(opened: Opened, *, previous: Edition | None, partnership: str) -> str:
    """The page to print, with the style sheet inside."""
    # Our own style sheet, not text of anybody: it goes in as it is.
    css = Markup(asset_file("app.css").read_text("utf-8"))  # noqa: S704
    template = current_app.jinja_env.get_template("audit/standalone.html")
    return template.render(
        page=overview_page(opened, previous=previous),
        partnership=partnership,
        marking=FULL if opened.shown.audience is Audience.FULL else "OFFICIAL",
        style=Markup("<style>{}</style>").format(css),
    )
