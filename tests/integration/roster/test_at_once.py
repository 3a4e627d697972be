"""Two imports at the same moment: never half, never twice."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import Posting
from elearn.roster import actions
from tests.integration.roster.apart import lines_of


def together(*acts):
    """Do these at the same moment; what each gave, or the error it ended with."""

    def attempt(act):
        try:
            return act()
        except actions.RosterError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


def test_the_same_list_twice_at_once_makes_nobody_twice(apart):
    lines = lines_of(400)
    done = together(*[lambda: apart.bring_in(*lines)] * 3)
    counts = sorted((one.plan.counts["new"], one.plan.counts["unchanged"]) for one in done)
    assert counts == [(0, 400), (0, 400), (400, 0)]
    assert apart.counts() == (400, 400, 400, 3)


def test_two_lists_at_once_come_one_after_the_other(apart):
    """Each is the whole list, so that the second one's people replace the first one's."""
    first = lines_of(300)
    second = [line.replace("W", "V").replace("p", "q").replace("Number", "Other") for line in first]
    done = together(lambda: apart.bring_in(*first), lambda: apart.bring_in(*second))
    assert sorted(one.plan.counts["left"] for one in done) == [0, 300]
    with Session(apart.engine) as session:
        here = session.scalar(select(func.count(Posting.id)).where(Posting.end.is_(None)))
    assert here == 300


def test_one_import_asked_for_and_worked_on_by_four_at_once_is_applied_once(apart):
    number = apart.keep(*lines_of(600))
    together(*[lambda: apart.ask_for(number)] * 4)
    together(*[apart.work] * 4)
    assert apart.state(number) == "applied"
    assert apart.counts() == (600, 600, 600, 1)


def test_an_import_and_its_undoing_at_once_end_in_one_of_the_two(apart):
    number = apart.bring_in(*lines_of(300)).number

    def undo():
        with Session(apart.engine) as session:
            actions.undo(session, number=number, actor_id=None, now=apart.at)
            session.commit()

    together(undo, undo)
    assert apart.counts()[:3] == (0, 0, 0)
