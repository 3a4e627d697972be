"""The fact rows of minimum cover."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CoverFact:
    """A rule of a team: of one module, or of a level (``module`` blank). ``until`` is the first
    expiry that breaks it, None where it is broken or nothing expires."""

    agency: str
    team: str
    module: str
    level: str
    needed: int
    team_name: str
    in_date: int
    until: date | None

    @property
    def is_met(self) -> bool:
        return self.in_date >= self.needed
