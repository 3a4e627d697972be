"""An author's SVG held to what a drawing needs: shapes, words and presentation attributes, and
nothing that runs, fetches, links or styles."""

import io
import re
from dataclasses import dataclass
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser
from markupsafe import escape

SVG = "http://www.w3.org/2000/svg"
MOST_BYTES = 12_288
MOST_ELEMENTS = 600
DEEPEST = 20
TALLEST = 2.0  # heights a width
SMALLEST_TEXT = 14.0  # units of the viewBox
TEXT_UNLESS_SAID = 16.0
PHONE_WIDTH = 290  # CSS pixels a drawing has on the narrowest screen
SMALLEST_ON_PHONE = 9.0

SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
WORDS = frozenset({"text", "tspan"})
UNSEEN = frozenset({"title", "desc"})  # the page says alt instead
_ATTRIBUTES = """
    d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points transform rotate pathLength
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-dasharray stroke-dashoffset opacity paint-order vector-effect
    font-size font-weight font-style text-anchor dominant-baseline alignment-baseline
    letter-spacing word-spacing textLength lengthAdjust"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
# Said by the page itself; an editor's or an author's own are left out.
LEFT_OUT = frozenset({"role", "aria-label", "aria-hidden", "focusable", "font-family"})
_VALUE = re.compile(r"[\w\s.,#%()+-]*", re.ASCII)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:px)?", re.ASCII)
_REMEDIES = {
    "style": "Write it as attributes: fill, stroke, font-size…",
    "class": "Write it as attributes: fill, stroke, font-size…",
    "id": "Nothing can point at it. Take it out.",
    "href": "A drawing holds no links and fetches nothing. Take it out.",
    "width": "Leave it out: the picture takes the width of the page. viewBox says its shape.",
    "height": "Leave it out: the picture takes the width of the page. viewBox says its shape.",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a drawing, at a line and column from 1."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was read. ``inner`` is the safe markup between ``opening`` and ``</svg>``; ``words`` are
    the texts in it with their lines. Use it only when there are no ``faults``."""

    opening: str
    inner: str
    words: tuple[tuple[int, str], ...]
    faults: tuple[Remark, ...]
    warnings: tuple[Remark, ...]

    def markup(self, alt: str) -> str:
        """The whole element, which says ``alt`` to who cannot see it."""
        said = f' role="img" aria-label="{escape(alt)}" focusable="false">'
        return f"{self.opening}{said}{self.inner}</svg>"


def read_drawing(text: str, *, most: int = MOST_BYTES) -> Drawing:
    """Read an SVG file's text. Whatever is wrong with it is in ``faults``; nothing is raised."""
    handler = _Reader()
    size = len(text.encode("utf-8"))
    if size > most:
        message = f"This drawing has {size:,} bytes. Draw it with {most:,} or fewer."
        return Drawing("", "", (), (Remark(1, 1, message),), ())
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    source = InputSource()
    source.setByteStream(io.BytesIO(text.encode("utf-8")))
    source.setEncoding("utf-8")
    try:
        parser.parse(source)
    except DefusedXmlException:
        handler.fault("A document type or an entity is not used here. Take out that line.")
    except (SAXException, ValueError, LookupError) as error:
        said = error.getMessage() if isinstance(error, SAXParseException) else str(error)
        handler.fault(f"This is not XML: {said}.")
    return handler.drawing()


class _Reader(ContentHandler):
    """Writes anew what is allowed and notes what is not."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.opening = ""
        self.width = 0.0
        self.stack: list[tuple[str, float]] = []  # names, and the size of text in them
        self.count = 0
        self.words: list[tuple[int, str]] = []
        self.faults: list[Remark] = []
        self.warnings: list[Remark] = []
        self.locator: object = None

    def drawing(self) -> Drawing:
        return Drawing(
            self.opening,
            "".join(self.out),
            tuple(self.words),
            tuple(self.faults),
            tuple(self.warnings),
        )

    def setDocumentLocator(self, locator: object) -> None:  # noqa: N802 the parser calls it so
        self.locator = locator

    def fault(self, message: str) -> None:
        self.faults.append(self._here(message))

    def _here(self, message: str) -> Remark:
        line = getattr(self.locator, "getLineNumber", lambda: None)() or 1
        column = getattr(self.locator, "getColumnNumber", lambda: None)() or 0
        return Remark(line, column + 1, message)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        self.fault(f"<?{target}?> is not used here. Take it out.")

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.count += 1
        given = dict(attrs.items())
        size = self._size(given)
        if not self.stack:
            self._open(name, given)
        elif self.count > MOST_ELEMENTS or len(self.stack) > DEEPEST:
            if not self.faults:
                self.fault(f"This drawing has too many parts. {MOST_ELEMENTS} are enough.")
        elif name not in SHAPES | WORDS | UNSEEN:
            self.fault(f"<{name}> is not used in pictures. Draw with shapes, lines and text.")
        elif not self._is_unseen():
            if name in WORDS:
                self._check_size(size)
            if name not in UNSEEN:
                self.out.append(f"<{name}{self._attributes(name, given)}>")
        self.stack.append((name, size))

    def endElement(self, name: str) -> None:  # noqa: N802
        self.stack.pop()
        if self.stack and name in SHAPES | WORDS and not self._is_unseen():
            self.out.append(f"</{name}>")

    def characters(self, content: str) -> None:
        name = self.stack[-1][0] if self.stack else ""
        if name in WORDS:
            self.out.append(str(escape(content)))
            if content.strip():
                self.words.append((self._here("").line, content))
        elif content.strip() and not self._is_unseen():
            self.fault("Words stand in <text>. Move them into one, or take them out.")

    def _is_unseen(self) -> bool:
        return any(name in UNSEEN for name, _ in self.stack)

    def _open(self, name: str, given: dict[str, str]) -> None:
        """The outermost element, whose size is the page's to set."""
        if name != "svg" or given.get("xmlns") != SVG:
            self.fault(f'A picture starts with <svg xmlns="{SVG}" viewBox="0 0 640 360">.')
            return
        box = [_number(one) for one in given.get("viewBox", "").replace(",", " ").split()]
        measures = [one for one in box if one is not None]
        if len(measures) != 4 or len(box) != 4 or min(measures[2:]) <= 0:
            self.fault('Give <svg> its shape: viewBox="0 0 640 360", four numbers from 0.')
            return
        self.width, height = measures[2], measures[3]
        if height > TALLEST * self.width:
            self.fault("This picture is more than twice as high as wide. Make it wider.")
        shown = " ".join(f"{one:g}" for one in measures)
        rest = {key: one for key, one in given.items() if key not in ("xmlns", "viewBox")}
        rest.setdefault("font-size", f"{TEXT_UNLESS_SAID:g}")
        self.opening = f'<svg xmlns="{SVG}" viewBox="{shown}"{self._attributes("svg", rest)}'

    def _attributes(self, element: str, given: dict[str, str]) -> str:
        """The allowed ones as they are written; a fault for each other."""
        kept = []
        for name, value in given.items():
            if name in LEFT_OUT:
                continue
            refused = element == "svg" and name in ("width", "height")
            if name not in ATTRIBUTES or refused:
                key = name.rpartition(":")[2]
                remedy = _REMEDIES.get(key, "Take it out.")
                self.fault(f"{name} is not used on <{element}>. {remedy}")
            elif not _VALUE.fullmatch(value) or "url" in value.lower():
                self.fault(f"{name} holds what cannot be used here: write numbers or a colour.")
            else:
                kept.append(f' {name}="{escape(value)}"')
        return "".join(kept)

    def _size(self, given: dict[str, str]) -> float:
        """The size of text here: its own, else that around it."""
        around = self.stack[-1][1] if self.stack else TEXT_UNLESS_SAID
        found = _NUMBER.fullmatch(given.get("font-size", "").strip())
        if "font-size" in given and found is None:
            self.fault("font-size is a number of units, such as 20.")
        return float(found[1]) if found else around

    def _check_size(self, size: float) -> None:
        if size < SMALLEST_TEXT:
            self.fault(f"Text of {size:g} units cannot be read. Use {SMALLEST_TEXT:g} or more.")
        elif self.width and size * PHONE_WIDTH / self.width < SMALLEST_ON_PHONE:
            if self.warnings:
                return  # once a picture is enough
            least = SMALLEST_ON_PHONE * self.width / PHONE_WIDTH
            self.warnings.append(
                self._here(f"Text of {size:g} units is small on a phone. Use {least:.0f} or more.")
            )


def _number(text: str) -> float | None:
    """A number without a sign, or None.

    >>> _number("640"), _number("-1"), _number("nan")
    (640.0, None, None)
    """
    found = re.fullmatch(r"\d{1,5}(?:\.\d{1,4})?", text, re.ASCII)
    return float(text) if found else None
