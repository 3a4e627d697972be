"""Keeping what a page of a quiz sends: with its button, or by the script as it is given."""

from flask import Response, make_response, request

from elearn.extensions import db
from elearn.learning.actions.attempts import AnswerGiven, Saving, save_answers
from elearn.learning.forms import AnswerSent, Sent, number, only, read_answer, was_sent
from elearn.learning.routes.opened import OpenTry
from elearn.learning.turns import FromPage
from elearn.web.clock import now
from elearn.web.languages import N_, say

LONGEST_KEY = 24
# What the script is answered: a word for it, and the words it shows.
SAVED = ("saved", N_("Saved"))
INCOMPLETE = ("incomplete", N_("Not saved yet: the answer is not complete"))
NEWER = (
    "newer",
    N_("Not saved: a newer answer was given on another page or device, and is kept."),
)
HANDED_IN = ("handed-in", N_("Not saved: this quiz was handed in on another page or device."))


def sent_answers(under_way: OpenTry, form: Sent) -> dict[int, AnswerSent]:
    """What was sent, by place: for the one question of the page, or for all that were answered."""
    only_place = number(form, "q")
    if under_way.has(only_place):
        places = [only_place or 1]
    else:
        places = [place for place in under_way.places if was_sent(form, place)]
    return {place: sent_at(under_way, place, form) for place in places}


def sent_at(under_way: OpenTry, place: int, form: Sent) -> AnswerSent:
    drawn, item, _stored = under_way.at(place)
    return read_answer(form, item, drawn.options, place)


def save(under_way: OpenTry, sent: dict[int, AnswerSent]) -> Saving:
    """Keep every answer that is one, whatever else is wrong with what was sent."""
    good = {
        under_way.row.drawn[place - 1].key: AnswerGiven(one.chosen, one.confidence)
        for place, one in sent.items()
        if one.chosen is not None
    }
    return save_answers(
        db.session(), attempt_id=under_way.row.id, answers=good, now=now(), page=_page()
    )


def _page() -> FromPage:
    """The page that sends. One that does not say what it has seen has seen nothing."""
    key = only(request.form, "page") or ""
    return FromPage(
        key=key if key.isascii() and key.isprintable() and len(key) <= LONGEST_KEY else "",
        seen=number(request.form, "seen") or 0,
        turn=number(request.form, "turn") or 0,
    )


def newer_places(under_way: OpenTry, saving: Saving) -> list[int]:
    """The questions that a newer answer stands for."""
    drawn = enumerate(under_way.row.drawn, start=1)
    return [place for place, one in drawn if one.key in saving.newer]


def told(sent: dict[int, AnswerSent], saving: Saving) -> Response:
    """The answer to the script: a line with a word for what became of it, and one to show."""
    if not saving.is_open:
        words = HANDED_IN
    elif saving.newer:
        words = NEWER
    elif not sent or any(one.chosen is None for one in sent.values()):
        words = INCOMPLETE
    else:
        words = SAVED
    response = make_response(f"{words[0]}\n{say(words[1])}")
    response.mimetype = "text/plain"
    return response
