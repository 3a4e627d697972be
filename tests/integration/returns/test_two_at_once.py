"""Somebody else's answer is saved while ours waits for its turn, after our page was read."""

from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from elearn.returns.actions.assessments import Said, save_answer
from elearn.returns.by import By
from elearn.web.clock import now, today


@pytest.fixture
def faster(session):
    """Do something at the moment at which somebody waits for the agency's row."""

    @contextmanager
    def at_the_lock(act):
        done = []

        def first(state):
            if not done and getattr(state.statement, "_for_update_arg", None) is not None:
                done.append(True)
                act()

        event.listen(session, "do_orm_execute", first)
        yield
        event.remove(session, "do_orm_execute", first)
        assert done

    return at_the_lock


def test_the_second_reads_the_first_ones_answer(visitor, session, place, faster):
    def other():
        save_answer(
            session,
            agency_id=place.ours.id,
            year=today().year,
            question=1,
            said=Said(2, "", "Minutes of May.", "A"),
            seen=0,
            by=By(place.lead.id, now(), today()),
        )

    visitor.sign_in(place.lead)
    typed = {"score": "0", "confidence": "C", "evidence": "Nothing is written.", "seen": "0"}
    with faster(other):
        late = visitor.post(f"{place.home}/return/{today().year}/1", data=typed)
    assert late.status_code == 409
    page = BeautifulSoup(late.text, "html.parser")
    assert "Minutes of May." in page.get_text(" ", strip=True)
    assert "Nothing is written." in page.select_one("[name=evidence]").text
    assert page.select_one("[name=seen]")["value"] == "1"
