"""Who to call in each invented agency: mostly entered and confirmed, in a few places not."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn.demo.places import AGENCIES, AgencyPlan
from elearn.demo.writing import Ids
from elearn.domain.dates import add_months
from elearn.models import AgencyType, Contact

# Ofcom keeps 01632 960000 to 960999 for drama: they reach nobody.
LEAD, ADULTS, CHILDREN = "01632 9601{:02}", "01632 9602{:02}", "01632 9603{:02}"
POLICE = "01632 960400"
GOOD_FOR_MONTHS = 6
SLOW, SLOWER, SLOWEST = 60, 75, 120  # days since an agency last brought in its list
LONG_AGO = 230  # days: longer than a check is good for


def write_contacts(session: Session, *, ids: Ids, as_of: date) -> None:
    """Agencies that are slow with their list are slow with their contacts: the slow have not
    entered the police team, the slower have not rung the adults' team, the slowest rang their own
    lead's number long ago."""
    councils = {
        agency.area: (number, agency.name)
        for number, agency in enumerate(AGENCIES, start=1)
        if agency.type is AgencyType.UPPER_TIER_COUNCIL
    }
    everywhere = next(iter(councils.values()))
    rows: list[dict[str, Any]] = []
    for number, agency in enumerate(AGENCIES, start=1):
        if agency.people:
            council = councils.get(agency.area, everywhere)
            rows += _of_agency(number, agency, council, ids.agencies[agency.slug], as_of)
    session.execute(insert(Contact), rows)


def _of_agency(
    number: int, agency: AgencyPlan, council: tuple[int, str], agency_id: int, as_of: date
) -> list[dict[str, Any]]:
    rung = as_of - timedelta(agency.list_age)
    age = agency.list_age
    rows = [
        _row(
            "local-lead",
            "Safeguarding advice line",
            LEAD.format(number),
            rung=as_of - timedelta(LONG_AGO) if age > SLOWEST else rung,
            hours="Monday to Friday, 9am to 5pm",
            what="Ask what to do, or tell what you saw. You need no proof.",
        ),
        _row(
            "local-safeguarding-adults",
            f"{council[1]}, adult safeguarding team",
            ADULTS.format(council[0]),
            rung=None if age > SLOWER else rung,
            hours="Monday to Friday, 8:30am to 5pm; a duty worker at night",
        ),
        _row(
            "local-children-front-door",
            f"{council[1]}, children's front door (MASH)",
            CHILDREN.format(council[0]),
            rung=rung,
            hours="Monday to Friday, 8:30am to 5pm; the emergency duty team at night",
        ),
    ]
    if age <= SLOW:
        hours = "Every day, 8am to 10pm"
        name = "Northmoor Police, modern slavery team"
        rows.append(_row("local-police-team", name, POLICE, rung=rung, hours=hours))
    return [row | {"agency_id": agency_id} for row in rows]


def _row(
    key: str, name: str, number: str, *, rung: date | None, hours: str, what: str = ""
) -> dict[str, Any]:
    """A contact that was last rung on a day, or never."""
    return {
        "key": key,
        "name": name,
        "number": number,
        "hours": hours,
        "what": what,
        "source": "Entered by the agency",
        "verified_on": rung,
        "verified_by": None if rung is None else "the agency's safeguarding lead",
        "review_by": None if rung is None else add_months(rung, GOOD_FOR_MONTHS),
    }
