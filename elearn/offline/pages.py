"""The page that is shown without a connection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """What is kept is listed by the script: the server does not know it."""

    title: str = "Without a connection"
