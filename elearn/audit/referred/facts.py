"""What an audit keeps of areas and referrals."""

from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import uk_date

NRM, DTN = "nrm", "dtn"
KINDS = (NRM, DTN)


@dataclass(frozen=True, slots=True)
class AreaFact:
    """An area on the census day, and how many people live there, by whose figure (blank: nobody
    said) of which day; both None in editions that did not keep them."""

    area: str
    name: str
    population: int
    population_source: str | None = None
    population_as_at: date | None = None

    @property
    def said_by(self) -> str:
        """Whose figure of which day, in words; empty where nobody said."""
        day = f"as at {uk_date(self.population_as_at)}" if self.population_as_at else ""
        return ", ".join(part for part in (self.population_source, day) if part)


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """Referrals of one kind (nrm or dtn) in one area and quarter (``2026-Q3``). A quarter nobody
    reported has no row: it is not known, and not none."""

    area: str
    quarter: str
    kind: str
    number: int
