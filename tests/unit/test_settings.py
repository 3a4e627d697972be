"""In production a weak secret, one from the examples, or an address without TLS stops the start."""

import pytest

from elearn.config import EXAMPLE_SECRETS, Settings, SettingsError

GOOD = {
    "ELEARN_ENV": "production",
    "ELEARN_BASE_URL": "https://training.example",
    "ELEARN_SECRET_KEY": "x" * 32,
}


def test_a_long_secret_and_https_are_enough():
    assert Settings.from_environment(GOOD).is_production


@pytest.mark.parametrize("secret", ["", "x" * 31, *sorted(EXAMPLE_SECRETS)])
def test_a_weak_secret_or_that_of_an_example_stops_the_start(secret):
    with pytest.raises(SettingsError, match="ELEARN_SECRET_KEY"):
        Settings.from_environment(GOOD | {"ELEARN_SECRET_KEY": secret})


def test_an_address_without_tls_stops_the_start():
    with pytest.raises(SettingsError, match="ELEARN_BASE_URL"):
        Settings.from_environment(GOOD | {"ELEARN_BASE_URL": "http://training.example"})
