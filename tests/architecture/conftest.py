"""The house that the walks over all pages go through, and who goes."""

import pytest

from tests.support.walk import Sender, build_house, cookie_of
from tests.support.world import standing


@pytest.fixture(scope="module")
def house(app):
    """Built once for a file, as that takes a second: each request finds it as it was built."""
    with standing(app) as make:
        yield build_house(make)


@pytest.fixture
def nobody(app, house) -> Sender:
    """Somebody at a browser who is not signed in."""
    return Sender(app)


@pytest.fixture
def everyone(app, house) -> Sender:
    """Somebody signed in who holds every role."""
    return Sender(app, cookie_of(app, house.everyone))
