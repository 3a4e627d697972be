"""Loading a library without the optional packages it would load beside it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*packages: str) -> Iterator[None]:
    """Within, packages that are not loaded yet seem not to be installed: huey loads the client of
    every database it knows, 17 MiB and a third of a second in each process that wakes the
    worker."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
