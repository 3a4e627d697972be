"""Coming in and going out: sessions, failed tries, single-use links and passwords."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.accounts import letters
from elearn.accounts.actions.letter_limit import may_write
from elearn.accounts.queries.entry import OpenLink, may_come_in
from elearn.accounts.queries.mine import HANDLE
from elearn.accounts.tokens import RESET_LIFE, SESSION_LIFE, digest, new_secret
from elearn.models import (
    FailedSignIn,
    LinkKind,
    Password,
    Person,
    SignInSession,
    SingleUseLink,
)
from elearn.operations.letters import write
from elearn.operations.sign_ins import end_sessions, make_link, shut_links, still_good
from elearn.operations.tongues import speaking
from elearn.operations.trail import note


class UserNameTakenError(Exception):
    """Somebody else has this user name."""


def note_failure(session: Session, *, account_key: str, address_key: str, now: datetime) -> None:
    """Count a try that failed."""
    session.add(FailedSignIn(account_key=account_key, address_key=address_key, at=now))


def forget_failures(session: Session, *, account_key: str) -> None:
    """Forget an account's failed tries: its owner has shown who they are."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.account_key == account_key))


def start_session(
    session: Session,
    *,
    person_id: int,
    secret: str,
    browser: str,
    now: datetime,
    method: str = "password",
    strong: bool = False,
    second: str = "",
    account_key: str | None = None,
    new_hash: str | None = None,
) -> None:
    """Open a session for somebody who has shown who they are: ``strong`` if by two things,
    of which ``second`` was the other. Their failed tries are forgotten; ``new_hash`` replaces one
    that was made with other parameters."""
    session.add(
        SignInSession(
            secret_hash=digest(secret),
            person_id=person_id,
            created_at=now,
            expires_at=now + SESSION_LIFE,
            browser=browser[:200],
            method=method,
            proved_at=now,
            strong_at=now if strong else None,
        )
    )
    password_shown(session, person_id=person_id, account_key=account_key, new_hash=new_hash)
    by: dict[str, object] = {"by": method}
    if second:
        by["second"] = second
    _note(session, "signed-in", person_id, actor_id=person_id, now=now, detail=by)


def password_shown(
    session: Session, *, person_id: int, account_key: str | None, new_hash: str | None
) -> None:
    """Forget the failed tries of an account whose password was right, and keep its new hash."""
    if account_key:
        forget_failures(session, account_key=account_key)
    if new_hash:
        session.execute(
            update(Password).where(Password.person_id == person_id).values(hash=new_hash)
        )


def end_session(session: Session, *, secret: str, person_id: int, now: datetime) -> None:
    """Sign out: the session's row is closed, so that a copy of the cookie opens nothing."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.secret_hash == digest(secret), SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    _note(session, "signed-out", person_id, actor_id=person_id, now=now)


def end_one_of_mine(session: Session, *, person_id: int, handle: str, now: datetime) -> bool:
    """End one of a person's own sessions by its handle; False if there is none such."""
    found = session.scalar(
        select(SignInSession.secret_hash).where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.secret_hash.startswith(handle[:HANDLE], autoescape=True),
        )
    )
    if found is None or len(handle) != HANDLE:
        return False
    session.execute(
        update(SignInSession).where(SignInSession.secret_hash == found).values(ended_at=now)
    )
    _note(session, "session-ended", person_id, actor_id=person_id, now=now)
    return True


def ask_for_reset(
    session: Session,
    *,
    email: str,
    letter_key: str,
    address_key: str,
    sender: letters.Sender,
    now: datetime,
) -> None:
    """Write the letter with which a password is chosen anew, if the address is somebody's who may
    come in and had fewer than three in the last hour. The asking is counted either way, so that
    the same is done for addresses we do not know."""
    may = may_write(session, letter_key=letter_key, address_key=address_key, now=now)
    person = session.scalar(select(Person).where(Person.email == email, may_come_in()))
    if person is None or not may:
        return
    token = new_secret()
    link = make_link(
        session,
        kind=LinkKind.RESET,
        person_id=person.id,
        secret_hash=digest(token),
        life=RESET_LIFE,
        now=now,
    )
    with speaking(person.language):
        words = letters.reset(sender, name=person.full_name, token=token, until=link.expires_at)
    _post(session, person, f"reset:{link.id}", words, now)
    _note(session, "password-reset-asked", person.id, actor_id=None, now=now)


def use_link(
    session: Session,
    *,
    kind: str,
    link: OpenLink,
    new_hash: str,
    sender: letters.Sender,
    now: datetime,
    username: str | None = None,
) -> bool:
    """Choose a password with a link or a code, and with it a user name where there was none. It is
    used up by one conditional statement, so of two who come at once one is told that it no longer
    works (False). UserNameTakenError when somebody else took the user name meanwhile."""
    used = session.execute(
        update(SingleUseLink)
        .where(SingleUseLink.id == link.link_id, still_good(kind, now))
        .values(used_at=now)
    )
    if getattr(used, "rowcount", 0) != 1:
        return False
    if username:
        _call(session, link.person_id, username)
    change_password(session, person_id=link.person_id, new_hash=new_hash, sender=sender, now=now)
    return True


def _call(session: Session, person_id: int, username: str) -> None:
    try:
        with session.begin_nested():
            session.get_one(Person, person_id).username = username
            session.flush()
    except IntegrityError:
        raise UserNameTakenError from None


def change_password(
    session: Session, *, person_id: int, new_hash: str, sender: letters.Sender, now: datetime
) -> None:
    """Keep a new password. Every session ends, every open link stops working, and a letter says
    so. Whoever changes it in a browser is given a new session there."""
    person = session.get_one(Person, person_id)
    kept = session.get(Password, person_id)
    if kept is None:
        session.add(Password(person_id=person_id, hash=new_hash, changed_at=now))
    else:
        kept.hash, kept.changed_at = new_hash, now
    end_sessions(session, person_id=person_id, now=now)
    shut_links(session, person_id=person_id, now=now)
    with speaking(person.language):
        words = letters.password_changed(sender, name=person.full_name, at=now)
    _post(session, person, f"password-changed:{person_id}:{now.isoformat()}", words, now)
    _note(session, "password-changed", person_id, actor_id=person_id, now=now)


def _post(session: Session, person: Person, key: str, words: letters.Words, now: datetime) -> None:
    if person.email:
        write(
            session,
            key=key,
            person_id=person.id,
            to=person.email,
            subject=words.subject,
            body=words.body,
            now=now,
        )


def _note(
    session: Session,
    action: str,
    person_id: int,
    *,
    actor_id: int | None,
    now: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        detail=detail,
        now=now,
    )
