"""Facility, discrimination, confidence and chosen answers of every question (C3.5, C3.6)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.items.answers import answers_of, guessed_among
from elearn.audit.items.facts import ChoiceFact, ItemFact
from elearn.audit.queries.first import first_answers, sure_columns, total, with_attempts
from elearn.audit.queries.rows import plain_rows
from elearn.content.items import Item as Question
from elearn.content.markdown import plain
from elearn.content.queries import documents
from elearn.domain.answers import unpack
from elearn.domain.dates import first_moment_after
from elearn.domain.sums import WHOLE
from elearn.models import Item, Module, ModuleVersion

TYPED = "="


def items(session: Session, day: Day) -> list[ItemFact]:
    """A row for every question that was answered. Four statements, whatever the size."""
    rows = with_attempts(first_answers(session, day.on, day.rules, day.scope))
    others = rows.c.asked - 1
    known = rows.c.known - rows.c.was_right
    rest = case((others > 0, (2 * WHOLE * known + others) // (2 * others)), else_=0)
    has_rest = case((others > 0, 1), else_=0)
    sums = select(
        rows.c.item_id,
        func.count(),
        total(rows.c.was_right),
        total(has_rest),
        total(has_rest * rows.c.was_right),
        total(rest),
        total(rest * rest),
        total(rest * rows.c.was_right),
        *sure_columns(rows, day.rules),
    ).group_by(rows.c.item_id)
    counted = {item_id: tuple(numbers) for item_id, *numbers in plain_rows(session, sums)}
    asked = _questions(session, day)
    found = []
    for item_id, of, module in _items(session):
        if item_id in counted:
            question = asked.newest.get(of.key)
            found.append(_fact(of, module, question, counted[item_id]))
    return found


def _items(session: Session) -> Iterable[tuple[int, Item, str]]:
    statement = select(Item, Module.slug).join(Module, Module.id == Item.module_id)
    for item, module in session.execute(statement.order_by(Item.key)):
        yield item.id, item, module


def _fact(item: Item, module: str, question: Question | None, sums: tuple[int, ...]) -> ItemFact:
    values: list[Any] = [
        item.key,
        module,
        item.topic,
        item.level.value,
        question.type if question else "",
        int(item.safety_critical),
        int(item.anchor),
        guessed_among(question) if question else 0,
        *sums,
        plain(question.text) if question else "",
    ]
    return ItemFact(*values)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Every question as it was last published by the day, and as each version asked it: by the
    version's id its number and its questions."""

    newest: Mapping[str, Question]
    versions: Mapping[int, tuple[int, Mapping[str, Question]]]


def _questions(session: Session, day: Day) -> _Asked:
    """Read the versions published by the day. Three statements at most; each process keeps the
    documents it has read."""
    statement = (
        select(ModuleVersion.id, ModuleVersion.number)
        .where(ModuleVersion.published_at < first_moment_after(day.on))
        .order_by(ModuleVersion.number, ModuleVersion.id)
    )
    numbers = {row.id: row.number for row in session.execute(statement)}
    read = documents(session, numbers)
    newest: dict[str, Question] = {}
    for version_id in numbers:
        newest |= {one.key: one for one in read[version_id].anchor_items}
    for version_id in numbers:
        newest |= {one.key: one for one in read[version_id].items}
    return _Asked(newest, {one: (numbers[one], read[one].items_by_key) for one in numbers})


def choices(session: Session, day: Day) -> list[ChoiceFact]:
    """A row for every answer to a question that could be given or was. Each answer is counted
    under the words it was asked with: where those are gone since, it has a row of its own."""
    rows = first_answers(session, day.on, day.rules, day.scope)
    said = case((rows.c.choice.like("=%"), TYPED), else_=rows.c.choice)
    statement = (
        select(rows.c.key, rows.c.version_id, said, rows.c.was_right, func.count())
        .group_by(rows.c.key, rows.c.version_id, said, rows.c.was_right)
        .order_by(rows.c.key, rows.c.version_id, said, rows.c.was_right)
    )
    asked = _questions(session, day)
    tally: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], tuple[str, bool]] = {}
    answered = set()
    for key, version_id, choice, was_right, count in plain_rows(session, statement):
        answered.add(key)
        for token in _tokens(choice, was_right):
            place = _place(asked, key, version_id, token)
            if place:
                option, text, right = place
                words.setdefault((key, option), (text, right))
                tally[key, option] += count
    for key in answered & asked.newest.keys():
        for token, told in answers_of(asked.newest[key], given=False).items():
            words[key, token] = told
    return [
        ChoiceFact(key, option, int(right), tally[key, option], text)
        for (key, option), (text, right) in sorted(words.items())
    ]


def _tokens(choice: str, was_right: int) -> list[str]:
    if choice == TYPED:
        return [f"{TYPED}{was_right}"]
    return sorted(token for token in unpack(choice) if token)


def _place(asked: _Asked, key: str, version_id: int, token: str) -> tuple[str, str, bool] | None:
    """Under which option an answer counts: the newest one with the same words, else its own."""
    number, then = asked.versions.get(version_id, (0, {}))
    question = then.get(key) or asked.newest.get(key)
    if question is None or token not in (given := answers_of(question)):
        return None
    text, right = given[token]
    now = answers_of(asked.newest[key]) if key in asked.newest else {}
    if now.get(token) == (text, right):
        return token, text, right
    same = sorted(option for option, words in now.items() if words == (text, right))
    return (same[0] if same else f"{token}@{number}"), text, right
