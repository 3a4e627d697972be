"""Recordings and captions that screens play, each known by what is in it."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base


class MediaFile(Base):
    """A file as it was published. Rows are added, never changed: the key is the SHA-256 of the
    content in 64 hex digits. ``size`` is its length in bytes."""

    __tablename__ = "media_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    mime: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
