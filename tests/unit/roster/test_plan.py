"""What a file would do: who is who, who has left, and when somebody has to be asked."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from elearn.models import Fate
from elearn.roster.people import Known, Place, Register
from elearn.roster.plan import make_plan
from elearn.roster.reading import read
from elearn.roster.rows import RoleName, read_rows

TODAY = date(2026, 11, 22)
ROLES = [RoleName(7, "R7", "Officer"), RoleName(8, "R8", "Clinician")]
HEADER = "staff_number,full_name,email,team,role,start_date,end_date"
LONG_AGO = date(2024, 1, 1)


@dataclass
class Record:
    """The people on record, built up by tests."""

    people: list[Known] = field(default_factory=list)
    teams: tuple[str, ...] = ("MASH", "Housing")

    def has(self, name, *, number=None, email=None, places=None, **facts):
        person_id = len(self.people) + 1
        given = {"manager_email": None, "has_account": False, "is_shared": False}
        here = (Place(person_id * 10, "MASH", 7, LONG_AGO, None),) if places is None else places
        numbers = (number,) if number else ()
        self.people.append(
            Known(person_id, name, email, staff_numbers=numbers, places=here, **given | facts)
        )
        return person_id

    def plan(self, *lines, header=HEADER):
        sheet = read("\n".join([header, *lines]).encode())
        rows, faulty = read_rows(sheet, ROLES)
        register = Register.of(self.people, self.teams)
        return make_plan(sheet, rows, faulty, register, ROLES, TODAY)


@pytest.fixture
def record():
    return Record()


def fates(plan):
    return [(one.line, one.fate.value) for one in plan.outcomes]


def only(plan):
    (one,) = plan.outcomes
    return one


def test_a_new_person_gets_a_posting_from_their_start_or_today(record):
    plan = record.plan("W1,Ann,a@x.example,MASH,R7,2025-05-01,", "W2,Bo,,,R8,,")
    assert fates(plan) == [(2, "new"), (3, "new")]
    first, second = (one.change.place for one in plan.outcomes)
    assert (first.start, second.start) == (date(2025, 5, 1), TODAY)


def test_somebody_as_on_record_is_unchanged(record):
    record.has("Ann", number="W1", email="a@x.example")
    plan = record.plan("w1,Ann,A@X.example,mash,R7,2024-01-01,")
    assert fates(plan) == [(2, "unchanged")]
    assert plan.acts == ()


def test_the_staff_number_counts_before_the_address(record):
    ann = record.has("Ann Bell", number="W1", email="old@x.example")
    one = only(record.plan("W1,Ann Bell,new@x.example,MASH,R7,,"))
    assert (one.person_id, one.change.fields) == (ann, {"email": "new@x.example"})


def test_without_a_known_number_the_address_counts_and_the_number_is_noted(record):
    ann = record.has("Ann Bell", number="W1", email="a@x.example")
    one = only(record.plan("N9,Ann Bell,a@x.example,MASH,R7,,"))
    assert (one.person_id, one.change.number) == (ann, "N9")


def test_the_address_somebody_signs_in_with_is_never_changed(record):
    record.has("Ann", number="W1", email="a@x.example", has_account=True)
    one = only(record.plan("W1,Ann,thief@x.example,MASH,R7,,"))
    assert one.fate is Fate.UNCHANGED
    assert one.change.fields == {}
    assert "signs in with it" in one.change.notes[0]


def test_somebody_from_elsewhere_is_not_brought_in_by_their_address_alone(record):
    person_id = record.has("Ann Bell", email="a@x.example", places=(), is_ours=False)
    plan = record.plan("W1,Ann Bell,a@x.example,MASH,R7,,")
    one = only(plan)
    assert (one.fate, one.change.is_nothing) == (Fate.ERROR, True)
    assert "Add somebody" in one.faults[0].remedy
    assert "Ann" not in one.faults[0].remedy
    assert person_id not in {act.person_id for act in plan.acts}


def test_somebody_whom_this_agency_gave_a_role_gets_their_posting_and_nothing_else(record):
    record.has("Ann Bell", email="a@x.example", places=(), is_shared=True)
    one = only(record.plan("W1,Annie Other,a@x.example,MASH,R7,,"))
    assert one.fate is Fate.NEW
    assert one.change.fields == {}
    assert one.change.place.start == TODAY


def test_a_changed_role_or_team_ends_one_posting_and_begins_another(record):
    record.has("Ann", number="W1")
    one = only(record.plan("W1,Ann,,Housing,R8,,"))
    assert one.fate is Fate.CHANGED
    assert [(move.posting_id, move.end) for move in one.change.moves] == [(10, TODAY)]
    assert (one.change.place.team, one.change.place.role_id) == ("Housing", 8)
    assert one.change.words == ("role R7 to R8", "team MASH to Housing")


def test_a_column_that_is_not_there_says_nothing_about_the_team(record):
    record.has("Ann", number="W1")
    plan = record.plan("W1,Ann,R7", header="staff_number,full_name,role")
    assert fates(plan) == [(2, "unchanged")]


def test_somebody_no_line_names_has_left_today(record):
    record.has("Ann", number="W1")
    record.has("Bo", number="W2")
    plan = record.plan("W1,Ann,,MASH,R7,,")
    gone = plan.outcomes[-1]
    assert (gone.line, gone.fate, gone.staff_number) == (None, Fate.LEFT, "W2")
    assert gone.change.moves[0].end == TODAY


def test_an_end_date_says_when_somebody_leaves(record):
    record.has("Ann", number="W1")
    record.has("Bo", number="W2")
    plan = record.plan("W1,Ann,,MASH,R7,,2026-11-01", "W2,Bo,,MASH,R7,,2026-12-31")
    assert fates(plan) == [(2, "left"), (3, "changed")]
    ends = [one.change.moves[0].end for one in plan.outcomes]
    assert ends == [date(2026, 11, 1), date(2026, 12, 31)]


def test_somebody_who_left_before_they_came_is_not_brought_in(record):
    assert fates(record.plan("W1,Ann,,,R7,2020-01-01,2021-01-01")) == [(2, "unchanged")]


def test_somebody_who_comes_back_begins_anew(record):
    past = (Place(10, "MASH", 7, LONG_AGO, date(2025, 1, 1)),)
    record.has("Ann", number="W1", places=past)
    one = only(record.plan("W1,Ann,,MASH,R7,2024-01-01,"))
    assert one.fate is Fate.NEW
    assert one.change.place.start == TODAY


def test_a_leaver_put_right_on_the_same_day_goes_on_as_before(record):
    record.has("Ann", number="W1", places=(Place(10, "MASH", 7, LONG_AGO, TODAY),))
    one = only(record.plan("W1,Ann,,MASH,R7,2024-01-01,"))
    assert one.change.place is None
    assert [(move.start, move.end) for move in one.change.moves] == [(LONG_AGO, None)]


@pytest.mark.parametrize(
    "lines",
    [
        ("W1,Ann,a@x.example,,R7,,", "w1,Ann,b@x.example,,R7,,"),
        ("W1,Ann,a@x.example,,R7,,", "W2,Ann,A@x.example,,R7,,"),
    ],
)
def test_two_lines_for_one_person_are_both_refused(record, lines):
    plan = record.plan(*lines)
    assert fates(plan) == [(2, "error"), (3, "error")]
    assert "line 3" in str(plan.outcomes[0].faults[0])


def test_two_ways_to_the_same_person_are_both_refused(record):
    record.has("Ann Bell", number="W1", email="a@x.example")
    plan = record.plan("W1,Ann Bell,,,R7,,", ",Ann Bell,a@x.example,,R7,,")
    assert fates(plan) == [(2, "error"), (3, "error")]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("W1,Ann Bell,b@x.example,MASH,R7,,", "staff_number"),  # W1 is Ann, the address is Bo's
        ("W1,Quite Different,q@x.example,MASH,R7,,", "staff_number"),  # a number given again
        ("W9,Quite Different,a@x.example,MASH,R7,,", "email"),  # an address given again
        ("W7,Bell Ann,other@x.example,MASH,R7,,", "full_name"),  # number and address both changed
    ],
)
def test_look_alikes_are_refused_and_nobody_is_taken_over_or_gone(record, line, column):
    record.has("Ann Bell", number="W1", email="a@x.example")
    record.has("Bo Li", number="W2", email="b@x.example")
    plan = record.plan(line, "W2,Bo Li,,MASH,R7,,")
    assert (plan.counts["error"], plan.counts["left"], plan.counts["new"]) == (1, 0, 0)
    assert next(one for one in plan.outcomes if one.line == 2).faults[0].column == column


def test_a_marriage_is_no_look_alike(record):
    ann = record.has("Ann Bell", number="W1", email="ann.bell@x.example")
    one = only(record.plan("W1,Ann Jones,ann.jones@x.example,MASH,R7,,"))
    assert (one.person_id, one.fate) == (ann, Fate.CHANGED)


def test_somebody_in_a_faulty_line_has_not_left(record):
    record.has("Ann", number="W1")
    plan = record.plan("W1,Ann,,MASH,R99,,")
    assert fates(plan) == [(2, "error")]


def test_while_a_line_could_mean_anybody_nobody_is_taken_to_have_left(record):
    record.has("Ann", number="W1")
    plan = record.plan(",Ann,,MASH,R7,,")
    assert plan.counts["left"] == 0
    assert "Nobody is taken to have left" in plan.notices[-1]


@pytest.mark.parametrize(
    ("people", "named", "asks"), [(60, 54, False), (60, 53, True), (10, 5, False), (10, 4, True)]
)
def test_many_people_missing_have_to_be_confirmed(record, people, named, asks):
    for number in range(people):
        record.has(f"Person {number}", number=f"W{number}")
    plan = record.plan(*[f"W{number},Person {number},,MASH,R7,," for number in range(named)])
    assert plan.missing == people - named
    assert plan.needs_confirmation is asks


def test_new_teams_are_made_once_however_they_are_spelt(record):
    plan = record.plan(
        "W1,Ann,,Night  Shelter,R7,,", "W2,Bo,,night shelter,R7,,", "W3,C,,mash,R7,,"
    )
    assert plan.new_teams == ("Night Shelter",)


def test_the_digest_tells_when_the_record_changed_after_the_look(record):
    ann = record.has("Ann", number="W1")
    lines = ("W1,Ann Bell,,MASH,R7,,", "W2,Bo,,,R7,,")
    seen = record.plan(*lines).digest()
    assert record.plan(*lines).digest() == seen
    record.people[ann - 1] = Known(
        ann, "Ann Bell", None, None, False, False, ("W1",), record.people[ann - 1].places
    )
    assert record.plan(*lines).digest() != seen


def test_a_start_date_corrects_somebodys_only_posting_and_no_later_one(record):
    record.has("Ann", number="W1")
    moved = (
        Place(20, "MASH", 8, LONG_AGO, date(2025, 1, 1)),
        Place(21, "MASH", 7, date(2025, 1, 1), None),
    )
    record.has("Bo", number="W2", places=moved)
    plan = record.plan("W1,Ann,,MASH,R7,2023-06-01,", "W2,Bo,,MASH,R7,2023-06-01,")
    assert fates(plan) == [(2, "changed"), (3, "unchanged")]
    assert plan.outcomes[0].change.moves[0].start == date(2023, 6, 1)


def test_faults_are_listed_first_and_unchanged_lines_not_at_all(record):
    record.has("Ann", number="W1")
    record.has("Gone", number="W8")
    plan = record.plan("W1,Ann,,MASH,R7,,", "W2,New,,,R7,,", "W3,Bad,,,R99,,")
    assert [one.fate.value for one in plan.listed] == ["error", "left", "new"]


def test_a_posting_that_has_not_begun_ends_no_earlier_than_it_begins(record):
    later = TODAY + timedelta(days=10)
    record.has("Ann", number="W1", places=(Place(10, "MASH", 7, later, None),))
    record.has("Bo", number="W2")
    plan = record.plan("W2,Bo,,MASH,R7,,")
    assert plan.outcomes[-1].change.moves[0].end == later
