"""A run of an audit that collects, for the addresses of its pages."""

from datetime import timedelta

from elearn.audit.run import actions
from elearn.domain.audit_scope import WHOLE
from elearn.domain.coverage import RuleSet
from elearn.operations.invitations import Sender

BEFORE_FREEZING = ("wall_file", "start_collecting", "chase_late", "give_time", "freeze_run")


def run_values(make, person, now, day, called: str = "") -> dict[str, dict[str, object]]:
    """A run for which every agency is asked, by the endpoints that are about one."""
    by = actions.By(person.id, now, day)
    number = actions.open_run(
        make.session,
        name=called or "Spring",
        as_of=day,
        return_by=day + timedelta(days=7),
        scope=WHOLE,
        rules=RuleSet(),
        by=by,
    )
    sender = Sender("Northmoor", "http://localhost")
    actions.collect(make.session, audit_id=number, sender=sender, by=by)
    make.session.commit()
    endpoints = (*BEFORE_FREEZING, "cancel_run")
    values: dict[str, dict[str, object]] = {f"audit.{one}": {"audit": number} for one in endpoints}
    return values | {"audit.give_word": {"audit": number, "what": "elsewhere"}}
