"""The pages of the reminders feature; importing this registers them."""

from elearn.reminders.feature import reminders
from elearn.reminders.routes import chasing, home, log, mine, settings

__all__ = ["chasing", "home", "log", "mine", "reminders", "settings"]
