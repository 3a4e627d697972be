"""A module on one page: to read, to print, and as a PDF to hand out."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from elearn.content.document import ModuleDocument
from elearn.content.placeholders import AGENCY_CARD
from elearn.content.queries import PublishedModule
from elearn.gateways.documents import HandoutFacts
from elearn.learning.pages.module import SummaryPage
from elearn.learning.progress import Progress
from elearn.learning.routes.feature import TAKE, learning, module_or_404, words
from elearn.learning.routes.tongue import my_progress, of_summary
from elearn.learning.words import Tongue
from elearn.web.languages import ENGLISH, language, long_day, say

OWN_CARD = f'<div class="app-agency-card">{AGENCY_CARD}</div>'


@learning.page("/learn/<slug:module>/summary", needs=TAKE)
def summary(module: str) -> ResponseReturnValue:
    return render_template("learning/summary.html", page=_page(module))


@learning.page("/learn/<slug:module>/summary.pdf", needs=TAKE)
def handout(module: str) -> ResponseReturnValue:
    page = _page(module)
    facts = HandoutFacts(
        title=page.title,
        partnership=current_app.extensions["settings"].partnership,
        module=page.module,
        outcomes=page.outcomes,
        html=page.html + (page.card or ""),
        version=page.version,
        law_as_at=page.law_as_at,
        lang=(page.tongue.code or language().code).partition("-")[0],
        words=_around(page) if language() is not ENGLISH else {},
    )
    made = current_app.extensions["documents"].handout(facts)
    headers = {"Content-Disposition": f'attachment; filename="{page.slug}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def _page(module: str) -> SummaryPage:
    """In the learner's language, as far as it is there."""
    found = module_or_404(module)
    at = my_progress(found)
    return _made(found, at, at.document, of_summary(at.document))


def _around(page: SummaryPage) -> dict[str, str]:
    """The words of the hand-out that are not the module's."""
    where = "" if page.module == page.title else f"{page.module}. "
    law = say(
        "Version %(version)s. Law as at %(day)s.",
        version=page.version,
        day=long_day(page.law_as_at),
    )
    return {
        "door": say("An open door with light falling through it"),
        "outcomes_title": say("After this module you can"),
        "page_of": say("Page {page} of {pages}"),
        "foot": where + law,
    }


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
