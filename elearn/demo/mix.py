"""Which roles an agency's people have, and the teams they work in."""

from collections.abc import Mapping

from elearn.demo.places import COUNCIL, TINY, AgencyPlan
from elearn.models import AgencyType as T

MASH, IN_MASH = "MASH", "R4"
FAMILY_HUBS = "Family hubs"
SIZE_OF_A_TEAM = 14

Weights = Mapping[str, float]
Teams = Mapping[str, tuple[str, ...]]

_OF_TYPE: dict[T, Weights] = {
    T.POLICE: {"R1": 10, "R2": 34, "R3": 14, "R4": 4, "R14": 5, "R15": 33},
    T.COMMISSIONER: {"R14": 35, "R15": 65},
    T.UPPER_TIER_COUNCIL: {
        "R4": 6, "R5": 16, "R6": 14, "R7": 10, "R11": 6, "R12": 3, "R14": 6, "R15": 39,
    },
    T.DISTRICT_COUNCIL: {"R7": 18, "R11": 14, "R14": 9, "R15": 59},
    T.NHS: {"R8": 44, "R14": 5, "R15": 51},
    T.AMBULANCE: {"R8": 66, "R14": 5, "R15": 29},
    T.FIRE: {"R9": 68, "R14": 6, "R15": 26},
    T.DWP: {"R10": 66, "R14": 6, "R15": 28},
    T.BORDER_AND_PORTS: {"R11": 78, "R14": 7, "R15": 15},
    T.EDUCATION: {"R12": 42, "R14": 13, "R15": 45},
    T.HOUSING: {"R7": 74, "R14": 11, "R15": 15},
    T.VOLUNTARY: {"R13": 56, "R14": 13, "R15": 31},
}  # fmt: skip
_OF_AGENCY: dict[str, Weights] = {
    COUNCIL: {**_OF_TYPE[T.UPPER_TIER_COUNCIL], "R8": 8},
    "northmoor-and-isles-icb": {"R8": 12, "R14": 38, "R15": 50},
    # what is left out here is counted and not named: see returns.py
    "aldermouth-schools-partnership": {"R12": 76, "R14": 24},
    "harbour-homes": {"R7": 86, "R14": 14},
    TINY: {"R13": 3, "R14": 1, "R15": 3},
}
_TEAMS: dict[T, Teams] = {
    T.POLICE: {
        "R1": ("Contact centre", "Digital desk"),
        "R2": (
            "Response Aldermouth", "Response Wexcombe", "Neighbourhoods North", "Rural and coast",
            "Neighbourhoods City", "Response Skerray",
        ),
        "R3": ("Custody", "Serious crime", "Exploitation unit", "Modern slavery unit"),
        "R4": (MASH,),
        "R14": ("Command and people",),
        "R15": ("Enquiry offices", "Fleet and estates", "Records", "Business support"),
    },
    T.COMMISSIONER: {"R14": ("Commissioning",), "R15": ("Policy and casework", "Office")},
    T.UPPER_TIER_COUNCIL: {
        "R4": (MASH,),
        "R5": ("Children in need", "Child protection", "Leaving care"),
        "R6": ("Adult safeguarding", "Hospital social work", "Community adults"),
        "R7": ("Homelessness", "Housing options"),
        "R8": (FAMILY_HUBS,),
        "R11": ("Trading standards", "Licensing"),
        "R12": ("Education safeguarding",),
        "R14": ("Leadership and procurement",),
        "R15": ("Customer services", "Waste and streets", "Libraries", "Revenues", "Planning"),
    },
    T.DISTRICT_COUNCIL: {
        "R7": ("Housing options",),
        "R11": ("Environmental health", "Licensing"),
        "R14": ("Leadership",),
        "R15": ("Customer services", "Waste and parks", "Revenues and benefits"),
    },
    T.NHS: {
        "R8": (
            "Emergency department", "Maternity", "Sexual health", "Community nursing",
            "Acute medicine", "Paediatrics", "Outpatients",
        ),
        "R14": ("Board and procurement",),
        "R15": ("Porters and domestics", "Reception and booking", "Estates", "Records", "Catering"),
    },
    T.AMBULANCE: {
        "R8": ("Emergency operations centre", "Crews North", "Crews City", "Crews Coast"),
        "R14": ("Command",),
        "R15": ("Patient transport", "Fleet and stores"),
    },
    T.FIRE: {
        "R9": ("Blue watch", "Red watch", "Green watch", "White watch", "Fire safety inspectors"),
        "R14": ("Command",),
        "R15": ("Control and support", "Community safety"),
    },
    T.DWP: {
        "R10": ("Aldermouth jobcentre", "Wexcombe jobcentre", "Visiting officers"),
        "R14": ("District leadership",),
        "R15": ("Service support",),
    },
    T.BORDER_AND_PORTS: {
        "R11": ("Ferry terminal", "Small ports and marinas", "Freight"),
        "R14": ("Command",),
        "R15": ("Support",),
    },
    T.EDUCATION: {
        "R12": ("Safeguarding leads", "Pastoral care"),
        "R14": ("Heads and governors",),
        "R15": ("Teaching", "Campus services"),
    },
    T.HOUSING: {
        "R7": ("Tenancy and estates", "Outreach", "Repairs visits"),
        "R14": ("Management",),
        "R15": ("Office",),
    },
    T.VOLUNTARY: {"R13": ("Volunteers",), "R14": ("Trustees",), "R15": ("Office",)},
}  # fmt: skip


def share_out(total: int, weights: Weights) -> dict[str, int]:
    """Whole numbers in the proportion of the weights that add up to the total.

    >>> share_out(10, {"R1": 1, "R2": 2})
    {'R1': 3, 'R2': 7}
    """
    whole = sum(weights.values())
    exact = {name: total * weight / whole for name, weight in weights.items()}
    shares = {name: int(value) for name, value in exact.items()}
    rest = total - sum(shares.values())
    for name in sorted(exact, key=lambda one: (shares[one] - exact[one], one))[:rest]:
        shares[name] += 1
    return shares


def roles_of(agency: AgencyPlan, people: int) -> dict[str, int]:
    """How many people of each role an agency of that size has; a MASH is never empty."""
    shares = share_out(people, _OF_AGENCY.get(agency.slug, _OF_TYPE[agency.type]))
    if people and shares.get(IN_MASH) == 0:
        biggest = max(shares, key=lambda role: shares[role])
        shares[biggest], shares[IN_MASH] = shares[biggest] - 1, 1
    return shares


def teams_for(agency: AgencyPlan, role: str, people: int) -> tuple[str, ...]:
    """The teams that so many people of a role are spread over."""
    names = _TEAMS[agency.type][role]
    return names[: max(1, round(people / SIZE_OF_A_TEAM))]
