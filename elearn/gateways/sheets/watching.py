"""Lines that are passed on one by one while somebody watches how far it is."""

from collections.abc import Callable, Iterable, Sequence

from elearn.gateways.sheets import Line

Watch = Callable[[Sequence[Line]], Iterable[Line]]


def unwatched(lines: Sequence[Line]) -> Iterable[Line]:
    """Nobody looks at the progress."""
    return lines
