"""XML from outside as a small tree with line numbers: no document type, no entities, no network."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from elearn.content.exchange.foreign import ExchangeError

DEEPEST = 50


@dataclass(slots=True)
class Node:
    """An element: its own text, and its children in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Node | None":
        return next(self.all(tag), None)

    def words(self, *tags: str) -> str:
        """The text of the element below that these tags lead to; nothing if there is none."""
        node: Node | None = self
        for tag in tags:
            node = node.first(tag) if node else None
        return node.text if node else ""


def read_tree(content: bytes) -> Node:
    """The root of an XML text. Raises ExchangeError when it is none, or holds a document type."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 only needed for an import
    from defusedxml.sax import parseString  # noqa: PLC0415 the same

    builder = _Builder()
    try:
        parseString(content, builder, forbid_dtd=True)
    except DefusedXmlException:
        raise ExchangeError(
            "This XML declares a document type or entities, which is not safe to read. Take the "
            "<!DOCTYPE …> out."
        ) from None
    except (SAXException, ValueError, LookupError) as error:
        raise ExchangeError(_said(error)) from None
    if builder.root is None:
        raise ExchangeError("This XML is empty.")
    return builder.root


def _said(error: Exception) -> str:
    if isinstance(error, SAXParseException):
        line, said = error.getLineNumber(), error.getMessage()
        return f"Line {line}: this is no well-formed XML ({said})."
    return f"This is no well-formed XML ({error})."


class _Builder(ContentHandler):
    """Puts elements together as they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self.open: list[Node] = []
        self.locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 the name of the interface
        self.locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 the same
        node = Node(name, dict(attrs.items()), self.locator.getLineNumber())
        if len(self.open) >= DEEPEST:
            raise ExchangeError(f"Line {node.line}: elements are nested too deep to be questions.")
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802 the same
        self.open.pop()

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].text += content
