"""The last column of a list of cells: the link with which an action begins."""

from collections.abc import Callable
from typing import Any

from elearn.audit.shown import CoverageRow
from elearn.audit.shown_knowledge import KnowledgeRow

Row = CoverageRow | KnowledgeRow
ActionUrl = Callable[[Row], str]
ACTION = "Action"


def with_action(line: tuple[Any, ...], row: Row, action: ActionUrl) -> tuple[Any, ...]:
    """The line and its link. No hidden words: they would widen a table that slides."""
    return (*line, {"text": "Make an action", "href": action(row)})
