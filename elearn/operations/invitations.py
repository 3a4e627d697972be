"""Inviting somebody to choose a password; and how letters about people begin and end."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from elearn.models import LinkKind, Person, PersonStatus
from elearn.operations.letters import write
from elearn.operations.sign_ins import digest, make_link, new_secret
from elearn.operations.tongues import moment, say, speaking
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


def invitation(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """The first letter: choose a password and begin."""
    return Words(
        say("Your training account: choose a password"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "You have an account for the training of the %(partnership)s. "
                "Open this link to choose a password:",
                partnership=sender.partnership,
            ),
            f"{sender.base_url}/invite/{token}",
            say(
                "The link works once, until %(moment)s. After that, choose "
                "'I have forgotten my password' at %(address)s to get another.",
                moment=moment(until),
                address=f"{sender.base_url}/sign-in",
            ),
            say("If this letter is not for you, you need do nothing."),
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
    with speaking(person.language):
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
