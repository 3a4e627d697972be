"""Names that are one long word: where they may break, so that no table or list grows wider than a
phone for them."""

import re

from flask import Flask
from markupsafe import Markup, escape

LONGEST, PART = 24, 12  # letters; ordinary English words are shorter
_LONG = re.compile(rf"[^\s<>&]{{{LONGEST + 1},}}")
_PARTS = re.compile(rf".{{{PART}}}(?=.{{3}})")


def soft(value: object) -> object:
    """Words of more than 24 letters with places where a line may end; anything else, also markup
    and numbers, as it is.

    >>> soft("a" * 30)
    Markup('aaaaaaaaaaaa<wbr>aaaaaaaaaaaa<wbr>aaaaaa')
    >>> soft("Aldermouth City Council"), soft(12)
    ('Aldermouth City Council', 12)
    """
    if not isinstance(value, str) or isinstance(value, Markup) or not _LONG.search(value):
        return value
    return Markup(_LONG.sub(_broken, str(escape(value))))  # noqa: S704 escaped just here


def _broken(found: re.Match[str]) -> str:
    return _PARTS.sub(r"\g<0><wbr>", found[0])


def give_wrapping(app: Flask) -> None:
    """The filter ``soft`` for every template."""
    app.jinja_env.filters["soft"] = soft
