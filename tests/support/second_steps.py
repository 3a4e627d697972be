"""People with a second step: an app whose codes can be asked for, recovery codes, passkeys."""

from datetime import UTC, datetime, timedelta

import pyotp
from bs4 import BeautifulSoup

from elearn.accounts.second.codes import new_recovery_codes, recovery_hash
from elearn.accounts.second.vault import Keys
from elearn.models import AuthenticatorApp, Passkey, RecoveryCode
from tests.conftest import SECRET
from tests.support.authenticator import SoftwareKey, base64url

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(session, person, *, secret=SECRET):
    """Give somebody an authenticator app."""
    session.add(
        AuthenticatorApp(
            person_id=person.id,
            secret=Keys(secret).seal(KEY),
            last_step=0,
            created_at=datetime.now(UTC),
        )
    )
    session.commit()
    return person


def code(*, ago=0, key=KEY):
    """The code the app shows now, or so many seconds ago."""
    return pyotp.TOTP(key).at(datetime.now(UTC) - timedelta(seconds=ago))


def with_codes(session, person):
    """Give somebody ten recovery codes; what they are."""
    codes = new_recovery_codes()
    session.add_all(
        RecoveryCode(
            person_id=person.id, secret_hash=recovery_hash(one), created_at=datetime.now(UTC)
        )
        for one in codes
    )
    session.commit()
    return codes


def with_passkey(session, person, *, verifies=True):
    """Give somebody a passkey; what it is."""
    key = SoftwareKey(verifies=verifies)
    session.add(
        Passkey(
            person_id=person.id,
            credential_id=base64url(key.id),
            public_key=key.public,
            sign_count=0,
            name="Blue key",
            created_at=datetime.now(UTC),
        )
    )
    session.commit()
    return key


def options(page) -> str:
    """What a page asks the passkey."""
    soup = page if isinstance(page, BeautifulSoup) else BeautifulSoup(page, "html.parser")
    return soup.select_one("form[data-passkey]")["data-options"]
