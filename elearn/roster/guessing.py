"""Which heading of somebody's file may be which column of ours: offered, never taken as said."""

import re
from collections.abc import Sequence

from elearn.gateways.sheets import Heading

# as the usual HR systems call them, the likeliest first; letters and digits only
USUAL: dict[str, tuple[str, ...]] = {
    "staff_number": (
        *(
            "staffnumber",
            "staffno",
            "staffid",
            "empno",
            "employeenumber",
            "employeeno",
            "employeeid",
        ),
        *("employeereference", "personalreference", "personnelnumber", "personnelno", "persno"),
        *("payrollnumber", "payrollno", "assignmentnumber", "userid"),
    ),
    "full_name": (
        *("fullname", "name", "employeename", "staffname", "completename", "displayname"),
        "formattednameofemployeeorapplicant",
    ),
    "first_name": ("firstname", "forename", "forenames", "forename1", "givenname", "preferredname"),
    "last_name": ("lastname", "surname", "familyname"),
    "email": (
        *("email", "emailaddress", "workemail", "workemailaddress", "businessemail"),
        *("businessemailaddress", "emailid", "emaillongtext"),
    ),
    "team": (
        *("team", "department", "service", "unit", "unitname", "organisation", "orgunit"),
        *("organisationalunit", "organizationalunit", "division", "costcentrename"),
    ),
    "role": (
        *("role", "jobtitle", "jobrole", "positiontitle", "posttitle", "position", "job", "post"),
    ),
    "start_date": (
        *("startdate", "dateofjoining", "hiredate", "lateststartdate", "latesthiredate", "entry"),
        *("entrydate", "positionstartdate", "startdateinpost", "datejoined"),
    ),
    "end_date": (
        *("enddate", "leavingdate", "dateofleaving", "terminationdate", "leavedate", "leaving"),
        *("actualterminationdate", "expectedenddate", "positionenddate"),
    ),
    "manager_email": (
        *("manageremail", "manageremailaddress", "linemanageremail", "supervisoremail"),
        *("supervisoremailaddress", "reportingmanageremail", "reportstoemail"),
    ),
}


def offered(headings: Sequence[Heading]) -> dict[str, str]:
    """For each column the heading to begin with: as it is read now, else by its usual names. With
    first and last name known, a full name is not looked for.

    >>> offered([Heading("surname", "Surname", 0, None), Heading("jobtitle", "x", 1, "role")])
    {'role': 'jobtitle', 'last_name': 'surname'}
    """
    found = {one.column: one.key for one in headings if one.column}
    free = {_plain(one.key): one.key for one in reversed(headings) if not one.column}
    for column, names in USUAL.items():
        name = next((name for name in names if name in free), None)
        if column not in found and name:
            found[column] = free.pop(name)
    if {"first_name", "last_name"} <= found.keys():
        found.pop("full_name", None)
    return found


def _plain(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", key)
