"""The hostile files of docs/hostile-files.md, sent where lists other than rosters come in."""

import io

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.models import CompletionImport, HeadcountImport
from tests.integration.roster.test_hostile_files import REFUSED

DOORS = {"evidence": CompletionImport, "headcount/file": HeadcountImport}
# A few suffice, because the door is that of the roster, where all of them are tried.
FILES = (
    "22 overlap bomb",
    "24 file of this machine",
    "31 UTF-8 cut in a letter",
    "33 quotation mark left open",
)


@pytest.mark.parametrize("door", DOORS)
def test_the_other_lists_refuse_the_same_files(make, session, visitor, door):
    agency = make.agency()
    lead = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, agency))
    address = f"/agencies/{agency.slug}/{door}"
    for name in FILES:
        sent = {"file": (io.BytesIO(REFUSED[name][0]()), "list.xlsx"), "grade": "A"}
        answer = lead.post(address, data=sent)
        assert answer.status_code == 422, f"{name}: {answer.status}"
        assert "root:" not in answer.text
    assert session.scalar(select(func.count()).select_from(DOORS[door])) == 0
    assert lead.get(address.removesuffix("/file")).status_code == 200
