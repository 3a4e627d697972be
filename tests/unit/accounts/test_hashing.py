"""What a password costs to keep and to try, and how many are worked on at once."""

import pytest

from elearn.accounts import hashing
from elearn.accounts.hashing import TooBusyError, fits, hash_password


def test_it_is_kept_as_argon2id_with_19_mib_two_passes_and_one_lane():
    assert hash_password("three red boats").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_third_at_once_is_asked_to_come_back_and_then_served(monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE_SECONDS", 0.01)
    kept = hash_password("three red boats")
    with hashing._place(), hashing._place(), pytest.raises(TooBusyError):
        fits(kept, "three red boats")
    assert fits(kept, "three red boats")
