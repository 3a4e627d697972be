"""A new partnership puts its areas, agencies and teams on file from the command line."""

from sqlalchemy import func, select

from elearn.models import Agency, AgencyType, Area, Team, TrailEntry


def run(app, *words):
    return app.test_cli_runner().invoke(args=["places", *words])


def test_an_area_an_agency_and_a_team_are_put_on_file(app, session):
    assert run(app, "area", "wexcombe", "Wexcombe", "212000").exit_code == 0
    done = run(
        app, "agency", "wexcombe-council", "Wexcombe City Council", "AT3",
        "--area", "wexcombe", "--first-responder", "--duty-to-notify",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert run(app, "team", "wexcombe-council", "mash", "MASH", "--mash").exit_code == 0
    agency = session.scalar(select(Agency).where(Agency.slug == "wexcombe-council"))
    assert (agency.type, agency.first_responder) == (AgencyType.UPPER_TIER_COUNCIL, True)
    assert agency.area_id == session.scalar(select(Area.id))
    assert session.scalar(select(Team.is_mash)) is True
    assert session.scalar(select(func.count(TrailEntry.id))) == 3


def test_saying_the_same_area_twice_is_one_area(app, session):
    for _ in range(2):
        assert run(app, "area", "wexcombe", "Wexcombe", "212000").exit_code == 0
    assert session.scalar(select(func.count(Area.id))) == 1


def test_an_agency_of_an_area_that_is_not_there_is_refused_in_a_sentence(app, session):
    done = run(app, "agency", "council", "Council", "AT3", "--area", "nowhere")
    assert done.exit_code == 1
    assert "There is no area nowhere" in done.output
    assert session.scalar(select(func.count(Agency.id))) == 0


def test_a_short_name_that_no_address_could_hold_is_refused(app, session):
    assert run(app, "area", "Wexcombe City", "Wexcombe", "1").exit_code == 2
