"""The backup that the settings ask for."""

from pathlib import Path

from elearn.config import Settings
from elearn.operations.backups.making import Wish


def wish_of(settings: Settings, to: Path, *, version: str) -> Wish:
    """To that file or folder, encrypted and handed on as the settings say."""
    return Wish(
        to=to,
        aside=Path(settings.instance),
        version=version,
        key=settings.backup_key,
        then=settings.backup_then,
        keep_days=settings.backup_keep_days,
    )
