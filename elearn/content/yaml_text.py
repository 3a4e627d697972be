"""YAML as modules use it: version 1.2 rules (``no`` is text, a date is text), each key once, no
aliases, and the place of every value so that a fault can name its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from elearn.content.faults import Fault, Findings, PathTo, name_of

# libyaml where the wheel has it: 15 to 20 times faster than any reader in Python alone.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20

# The core schema of YAML 1.2.2, chapter 10.3. Everything else is text.
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)

# What libyaml says, and what helps the author.
_REMEDIES = {
    "mapping values are not allowed": "There is a colon inside this text, or the line is indented "
    "too far. Put the whole text in quotes, or line it up with the key above.",
    "cannot start any token": "A text cannot start with this character. Put the whole text in "
    "quotes, and use spaces instead of tabs.",
    "found unexpected end of stream": "A quote mark is opened and never closed.",
    "did not find expected ',' or": "A bracket or brace is not closed, or a text with a comma in "
    "it needs quotes.",
    "did not find expected node content": "A bracket or brace is not closed, or a text that "
    "starts with a sign needs quotes.",
    "did not find expected key": "This line does not fit the lines above. Check its indentation, "
    "and put a text that holds quote marks in quotes of the other kind.",
    "did not find expected '-'": "A list line begins with a hyphen and a space, in line with the "
    "others of its list.",
    "could not find expected ':'": "A key is followed by a colon and a space: `key: value`.",
    "expected a single document": "Only one document a file: take out the line with ---.",
    "found undefined alias": "A text cannot start with *. Put it in quotes.",
}


@dataclass(frozen=True, slots=True)
class Spot:
    line: int
    column: int
    end_line: int


@dataclass(slots=True)
class Marked:
    """The values of a YAML text with their places. ``lines`` are the file's, from line 1."""

    file: str
    lines: list[str]
    findings: Findings
    data: Any = None
    spots: dict[PathTo, Spot] = field(default_factory=dict)
    keys: dict[PathTo, Spot] = field(default_factory=dict)

    def fault(self, path: PathTo, message: str, *, at_key: bool = False) -> None:
        self.findings.faults.append(self._at(path, message, at_key))

    def warning(self, path: PathTo, message: str, *, at_key: bool = False) -> None:
        self.findings.warnings.append(self._at(path, message, at_key))

    def hint(self, path: PathTo, message: str) -> None:
        self.findings.hints.append(self._at(path, message, at_key=False))

    def about_text(self, path: PathTo, found: str, message: str, *, warning: bool) -> None:
        """A remark on a piece of a value, at the line where that piece stands."""
        fault = replace(self.place_of_text(path, found), message=message)
        (self.findings.warnings if warning else self.findings.faults).append(fault)

    def place_of_text(self, path: PathTo, found: str) -> Fault:
        """Where a piece of a value stands, as a fault that says nothing yet."""
        spot = self._spot(path, at_key=False)
        line, column = spot.line, spot.column
        for number in range(spot.line, spot.end_line + 1):
            at = self.lines[number - 1].find(found)
            if at >= 0:
                line, column = number, at + 1
                break
        return Fault(self.file, line, column, name_of(path), "")

    def fault_in_text(self, path: PathTo, offset: int, message: str) -> None:
        """A fault on a line of a value, counted from 0: exact where the text keeps its lines."""
        spot = self._spot(path, at_key=False)
        line = spot.line
        if self.keeps_lines(path):
            line = min(spot.line + 1 + offset, spot.end_line)
        self.findings.faults.append(Fault(self.file, line, spot.column, name_of(path), message))

    def keeps_lines(self, path: PathTo) -> bool:
        """Whether a value is written below a ``|``, so that its lines are its own."""
        first = self.lines[self._spot(path, at_key=False).line - 1]
        return first.rstrip().endswith(("|", "|-", "|+"))

    def _at(self, path: PathTo, message: str, at_key: bool) -> Fault:
        spot = self._spot(path, at_key)
        return Fault(self.file, spot.line, spot.column, name_of(path), message)

    def _spot(self, path: PathTo, at_key: bool) -> Spot:
        """The place of a value, or of the nearest thing around it that is there."""
        if at_key and path in self.keys:
            return self.keys[path]
        while path not in self.spots and path:
            path = path[:-1]
        return self.spots.get(path, Spot(1, 1, len(self.lines)))


def read_yaml(
    text: str, *, file: str, findings: Findings, first_line: int = 1, lines: list[str] | None = None
) -> Marked | None:
    """Read one YAML mapping; None when it cannot be read at all, which is then a fault.

    ``first_line`` is the line of the file on which ``text`` starts, ``lines`` the whole file.
    """
    marked = Marked(file, lines if lines is not None else text.split("\n"), findings)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        findings.faults.append(_syntax_fault(error, file, first_line))
        return None
    if not isinstance(node, yaml.MappingNode):
        message = "There is nothing here yet: write `key: value` lines." if node is None else (
            "This should be lines of `key: value`.")  # fmt: skip
        findings.faults.append(Fault(file, first_line, 1, "", message))
        return None
    _Walk(marked, first_line).into(node, ())
    marked.data = marked.data if isinstance(marked.data, dict) else {}
    return marked


def _syntax_fault(error: yaml.YAMLError, file: str, first_line: int) -> Fault:
    said = " ".join(str(error).split())
    mark = getattr(error, "problem_mark", None)
    if "scanning a quoted scalar" in said:  # the quote that was opened, not the end of the file
        mark = getattr(error, "context_mark", mark)
    message = next((remedy for sign, remedy in _REMEDIES.items() if sign in said), None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or said
    if mark is None:
        return Fault(file, first_line, 1, "", message or f"This is not YAML: {problem}.")
    return Fault(
        file,
        mark.line + first_line,
        mark.column + 1,
        "",
        message or f"This is not YAML: {problem}.",
    )


class _Walk:
    """Turns nodes into values and notes where each stood."""

    def __init__(self, marked: Marked, first_line: int) -> None:
        self.marked, self.offset = marked, first_line
        self.seen: set[int] = set()

    def into(self, node: yaml.Node, path: PathTo) -> Any:
        self.marked.spots[path] = self._spot(node)
        if id(node) in self.seen or len(path) > DEEPEST:
            self.marked.fault(path, "Write this out: a text cannot start with & or *, and lists "
                              "are not nested this deep.")  # fmt: skip
            return None
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.marked.fault(path, f"A text cannot start with {node.tag}. Put it in quotes.")
        value: Any
        if isinstance(node, yaml.MappingNode):
            value = self._mapping(node, path)
        elif isinstance(node, yaml.SequenceNode):
            value = [self.into(child, (*path, at)) for at, child in enumerate(node.value)]
        else:
            value = _scalar(node)
        if not path:
            self.marked.data = value
        return value

    def _mapping(self, node: yaml.MappingNode, path: PathTo) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            where = (*path, key)
            if key in values:
                first = self.marked.keys[where].line
                at = self._spot(key_node)
                message = f"stands twice: it is on line {first} already. Keep one of them."
                self.marked.findings.faults.append(
                    Fault(self.marked.file, at.line, at.column, name_of(where), message)
                )
                continue
            self.marked.keys[where] = self._spot(key_node)
            values[key] = self.into(value_node, where)
        return values

    def _spot(self, node: yaml.Node) -> Spot:
        start, end = node.start_mark, node.end_mark
        # A block ends where the next thing starts, in its first column: that line is not its own.
        last = end.line - 1 if end.column == 0 and end.line > start.line else end.line
        return Spot(start.line + self.offset, start.column + 1, last + self.offset)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None):  # quoted or a block: always text
        return text
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INT.fullmatch(text):
        return int(text) if len(text) <= DEEPEST else text
    return float(text) if _FLOAT.fullmatch(text) else text


def leaves(value: Any, path: PathTo = ()) -> Iterator[tuple[PathTo, str]]:
    """Every text inside a value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
