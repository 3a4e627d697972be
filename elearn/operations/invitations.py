"""Inviting somebody to choose a password; and how letters about people begin and end."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from elearn.domain.dates import LONDON, uk_date, uk_time
from elearn.models import LinkKind, Person, PersonStatus
from elearn.operations.letters import write
from elearn.operations.sign_ins import digest, make_link, new_secret
from elearn.operations.trail import note

INVITATION_LIFE = timedelta(days=14)
LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://\S{0,2000}")


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's subject and text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the partnership's name, and the address of this site without a last slash."""

    partnership: str
    base_url: str

    def signed(self, *paragraphs: str) -> str:
        """The paragraphs as the text of a letter. An address of another site, which came in with
        somebody's name or words, is no link in it.

        >>> Sender("P", "https://x.example").signed("Dear Eve https://evil.example,").split(",")[0]
        'Dear Eve https: //evil.example'
        """
        text = "\n\n".join((*paragraphs, f"{self.partnership}\n{self.base_url}")) + "\n"
        return LINK.sub(self._ours_alone, text)

    def _ours_alone(self, found: re.Match[str]) -> str:
        link = found[0]
        is_ours = link.startswith(f"{self.base_url}/") or link.rstrip(".,;)") == self.base_url
        return link if is_ours else link.replace("://", ": //")


def moment(at: datetime) -> str:
    """An instant as letters write it."""
    return f"{uk_time(at)} on {uk_date(at.astimezone(LONDON).date())}"


def invitation(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """The first letter: choose a password and begin."""
    return Words(
        "Your training account: choose a password",
        sender.signed(
            f"Dear {name},",
            f"You have an account for the training of the {sender.partnership}. "
            "Open this link to choose a password:",
            f"{sender.base_url}/invite/{token}",
            f"The link works once, until {moment(until)}. After that, choose "
            f"'I have forgotten my password' at {sender.base_url}/sign-in to get another.",
            "If this letter is not for you, you need do nothing.",
        ),
    )


def send_invitation(
    session: Session, *, person_id: int, actor_id: int | None, sender: Sender, now: datetime
) -> str | None:
    """Invite somebody to choose a password: the letter goes out and the link's token comes back.
    None for somebody who has no address or may not come in."""
    person = session.get_one(Person, person_id)
    if person.email is None or person.status is not PersonStatus.ACTIVE:
        return None
    token = new_secret()
    link = make_link(
        session,
        kind=LinkKind.INVITATION,
        person_id=person_id,
        secret_hash=digest(token),
        life=INVITATION_LIFE,
        now=now,
    )
    words = invitation(sender, name=person.full_name, token=token, until=link.expires_at)
    write(
        session,
        key=f"invitation:{link.id}",
        person_id=person_id,
        to=person.email,
        subject=words.subject,
        body=words.body,
        now=now,
    )
    note(
        session,
        action="invited",
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
    return token
