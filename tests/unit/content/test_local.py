"""Every agency's own contacts: shown once they are entered, rung and not out of date."""

from dataclasses import dataclass
from datetime import date

import pytest

from elearn.content.local import LocalState, Place, local_contacts, state_of
from elearn.content.markdown import resolve_contacts

TODAY = date(2027, 5, 20)
NORTH, SOUTH = 1, 2


@dataclass(frozen=True)
class Row:
    key: str = "local-lead"
    agency_id: int | None = None
    name: str = "Safeguarding lead"
    number: str | None = None
    url: str | None = None
    hours: str = "Office hours"
    what: str = "Ask what to do."
    verified_on: date | None = None
    review_by: date | None = None


TITLE = Row()
READY = Row(
    agency_id=NORTH,
    name="North's lead",
    number="023 8000 0000",
    verified_on=date(2027, 1, 1),
    review_by=date(2027, 7, 1),
)
SECOND = Row(
    agency_id=SOUTH,
    name="South's lead",
    number="01983 823 340",
    verified_on=date(2027, 5, 20),
    review_by=date(2027, 5, 20),
)
UNRUNG = Row(agency_id=NORTH, name="North's lead", number="023 8000 0000")
STALE = Row(
    agency_id=NORTH,
    name="North's lead",
    number="023 8000 0000",
    verified_on=date(2026, 11, 1),
    review_by=date(2027, 5, 19),
)
HERE, BOTH = Place({NORTH: "North Council"}), Place({SOUTH: "South Trust", NORTH: "North Council"})


def shown(*rows, place=HERE, **how):
    text = "Tell {contact:local-lead} today."
    return resolve_contacts(text, (TITLE, *rows), today=TODAY, place=place, **how)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (None, LocalState.NOT_ENTERED),
        (Row(agency_id=NORTH), LocalState.NOT_ENTERED),
        (UNRUNG, LocalState.NOT_VERIFIED),
        (STALE, LocalState.STALE),
        (READY, LocalState.READY),
        (SECOND, LocalState.READY),
    ],
)
def test_a_contact_is_ready_only_when_it_was_rung_and_its_check_is_not_over(row, state):
    assert state_of(row, TODAY) is state


def test_a_learner_reads_their_own_agencys_contact():
    assert shown(READY, SECOND) == (
        'Tell North&#39;s lead on <a class="govuk-link" href="tel:02380000000">023 8000 0000</a> '
        "today."
    )


def test_in_a_label_there_is_no_link():
    assert "<a" not in shown(READY, links=False)


def test_whoever_works_in_two_agencies_reads_both_each_named():
    said = shown(READY, SECOND, place=BOTH, links=False)
    assert said == (
        "Tell North&#39;s lead on 023 8000 0000 (North Council) or "
        "South&#39;s lead on 01983 823 340 (South Trust) today."
    )


def test_one_of_two_agencies_without_it_is_said():
    said = shown(SECOND, place=BOTH, links=False)
    assert said == (
        "Tell your safeguarding lead (North Council: your partnership has not entered this yet) "
        "or South&#39;s lead on 01983 823 340 (South Trust) today."
    )


@pytest.mark.parametrize("row", [UNRUNG, STALE])
def test_a_learner_never_reads_a_number_nobody_rang_lately(row):
    said = shown(row)
    assert "8000" not in said
    assert said == "Tell your safeguarding lead (your partnership has not entered this yet) today."


@pytest.mark.parametrize(
    ("rows", "state"),
    [((), "not entered"), ((UNRUNG,), "not verified"), ((STALE,), "stale since 19 May 2027")],
)
def test_leads_and_authors_read_how_it_stands(rows, state):
    said = shown(*rows, place=Place({NORTH: "North Council"}, tells_state=True))
    assert said == f"Tell your safeguarding lead ({state}) today."


def test_nobody_who_works_nowhere_reads_a_number():
    assert "8000" not in shown(READY, place=Place({}))
    assert "each agency enters its own" in shown(READY, place=Place({}, tells_state=True))


def test_a_contact_by_web_page_is_a_link_with_its_name():
    page = Row(agency_id=NORTH, name="The <form>", url="https://council.example/form",
               verified_on=TODAY, review_by=TODAY)  # fmt: skip
    assert (
        '<a class="govuk-link" href="https://council.example/form" rel="noreferrer">'
        "The &lt;form&gt;</a>"
    ) in shown(page)


def test_a_local_contact_the_partnership_does_not_have_is_your_lead():
    said = resolve_contacts("Tell {contact:local-gone}.", (TITLE,), today=TODAY, place=HERE)
    assert said == "Tell your safeguarding lead."


def test_every_contact_of_every_agency_is_listed_and_hides_what_is_not_ready():
    other = Row(key="local-police-team", name="Local police team")
    listed = local_contacts((TITLE, other, STALE, SECOND), BOTH.agencies, TODAY)
    assert [(one.agency, one.key, one.state, one.number) for one in listed] == [
        ("North Council", "local-lead", LocalState.STALE, None),
        ("North Council", "local-police-team", LocalState.NOT_ENTERED, None),
        ("South Trust", "local-lead", LocalState.READY, "01983 823 340"),
        ("South Trust", "local-police-team", LocalState.NOT_ENTERED, None),
    ]
