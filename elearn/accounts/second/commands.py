"""``flask people rotate-keys``: what is encrypted, encrypted anew after the secret was changed."""

import sys

import click

from elearn.accounts.second.actions.means import reseal_apps
from elearn.accounts.second.asking import keys
from elearn.extensions import db
from elearn.web.clock import now


@click.command("rotate-keys")
def rotate_keys() -> None:
    """Encrypt the secrets of authenticator apps with ELEARN_SECRET_KEY as it is now.

    Set the new ELEARN_SECRET_KEY, put the one before into ELEARN_OLD_SECRET_KEYS, start the
    service, run this, then take the old one out again.

    Example: flask people rotate-keys
    """
    session = db.session()
    done, lost = reseal_apps(session, keys=keys(), now=now())
    session.commit()
    if lost:
        print(
            f"{lost} could not be read: name the secret they were made with in "
            "ELEARN_OLD_SECRET_KEYS and run this again.",
            file=sys.stderr,
        )
        sys.exit(1)
    print(f"{done} secrets of authenticator apps are encrypted with the present key.")
