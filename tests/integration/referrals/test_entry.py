"""The totals of a quarter, typed and corrected."""

from sqlalchemy import select

from elearn.access.policy import Role
from elearn.domain.quarters import moved, quarter_words
from elearn.models import TrailEntry
from elearn.operations import trail


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def typed(place, isle=("", ""), city=("", "")):
    """What the form sends: NRM and Duty to Notify of each area."""
    sent = {}
    for area, pair in ((place.isle, isle), (place.city, city)):
        for kind, number in zip(("nrm", "dtn"), pair, strict=True):
            sent[f"n-{area.slug}-{kind}"] = number
    return sent


def send(coordinator, place, **numbers):
    path = f"/referrals/{place.last.lower()}"
    page = coordinator.page(path)
    return coordinator.post(path, data=typed(place, **numbers) | {"seen": seen(page)})


def seen(page):
    return page.select_one("main input[name=seen]")["value"]


def test_with_nothing_entered_the_page_says_what_to_do(coordinator, place):
    said = text_of(coordinator.page("/referrals"))
    assert "No referrals yet. Bring in the quarter’s file" in said
    assert "140,400" in said


def test_numbers_are_typed_corrected_and_never_lost(coordinator, session, place, numbers):
    assert send(coordinator, place, isle=("7", "0")).status_code == 303
    assert numbers() == ([(place.last, "dtn", 0), (place.last, "nrm", 7)], [])
    said = text_of(coordinator.page("/referrals"))
    assert f"{quarter_words(place.last)}: saved." in said
    assert "not entered" in said
    send(coordinator, place, isle=("9", "0"), city=("31", "4"))
    assert numbers()[1] == [7]
    page = coordinator.page(f"/referrals/{place.last.lower()}")
    assert "Now: 31" in text_of(page)
    assert "What stood before" in text_of(page)
    actions = session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()
    assert actions[-2:] == ["referrals.saved"] * 2
    assert trail.verify(session) is None


def test_the_same_sent_twice_changes_nothing(coordinator, session, place, numbers):
    for _time in range(2):
        send(coordinator, place, isle=("7", "0"))
    assert numbers()[1] == []
    assert len(session.scalars(select(TrailEntry.id)).all()) == 1


def test_who_looked_before_somebody_else_saved_is_told_so(coordinator, place, numbers):
    path = f"/referrals/{place.last.lower()}"
    old = seen(coordinator.page(path))
    send(coordinator, place, isle=("7", "0"))
    answer = coordinator.post(path, data=typed(place, isle=("8", "0")) | {"seen": old})
    assert answer.status_code == 409
    assert "Somebody changed a number" in answer.text
    assert numbers()[0] == [(place.last, "dtn", 0), (place.last, "nrm", 7)]


def test_what_is_no_number_gets_its_sentence_and_saves_nothing(coordinator, place, numbers):
    for wrong in ("-1", "1.5", "100000", "Mai", "٣"):
        answer = send(coordinator, place, isle=(wrong, "1"))
        assert answer.status_code == 422
        assert "Write a whole number from 0 to 99,999" in answer.text
    assert numbers() == ([], [])


def test_a_number_that_stands_is_not_taken_away_by_a_blank(coordinator, place, numbers):
    send(coordinator, place, isle=("7", "0"))
    answer = send(coordinator, place, isle=("", "0"))
    assert answer.status_code == 422
    assert "corrected and not taken away" in answer.text
    assert len(numbers()[0]) == 2


def test_only_quarters_that_are_over_have_a_page(coordinator, place):
    for quarter in (moved(place.last, 1).lower(), place.last, "2026-q5", "1999-q1", "autumn"):
        assert coordinator.get(f"/referrals/{quarter}").status_code == 404


def test_nobody_else_may_see_them(visitor, make, place):
    for role in (Role.LEARNER, Role.AGENCY_LEAD, Role.AUTHOR, Role.ADMINISTRATOR):
        agency = make.agency() if role is Role.AGENCY_LEAD else None
        somebody = visitor.sign_in(make.somebody(role, agency))
        assert somebody.get("/referrals").status_code in (403, 404)


def test_the_list_leaves_as_a_file_that_comes_back(coordinator, place):
    send(coordinator, place, isle=("7", "0"), city=("31", "4"))
    text = coordinator.get("/referrals.csv").text.removeprefix("\ufeff")
    assert text.splitlines()[0] == "area,quarter,kind,number"
    assert f"{place.isle.slug},{place.last},nrm,7" in text.splitlines()
    send(coordinator, place, isle=("8", "0"), city=("31", "4"))
    assert "The Isles" in coordinator.get("/referrals/history.csv").text
    for path in ("/referrals.xlsx", "/referrals/history.xlsx", "/referrals/template.xlsx"):
        assert coordinator.get(path).data.startswith(b"PK")
