"""The pages of the accounts feature, by journey; importing this registers them."""

from elearn.accounts.feature import accounts
from elearn.accounts.routes import (
    again,
    elsewhere,
    joining,
    language,
    links,
    mailed,
    mine,
    people,
    person,
    registering,
    second_step,
    security,
    setting_up,
    signing_in,
)

__all__ = [
    "accounts",
    "again",
    "elsewhere",
    "joining",
    "language",
    "links",
    "mailed",
    "mine",
    "people",
    "person",
    "registering",
    "second_step",
    "security",
    "setting_up",
    "signing_in",
]
