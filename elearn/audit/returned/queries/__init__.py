"""Counts returns, provision and the pulse as at a census day."""

from elearn.audit.returned.queries.provision import provision_facts
from elearn.audit.returned.queries.pulse import pulse_facts
from elearn.audit.returned.queries.returns import return_facts

__all__ = ["provision_facts", "pulse_facts", "return_facts"]
