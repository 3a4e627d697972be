"""My training: everything that is asked of one learner, what they hold, and where they were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, documents, everything
from elearn.domain.dates import london_today
from elearn.domain.standing import standing
from elearn.extensions import db
from elearn.learning.changes import Change
from elearn.learning.check import Go
from elearn.learning.mine import (
    OFFERED,
    REQUIRED,
    Activity,
    Ask,
    Duty,
    Happening,
    Held,
    duty,
    in_order,
)
from elearn.learning.pages.carry_on import CarryOn, in_a_try, on_screens
from elearn.learning.pages.changes import Changed
from elearn.learning.pages.offer import Offer, offer
from elearn.learning.pages.training import (
    Card,
    HeldRow,
    OfferedModule,
    TrainingPage,
    card,
    half_done,
    held_row,
    lede,
    offered,
)
from elearn.learning.pages.why import what_happened
from elearn.learning.progress import Begun, Progress, place
from elearn.learning.queries.changes import held_and_unread
from elearn.learning.queries.mine import happenings, tries_of_mine
from elearn.learning.queries.progress import begun
from elearn.learning.queries.training import asked_of
from elearn.learning.routes.feature import TAKE, learning, me
from elearn.learning.routes.tongue import reads_english, told
from elearn.records.elsewhere import Waiting, waiting_of
from elearn.web.clock import now, today
from elearn.web.languages import N_, long_day

STALE_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Mine:
    """What was read of a learner. ``modules``, ``places`` and ``held`` are by module; ``passed``
    are the modules whose version in ``places`` was passed; ``did`` has the latest first."""

    modules: Mapping[int, PublishedModule]
    check: PublishedModule | None
    asks: Mapping[int, tuple[Ask, ...]]
    held: Mapping[int, Held]
    did: tuple[Activity, ...]
    goes: tuple[Go, ...]
    happened: tuple[Happening, ...]
    waiting: Mapping[int, Waiting]
    changes: Mapping[int, Change]
    places: Mapping[int, Progress]
    passed: frozenset[int]
    texts: Mapping[int, ModuleDocument]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What is required, in the order in which to do it."""
        return in_order(
            duty(
                required,
                code=self.modules[module_id].code,
                prerequisites=self.places[module_id].document.prerequisites,
                completed_on=self.held[module_id].completed_on if module_id in self.held else None,
                today=today(),
            )
            for module_id, asks in self.asks.items()
            if (required := tuple(ask for ask in asks if ask.need == REQUIRED))
        )


@learning.page("/learn", needs=TAKE, menu=(N_("My training"), 90))
def training() -> ResponseReturnValue:
    mine = _read()
    duties = mine.duties
    todo = _cards(mine, duties)
    required = {one.module_id for one in duties}
    offers = {ask.module_id for asks in mine.asks.values() for ask in asks if ask.need == OFFERED}
    may_take, works = offers - required, any(one.kind == "works" for one in mine.happened)
    rest = [one for one in mine.modules if one not in required | may_take]
    begun = _carry_on(mine, todo)
    page = TrainingPage(
        lede=lede(duties, todo, works, today(), begun),
        todo=todo,
        offered=_offered(mine, sorted(may_take)),
        others=_offered(mine, rest),
        held=_held(mine, duties),
        check=_check(mine),
        changed=_changed(mine, duties),
        happened=what_happened(mine.happened, today()),
        half_done=tuple(half_done(one) for key, one in mine.waiting.items() if key not in required),
        carry_on=begun,
        used=tuple(one for one in mine.held.values() if one.is_asked_about(today())),
        survey_until=_survey_until(mine.happened),
    )
    return render_template("learning/training.html", page=page)


def _survey_until(happened: Sequence[Happening]) -> str:
    """The last day of the staff survey that is open; "" where none is."""
    days = [one.end for one in happened if one.kind == "survey" and one.end]
    return long_day(min(days)) if days else ""


def _read() -> Mine:
    all_there_is = everything(db.session())
    modules = {one.module_id: one for one in all_there_is if not one.is_check}
    asks: dict[int, list[Ask]] = defaultdict(list)
    for ask in asked_of(db.session(), person_id=me(), today=today()):
        asks[ask.module_id].append(ask)
    versions = begun(db.session(), person_id=me())
    tries, goes = tries_of_mine(db.session(), person_id=me())
    did = _latest_first(tries, versions)
    wanted = set(asks) | {one.module_id for one in did}
    held, changes = held_and_unread(db.session(), person_id=me())
    happened = happenings(db.session(), person_id=me(), today=today())
    at = {
        one.module_id: place(
            versions.get(one.module_id, ()), version_id=one.version_id, number=one.number
        )
        for one in modules.values()
        if one.module_id in wanted
    }
    ids = [one.version_id for one in at.values()] + [one.version_id for one in changes.values()]
    if not reads_english():
        ids += [one.version_id for one in modules.values()]
    texts = {key: told(text) for key, text in documents(db.session(), ids).items()}
    modules = {key: _in_words(one, texts) for key, one in modules.items()}
    return Mine(
        modules=modules,
        check=next((one for one in all_there_is if one.is_check), None),
        asks={key: tuple(rows) for key, rows in asks.items()},
        held={
            key: replace(one, title=modules[key].title)
            if key in modules and not reads_english()
            else one
            for key, one in held.items()
        },
        did=did,
        goes=goes,
        happened=happened,
        waiting={one.module_id: one for one in _waiting(happened) if one.module_id in modules},
        changes=changes,
        places={
            key: Progress(one.version_id, one.number, texts[one.version_id], one.seen)
            for key, one in at.items()
        },
        passed=frozenset(
            key for key, one in at.items() if _is_passed(versions.get(key, ()), one.version_id)
        ),
        texts=texts,
    )


def _in_words(module: PublishedModule, texts: Mapping[int, ModuleDocument]) -> PublishedModule:
    """The module with what is said of it in the learner's language, as far as it was read."""
    text = texts.get(module.version_id)
    return replace(module, title=text.title, why=text.why) if text else module


def _latest_first(
    tries: Sequence[Activity], versions: Mapping[int, Sequence[Begun]]
) -> tuple[Activity, ...]:
    """Tries under way and modules with pages gone past, by when something was last done."""
    read = [
        Activity(module_id, max(one.at for one in begun if one.at))
        for module_id, begun in versions.items()
        if any(one.at for one in begun)
    ]
    return tuple(sorted([*tries, *read], key=lambda one: one.at, reverse=True))


def _waiting(happened: Sequence[Happening]) -> tuple[Waiting, ...]:
    """Courses from elsewhere with a short quiz to pass: asked for only where there is a course."""
    if not any(one.kind == "elsewhere" for one in happened):
        return ()
    return waiting_of(db.session(), person_id=me(), today=today())


def _is_passed(versions: Iterable[Begun], version_id: int) -> bool:
    return any(one.passed for one in versions if one.version_id == version_id)


def _cards(mine: Mine, duties: Sequence[Duty]) -> tuple[Card, ...]:
    to_do = [one for one in duties if one.is_to_do]
    titles = {one.code: mine.modules[one.module_id].title for one in to_do}
    tries = {one.module_id: one for one in reversed(mine.did) if one.attempt}
    return tuple(
        card(
            one,
            mine.modules[one.module_id],
            mine.places[one.module_id],
            tries.get(one.module_id),
            mine.waiting.get(one.module_id),
            titles,
            today(),
        )
        for one in to_do
    )


def _carry_on(mine: Mine, todo: Sequence[Card]) -> CarryOn | None:
    """What was begun last and is not finished, unless its card comes first anyway."""
    found = next((on for one in mine.did if (on := _on(mine, one)) is not None), None)
    return None if found and todo and todo[0].module_id == found.module_id else found


def _on(mine: Mine, did: Activity) -> CarryOn | None:
    """On from one thing that was done, if there is more to do of it."""
    if now() - did.at > STALE_AFTER:
        return None
    if did.attempt and mine.check and did.module_id == mine.check.module_id:
        return in_a_try(did.module_id, mine.check.title, did)
    module = mine.modules.get(did.module_id)
    if module is None:
        return None
    if did.attempt:
        return in_a_try(did.module_id, module.title, did)
    at, held = mine.places[did.module_id], mine.held.get(did.module_id)
    is_done = held is not None and held.completed_on >= london_today(did.at)
    if is_done or did.module_id in mine.passed or not at.is_begun:
        return None
    return on_screens(did.module_id, module.title, module.slug, at)


def _offered(mine: Mine, module_ids: Sequence[int]) -> tuple[OfferedModule, ...]:
    return tuple(
        offered(mine.modules[one], mine.held.get(one), mine.asks.get(one, ()), today())
        for one in module_ids
    )


def _changed(mine: Mine, duties: Sequence[Duty]) -> tuple[Changed, ...]:
    """What is held in date and has changed since, and was not read about."""
    months = _months(duties)
    found = []
    for module_id, change in mine.changes.items():
        held, asks = mine.held[module_id], bool(mine.texts[change.version_id].change_items)
        lasts = months.get(module_id, held.refresh_months)
        if asks and standing(held.completed_on, lasts, today()).counts:
            found.append(Changed(held.title, held.slug, long_day(change.on), change.note))
    return tuple(found)


def _months(duties: Sequence[Duty]) -> dict[int, int | None]:
    return {one.module_id: one.refresh_months for one in duties}


def _check(mine: Mine) -> Offer | None:
    """The knowledge check, which is open to everybody."""
    if mine.check is None:
        return None
    return offer(mine.check.title, mine.check.minutes, mine.goes, today())


def _held(mine: Mine, duties: Sequence[Duty]) -> tuple[HeldRow, ...]:
    months = _months(duties)
    return tuple(
        held_row(one, months.get(one.module_id, one.refresh_months), today())
        for one in mine.held.values()
    )
