"""What an agency may have said about its roster files."""

from elearn.models import Agency
from elearn.roster import actions as roster
from elearn.roster.titles import Title
from tests.support.make import Make

ROSTER = b"""staff_number,full_name,email,team,role
7,Ada Example,ada@council.example,Response,X1
8,Bo Example,bo@council.example,Response,Visiting officer
"""


def say_how_files_are_read(make: Make, agency: Agency, role, theirs: str, now) -> None:
    """A heading and a job title that the agency's files have, and what they stand for."""
    given = {"agency_id": agency.id, "actor_id": None, "now": now}
    roster.remember_columns(make.session, said={"job": (theirs, "role")}, **given)
    roster.remember_titles(make.session, said={Title("clerk", theirs, 1, None): role.id}, **given)
