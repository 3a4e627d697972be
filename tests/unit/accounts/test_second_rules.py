"""Limits of tries, codes, sealed secrets: what decides about the second step."""

import doctest
import importlib
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from elearn.accounts.second.codes import new_recovery_codes, recovery_hash, step_of
from elearn.accounts.second.passkeys import site_of
from elearn.accounts.second.vault import Keys, SealedError
from elearn.accounts.throttle import second_wait
from elearn.config import Settings, SettingsError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OLD, NEW = "the secret before, " * 3, "the secret of today, " * 3


@pytest.mark.parametrize(
    "module", ["throttle", "second.codes", "second.pages", "second.vault", "second.queries"]
)
def test_the_examples_hold(module):
    assert doctest.testmod(importlib.import_module(f"elearn.accounts.{module}")).failed == 0


def spread(times, apart):
    """So many tries before noon, so far apart."""
    return [NOON - apart * n for n in range(times)]


@pytest.mark.parametrize(
    ("tried", "wait"),
    [
        (spread(4, timedelta(seconds=1)), timedelta(0)),
        (spread(5, timedelta(seconds=1)), timedelta(seconds=296)),
        (spread(19, timedelta(minutes=2)), timedelta(0)),
        (spread(20, timedelta(minutes=2)), timedelta(minutes=22)),
        (spread(50, timedelta(minutes=20)), timedelta(hours=24) - timedelta(minutes=980)),
    ],
)
def test_five_in_five_minutes_twenty_an_hour_fifty_a_day(tried, wait):
    assert second_wait(tried, NOON) == wait


def test_a_code_is_good_half_a_minute_to_either_side_and_no_longer():
    code = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").at(NOON)
    taken = [
        seconds
        for seconds in range(-90, 120, 30)
        if step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", code, NOON + timedelta(seconds=seconds))
        is not None
    ]
    assert taken == [-30, 0, 30]


@pytest.mark.parametrize("typed", ["１２３４５６", "12345", "1234567", "12 34 5x", "", "+12345"])
def test_what_is_no_code_is_no_code(typed):
    assert step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", typed, NOON) is None


def test_recovery_codes_are_long_and_differ():
    codes = {code for _ in range(20) for code in new_recovery_codes()}
    assert len(codes) == 200
    assert all(recovery_hash(code) for code in codes)
    assert all(len(code) == 29 for code in codes)


def test_what_is_sealed_opens_with_the_secret_it_was_sealed_with_and_no_other():
    sealed = Keys(OLD).seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert Keys(NEW, (OLD,)).open(sealed) == "JBSWY3DP"
    with pytest.raises(SealedError):
        Keys(NEW).open(sealed)
    assert Keys(NEW).open(Keys(NEW, (OLD,)).reseal(sealed)) == "JBSWY3DP"


@pytest.mark.parametrize(
    ("address", "takes"),
    [
        ("https://training.example", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.1", False),
        ("http://training.example", False),
    ],
)
def test_passkeys_want_a_name_and_https(address, takes):
    assert site_of(address).takes_passkeys is takes


def test_the_setting_is_one_of_two_words(tmp_path):
    given = {"ELEARN_INSTANCE": str(tmp_path)}
    assert Settings.from_environment(given).second_factor == "required"
    with pytest.raises(SettingsError, match="ELEARN_SECOND_FACTOR is required or offered"):
        Settings.from_environment(given | {"ELEARN_SECOND_FACTOR": "off"})
    old = Settings.from_environment(given | {"ELEARN_OLD_SECRET_KEYS": " a, b ,"})
    assert old.former_secret_keys == ("a", "b")
