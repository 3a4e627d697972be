"""The kinds of value an address may hold; anything else is a page that does not exist."""

import re

from werkzeug.routing import BaseConverter


class Slug(BaseConverter):
    regex = "[a-z0-9]+(?:-[a-z0-9]+){0,19}"


class RowId(BaseConverter):
    """A row's number, short enough for every database's integer."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


class Token(BaseConverter):
    """An unguessable public id."""

    regex = "[A-Za-z0-9_-]{16,64}"


def as_token(value: object) -> str:
    """What a form sent as a public id, or nothing where it has not the form of one: it goes into a
    statement, and PostgreSQL takes no NUL.

    >>> as_token("abcdefgh-ABCDEFGH"), as_token("a\\x00b")
    ('abcdefgh-ABCDEFGH', '')
    """
    text = str(value)
    return text if re.fullmatch(Token.regex, text) else ""


CONVERTERS = {"slug": Slug, "id": RowId, "token": Token}
