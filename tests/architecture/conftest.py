"""The house that the walks over all pages go through, and who goes."""

import pytest

from tests.support.walk import Sender, build_house, cookie_of


@pytest.fixture
def house(make):
    return build_house(make)


@pytest.fixture
def nobody(app, house) -> Sender:
    """Somebody at a browser who is not signed in."""
    return Sender(app)


@pytest.fixture
def everyone(app, house) -> Sender:
    """Somebody signed in who holds every role."""
    return Sender(app, cookie_of(app, house.everyone))
