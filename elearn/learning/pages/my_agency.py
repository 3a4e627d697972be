"""The card to keep: who to call in my agency. It names no person but its contacts' own entries, so
that everybody who works there is shown the same."""

from dataclasses import dataclass, field

from elearn.learning.pages.agency_card import AgencyCard
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class MyAgencyPage:
    """One card for each agency; ``always`` are keys of the partnership's own contacts."""

    cards: tuple[AgencyCard, ...]
    always: tuple[str, ...] = ("police-non-emergency", "helpline")
    title: str = field(default_factory=lambda: say("Who to call"))
