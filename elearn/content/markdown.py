"""Authors' Markdown made into the HTML of the service, with everything else refused.

CommonMark without raw HTML, tables, and the boxes ``say``, ``not``, ``note``, ``details`` and
``my-agency``. What comes out is cleaned by an allow-list, whatever went in, and once more when it
is shown. ``{contact:key}`` and
``{agency-card}`` stay in it until ``resolve_contacts`` fills them in for one reader.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from elearn.content.boxes import BOXES, box_faults, box_html
from elearn.content.cleaning import TEXTS_KEPT, clean
from elearn.content.markup import (
    callouts,
    dress,
    table_close,
    table_open,
    token_faults,
    words_outside_boxes,
)
from elearn.content.placeholders import is_checked, resolve_contacts, show_contact

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = [
    "Rendered",
    "is_checked",
    "parse",
    "plain",
    "render",
    "render_inline",
    "resolve_contacts",
    "show_contact",
]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a text. ``faults`` are (line from 0, what to mend); ``words`` are those outside
    boxes and tables."""

    html: str
    faults: tuple[tuple[int, str], ...] = ()
    words: int = 0
    callouts: int = 0


def parse(text: str) -> "list[Token]":
    """The parts of a text of blocks, for those who count or measure what it says."""
    return _parser().parse(text)


@lru_cache(maxsize=TEXTS_KEPT)
def render(text: str) -> Rendered:
    """A text of blocks: paragraphs, lists, headings, tables and boxes."""
    parser = _parser()
    tokens = parser.parse(text)
    faults = (*box_faults(text), *token_faults(tokens))
    dress(tokens)
    html = clean(parser.renderer.render(tokens, parser.options, {}))
    return Rendered(html, faults, words_outside_boxes(tokens), callouts(tokens))


@lru_cache(maxsize=TEXTS_KEPT)
def render_inline(text: str) -> Rendered:
    """A text that stands within one line of a page, such as a question or an answer."""
    parser = _parser()
    tokens = parser.parseInline(text.strip())
    faults = list(token_faults(tokens))
    if "\n\n" in text.strip():
        faults.append((0, "Write this as one paragraph, without an empty line."))
    dress(tokens)
    html = clean(parser.renderer.render(tokens, parser.options, {}))
    return Rendered(html, tuple(faults), words_outside_boxes(tokens))


def plain(html: str) -> str:
    """The words of rendered HTML, for a title or a spreadsheet. Placeholders stay in it.

    >>> plain("He said <strong>no</strong> &amp; left.")
    'He said no & left.'
    """
    return Markup(html).striptags()  # noqa: S704 only to take the tags away


@cache
def _parser() -> "MarkdownIt":
    """CommonMark with tables and boxes. It recognises HTML only so that it can be refused."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 heavy, and only needed when publishing
    from mdit_py_plugins.container import container_plugin  # noqa: PLC0415 the same

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for name in BOXES:
        parser.use(container_plugin, name=name, render=box_html)
    for rule, function in (
        ("html_block", _as_text),
        ("html_inline", _as_text),
        ("table_open", table_open),
        ("table_close", table_close),
    ):
        parser.add_render_rule(rule, function)
    return parser


def _as_text(_self: object, tokens: "list[Token]", at: int, *_: object) -> str:
    return str(escape(tokens[at].content))
