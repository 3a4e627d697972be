"""A module on one page: to read, to print, and as a PDF to hand out."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from elearn.content.document import ModuleDocument
from elearn.content.placeholders import AGENCY_CARD
from elearn.content.queries import PublishedModule
from elearn.extensions import db
from elearn.gateways.documents import HandoutFacts
from elearn.learning.pages.module import SummaryPage
from elearn.learning.progress import Progress
from elearn.learning.queries.progress import progress
from elearn.learning.routes.feature import TAKE, learning, me, module_or_404, words
from elearn.learning.routes.tongue import my_progress, of_summary
from elearn.learning.words import Tongue

OWN_CARD = f'<div class="app-agency-card">{AGENCY_CARD}</div>'


@learning.page("/learn/<slug:module>/summary", needs=TAKE)
def summary(module: str) -> ResponseReturnValue:
    return render_template("learning/summary.html", page=_page(module))


@learning.page("/learn/<slug:module>/summary.pdf", needs=TAKE)
def handout(module: str) -> ResponseReturnValue:
    page = _in_english(module)
    facts = HandoutFacts(
        title=page.title,
        partnership=current_app.extensions["settings"].partnership,
        module=page.module,
        outcomes=page.outcomes,
        html=page.html + (page.card or ""),
        version=page.version,
        law_as_at=page.law_as_at,
    )
    made = current_app.extensions["documents"].handout(facts)
    headers = {"Content-Disposition": f'attachment; filename="{page.slug}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def _page(module: str) -> SummaryPage:
    """In the learner's language, as far as it is there."""
    found = module_or_404(module)
    at = my_progress(found)
    return _made(found, at, at.document, of_summary(at.document))


def _in_english(module: str) -> SummaryPage:
    """As it is handed out: what is printed and signed by nobody stays in English."""
    found = module_or_404(module)
    at = progress(db.session(), person_id=me(), module=found)
    return _made(found, at, at.document, Tongue())


def _made(
    found: PublishedModule, at: Progress, text: ModuleDocument, tongue: Tongue
) -> SummaryPage:
    fill = words().speaking(tongue)
    has_card = AGENCY_CARD in text.summary
    return SummaryPage(
        title=text.summary_title,
        module=found.title,
        slug=found.slug,
        outcomes=text.outcomes,
        html=fill.blocks(text.summary),
        card=None if has_card else fill.speaking(Tongue()).blocks(OWN_CARD),
        version=at.number,
        law_as_at=text.law_as_at,
        tongue=tongue,
    )
