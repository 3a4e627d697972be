"""What can be done to a run, in the order in which it is done."""

from elearn.audit.run.actions.answering import confirm, sign
from elearn.audit.run.actions.closing import (
    FREEZE,
    RECOUNT,
    ask_for,
    cancel,
    freeze_now,
    publish,
    restate,
)
from elearn.audit.run.actions.collecting import chase, collect, extend, open_run
from elearn.audit.run.actions.counting import recount_now
from elearn.audit.run.actions.held import By, RunError

__all__ = [
    "FREEZE",
    "RECOUNT",
    "By",
    "RunError",
    "ask_for",
    "cancel",
    "chase",
    "collect",
    "confirm",
    "extend",
    "freeze_now",
    "open_run",
    "publish",
    "recount_now",
    "restate",
    "sign",
]
