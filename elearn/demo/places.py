"""The invented areas and agencies, and how well each of them keeps up with its training."""

from dataclasses import dataclass

from elearn.content.curriculum import AgencyKind
from elearn.models import AgencyType

PARTNERSHIP = "Northmoor and the Isles Modern Slavery Partnership"
FIRST_RESPONDERS = frozenset({"border-force-northmoor-coast"})  # of the types where it depends
HEADCOUNT_ONLY = "port-of-aldermouth"
BORDER_FORCE = "border-force-northmoor-coast"
COUNCIL = "aldermouth-city-council"
COMMISSIONER = "northmoor-opcc"
TINY = "kestrel-survivors-support"


@dataclass(frozen=True, slots=True)
class AreaPlan:
    slug: str
    name: str
    population: int
    nrm_a_quarter: float
    dtn_a_quarter: float


@dataclass(frozen=True, slots=True)
class Habits:
    """What an agency is like. ``m01`` and ``m03``: the share in date of those who must hold the
    module; ``imported``: the share of that which its own system tells of; ``lapsed``: the share of
    the others who once held it; ``skill`` and ``sure``: added to the log-odds of a right answer
    and to the confidence people say."""

    m01: float
    m03: float = 0.7
    imported: float = 0.25
    lapsed: float = 0.35
    skill: float = 0.0
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    """``people`` is how many it has when the partnership has 3,000; ``list_age`` how many days ago
    its person list was last brought in."""

    slug: str
    name: str
    type: AgencyType
    area: str | None
    people: int
    list_age: int
    habits: Habits

    @property
    def domain(self) -> str:
        return f"{self.slug}.example"

    def is_first_responder(self, kind: AgencyKind) -> bool:
        if kind.first_responder is None:
            return self.slug in FIRST_RESPONDERS
        return kind.first_responder

    def has_duty_to_notify(self, kind: AgencyKind) -> bool:
        """By law, or by policy for the Home Office, of which Border Force is a part."""
        if kind.duty_to_notify is None:
            return self.slug in FIRST_RESPONDERS
        return kind.duty_to_notify


N, A, W, S = "northmoor", "aldermouth", "wexcombe", "isle-of-skerray"
AREAS = (
    AreaPlan(N, "Northmoor", 1_180_000, 24.0, 9.0),
    AreaPlan(A, "Aldermouth", 246_000, 14.5, 5.5),
    AreaPlan(W, "Wexcombe", 212_000, 10.5, 4.5),
    AreaPlan(S, "Isle of Skerray", 138_000, 1.6, 0.8),
)
T = AgencyType
_ROWS: tuple[tuple[str, str, AgencyType, str | None, int, int, Habits], ...] = (
    ("northmoor-police", "Northmoor Police", T.POLICE, None, 420, 38,
     Habits(0.83, 0.71, imported=0.45, skill=0.1, sure=0.2)),
    (COMMISSIONER, "Office of the Northmoor Police and Crime Commissioner", T.COMMISSIONER, None,
     34, 27, Habits(0.96, skill=0.5)),
    ("northmoor-county-council", "Northmoor County Council", T.UPPER_TIER_COUNCIL, N, 380, 52,
     Habits(0.75, 0.66, skill=-0.1)),
    (COUNCIL, "Aldermouth City Council", T.UPPER_TIER_COUNCIL, A, 204, 26,
     Habits(0.72, 0.6, imported=0.15, lapsed=0.4, skill=-0.2, sure=0.3)),
    ("wexcombe-city-council", "Wexcombe City Council", T.UPPER_TIER_COUNCIL, W, 190, 33,
     Habits(0.9, 0.88, skill=0.4)),
    ("isle-of-skerray-council", "Isle of Skerray Council", T.UPPER_TIER_COUNCIL, S, 90, 128,
     Habits(0.58, 0.5, lapsed=0.5, skill=-0.3)),
    ("brackenford-district-council", "Brackenford District Council", T.DISTRICT_COUNCIL, N, 84, 41,
     Habits(0.91, skill=0.2)),
    ("thornley-borough-council", "Thornley Borough Council", T.DISTRICT_COUNCIL, N, 76, 66,
     Habits(0.66, skill=-0.2)),
    ("northmoor-university-hospitals", "Northmoor University Hospitals NHS Trust", T.NHS, N, 420,
     24, Habits(0.89, imported=0.6, skill=0.1)),
    ("wexcombe-and-coast-nhs-trust", "Wexcombe and Coast NHS Trust", T.NHS, W, 240, 47,
     Habits(0.78, imported=0.55)),
    ("skerray-health-and-care", "Skerray Health and Care", T.NHS, S, 60, 146,
     Habits(0.52, imported=0.4, lapsed=0.5, skill=-0.4)),
    ("northmoor-and-isles-icb", "Northmoor and Isles Integrated Care Board", T.NHS, None, 40, 30,
     Habits(0.93, imported=0.4, skill=0.4)),
    ("northmoor-ambulance-service", "Northmoor Ambulance Service", T.AMBULANCE, None, 190, 58,
     Habits(0.86, imported=0.4, skill=0.2)),
    ("northmoor-fire-and-rescue", "Northmoor Fire and Rescue Service", T.FIRE, None, 150, 71,
     Habits(0.62, imported=0.2, skill=-0.1, sure=0.4)),
    ("jobcentre-plus-northmoor", "Jobcentre Plus Northmoor", T.DWP, None, 95, 35,
     Habits(0.94, imported=0.5, skill=0.2)),
    (HEADCOUNT_ONLY, "Port of Aldermouth", T.BORDER_AND_PORTS, A, 0, 0, Habits(0.0)),
    (BORDER_FORCE, "Border Force Northmoor Coast", T.BORDER_AND_PORTS, None, 48, 44,
     Habits(0.84, 0.62, skill=0.3, sure=0.3)),
    ("aldermouth-schools-partnership", "Aldermouth Schools Partnership", T.EDUCATION, A, 82, 55,
     Habits(0.84, skill=0.1)),
    ("northmoor-college", "Northmoor College", T.EDUCATION, N, 56, 79,
     Habits(0.69, lapsed=0.25, skill=-0.1)),
    ("harbour-homes", "Harbour Homes", T.HOUSING, A, 70, 84, Habits(0.55, lapsed=0.3, skill=-0.3)),
    ("open-door-outreach", "Open Door Outreach", T.HOUSING, W, 24, 29, Habits(0.92, skill=0.6)),
    ("lantern-faith-network", "Lantern Faith Network", T.VOLUNTARY, N, 38, 63,
     Habits(0.47, lapsed=0.2, imported=0.0)),
    (TINY, "Kestrel Survivors’ Support", T.VOLUNTARY, A, 7, 49, Habits(0.75, imported=0.0)),
    ("skerray-community-trust", "Skerray Community Trust", T.VOLUNTARY, S, 0, 0, Habits(0.0)),
)  # fmt: skip
AGENCIES = tuple(AgencyPlan(*row) for row in _ROWS)
