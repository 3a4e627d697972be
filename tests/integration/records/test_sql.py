"""The date rules in SQL are the rules in Python, on both databases."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Integer, literal, select

from elearn.domain import dates
from elearn.domain.standing import standing
from elearn.records.sql import add_days, add_months, standing_of

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
shared = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@shared
@given(day=days, months=st.integers(0, 60))
def test_adding_months_is_the_same_in_sql(session, day, months):
    found = session.scalar(select(add_months(literal(day, Date()), months)))
    assert found == dates.add_months(day, months)


def test_the_end_of_february_is_the_same_in_sql(session):
    ends = add_months(literal(date(2028, 2, 29), Date()), 12)
    assert session.scalar(select(ends)) == date(2029, 2, 28)


@shared
@given(day=days, count=st.integers(-400, 400))
def test_adding_days_is_the_same_in_sql(session, day, count):
    found = session.scalar(select(add_days(literal(day, Date()), count)))
    assert (found - day).days == count


@shared
@given(
    done=st.none() | st.dates(date(2022, 1, 1), date(2026, 12, 31)),
    on=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    months=st.none() | st.sampled_from([12, 24, 36]),
)
def test_standing_is_the_same_in_sql(session, done, on, months):
    found = session.scalar(
        select(standing_of(literal(done, Date()), literal(months, Integer()), on))
    )
    assert found == standing(done, months, on)
