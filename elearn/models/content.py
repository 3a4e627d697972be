"""Published training: modules, their immutable versions, their items, and contacts."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of
from elearn.models.places import Level


class ChangeKind(StrEnum):
    COSMETIC = "cosmetic"
    CLARIFIED = "clarified"
    MATERIAL = "material"


class ModuleKind(StrEnum):
    """A check is the partnership's knowledge check: asked of nobody, held by nobody."""

    MODULE = "module"
    CHECK = "check"


class Module(Base):
    """A module's lasting identity. Before its first version it is only planned (the matrix may
    ask for it; nobody is due until it is published)."""

    __tablename__ = "module"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    level: Mapped[Level] = mapped_column(enum_of(Level))
    refresh_months: Mapped[int | None]
    kind: Mapped[ModuleKind] = mapped_column(
        enum_of(ModuleKind), default=ModuleKind.MODULE, server_default=ModuleKind.MODULE.value
    )


class ModuleVersion(Base):
    """A module as it was published. Rows are added, never changed."""

    __tablename__ = "module_version"
    __table_args__ = (UniqueConstraint("module_id", "number"),)

    id: Mapped[Id]
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    level: Mapped[Level] = mapped_column(enum_of(Level))
    minutes: Mapped[int]
    why: Mapped[str]
    refresh_months: Mapped[int | None]
    law_as_at: Mapped[date]
    review_by: Mapped[date]
    change: Mapped[ChangeKind] = mapped_column(enum_of(ChangeKind))
    change_note: Mapped[str]
    document: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]


class Item(Base):
    """A question's lasting identity. Its topic, level and safety mark never change: an item
    that needs others is another item."""

    __tablename__ = "item"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    topic: Mapped[str] = mapped_column(String(8))
    subtag: Mapped[str] = mapped_column(String(64))
    level: Mapped[Level] = mapped_column(enum_of(Level))
    safety_critical: Mapped[bool]
    anchor: Mapped[bool]
    options: Mapped[int]


class Contact(Base):
    """Who to call. ``agency_id`` is set for an agency's own contact, whose key is that of the
    partnership's local contact (``local-lead``). ``verified_by`` is a name; ``verified_by_id`` the
    person, where it was confirmed in the service."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("agency_id", "key"),
        Index(
            "uq_contact_partnership",
            "key",
            unique=True,
            sqlite_where=text("agency_id IS NULL"),
            postgresql_where=text("agency_id IS NULL"),
        ),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    number: Mapped[str | None]
    url: Mapped[str | None]
    hours: Mapped[str]
    what: Mapped[str]
    source: Mapped[str]
    verified_on: Mapped[date | None]
    verified_by: Mapped[str | None]
    review_by: Mapped[date | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
