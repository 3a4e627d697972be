"""A quiz with a question of every type, and ways to answer each of them."""

import re

from sqlalchemy import select

from elearn.models import Answer, Item
from tests.support.answering import right_fields, words
from tests.support.document import document_of_every_type

DOCUMENT = document_of_every_type("every", "M09", "Every type")
NAMES = [item.key.removeprefix("m09-") for item in DOCUMENT.items]


OF_TYPE = re.compile(r"of the type ([a-z-]+)\?")


def place_of(learner, attempt, name):
    """Where the question of that type stands in this draw, which never changes."""
    return places_of(learner, attempt)[name]


PLACES = {}


def places_of(learner, attempt):
    """Every page of an attempt is looked at once: addresses of attempts are never used again."""
    if attempt not in PLACES:
        heads = {
            place: learner.visitor.page(f"{attempt}?q={place}").h1.text
            for place in range(1, len(NAMES) + 1)
        }
        PLACES[attempt] = {OF_TYPE.search(head)[1]: place for place, head in heads.items()}
    return PLACES[attempt]


def hidden(page):
    fields = page.select("main form input[type=hidden]")
    return {one["name"]: one.get("value", "") for one in fields}


def marks(page):
    """What tells one page from another, drawn earlier or later."""
    return {name: value for name, value in hidden(page).items() if name in ("page", "seen")}


def send(learner, attempt, place, fields, **more):
    page = learner.visitor.page(f"{attempt}?q={place}")
    data = hidden(page) | fields | {"act": "save"} | more
    return learner.visitor.post(f"{attempt}?q={place}", data=data)


def answer(learner, attempt, name):
    """Answer the question of that type rightly; say its place."""
    place = place_of(learner, attempt, name)
    page = learner.visitor.page(f"{attempt}?q={place}")
    fields = right_fields(page, place, DOCUMENT.item(f"m09-{name}"))
    response = send(learner, attempt, place, fields)
    assert response.status_code == 303, words(learner.visitor.page(f"{attempt}?q={place}"))
    return place


def stored(session):
    session.expire_all()
    rows = session.execute(
        select(Item.key, Answer.choice, Answer.correct, Answer.credit).join(Item)
    )
    return {row.key.removeprefix("m09-"): row for row in rows}


def selected(page, place):
    """The fields of a question as the page holds them."""
    name = f"answer-{place}"
    lists = {
        one["name"]: one.select_one("option[selected]")["value"] for one in page.select("select")
    }
    text = page.select_one(f'input[type=text][name="{name}"]')
    if text:
        return {name: text["value"]}
    return lists or {name: [one["value"] for one in page.select(f'[name="{name}"][checked]')]}


def wrong_fields(page, place, name):
    """An answer that the page lets through and that is not right."""
    fields = right_fields(page, place, DOCUMENT.item(f"m09-{name}"))
    key = f"answer-{place}"
    if name == "short":
        return {key: "call a friend"}
    if name in ("matching", "ordering"):
        names, values = list(fields), list(fields.values())
        return dict(zip(names, [*values[1:], values[0]], strict=True))
    if name in ("multiple", "partial"):
        return {key: fields[key][:1]}
    every = [one["value"] for one in page.select(f'input[name="{key}"]')]
    return {key: [one for one in every if one not in fields[key]][:1]}
