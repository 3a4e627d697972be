"""What an audit keeps of areas and referrals."""

from dataclasses import dataclass

NRM, DTN = "nrm", "dtn"
KINDS = (NRM, DTN)


@dataclass(frozen=True, slots=True)
class AreaFact:
    """An area on the census day, and how many people live there."""

    area: str
    name: str
    population: int


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """Referrals of one kind (nrm or dtn) in one area and quarter (``2026-Q3``). A quarter nobody
    reported has no row: it is not known, and not none."""

    area: str
    quarter: str
    kind: str
    number: int
