"""What is measured, one file a question."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.instance import Instance
from bench.rows import Results


@dataclass(frozen=True, slots=True)
class Bench:
    """A run of the benchmark: the demonstration, where to work, how often and how long."""

    base: Instance
    folder: Path
    runs: int
    seconds: int
    cycles: int


Case = Callable[[Bench], Results]
