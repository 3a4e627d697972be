"""What can be done to audits: freeze one, prove it, count it again."""

from elearn.audit.actions.freeze import freeze
from elearn.audit.actions.prove import Difference, recompute, verify

__all__ = ["Difference", "freeze", "recompute", "verify"]
