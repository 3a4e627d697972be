"""Words with their marks (bold, italics, a link): read from HTML, written in Markdown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby

from elearn.content.markdown import render_inline

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
BREAKS = {
    *("p", "div", "br", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
KEPT = {*MARKS, *BREAKS, "a", "img", "td", "th"}
PICTURE = "a picture is left out, and its description stays"
NO_PICTURE = "a picture is left out, and it had no description"
INSECURE = "a link that is not https is now words only"
_SPECIAL = re.compile(r"([\\`*_\[\]<>&!|~#])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What some words stand in; ``href`` is where they lead, or empty."""

    strong: bool = False
    em: bool = False
    href: str = ""


PLAIN = Mark()
Words = tuple[tuple[str, Mark], ...]  # character by character; a space has the mark PLAIN


@dataclass(slots=True)
class Block:
    """A paragraph, or a point of a list."""

    is_point: bool = False
    numbered: bool = False
    pieces: list[tuple[str, Mark]] | None = None

    @property
    def words(self) -> Words:
        return _joined(self.pieces or [])


class Walk(HTMLParser):
    """Cleaned HTML taken apart into blocks of marked words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.losses: list[str] = []
        self.lists: list[str] = []
        self.inside = {"strong": 0, "em": 0}
        self.href = ""
        self.block = Block()

    @classmethod
    def through(cls, html: str) -> "Walk":
        """All of an HTML text, walked through."""
        walk = cls()
        walk.feed(html)
        walk.close()
        walk.end_block()
        return walk

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self.inside[MARKS[tag]] += 1
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")
        elif tag == "img":
            self._picture(dict(attrs).get("alt") or "")
        elif tag in ("td", "th", "br"):
            self.handle_data(" ")
        elif tag in BREAKS:
            self.end_block()
            self._open_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self.inside[MARKS[tag]] -= 1
        elif tag == "a":
            self.href = ""
        elif tag in BREAKS and tag != "br":
            self.end_block()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        mark = Mark(self.inside["strong"] > 0, self.inside["em"] > 0, self.href)
        self.block.pieces = [*(self.block.pieces or []), (data, mark)]

    def end_block(self) -> None:
        """Whatever was read so far stands by itself."""
        if self.block.words:
            self.blocks.append(self.block)
        self.block = Block()

    def _open_block(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            self.block = Block(True, self.lists[-1:] == ["ol"])

    def _open_link(self, href: str) -> None:
        good = href.startswith("https://") and not re.search(r"[\s()<>\\]", href)
        self.href = href if good else ""
        if not good:
            self.losses.append(INSECURE)

    def _picture(self, alt: str) -> None:
        self.losses.append(PICTURE if alt.strip() else NO_PICTURE)
        self.handle_data(f" ({alt}) " if alt.strip() else " ")


def _joined(pieces: Iterable[tuple[str, Mark]]) -> Words:
    """The characters of some pieces, with single spaces and none at the ends. What only looks like
    a link, ``](``, is taken apart, as it is refused in Markdown here."""
    found: list[tuple[str, Mark]] = []
    for text, mark in pieces:
        for sign in _CONTROL.sub("", text):
            if not sign.isspace():
                found += [(" ", PLAIN)] if sign == "(" and found and found[-1][0] == "]" else []
                found.append((sign, mark))
            elif found and found[-1][0] != " ":
                found.append((" ", PLAIN))
    return tuple(found[:-1] if found and found[-1][0] == " " else found)


def as_markdown(words: Words) -> tuple[str, bool]:
    """Inline Markdown that reads as the words do, with as few escapes as may be; and whether it
    could keep all their marks."""
    for wanted in (words, tuple((sign, Mark(href=mark.href)) for sign, mark in words)):
        for escaped in (False, True):
            text = _written(wanted, escaped=escaped)
            if _reads_as(text) == wanted:
                return text, wanted == words
    return _SPECIAL.sub(r"\\\1", "".join(sign for sign, _ in words)), False


def _reads_as(text: str) -> Words | None:
    rendered = render_inline(text)
    if rendered.faults:
        return None
    blocks = Walk.through(rendered.html).blocks
    return blocks[0].words if blocks else ()


def _written(words: Words, *, escaped: bool) -> str:
    text = ""
    for href, linked in groupby(_with_spaces_marked(words), key=lambda one: one[1].href):
        said = ""
        for mark, run in groupby(linked, key=lambda one: one[1]):
            signs = "".join(sign for sign, _ in run)
            stars = "**" * mark.strong + "*" * mark.em
            said += stars + (_SPECIAL.sub(r"\\\1", signs) if escaped else signs) + stars
        text += f"[{said}]({href})" if href else said
    return text


def _with_spaces_marked(words: Words) -> Sequence[tuple[str, Mark]]:
    """A space belongs to all that the words on both its sides stand in."""
    return [
        (sign, _common(words[at - 1][1], words[at + 1][1]) if sign == " " else mark)
        for at, (sign, mark) in enumerate(words)
    ]


def _common(one: Mark, other: Mark) -> Mark:
    href = one.href if one.href == other.href else ""
    return Mark(one.strong and other.strong, one.em and other.em, href)
