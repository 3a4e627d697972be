"""Backups of everything in the database, of either kind, put back into either kind.

They are made while the service goes on, proved after writing, sealed, and encrypted if a key is
given. What is not in the database is not in them: the settings and the secret key (keep these
apart from the backups), the queue (work to look at again) and the list of the erased, which must
outlive every backup.
"""

from elearn.operations.backups.archive import BackupError, DamagedError, Manifest, check
from elearn.operations.backups.runs import Run, last, last_failed

__all__ = ["BackupError", "DamagedError", "Manifest", "Run", "check", "last", "last_failed"]
