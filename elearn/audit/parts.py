"""The tables of an edition beside coverage and knowledge, as they leave in its files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from elearn.audit.sheets import Names
from elearn.audit.shown import Shown
from elearn.reporting.columns import Report


@dataclass(frozen=True, slots=True)
class Part:
    """One table. ``name`` is its CSV file and its list in the JSON; ``machines`` has the columns of
    both, ``people`` makes those of the workbook's sheet; ``rows`` are what the reader may see."""

    name: str
    machines: Report[Any]
    people: Callable[[Names], Report[Any]]
    rows: Callable[[Shown], Iterable[Any]]


PARTS: tuple[Part, ...] = ()
