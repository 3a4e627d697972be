"""Apps, passkeys and recovery codes: set up, used, taken off."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.accounts.second import letters
from elearn.accounts.second.actions.told import changed, insert_into, note, post
from elearn.accounts.second.codes import new_recovery_codes, recovery_hash, step_of
from elearn.accounts.second.queries import KeyRow
from elearn.accounts.second.vault import Keys, SealedError
from elearn.models import AuthenticatorApp, Passkey, Person, RecoveryCode, UsedChallenge
from elearn.operations.grants import AccountError
from elearn.operations.invitations import Sender
from elearn.operations.sign_ins import digest, end_sessions
from elearn.operations.tongues import N_, speaking
from elearn.operations.trail import note as trail

MOST_PASSKEYS = 10


class TakenError(Exception):
    """This passkey is on file already."""


def use_app_code(
    session: Session, *, person_id: int, typed: str, keys: Keys, now: datetime
) -> bool:
    """Whether a code is right, which uses it up: neither it nor an earlier one works again."""
    sealed = session.scalar(
        select(AuthenticatorApp.secret).where(AuthenticatorApp.person_id == person_id)
    )
    if sealed is None:
        return False
    try:
        step = step_of(keys.open(sealed), typed, now)
    except SealedError:
        return False
    if step is None:
        return False
    used = session.execute(
        update(AuthenticatorApp)
        .where(AuthenticatorApp.person_id == person_id, AuthenticatorApp.last_step < step)
        .values(last_step=step)
    )
    return getattr(used, "rowcount", 0) == 1


def add_app(
    session: Session, *, person_id: int, sealed: str, step: int, sender: Sender, now: datetime
) -> None:
    """Keep a person's app in place of the one before. ``step`` is that of the code with which they
    showed that it works: it is used up."""
    session.execute(delete(AuthenticatorApp).where(AuthenticatorApp.person_id == person_id))
    session.add(
        AuthenticatorApp(person_id=person_id, secret=sealed, last_step=step, created_at=now)
    )
    changed(session, "app-added", person_id, N_("An authenticator app was set up"), sender, now)


def remove_app(session: Session, *, person_id: int, sender: Sender, now: datetime) -> None:
    """Forget a person's app."""
    session.execute(delete(AuthenticatorApp).where(AuthenticatorApp.person_id == person_id))
    _forget_codes_without_need(session, person_id)
    changed(
        session, "app-removed", person_id, N_("Your authenticator app was taken off"), sender, now
    )


def reseal_apps(session: Session, *, keys: Keys, now: datetime) -> tuple[int, int]:
    """Encrypt every app's secret with the current key: how many were, and how many no key opens."""
    done = lost = 0
    for app in session.scalars(select(AuthenticatorApp).order_by(AuthenticatorApp.person_id)):
        try:
            app.secret = keys.reseal(app.secret)
            done += 1
        except SealedError:
            lost += 1
    trail(
        session,
        action="keys-rotated",
        actor_id=None,
        subject_kind="service",
        subject_id="second-step",
        detail={"done": done, "lost": lost},
        now=now,
    )
    return done, lost


def add_passkey(session: Session, *, key: KeyRow, sender: Sender, now: datetime) -> None:
    """Keep a person's new passkey. Raises TakenError if it is on file, AccountError beyond ten."""
    held = select(func.count(Passkey.id)).where(Passkey.person_id == key.person_id)
    if (session.scalar(held) or 0) >= MOST_PASSKEYS:
        raise AccountError("You have ten passkeys. Take one off first.")
    try:
        with session.begin_nested():
            session.add(
                Passkey(
                    person_id=key.person_id,
                    credential_id=key.credential,
                    public_key=key.public_key,
                    sign_count=key.sign_count,
                    name=key.name,
                    created_at=now,
                )
            )
    except IntegrityError:
        raise TakenError from None
    changed(session, "passkey-added", key.person_id, N_("A passkey was added"), sender, now)


def use_passkey(
    session: Session, *, key_id: int, was: int, sign_count: int, challenge: bytes, now: datetime
) -> bool:
    """Keep that a passkey answered, once for each challenge: False for a second answer, or when
    the key has gone on meanwhile."""
    insert = insert_into(session, UsedChallenge)
    fresh = session.scalar(
        insert.values(challenge_hash=digest(challenge.hex()), used_at=now)
        .on_conflict_do_nothing()
        .returning(UsedChallenge.challenge_hash)
    )
    if fresh is None:
        return False
    used = session.execute(
        update(Passkey)
        .where(Passkey.id == key_id, Passkey.sign_count == was)
        .values(sign_count=sign_count, used_at=now)
    )
    return getattr(used, "rowcount", 0) == 1


def remove_passkey(
    session: Session, *, person_id: int, key_id: int, sender: Sender, now: datetime
) -> bool:
    """Forget one of a person's passkeys; False if it is not theirs or gone."""
    theirs = (Passkey.id == key_id, Passkey.person_id == person_id)
    if session.scalar(select(Passkey.id).where(*theirs)) is None:
        return False
    gone = session.execute(delete(Passkey).where(*theirs))
    if getattr(gone, "rowcount", 0) != 1:
        return False
    _forget_codes_without_need(session, person_id)
    changed(session, "passkey-removed", person_id, N_("A passkey was taken off"), sender, now)
    return True


def new_codes(
    session: Session, *, person_id: int, sender: Sender | None, now: datetime
) -> Sequence[str]:
    """Ten new recovery codes; the ones before stop working. Without a sender nothing is told or
    noted: they came with a first second step, which is."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = new_recovery_codes()
    session.add_all(
        RecoveryCode(person_id=person_id, secret_hash=recovery_hash(code), created_at=now)
        for code in codes
    )
    if sender:
        changed(session, "codes-made", person_id, N_("New recovery codes were made"), sender, now)
    return codes


def use_recovery_code(
    session: Session, *, person_id: int, typed: str, sender: Sender, now: datetime
) -> bool:
    """Whether a recovery code is right, which uses it up. A letter says so; the sign-in it opens
    is noted with how it was opened."""
    kept = recovery_hash(typed)
    if kept is None:
        return False
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.secret_hash == kept,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
    if getattr(used, "rowcount", 0) != 1:
        return False
    person = session.get_one(Person, person_id)
    with speaking(person.language):
        words = letters.changed(
            sender, name=person.full_name, what=N_("A recovery code was used"), at=now
        )
    post(session, person, words, now)
    return True


def _forget_codes_without_need(session: Session, person_id: int) -> None:
    """Recovery codes go with the last thing they stand in for."""
    for table in (AuthenticatorApp, Passkey):
        if session.scalar(select(func.count()).where(table.person_id == person_id)):
            return
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def take_off(
    session: Session, *, person_id: int, actor_id: int | None, sender: Sender, now: datetime
) -> bool:
    """Take every second step off somebody who lost theirs, and sign them out everywhere. False if
    there was none. Nobody sets a password for them: they sign in with their own."""
    gone = 0
    for table in (AuthenticatorApp, Passkey):
        done = session.execute(delete(table).where(table.person_id == person_id))
        gone += int(getattr(done, "rowcount", 0))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    if not gone:
        return False
    end_sessions(session, person_id=person_id, now=now)
    person = session.get_one(Person, person_id)
    with speaking(person.language):
        words = letters.taken_off(sender, name=person.full_name, at=now)
    post(session, person, words, now)
    note(session, "second-step-taken-off", person_id, actor_id=actor_id, now=now)
    return True
