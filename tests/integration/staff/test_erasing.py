"""What is held on somebody covers all of their records, and erasing them does too."""

import pytest
from sqlalchemy import select

from elearn.accounts.actions.erasure import erase
from elearn.accounts.jobs import forget_old
from elearn.accounts.queries.everything import everything_about
from elearn.models import Person, PersonMerge, PersonStatus, PostingOffer, StaffNumber
from elearn.operations.sign_ins import digest
from elearn.staff.actions import merging
from elearn.staff.actions.rows import StaffError
from elearn.web.clock import now
from tests.integration.staff.conftest import SENDER, day


@pytest.fixture
def merged(make, office, session):
    """Two records, put together; the closed one kept a completion that both have."""
    module = make.module()
    kept = make.worker(office.agency, office.roles[0], "Ana Silva")
    other = make.person("Anna Silva", email="anna@council.example", username="anna")
    make.posting(other, office.agency, office.roles[1])
    for person, number in ((kept, "H-1"), (other, "H-2")):
        make.staff_number(person, office.agency, number)
        make.completion(person, module, day(-9))
    done = merging.merge(
        session,
        agency_id=office.agency.id,
        kept_id=kept.id,
        merged_id=other.id,
        sender=SENDER,
        by=office.by,
    )
    session.commit()
    return kept, other, done


def test_the_export_has_the_rows_of_both_records(session, merged):
    kept, other, _done = merged
    held = everything_about(session, kept.id)
    assert {one["id"] for one in held["person"]} == {kept.id, other.id}
    assert len(held["completion"]) == 2
    assert len(held["staff_number"]) == 2


def test_whoever_put_them_together_is_not_given_their_address(session, make, office, merged):
    _kept, _other, done = merged
    lead = make.person()
    done.by_id = lead.id
    session.commit()
    assert "anna@council.example" not in str(everything_about(session, lead.id))


def test_erasing_the_kept_record_leaves_no_name_on_either(session, make, office, merged):
    kept, other, done = merged
    make._add(
        PostingOffer(
            secret_hash=digest("x"), agency_id=office.agency.id, person_id=kept.id,
            role_id=office.roles[0].id, staff_number="H-3", start=day(), created_at=now(),
            expires_at=now(),
        )
    )  # fmt: skip
    erase(session, person_id=kept.id, actor_id=None, now=now())
    session.commit()
    session.expire_all()
    assert {one.status for one in (kept, other)} == {PersonStatus.ERASED}
    texts = [
        *session.scalars(select(Person.full_name)),
        *map(str, session.scalars(select(PersonMerge.moved))),
        *session.scalars(select(StaffNumber.value)),
    ]
    assert not [one for one in texts if "Silva" in one or "anna" in one or "H-" in one]
    assert session.scalars(select(PostingOffer)).all() == []
    with pytest.raises(StaffError, match="erased"):
        merging.undo(session, agency_id=office.agency.id, merge_id=done.id, by=office.by)


def test_what_undoing_would_need_is_forgotten_once_it_cannot_be_undone(session, merged):
    _kept, _other, done = merged
    done.at = now() - merging.UNDO_FOR * 2
    session.commit()
    forget_old(session, now=now())
    session.expire_all()
    assert done.moved == {}
