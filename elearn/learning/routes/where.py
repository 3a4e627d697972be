"""Where a learner is: the module, the version they are on, the page; and the way on from it."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from elearn.content.pages import Page
from elearn.content.queries import PublishedModule
from elearn.extensions import db
from elearn.learning.actions.progress import see_page
from elearn.learning.pages.screens import Position
from elearn.learning.progress import Progress
from elearn.learning.routes.feature import me, module_or_404
from elearn.learning.routes.tongue import my_progress, of_page
from elearn.learning.words import Tongue
from elearn.web.clock import now
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class Where:
    """A page of a module as one learner sees it."""

    module: PublishedModule
    progress: Progress
    page: Page

    @property
    def tongue(self) -> Tongue:
        """The language of what it says."""
        return of_page(self.progress.document, self.page.slug)

    @property
    def number(self) -> int:
        return self.progress.document.page_number(self.page.slug)


def find(module: str, page: str) -> Where | None:
    """The page in the version the learner is on; None when that version has no such page."""
    found = module_or_404(module)
    at = my_progress(found)
    there = at.document.page(page)
    return Where(found, at, there) if there else None


def position(where: Where) -> Position:
    """The place of a page in words, with the ways back and on."""
    slug, number = where.module.slug, where.number
    before = where.progress.page_before(where.page.slug)
    after = where.progress.page_after(where.page.slug)
    front = url_for("learning.module", module=slug)
    return Position(
        slug=slug,
        module=where.progress.document.title,
        page=where.page.slug,
        version=where.progress.number,
        number=number,
        total=where.progress.total,
        minutes_left=where.progress.minutes_from(number),
        back_href=url_for("learning.screen", module=slug, page=before.slug) if before else front,
        back_words=say("Back to screen %(number)s", number=number - 1)
        if before
        else say("Back to the start of the module"),
        onward=say("Continue to screen %(number)s", number=number + 1)
        if after
        else say("Continue to the quiz"),
        law_as_at=where.progress.document.law_as_at,
        tongue=where.tongue,
    )


def go_on(where: Where) -> Response:
    """Record that the page was gone past, and go to the next one, or to the quiz."""
    see_page(
        db.session(),
        person_id=me(),
        version_id=where.progress.version_id,
        page=where.page.slug,
        now=now(),
    )
    after = where.progress.page_after(where.page.slug)
    if after is None:
        return redirect(url_for("learning.quiz", module=where.module.slug), 303)
    return redirect(url_for("learning.screen", module=where.module.slug, page=after.slug), 303)
