"""The forms of the agency pages: a view to keep, and one to let go."""

from urllib.parse import parse_qsl, urlencode

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

KNOWN = {"completion": ("standing", "module", "role", "team"), "people": ("show", "q")}
LONGEST_NAME, LONGEST_FILTERS = 60, 300


class KeepViewForm(FlaskForm):
    """``of`` is the page of the list, ``filters`` the query string it was seen with."""

    name = StringField(
        "A name for this view",
        validators=[
            DataRequired("Give the view a name, such as Night shift, overdue"),
            Length(max=LONGEST_NAME, message=f"Use {LONGEST_NAME} letters or fewer"),
        ],
        filters=[lambda value: " ".join((value or "").split())],
    )
    of = HiddenField(validators=[AnyOf(tuple(KNOWN))])
    filters = HiddenField(validators=[Length(max=LONGEST_FILTERS)])


class DropViewForm(FlaskForm):
    """Nothing but the token."""


def known_filters(page: str, text: str) -> str:
    """Of a query string only the filters that the page knows, each once, in its own order.

    >>> known_filters("people", "q=sam&after=x&show=new")
    'show=new&q=sam'
    """
    given = dict(parse_qsl(text, max_num_fields=20))
    return urlencode([(name, given[name]) for name in KNOWN[page] if given.get(name)])
