"""HTML made comparable: what a browser would make of it, without the accidents of layout."""

from pathlib import Path

import jinja2
from bs4 import BeautifulSoup, NavigableString, Tag

from elearn.web.languages import WORDS
from elearn.web.wrapping import soft

TEMPLATES = Path(__file__).parents[2] / "elearn" / "web" / "templates"


def templates(**more_globals) -> jinja2.Environment:
    """The base templates as the application loads them: escaped, and nothing undefined."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals.update(
        WORDS,
        asset=lambda name: f"/static/{name}",
        csrf_token=lambda: "a-token",
        **more_globals,
    )
    environment.filters["soft"] = soft
    return environment


def tree(html: str) -> list:
    """Nested (tag, attributes, children): white space collapsed, attributes without an order."""
    return _children(BeautifulSoup(html, "html.parser"))


def _children(element: Tag) -> list:
    made = []
    for child in element.children:
        if isinstance(child, Tag):
            made.append((child.name, _attributes(child), _children(child)))
        elif isinstance(child, NavigableString) and child.strip():
            made.append(" ".join(child.split()))
    return made


def _attributes(element: Tag) -> dict:
    return {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in element.attrs.items()
    }
