"""What the administrator's routes share: what was typed, pages around a list, files of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from elearn.admin.feature import A_PAGE
from elearn.admin.pages import Around, Files
from elearn.admin.queries.trail import as_number
from elearn.domain.dates import DayError, parse_day

Row = TypeVar("Row")
LONGEST_DAY, EARLIEST_YEAR = 20, 2000


class OneButtonForm(FlaskForm):  # type: ignore[misc]
    """A form of one button: its token is all there is to check."""


def typed(name: str, longest: int = 100) -> str:
    """What stands in the address under a name."""
    return request.args.get(name, "").replace("\0", "").strip()[:longest]


def typed_day(name: str) -> date | None:
    """A day as people write it; anything else is as if it were not there."""
    try:
        day = parse_day(typed(name, LONGEST_DAY))
    except DayError:
        return None
    return day if day.year >= EARLIEST_YEAR else None


def before() -> int | None:
    """The last line of the page before."""
    return as_number(typed("before"))


def page_of(found: Sequence[Row], size: int = A_PAGE) -> Sequence[Row]:
    """The rows of this page, of which one more was asked for than it holds."""
    return found[:size]


def around(
    found: Sequence[Any], endpoint: str, is_first: bool, *, key: str = "before", **kept: Any
) -> Around:
    """The links to the pages around a list: back to the first, and on to the next."""
    more = len(found) > A_PAGE
    return Around(
        first=None if is_first else url_for(endpoint, **kept),
        next=url_for(endpoint, **{key: found[A_PAGE - 1].id}, **kept) if more else None,
    )


def files(endpoint: str, **kept: Any) -> Files:
    return Files(url_for(endpoint, kind="csv", **kept), url_for(endpoint, kind="xlsx", **kept))


def checked() -> None:
    """Refuse a form that did not come from our page."""
    if not OneButtonForm().validate():
        abort(400)


def back_to(endpoint: str, said: str, **values: Any) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for(endpoint, **values), 303)
