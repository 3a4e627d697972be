"""Counts of answers as at a day, each kind by a fixed number of statements."""

from elearn.audit.items.queries.calibration import calibrations
from elearn.audit.items.queries.checks import checks
from elearn.audit.items.queries.gain import gains
from elearn.audit.items.queries.questions import choices, items

__all__ = ["calibrations", "checks", "choices", "gains", "items"]
