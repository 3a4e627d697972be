"""What must not come back with a backup: sessions, links, letters on their way, erased people."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Update, delete, update
from sqlalchemy.orm import Session

from elearn.models import (
    Heartbeat,
    Letter,
    LetterState,
    MailedLink,
    PendingSignIn,
    SignInSession,
    SingleUseLink,
)
from elearn.operations.backups.archive import Manifest
from elearn.operations.erasures import apply_again
from elearn.operations.trail import note, verify

NOT_SENT = "Not sent: the database came back from a backup, and this letter may have gone out."


@dataclass(frozen=True, slots=True)
class Settled:
    """How many sessions were ended and letters held back, how many people were erased again, and
    the number of the trail's first entry that does not follow (None if all do)."""

    sessions: int
    letters: int
    erased: int
    trail_breaks_at: int | None


def settle(connection: Connection, manifest: Manifest, *, folder: Path, now: datetime) -> Settled:
    """Make a database that came back fit to go live. In the connection's transaction."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        sessions = _changed(
            session,
            update(SignInSession).where(SignInSession.ended_at.is_(None)).values(ended_at=now),
        )
        for kind in (SingleUseLink, MailedLink):
            session.execute(update(kind).where(kind.used_at.is_(None)).values(used_at=now))
        session.execute(delete(PendingSignIn))
        session.execute(delete(Heartbeat).where(Heartbeat.name == "worker"))
        letters = _changed(
            session,
            update(Letter)
            .where(Letter.state.in_((LetterState.QUEUED, LetterState.SENDING)))
            .values(state=LetterState.FAILED, leased_until=None, answer=NOT_SENT),
        )
        erased = apply_again(session, folder, now)
        note(
            session,
            action="backup.restored",
            actor_id=None,
            subject_kind="backup",
            subject_id=manifest.made_at,
            detail={
                "rows": manifest.rows,
                "made_at": manifest.made_at,
                "revision": manifest.revision,
                "erased": erased,
                "letters": letters,
            },
            now=now,
        )
        broken = verify(session)
        session.commit()
    return Settled(sessions, letters, erased, broken)


def _changed(session: Session, statement: Update) -> int:
    return int(getattr(session.execute(statement), "rowcount", 0))
