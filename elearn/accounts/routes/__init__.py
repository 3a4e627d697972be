"""The pages of the accounts feature, by journey; importing this registers them."""

from elearn.accounts.feature import accounts
from elearn.accounts.routes import joining, language, links, mine, people, signing_in

__all__ = ["accounts", "joining", "language", "links", "mine", "people", "signing_in"]
