"""What is wrong with a module, and where: every fault names its file, line and remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, field

PathTo = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend. ``line`` and ``column`` count from 1; ``path`` names the place inside
    the file (``items[2].options[1].feedback``, also from 1) or is empty."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: "
        return where + (f"{self.path}: " if self.path else "") + self.message


class ContentError(Exception):
    """Modules that cannot be used: all their faults, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault], warnings: Iterable[Fault] = ()) -> None:
        self.faults = tuple(sorted(set(faults)))
        self.warnings = tuple(sorted(set(warnings)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class Findings:
    """Collects faults, which stop a module, and warnings and hints, which do not: a warning is
    mostly right, a hint is worth a look."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    hints: list[Fault] = field(default_factory=list)


def name_of(path: PathTo) -> str:
    """A path as an author counts: lists from 1.

    >>> name_of(("items", 0, "options", 2, "text"))
    'items[1].options[3].text'
    """
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        else:
            name += f".{part}" if name else part
    return name
