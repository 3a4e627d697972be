"""The demonstration's audits: minimum cover, two frozen editions, one of them published, and the
plan that the first one led to. By the product's own actions, in the order of time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy.orm import Session

from elearn.audit.actions.freeze import begin, count_for, seal
from elearn.audit.cover.actions import Wanted, set_rule
from elearn.audit.editions import Opened
from elearn.audit.facts import Facts
from elearn.audit.plan.actions import Finding, Given, add_update, make_actions
from elearn.audit.plan.by import By
from elearn.audit.plan.cell import CellOf, is_cell
from elearn.audit.plan.words import cell_words
from elearn.audit.queries.editions import Edition, edition
from elearn.audit.run import actions as run
from elearn.audit.sheets import Names
from elearn.audit.showing import SHOWERS
from elearn.audit.shown import as_shown
from elearn.demo.answering import Answering
from elearn.demo.chain import Done, note_all
from elearn.demo.planned import ACTIONS, COVER, Entry, Story
from elearn.demo.writing import Ids
from elearn.domain.dates import MONTHS, add_months
from elearn.domain.suppression import Audience
from elearn.models import PlanAction

FIRST_MONTHS, LAST_DAYS = 6, 21
COVER_BEFORE, FROZEN_AFTER, MADE_AFTER, PUBLISHED_AFTER = 40, 2, 9, 20  # days of the census day

Page = tuple[date, Callable[[datetime], None]]


@dataclass(slots=True)
class Auditing:
    """``coordinator`` is a person's id, ``leads`` those of the agencies' leads by slug, ``modules``
    ids by code; ``acts`` is what the trail has still to be told."""

    session: Session
    ids: Ids
    coordinator: int
    leads: Mapping[str, int]
    modules: Mapping[str, int]
    acts: Sequence[Done]
    as_of: date
    first: int = 0
    facts: Facts = Facts((), (), ())
    made: dict[str, PlanAction] = field(default_factory=dict)

    def happen(self, progress: Callable[[float], None]) -> None:
        """Everything, so that the trail is in the order of time. ``progress`` is told the part of
        it that is done."""
        rest = sorted(self.acts, key=lambda act: act.at)
        diary = sorted(self._diary(), key=lambda page: page[0])
        for number, (day, act) in enumerate(diary):
            progress(number / len(diary))
            at = datetime.combine(day, time(10), UTC)
            note_all(self.session, [one for one in rest if one.at < at])
            rest = [one for one in rest if one.at >= at]
            act(at)
        note_all(self.session, rest)

    def _diary(self) -> list[Page]:
        first, last = add_months(self.as_of, -FIRST_MONTHS), self.as_of - timedelta(LAST_DAYS)
        asked = Answering(self.session, self.coordinator, self.leads, self.as_of)
        return [
            (first - timedelta(COVER_BEFORE), self._set_cover),
            (first + timedelta(FROZEN_AFTER), partial(self._freeze, first)),
            (first + timedelta(MADE_AFTER), self._plan),
            (first + timedelta(PUBLISHED_AFTER), self._publish),
            (last + timedelta(FROZEN_AFTER), partial(self._freeze, last)),
            *(
                (self.as_of - timedelta(entry.days), partial(self._update, story, entry))
                for story in ACTIONS
                for entry in story.log
            ),
            *asked.diary(self.ids.agencies),
        ]

    def _set_cover(self, at: datetime) -> None:
        for agency, team, code, level, number, why in COVER:
            team_id = self.ids.teams.get((agency, team))
            if team_id is None:  # a small partnership does not have every team
                continue
            wanted = Wanted(team_id, self.modules[code] if code else None, level, number, why)
            set_rule(self.session, wanted, actor_id=self.coordinator, now=at, today=at.date())

    def _freeze(self, day: date, at: datetime) -> None:
        session, by = self.session, self.coordinator
        name = f"Training-gap audit, {MONTHS[day.month - 1]} {day.year}"
        audit = begin(session, name=name, as_of=day, now=at, by=by)
        counted = count_for(session, audit.id)
        seal(session, audit, counted, now=at, by=by)
        if not self.first:
            self.first, self.facts = audit.id, counted.facts

    def _publish(self, at: datetime) -> None:
        by = run.By(self.coordinator, at, at.date())
        run.publish(self.session, audit_id=self.first, by=by)

    def _plan(self, at: datetime) -> None:
        """Actions born from what the first edition shows."""
        found = edition(self.session, self.first)
        if found is None:  # nobody else could have taken it away
            return
        opened = _opened(found, self.facts, at)
        cells = [(story, story.cell(opened)) for story in ACTIONS]
        wanted = [
            (f"demonstration:{story.key}", _finding(opened, cell), self._given(story))
            for story, cell in cells
            if cell is not None and is_cell(self.facts, cell)
        ]
        rows = make_actions(self.session, wanted, by=By(self.coordinator, at, at.date()))
        self.made = {row.once.removeprefix("demonstration:"): row for row in rows}

    def _given(self, story: Story) -> Given:
        return Given(
            action=story.action,
            type=story.type,
            owner_agency_id=self.ids.agencies[story.owner] if story.owner else None,
            owner_post=story.post,
            sponsor=story.sponsor,
            due_on=self.as_of + timedelta(story.due),
            target=story.target,
            success_measure=story.measure,
            resource=story.resource,
            confidence=story.confidence,
            risk="",
        )

    def _update(self, story: Story, entry: Entry, at: datetime) -> None:
        row = self.made.get(story.key)
        if row is None:  # an edition of few people does not have every cell
            return
        add_update(
            self.session,
            action_id=row.id,
            seen=1 + story.log.index(entry),
            status=entry.status,
            words=entry.words,
            due_on=None if entry.due is None else self.as_of + timedelta(entry.due),
            by=By(self.leads.get(story.owner, self.coordinator), at, at.date()),
        )


def _opened(found: Edition, facts: Facts, at: datetime) -> Opened:
    """The edition as the partnership sees it, as far as actions come from it: the rest of it takes
    longer than everything else here."""
    shown = as_shown(facts, audience=Audience.PARTNERSHIP, rules=found.rules, level_c=found.level_c)
    more = {name: SHOWERS[name](facts, shown, found.rules) for name in ("item", "cover")}
    return Opened(found, replace(shown, more=more), sealed=True, checked_at=at)


def _finding(opened: Opened, cell: CellOf) -> Finding:
    names = Names(opened.edition, opened.shown)
    return Finding(opened.edition, opened.shown, cell, cell_words(cell, names))
