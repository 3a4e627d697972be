"""What can be done to audits: freeze one, prove it, count it again."""

from elearn.audit.actions.freeze import begin, count_for, freeze, seal
from elearn.audit.actions.prove import Difference, recompute, verify

__all__ = ["Difference", "begin", "count_for", "freeze", "recompute", "seal", "verify"]
