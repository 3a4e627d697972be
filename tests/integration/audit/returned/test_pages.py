"""The pages of returns, of the pulse and of information requests."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.queries.facts import frozen
from elearn.audit.snapshot import digest, numbers_of_rows
from elearn.models import Audit, AuditProvision, AuditPulse, AuditReturn
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.returned.conftest import Returned
from tests.integration.audit.standing import fixtures_of

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("pages of returns")]
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
COVERS = "Labour exploitation; NRM forms and Duty to Notify; Culture and interpreters"
DETAILS = {
    2: {"policy-day": "2023-05-01"},
    5: {"given": "alone"},
    6: {"types": "labour nrm culture"},
    8: {"formats": "e-learning", "minutes-a": "25", "assessed": "all", "examined": "quiz"},
    9: {"open-to": "employees agency"},
    11: {"people": "60", "not-employed": "0"},
    12: {"trained-24": "60", "trained-of": "60"},
    16: {"referrers": "0"},
}


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def words(page):
    return " ".join(page.get_text(" ").split())


def frozen_now(session):
    audit = freeze(session, name="Autumn 2026", as_of=ON, now=NOW, by=None)
    session.commit()
    return audit


def build(make):
    partnership, returned = new_partnership(make), Returned(make)
    partnership.roster_on(ON)
    partnership.handlers(34, done_on=date(2026, 1, 1))
    partnership.handlers(26)
    returned.signed(partnership.council, date(2026, 9, 1), scores={1: 3, 2: 2}, details=DETAILS)
    returned.signed(make.agency("Harbour Trust"), date(2025, 3, 1), default=1)
    make.agency("Silent Port")
    return partnership, frozen_now(make.session)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return standing.made[1]


def test_who_returned_how_they_scored_and_what_does_not_fit(coordinator, edition):
    page = coordinator.page(f"/audits/{edition.id}/returns")
    assert page.h1.get_text() == "2 of 3 agencies have signed a return"
    said = words(page)
    for found in (
        "Silent Port",
        "2.3 Substantial",
        "1.0 Early",
        "1 September 2026, for 2026",
        "1 return was signed more than 12 months before the census date",
        "4 answers do not fit the records",
        "Says 60 of 60 were trained in 24 months, 100.0%",
        "Evidenced coverage is 34 of 60 required trainings, 56.7%",
        "The day it gives is 1 May 2023",
        "Says that training is open to agency staff",
        "Says 0 people can refer",
    ):
        assert found in said


@pytest.mark.parametrize(
    ("name", "heading", "cell"),
    [
        ("returns", "Agency", "City Council"),
        ("disagreements", "What may explain it", "City Council"),
        ("training-provision", "Covers", COVERS),
        ("pulse", "Question", ""),
    ],
)  # fmt: skip
def test_every_listing_can_be_taken_as_a_file(coordinator, edition, name, heading, cell):
    text = coordinator.get(f"/audits/{edition.id}/{name}.csv").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(text)))
    assert heading in text
    assert not cell or any(cell in row for row in rows)
    assert coordinator.get(f"/audits/{edition.id}/{name}.xlsx").data[:2] == b"PK"


def test_answers_for_a_request_say_what_is_held_with_base_and_date_and_what_is_not(
    coordinator, edition, partnership
):
    whole = words(coordinator.page(f"/audits/{edition.id}/foi"))
    assert "2 of 3 agencies had signed a self-assessment" in whole
    assert "On its own: 1" in whole
    assert "Of 1 agency that said it in a return signed by 30 September 2026" in whole
    assert "35 of 60 required trainings were passed and in date" in whole
    page = coordinator.page(f"/audits/{edition.id}/foi?agency={partnership.council.slug}")
    said = words(page)
    for found in (
        "City Council",
        "signed on 1 September 2026",
        "Its return for 2026, signed 1 September 2026",
        "How is understanding examined? Quiz with a pass mark",
        "Does it cover changes of the law since 2022? No",
        "Does it cover culture and interpreters? Yes",
        "How is attendance monitored? Not held by the partnership. The agency itself may hold it.",
        "Numbers of people from 1 to 7 are not given",
    ):
        assert found in said
    assert "34 of" not in said


def test_an_agency_that_is_not_there_is_the_partnership(coordinator, edition):
    assert "the partnership" in words(coordinator.page(f"/audits/{edition.id}/foi?agency=none"))


def test_an_edition_from_before_returns_were_counted_says_so(coordinator, session, edition):
    for table in (AuditReturn, AuditProvision, AuditPulse):
        session.execute(table.__table__.delete())
    facts = frozen(session, edition.id)
    kinds = ("returns", "provision", "pulse")
    rows = {name: n for name, n in numbers_of_rows(facts).items() if name not in kinds}
    manifest = edition.manifest | {"rows": rows, "sha256": digest(facts)}
    values = {"manifest": manifest, "digest": manifest["sha256"]}
    session.execute(update(Audit).values(**values))
    session.commit()
    for name in ("returns", "pulse", "foi"):
        page = words(coordinator.page(f"/audits/{edition.id}/{name}"))
        assert (
            "This edition was frozen before returns, provision and the pulse were counted" in page
        )


def test_the_pulse_says_what_staff_answered_and_hides_the_few(coordinator, session, edition):
    for question in ("useful", "clear", "change"):
        for answer, number in (("yes", 24), ("partly", 6), ("no", 0)):
            row = AuditPulse(
                audit_id=edition.id, measure="feedback", module="m", question=question,
                answer=answer, number=number if question != "clear" else {"yes": 28}.get(answer, 1),
                people=30,
            )  # fmt: skip
            session.add(row)
    for answer, number in (("enough", 20), ("first", 841), ("later", 762), ("kept-before", 580),
                           ("kept-after", 840), ("kept-later", 760)):  # fmt: skip
        session.add(
            AuditPulse(audit_id=edition.id, measure="later", module="m", question="3",
                       answer=answer, number=number, people=30)
        )  # fmt: skip
    session.commit()
    page = words(coordinator.page(f"/audits/{edition.id}/pulse"))
    assert "80.0% of those who answered found a module useful" in page
    assert "24 (80.0%)" in page
    assert "hidden" in page
    assert "69.2% of 30 people's gain" in page  # C9: (76 - 58) / (84 - 58)
