"""The HTML of published text as the blocks a document is set from: nothing of it is markup then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "table", "tr", "th", "td", "section", "div", "details", "summary"}
    | HEADINGS.keys()
)
BOXES = {
    "app-callout--do": "do",
    "app-callout--stop": "stop",
    "app-callout": "note",
    "app-agency-card": "card",
    "govuk-details": "details",
}
NARROWEST, WIDEST = 12, 60  # letters
Block = dict[str, Any]


def flow(html: str) -> list[Block]:
    """Paragraphs, headings, lists, tables and boxes, in values that JSON has.

    >>> flow("<p>Call <strong>999</strong>.</p>")[0]["runs"][1]
    {'text': '999', 'strong': True, 'em': False, 'href': ''}
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_words()
    return reader.blocks


def _widths(rows: list[list[Block]]) -> list[int]:
    """How wide the columns of a table are to one another: by their longest cell, within limits."""
    columns: list[int] = [NARROWEST] * max((len(row) for row in rows), default=0)
    for row in rows:
        for at, cell in enumerate(row):
            length = sum(len(run["text"]) for run in cell["runs"])
            columns[at] = max(columns[at], min(length, WIDEST))
    return columns


@dataclass
class _Style:
    """How the words that come next are set."""

    strong: int = 0
    em: int = 0
    href: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Keeps the list that blocks go to, and the words of the block that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.into: list[list[Block]] = [self.blocks]
        self.opened: list[tuple[str, int]] = []  # tags that opened a list of blocks, and its depth
        self.lists: list[Block] = []
        self.runs: list[dict[str, Any]] = []
        self.block: Block | None = None
        self.style = _Style()
        self.unseen = 0
        self.level = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "svg" or self.unseen:
            self.unseen += tag == "svg"
        elif tag in INLINE or tag == "a":
            self._restyle(tag, 1, given)
        elif tag == "br":
            self._say("\n")
        elif tag in BLOCKS:
            self.end_words()
            self._open(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self.unseen -= 1
        elif tag in INLINE or tag == "a":
            self._restyle(tag, -1, {})
        elif not self.unseen and tag in BLOCKS:
            self.end_words()
            self._close(tag)

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if self.unseen or not data:
            return
        before = " " if data[:1].isspace() else ""
        after = " " if words and data[-1:].isspace() else ""
        self._say(before + words + after)

    def _say(self, text: str) -> None:
        if not self.runs and not text.strip(" "):
            return
        self.runs.append(
            {
                "text": text,
                "strong": self.style.strong > 0,
                "em": self.style.em > 0,
                "href": self.style.href[-1] if self.style.href else "",
            }
        )

    def _restyle(self, tag: str, by: int, given: Mapping[str, str]) -> None:
        if tag == "a" and by > 0:
            self.style.href.append(given.get("href", ""))
        elif tag == "a":
            self.style.href = self.style.href[:-1]
        elif INLINE[tag] == "strong":
            self.style.strong = max(self.style.strong + by, 0)
        else:
            self.style.em = max(self.style.em + by, 0)

    def end_words(self) -> None:
        """What was said so far becomes the block that is open, or a paragraph."""
        block, runs = self.block, self.runs
        self.block, self.runs = None, []
        if not runs:
            return
        runs[-1]["text"] = runs[-1]["text"].rstrip()
        if block is None:
            self.into[-1].append({"kind": "paragraph", "runs": runs})
        else:
            block["runs"] = runs

    def _open(self, tag: str, given: Mapping[str, str]) -> None:
        css = given.get("class", "").split()
        if tag in ("ul", "ol"):
            self._add({"kind": "list", "ordered": tag == "ol", "items": []}, self.lists)
        elif tag == "li" and self.lists:
            items: list[list[Block]] = self.lists[-1]["items"]
            items.append([])
            self._into(tag, items[-1])
        elif tag == "table":
            self._add({"kind": "table", "rows": [], "widths": []}, self.lists)
        elif tag == "tr" and self.lists:
            self.lists[-1]["rows"].append([])
        elif tag in ("th", "td") and self.lists:
            self.block = {"head": tag == "th", "runs": []}
            self.lists[-1]["rows"][-1].append(self.block)
        elif "app-callout__title" in css or tag == "summary":
            self.block = {"kind": "title", "runs": []}
            self.into[-1].append(self.block)
        elif tag in HEADINGS:
            # Below the title of the document, and never deeper by more than one.
            self.level = max(min(HEADINGS[tag], self.level + 1), 2)
            self.block = {"kind": "heading", "level": self.level, "runs": []}
            self.into[-1].append(self.block)
        else:
            self._open_box(tag, css)

    def _open_box(self, tag: str, css: list[str]) -> None:
        tone = next((BOXES[name] for name in BOXES if name in css), None)
        if tone is not None:
            box: Block = {"kind": "box", "tone": tone, "blocks": []}
            self.into[-1].append(box)
            self._into(tag, box["blocks"])
        elif tag in ("div", "section", "details"):
            self._into(tag, self.into[-1])

    def _add(self, block: Block, also: list[Block]) -> None:
        self.into[-1].append(block)
        also.append(block)

    def _into(self, tag: str, blocks: list[Block]) -> None:
        self.opened.append((tag, len(self.into)))
        self.into.append(blocks)

    def _close(self, tag: str) -> None:
        if tag in ("ul", "ol", "table") and self.lists:
            closed = self.lists.pop()
            if "rows" in closed:
                closed["widths"] = _widths(closed["rows"])
        elif self.opened and self.opened[-1][0] == tag:
            self.into = self.into[: self.opened.pop()[1]]
