"""The small rules of accounts: waits, addresses, browsers, and their own examples."""

import doctest
from datetime import UTC, datetime, timedelta

import pytest

from elearn.accounts import addresses, browsers, throttle
from elearn.accounts.common import common_passwords, fault_of
from elearn.admin import pages as admin_pages
from elearn.gateways import message
from elearn.public import landing, signs

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MODULES = [addresses, admin_pages, browsers, landing, message, signs, throttle]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_the_code_are_true(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(
    ("tries", "minutes"), [(9, 0), (10, 1), (11, 2), (13, 8), (14, 15), (90, 15)]
)
def test_the_wait_doubles_and_never_passes_a_quarter_of_an_hour(tries, minutes):
    assert throttle.account_wait([NOON] * tries, NOON) == timedelta(minutes=minutes)


def test_nobody_is_locked_out_for_good():
    assert throttle.account_wait([NOON] * 500, NOON + throttle.LONGEST_WAIT) == timedelta(0)


def test_a_clock_that_went_back_locks_nobody_out_longer_than_that():
    ahead = [NOON + timedelta(minutes=5)] * 10
    assert throttle.account_wait(ahead, NOON) <= timedelta(minutes=6)


def test_an_address_waits_from_its_hundredth_failure():
    assert throttle.address_wait(99, NOON, NOON) == timedelta(0)
    assert throttle.address_wait(100, NOON, NOON) == throttle.WINDOW


def test_one_household_is_one_address_and_keys_tell_nothing():
    key = throttle.address_key
    assert key("s", "2001:db8::1") == key("s", "2001:db8::ffff")
    assert key("s", "2001:db8::1") != key("s", "2001:db8:0:1::1")
    assert key("s", "192.0.2.1") != key("t", "192.0.2.1")
    assert key("s", None) == key("s", "nonsense")


def test_the_list_of_common_passwords_is_whole():
    common = common_passwords()
    assert len(common) == 140_145
    assert all(one in common for one in ("password", "123456", "qwertyuiop", "1q2w3e4r5t6y"))
    assert not any(one in common for one in ("", "passwo-rd", "password\n", "\n", "know-the-signs"))
    assert fault_of("iloveyouforever", own_words=()) is not None


def test_names_are_taken_apart_before_they_are_looked_for():
    assert fault_of("okoye-northmoor", own_words=["Sam Okoye", "Northmoor Council"])
    assert fault_of("okoye likes plums", own_words=["Sam Okoye", "Northmoor Council"]) is None
