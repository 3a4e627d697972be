"""HTML of others made into the Markdown that is used here, and cleaned on the way.

Only words, paragraphs, lists, bold, italics and links by https come through; whatever else stood
there is told as a loss. The Markdown is rendered again and compared: what would not read the same
is written more plainly.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape

from elearn.content.exchange.foreign import Rich
from elearn.content.exchange.marked_words import KEPT, PLAIN, Mark, Walk, Words, as_markdown
from elearn.content.prose import is_sentence

LOSSES = (
    (r"<(?:audio|video|iframe|object|embed|source)\b", "a recording or frame is left out"),
    (r"<(?:svg|math|canvas)\b", "a drawing or formula is left out"),
    (r"<(?:script|style|form|input|button|select|textarea)\b", "a script or form is left out"),
    (r"<table\b", "a table is now one text"),
    (r"<(?:sub|sup)\b", "raised or lowered letters are now ordinary ones"),
    (r"<(?:code|pre)\b", "code is now ordinary text"),
    (r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$", "a formula stays as it was typed"),
)
UNMARKED = "bold or italics could not be kept"
_LOSSES = [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in LOSSES]
# What would begin a heading, a list, a quotation, a rule, a fence, HTML, a box or a reference.
_AT_START = re.compile(
    r"^(?:(?P<sign>[#>|=~+`<-]|[*_](?=[\s*_]*$|\s)|\[(?=[^\]]*\]:)|:::)"
    r"|(?P<number>\d{1,9})(?P<end>[.)]))"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a point of a list: its marked words, and as inline Markdown."""

    words: Words
    text: str
    is_point: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Converted:
    blocks: tuple[Block, ...]
    losses: tuple[str, ...]

    @property
    def inline(self) -> str:
        """Everything as one paragraph; points of a list are joined by semicolons."""
        return as_markdown(self._words())[0]

    @property
    def inline_losses(self) -> tuple[str, ...]:
        losses = self.losses
        if not as_markdown(self._words())[1]:
            losses = (*losses, UNMARKED)
        if any(block.is_point for block in self.blocks):
            losses = (*losses, "a list is now one text")
        return losses

    def _words(self) -> Words:
        joined: list[tuple[str, Mark]] = []
        for at, block in enumerate(self.blocks):
            after = self.blocks[at + 1 : at + 2]
            goes_on = block.is_point and after and after[0].is_point
            joined += block.words
            joined += [(";", PLAIN)] if goes_on and not is_sentence(block.text) else []
            joined += [(" ", PLAIN)] if after else []
        return tuple(joined)


def convert(rich: Rich) -> Converted:
    """The paragraphs and points of a text in Markdown, and what could not be kept."""
    html = _as_html(rich)
    losses = [
        words for pattern, words in _LOSSES if rich.format != "plain" and pattern.search(html)
    ]
    walk = Walk.through(_cleaned(html))
    blocks = []
    for block in walk.blocks:
        text, kept = as_markdown(block.words)
        losses += [] if kept else [UNMARKED]
        blocks.append(Block(block.words, text, block.is_point, block.numbered))
    return Converted(tuple(blocks), tuple(dict.fromkeys([*losses, *walk.losses])))


def as_blocks(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown of their own: an empty line between, none inside a list."""
    text, before, number = "", None, 0
    for block in blocks:
        number = number + 1 if block.numbered and before and before.numbered else 1
        if before is not None:
            text += "\n" if before.is_point and block.is_point else "\n\n"
        mark = (f"{number}. " if block.numbered else "- ") if block.is_point else ""
        text += mark + _safe_start(block.text)
        before = block
    return text


def _safe_start(text: str) -> str:
    """A paragraph that does not begin as something else does."""
    found = _AT_START.match(text)
    if found is None:
        return text
    number = found["number"] or ""
    return f"{number}\\{text[len(number) :]}"


def _as_html(rich: Rich) -> str:
    if rich.format == "plain":
        return str(escape(rich.text))
    if rich.format == "moodle":
        return rich.text.strip().replace("\n", "<br>")
    if rich.format == "markdown":
        from markdown_it import MarkdownIt  # noqa: PLC0415 heavy, and only needed for an import

        return str(MarkdownIt("commonmark").enable("table").render(rich.text))
    return rich.text


def _cleaned(html: str) -> str:
    import nh3  # noqa: PLC0415 only needed for an import

    return nh3.clean(
        html,
        tags=KEPT,
        attributes={"*": set(), "a": {"href"}, "img": {"alt"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )
