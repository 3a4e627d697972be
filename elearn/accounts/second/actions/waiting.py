"""Sessions and second steps: what waits for one, sessions made anew, browsers we know."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from elearn.accounts.actions.entry import password_shown
from elearn.accounts.second import letters
from elearn.accounts.second.actions.told import insert_into, note, post
from elearn.models import KnownBrowser, PendingSignIn, Person, SignInSession
from elearn.operations.invitations import Sender
from elearn.operations.sign_ins import digest
from elearn.operations.tongues import speaking

PENDING_LIFE = timedelta(minutes=10)


def begin_pending(
    session: Session,
    *,
    person_id: int,
    secret: str,
    method: str,
    now: datetime,
    account_key: str | None = None,
    new_hash: str | None = None,
) -> None:
    """Keep that somebody has shown the first thing and has yet to show the second."""
    session.add(
        PendingSignIn(
            secret_hash=digest(secret),
            person_id=person_id,
            method=method,
            created_at=now,
            expires_at=now + PENDING_LIFE,
        )
    )
    password_shown(session, person_id=person_id, account_key=account_key, new_hash=new_hash)
    note(session, "second-step-asked", person_id, actor_id=person_id, now=now)


def end_pending(session: Session, *, secret_hash: str) -> bool:
    """Use up what waited; False when it was used up or ended meanwhile."""
    gone = session.execute(delete(PendingSignIn).where(PendingSignIn.secret_hash == secret_hash))
    return getattr(gone, "rowcount", 0) == 1


def renew(
    session: Session,
    *,
    secret: str,
    new_secret: str,
    strong: bool,
    now: datetime,
    is_weak_now: bool = False,
) -> int | None:
    """Put a new session in the place of one whose person has shown again who they are; it ends
    when the old one would have. Whose it is; None if the old one was ended meanwhile, for what was
    ended stays ended. ``is_weak_now``: the second step was taken off."""
    old = session.get(SignInSession, digest(secret), populate_existing=True)
    ended = session.execute(
        update(SignInSession)
        .where(
            SignInSession.secret_hash == digest(secret),
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
        .values(ended_at=now)
    )
    if old is None or getattr(ended, "rowcount", 0) != 1:
        return None
    was_strong_at = None if is_weak_now else old.strong_at
    session.add(
        SignInSession(
            secret_hash=digest(new_secret),
            person_id=old.person_id,
            created_at=old.created_at,
            expires_at=old.expires_at,
            browser=old.browser,
            method=old.method,
            proved_at=now,
            strong_at=now if strong else was_strong_at,
        )
    )
    session.flush()
    return old.person_id


def shown_again(session: Session, *, person_id: int, now: datetime) -> None:
    """Leave a line in the trail that somebody has shown again who they are."""
    note(session, "shown-again", person_id, actor_id=person_id, now=now)


def end_others(session: Session, *, person_id: int, secret: str, now: datetime) -> None:
    """Sign somebody out of every browser but the one in which they changed how they sign in."""
    session.execute(
        update(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.secret_hash != digest(secret),
            SignInSession.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    session.execute(delete(PendingSignIn).where(PendingSignIn.person_id == person_id))


def recognise(
    session: Session, *, person_id: int, secret: str, browser: str, sender: Sender, now: datetime
) -> None:
    """Keep that somebody signed in with a browser; of one that is new to them a letter tells,
    unless it is the first of all."""
    kept = digest(f"{person_id}:{secret}")
    known = session.scalars(
        select(KnownBrowser.secret_hash).where(KnownBrowser.person_id == person_id)
    ).all()
    insert = insert_into(session, KnownBrowser)
    session.execute(
        insert.values(
            person_id=person_id, secret_hash=kept, created_at=now, seen_at=now
        ).on_conflict_do_update(index_elements=["person_id", "secret_hash"], set_={"seen_at": now})
    )
    if known and kept not in known:
        person = session.get_one(Person, person_id)
        with speaking(person.language):
            words = letters.new_browser(sender, name=person.full_name, browser=browser, at=now)
        post(session, person, words, now)
