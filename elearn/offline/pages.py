"""The page that is shown without a connection."""

from dataclasses import dataclass, field

from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """What is kept is listed by the script: the server does not know it."""

    title: str = field(default_factory=lambda: say("Without a connection"))
