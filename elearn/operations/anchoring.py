"""The trail's last line of the day, kept where whoever could rewrite the database cannot reach."""

import logging
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.operations.invitations import Sender
from elearn.operations.letters import write
from elearn.operations.tongues import moment
from elearn.operations.trail import Checked, examine, head

log = logging.getLogger(__name__)


class BrokenTrailError(Exception):
    """The trail is not whole."""


def anchor_letter(session: Session, *, to: str, sender: Sender, now: datetime) -> bool:
    """Write the letter with the trail's last line; one a day. False while the trail is empty."""
    found = head(session)
    if found is None:
        return False
    anchor, at = found
    log.info("the trail's last line is %s of %s", anchor, at.isoformat(timespec="seconds"))
    if not to:
        return False
    write(
        session,
        key=f"anchor:{london_today(now).isoformat()}",
        person_id=None,
        to=to,
        subject=f"The trail at line {anchor.number}",
        body=sender.signed(
            f"Anchor: {anchor}",
            f"This is the last line of the trail of what was done, written at {moment(at)}.",
            "Keep this letter. If anybody ever takes lines off the end of the trail, or writes it "
            "anew, this line no longer fits. To check, save the letter as a file and run:",
            "flask trail verify --anchor FILE",
        ),
        now=now,
    )
    return True


def check_trail(engine: Engine) -> Checked:
    """Go through the whole trail as a reader: nobody waits for it."""
    with Session(engine.execution_options(read_only=True)) as session:
        found = examine(session)
    if found.broken is not None:
        log.error("the trail breaks at line %s", found.broken)
    return found


def check_night(session: Session) -> str:
    """The night's check, in words. Raises BrokenTrailError, so that the run counts as failed."""
    bind = session.get_bind()
    found = check_trail(bind if isinstance(bind, Engine) else bind.engine)
    if not found.is_whole:
        raise BrokenTrailError(in_words(found))
    return in_words(found)


def in_words(found: Checked) -> str:
    """What a check found, as a sentence.

    >>> in_words(Checked(12, None)), in_words(Checked(6, 7))
    ('Whole: all 12 lines follow from those before.', 'Broken at line 7.')
    """
    if found.broken is not None:
        return f"Broken at line {found.broken}."
    if found.lost is not None:
        return f"Line {found.lost.number} is not the one that was kept elsewhere."
    return f"Whole: all {found.lines} lines follow from those before."
