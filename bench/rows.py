"""What was measured, one row a thing, and whether it keeps to what we set ourselves."""

from dataclasses import dataclass

from bench.load import Load


@dataclass(frozen=True, slots=True)
class Row:
    """``ours`` beside ``limit``; ``ratio`` is how many times the limit we cost. ``most`` is the
    ratio we set ourselves, ``bar`` the rest of it in words; ``kept`` says whether both hold."""

    key: str
    what: str
    ours: Load
    limit: Load
    ratio: float
    most: float
    bar: str
    kept: bool
    noisy: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure without a limit program: its words, and whether it keeps to the bar."""

    what: str
    figure: str
    bar: str
    kept: bool


@dataclass(frozen=True, slots=True)
class PageCost:
    """One page as somebody opens it: statements, compressed bytes of its HTML, and time."""

    who: str
    path: str
    statements: int
    html_bytes: int
    median_ms: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a case found."""

    rows: tuple[Row, ...] = ()
    facts: tuple[Fact, ...] = ()
    pages: tuple[PageCost, ...] = ()

    def __add__(self, other: "Results") -> "Results":
        return Results(self.rows + other.rows, self.facts + other.facts, self.pages + other.pages)
