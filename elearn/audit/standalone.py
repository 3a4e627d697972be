"""A report of an edition as one HTML file that needs no server."""

from flask import current_app
from markupsafe import Markup

from elearn.audit.editions import Opened
from elearn.audit.reports.pages import one_report
from elearn.gateways.documents import ReportFacts
from elearn.web.assets import asset_file


def as_html(facts: ReportFacts, opened: Opened) -> str:
    """The same sections as the document, with the style sheet inside."""
    # Our own style sheet, not text of anybody: it goes in as it is.
    css = Markup(asset_file("app.css").read_text("utf-8"))  # noqa: S704
    template = current_app.jinja_env.get_template("audit/standalone.html")
    return template.render(
        page=one_report(facts, opened), style=Markup("<style>{}</style>").format(css)
    )
