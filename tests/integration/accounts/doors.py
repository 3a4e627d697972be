"""What every door's tests ask."""

import re

from sqlalchemy import select

from elearn.models import Letter

PROVE = "Your training account: go on here"


def signed_in(client) -> bool:
    """Whether this browser is let into the pages of an account."""
    return client.get("/account").status_code == 200


def letters_of(session, subject=PROVE):
    """The letters of a subject, in order."""
    return session.scalars(
        select(Letter).where(Letter.subject == subject).order_by(Letter.id)
    ).all()


def path_to_prove(session):
    """Where the latest letter to somebody who asks for an account leads."""
    return re.search(r"http://localhost(/register/\S+)", letters_of(session)[-1].body)[1]
