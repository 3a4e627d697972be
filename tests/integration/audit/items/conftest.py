"""Handlers of one agency who answer the questions of one module."""

import pytest

from tests.support.sittings import Sittings


@pytest.fixture
def sittings(make, partnership) -> Sittings:
    return Sittings(make, partnership.module)
