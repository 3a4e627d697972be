"""The fact rows of the forward look."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AheadFact:
    """How many people of the partnership in date with a module expire in a quarter (``2027-Q1``;
    blank: after the quarters looked at, or never), each once in an agency. ``most`` is how many of
    them one agency has. ``counted_on`` is before the census day where a look is repeated."""

    module: str
    quarter: str
    number: int
    most: int
    counted_on: date
