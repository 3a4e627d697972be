"""My training, and a module's front page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, documents, everything
from elearn.domain.dates import uk_date
from elearn.domain.standing import standing
from elearn.extensions import db
from elearn.learning.changes import Change
from elearn.learning.mine import REQUIRED, Ask, Duty, Held, duty, in_order
from elearn.learning.pages.changes import Changed
from elearn.learning.pages.module import module_page
from elearn.learning.pages.offer import Offer, offer
from elearn.learning.pages.training import (
    Card,
    HeldRow,
    OfferedModule,
    TrainingPage,
    card,
    held_row,
    lede,
    offered,
)
from elearn.learning.progress import Place, Progress, place
from elearn.learning.queries.attempts import open_attempts, tries
from elearn.learning.queries.changes import unread
from elearn.learning.queries.check import goes
from elearn.learning.queries.progress import begun, progress
from elearn.learning.queries.training import asked_of, held_by, works_somewhere
from elearn.learning.routes.feature import TAKE, interval, learning, me, module_or_404
from elearn.web.clock import now, today


@learning.page("/learn", needs=TAKE, menu=("My training", 10))
def training() -> ResponseReturnValue:
    all_there_is = everything(db.session())
    modules = {one.module_id: one for one in all_there_is if not one.is_check}
    asks = asked_of(db.session(), person_id=me(), today=today())
    held = held_by(db.session(), person_id=me())
    asked_for = {ask.module_id for ask in asks if ask.need == REQUIRED}
    changes = unread(db.session(), person_id=me())
    at = _places([one for one in modules.values() if one.module_id in asked_for])
    versions = [one.version_id for one in at.values()]
    texts = documents(db.session(), versions + [one.version_id for one in changes.values()])
    places = _progress(at, texts)
    duties = _duties(asks, modules, places, held)
    todo = _cards(duties, modules, places)
    required = {one.module_id for one in duties}
    may_take = {ask.module_id for ask in asks} - required
    works = bool(asks) or works_somewhere(db.session(), person_id=me(), today=today())
    rest = [one for one in modules.values() if one.module_id not in required | may_take]
    page = TrainingPage(
        lede=lede(duties, todo, works, today()),
        todo=todo,
        offered=_offered((modules[one] for one in sorted(may_take)), held),
        others=_offered(rest, held),
        held=_held(held, duties),
        check=_check(next((one for one in all_there_is if one.is_check), None)),
        changed=_changed(changes, texts, held, duties),
    )
    return render_template("learning/training.html", page=page)


def _places(modules: Sequence[PublishedModule]) -> dict[int, Place]:
    versions = begun(db.session(), person_id=me())
    return {
        one.module_id: place(
            versions.get(one.module_id, ()), version_id=one.version_id, number=one.number
        )
        for one in modules
    }


def _progress(
    places: Mapping[int, Place], texts: Mapping[int, ModuleDocument]
) -> dict[int, Progress]:
    return {
        module_id: Progress(at.version_id, at.number, texts[at.version_id], at.seen)
        for module_id, at in places.items()
    }


def _duties(
    asks: Iterable[Ask],
    modules: dict[int, PublishedModule],
    places: dict[int, Progress],
    held: dict[int, Held],
) -> tuple[Duty, ...]:
    by_module: dict[int, list[Ask]] = defaultdict(list)
    for ask in asks:
        if ask.need == REQUIRED:
            by_module[ask.module_id].append(ask)
    return in_order(
        duty(
            rows,
            code=modules[module_id].code,
            prerequisites=places[module_id].document.prerequisites,
            completed_on=held[module_id].completed_on if module_id in held else None,
            today=today(),
        )
        for module_id, rows in by_module.items()
    )


def _cards(
    duties: tuple[Duty, ...], modules: dict[int, PublishedModule], places: dict[int, Progress]
) -> tuple[Card, ...]:
    to_do = [one for one in duties if one.is_to_do]
    titles = {one.code: modules[one.module_id].title for one in to_do}
    attempts = open_attempts(db.session(), person_id=me()) if to_do else {}
    return tuple(
        card(
            one,
            modules[one.module_id],
            places[one.module_id],
            attempts.get(one.module_id),
            titles,
            today(),
        )
        for one in to_do
    )


def _offered(
    modules: Iterable[PublishedModule], held: dict[int, Held]
) -> tuple[OfferedModule, ...]:
    return tuple(offered(one, held.get(one.module_id), today()) for one in modules)


def _changed(
    changes: Mapping[int, Change],
    texts: Mapping[int, ModuleDocument],
    held: dict[int, Held],
    duties: tuple[Duty, ...],
) -> tuple[Changed, ...]:
    """What is held in date and has changed since, and was not read about."""
    months = _months(duties)
    found = []
    for module_id, change in changes.items():
        mine, asks = held[module_id], bool(texts[change.version_id].change_items)
        lasts = months.get(module_id, mine.refresh_months)
        if asks and standing(mine.completed_on, lasts, today()).counts:
            found.append(Changed(mine.title, mine.slug, uk_date(change.on), change.note))
    return tuple(found)


def _months(duties: tuple[Duty, ...]) -> dict[int, int | None]:
    return {one.module_id: one.refresh_months for one in duties}


def _check(check: PublishedModule | None) -> Offer | None:
    """The knowledge check, which is open to everybody."""
    if check is None:
        return None
    return offer(check.title, check.minutes, goes(db.session(), person_id=me()), today())


def _held(held: dict[int, Held], duties: tuple[Duty, ...]) -> tuple[HeldRow, ...]:
    months = _months(duties)
    return tuple(
        held_row(one, months.get(one.module_id, one.refresh_months), today())
        for one in held.values()
    )


@learning.page("/learn/<slug:module>", needs=TAKE)
def module(module: str) -> ResponseReturnValue:
    found = module_or_404(module)
    page = module_page(
        found,
        progress(db.session(), person_id=me(), module=found),
        tries(db.session(), person_id=me(), module_id=found.module_id),
        held_by(db.session(), person_id=me()).get(found.module_id),
        refresh_months=interval(found),
        now=now(),
    )
    return render_template("learning/module.html", page=page)
