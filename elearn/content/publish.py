"""Puts modules into the database as immutable versions, with what they stand on (``foundations``).
Saying the same thing twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.content.foundations import (
    PublishError,
    load_contacts,
    load_curriculum,
    load_recordings,
)
from elearn.content.items import Item as DocumentItem
from elearn.content.packing import content_hash, from_dict, to_dict
from elearn.content.versions import Change, change_of
from elearn.models.content import ChangeKind, Item, Module, ModuleKind, ModuleVersion
from elearn.models.places import Level

__all__ = [
    "PublishError", "Published", "load_contacts", "load_curriculum", "load_recordings", "publish",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """A module that got a new version."""

    slug: str
    number: int
    change: ChangeKind
    note: str


@dataclass(frozen=True, slots=True)
class _Latest:
    version_id: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A document that becomes a version."""

    document: ModuleDocument
    number: int
    digest: str
    change: Change


def publish(
    session: Session,
    documents: Iterable[ModuleDocument],
    *,
    now: datetime,
    published_at: datetime | None = None,
) -> tuple[Published, ...]:
    """Publish what has changed and say so. ``published_at`` (default ``now``) dates the versions.

    A document like the newest version changes nothing. Raises PublishError, before anything is
    written, when a question or a module would lose its identity.
    """
    wanted = sorted(documents, key=lambda one: one.code)
    modules = _modules(session)
    latest = _latest(session)
    items = {item.key: item for item in session.scalars(select(Item))}
    checks = _check_codes(wanted, modules)
    for document in wanted:
        _check_module(document, modules, latest)
        _check_items(document, modules, items)
        _check_anchors(document, checks, items, wanted)
    fresh = [one for one in (_fresh(session, each, modules, latest) for each in wanted) if one]
    for document in wanted:
        _upsert_module(session, document, modules)
    session.flush()
    done = []
    for one in fresh:
        module = modules[one.document.code]
        session.add(_version(one, module.id, published_at or now))
        _upsert_items(session, one.document, module.id, items)
        kind = ChangeKind(one.change.kind)
        done.append(Published(one.document.slug, one.number, kind, one.change.note))
    session.flush()
    return tuple(done)


def _modules(session: Session) -> dict[str, Module]:
    """Modules by code and by slug."""
    found = session.scalars(select(Module).order_by(Module.id)).all()
    return {one.code: one for one in found} | {one.slug: one for one in found}


def _latest(session: Session) -> dict[int, _Latest]:
    """The newest version of each module, without its text: by the module's id."""
    newest = (
        select(ModuleVersion.module_id, func.max(ModuleVersion.number).label("number"))
        .group_by(ModuleVersion.module_id)
        .subquery()
    )
    statement = select(
        ModuleVersion.module_id,
        ModuleVersion.id,
        ModuleVersion.number,
        ModuleVersion.content_hash,
    ).join(
        newest,
        (newest.c.module_id == ModuleVersion.module_id) & (newest.c.number == ModuleVersion.number),
    )
    rows = session.execute(statement.order_by(ModuleVersion.module_id))
    return {row.module_id: _Latest(row.id, row.number, row.content_hash) for row in rows}


def _text_of(session: Session, version: _Latest | None) -> ModuleDocument | None:
    """What a version says. Read only for a module that changed."""
    if version is None:
        return None
    text = select(ModuleVersion.document).where(ModuleVersion.id == version.version_id)
    return from_dict(session.scalars(text).one())


def _check_module(
    document: ModuleDocument, modules: dict[str, Module], latest: dict[int, _Latest]
) -> None:
    by_code, by_slug = modules.get(document.code), modules.get(document.slug)
    if by_slug is not None and by_slug.code != document.code:
        raise PublishError(
            f"{document.slug} was {by_slug.code} so far and cannot become {document.code}. "
            "Give it back its code, or give its folder another name."
        )
    if by_code is not None and by_code.slug != document.slug and by_code.id in latest:
        raise PublishError(
            f"{document.code} was published as {by_code.slug}. Give its folder that name again: "
            "people have links to it."
        )


def _check_items(
    document: ModuleDocument, modules: dict[str, Module], items: dict[str, Item]
) -> None:
    """Past answers stay comparable only if a question stays the same question."""
    module = modules.get(document.code)
    for wanted in document.items:
        item = items.get(wanted.key)
        if item is None:
            continue
        if module is None or item.module_id != module.id:
            raise PublishError(f"{wanted.key} belongs to another module. Give it a new id.")
        for name, before, after in (
            ("topic", item.topic, wanted.topic),
            ("level", item.level.value, wanted.level),
            ("safety mark", item.safety_critical, wanted.safety_critical),
        ):
            if before != after:
                raise PublishError(
                    f"{wanted.key} was published with the {name} {_said(before)} and now has "
                    f"{_said(after)}. Put it back, or give the question a new id."
                )


def _check_codes(wanted: Iterable[ModuleDocument], modules: dict[str, Module]) -> frozenset[str]:
    """The codes of knowledge checks, published or about to be."""
    there = {one.code for one in modules.values() if one.kind is ModuleKind.CHECK}
    return frozenset(there | {one.code for one in wanted if one.is_check})


def _check_anchors(
    document: ModuleDocument,
    checks: frozenset[str],
    items: dict[str, Item],
    wanted: Iterable[ModuleDocument],
) -> None:
    """Questions a module borrows belong to a knowledge check, whose they stay."""
    theirs = {item.key for one in wanted if one.code in checks for item in one.items}
    for borrowed in document.anchor_items:
        if borrowed.key not in theirs and borrowed.key not in items:
            raise PublishError(
                f"{borrowed.key} is borrowed from a knowledge check that is not there."
            )


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _upsert_module(session: Session, document: ModuleDocument, modules: dict[str, Module]) -> None:
    module = modules.get(document.code)
    if module is None:
        module = Module(code=document.code)
        session.add(module)
    module.slug, module.title = document.slug, document.title
    module.level, module.refresh_months = Level(document.level), document.refresh_months
    module.kind = ModuleKind(document.kind)
    modules[document.code] = modules[document.slug] = module


def _fresh(
    session: Session,
    document: ModuleDocument,
    modules: dict[str, Module],
    latest: dict[int, _Latest],
) -> _Fresh | None:
    """The document as the module's next version; None when it says what the newest one says."""
    module = modules.get(document.code)
    newest = latest.get(module.id) if module else None
    digest = content_hash(document)
    if newest is not None and newest.digest == digest:
        return None
    change = change_of(document, _text_of(session, newest))
    return _Fresh(document, newest.number + 1 if newest else 1, digest, change)


def _version(fresh: _Fresh, module_id: int, at: datetime) -> ModuleVersion:
    document = fresh.document
    return ModuleVersion(
        module_id=module_id,
        number=fresh.number,
        content_hash=fresh.digest,
        title=document.title,
        level=Level(document.level),
        minutes=document.minutes,
        why=document.why,
        refresh_months=document.refresh_months,
        law_as_at=document.law_as_at,
        review_by=document.review_by,
        change=ChangeKind(fresh.change.kind),
        change_note=fresh.change.note,
        document=to_dict(document),
        published_at=at,
    )


def _upsert_items(
    session: Session, document: ModuleDocument, module_id: int, items: dict[str, Item]
) -> None:
    for wanted in document.items:
        item = items.get(wanted.key)
        if item is None:
            item = items[wanted.key] = _new_item(wanted, module_id)
            session.add(item)
        item.subtag, item.anchor, item.options = wanted.subtag, wanted.anchor, len(wanted.shown)


def _new_item(wanted: DocumentItem, module_id: int) -> Item:
    return Item(
        key=wanted.key,
        module_id=module_id,
        topic=wanted.topic,
        level=Level(wanted.level),
        safety_critical=wanted.safety_critical,
    )
