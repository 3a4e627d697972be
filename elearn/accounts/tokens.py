"""How long what opens a door is good for. The secrets themselves are made in ``operations``."""

from datetime import timedelta

from elearn.operations.sign_ins import digest, new_secret

__all__ = ["MAILED_LIFE", "RESET_LIFE", "SESSION_LIFE", "digest", "new_secret"]

RESET_LIFE = timedelta(hours=1)
MAILED_LIFE = timedelta(minutes=10)  # ASVS 6.5.5: what comes by letter lasts no longer
SESSION_LIFE = timedelta(hours=12)
