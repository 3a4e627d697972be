"""What every template of an edition may ask for: the edition's own navigation."""

from flask import current_app, request, url_for

from elearn.audit.pages import around
from elearn.audit.routes.feature import audit


@audit.app_template_global("edition_pages")
def edition_pages(number: int, under: str = "") -> tuple[around.EditionPage, ...]:
    """The pages of the edition of that number, the one that is open marked."""
    return around.edition_pages(
        endpoint=request.endpoint or "",
        under=under,
        exists=current_app.view_functions,
        href=lambda endpoint: url_for(endpoint, audit=number),
    )


@audit.app_template_global("next_page")
def next_page(number: int, under: str = "") -> tuple[str, str] | None:
    """What to read after the page that is open: words and address."""
    return around.next_page(
        endpoint=request.endpoint or "",
        under=under,
        exists=current_app.view_functions,
        href=lambda endpoint: url_for(endpoint, audit=number),
    )
